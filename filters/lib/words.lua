--- The Danish words that filters print, in one place.

return {
  -- Front matter
  city = 'KØBENHAVNS KOMMUNE',
  kind_of_notat = 'NOTAT',
  meeting_date = 'Mødedato',
  meeting_place = 'Mødested',
  at_time = 'kl.',
  urgent = 'Sagen kan ikke udsættes',
  case_number = 'Sagsnr.',
  document_number = 'Dokumentnr.',
  date = 'Dato',
  revised = 'Revideret den',
  to = 'Til',

  -- Attachments
  attachments = 'Bilag',
  closed_attachment = 'Lukket bilag',

  -- Captions and references
  seq = { table = 'Tabel', figure = 'Figur' },
  section = 'afsnittet',
  within = ' i ', -- "tabel 2 i »Aftale om ...«"
  of_date = ' af ', -- "»Aftale om ...« af 7. maj 2025"
  last_of_list = 'og',

  -- The recommendation of a case
  recommendation = 'Indstilling',
  recommends_to = '%s indstiller over for %s,', -- by whom, to whom
  recommends_via = '%s indstiller, at %s over for %s anbefaler,',
  recommended = 'Indstilling om,',
  readings = { ['first-reading'] = '(1. behandling)', ['second-reading'] = '(2. behandling)' },

  -- Agendas and minutes
  supplements = 'Supplerer %s af %s', -- the agenda's title in »...«, its date
  attachment = 'Bilag %d',
  earlier_decisions = 'Tidligere behandling',
  decision_of = '%s beslutning i mødet den %s',
  closed_item = 'Punktet er lukket.',
  statement = 'Protokolbemærkning fra %s:',
  attendance = {
    present = 'Til stede',
    excused = 'Fraværende med afbud',
    unexcused = 'Fraværende uden afbud',
    substitute = 'Stedfortræder',
    officials = 'Desuden deltog',
    arrived = 'Kom kl. %s',
    left = 'Gik kl. %s',
    during = 'under punkt %d',
  },
  meeting_closed = 'Mødet sluttede kl. %s.',

  -- The agreement
  independents = { 'én løsgænger', '%s løsgængere' },
  numbers = { 'en', 'to', 'tre', 'fire', 'fem', 'seks', 'syv', 'otte', 'ni', 'ti' },
  naming = { '%s (%s)', ' med ansvar for ' },
  scenario = 'scenarie',
  transfers = 'Oversigt over flytninger',
  transfers_caption = 'Opgaver, der flyttes mellem udvalgene',
  transfer_columns = { task = 'Opgave', from = 'Fra', to = 'Til', time = 'Hvornår', terms = 'Vilkår og evaluering' },
  latest = 'senest ',
  by_terms = 'Jf. vilkår',
  evaluation = 'Evaluering',
  evaluation_from = ' fra den ',

  -- A statute
  provisions = { paragraph = '§', subsection = 'Stk.', chapter = 'Kapitel', annex = 'Bilag' },
  enacted = 'Vedtaget den %s',
  enacted_amended = 'Vedtaget den %s, senest ændret den %s',
  changes = { ins = 'indsat', del = 'udgår' }, -- before what a marked-up text inserts or strikes out

  -- Votes
  vote = {
    results = {
      approved = 'blev godkendt',
      adopted = 'blev vedtaget',
      endorsed = 'blev tiltrådt',
      noted = 'blev taget til efterretning',
      rejected = 'blev ikke vedtaget',
    },
    with = 'med %s', -- "med 34 stemmer"
    against = 'imod %d',
    without = 'uden afstemning',
    abstained = '%d undlod at stemme.',
    vote = { 'stemme', 'stemmer' },
    member = { 'medlem', 'medlemmer' },
    present = '%s var til stede.',
    absent = { '%d var fraværende %s', '%d %s' }, -- how many, and one of the two below; the second time shorter
    excused = 'med afbud',
    unexcused = 'uden afbud',
    lines = { ['for'] = 'For stemte:', against = 'Imod stemte:', abstained = 'Undlod at stemme:' },
    some = '%s af %s', -- "2 medlemmer af O"
    independent = '(løsgænger)',
    independents = { 'løsgænger', 'løsgængere' },
  },
}
