--- Abbreviations get a Span that tells what they stand for.
local known = { ['bl.a.'] = 'blandt andet', ['jf.'] = 'jævnfør', ['stk.'] = 'stykke', ['mio.'] = 'millioner', ['kr.'] = 'kroner' }

function Str(str)
  local long = known[str.text]
  if long then return pandoc.Span({ str }, pandoc.Attr('', { 'abbreviation' }, { title = long })) end
end
