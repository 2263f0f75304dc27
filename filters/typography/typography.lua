--- Danish typography: no-break spaces and hyphens, a capital where the program's own words begin a paragraph, and one point where they end
--- a sentence. Words and numbers stay as they are.

local NBSP, NO_BREAK_HYPHEN = '\u{A0}', '\u{2011}'

local function set(words)
  local out = {}
  for word in words:gmatch('%S+') do out[word] = true end
  return out
end

-- After these, a number stays on the same line.
local BEFORE_NUMBER = set('stk. nr. litra kap. bilag tabel figur side s. punkt pkt. kl. ca. afsnit artikel art. kapitel trin')
-- After a number, these do.
local AFTER_NUMBER = set('kr. mio. mia. t.kr. pct. procent procentpoint % ‰ år km m m² m³ ha kg g t kWh MWh GWh')
local MONTHS = set('januar februar marts april maj juni juli august september oktober november december')
local KINGS = set('Christian Frederik Margrethe')

local function is_dash(word) return word == '–' or word == '—' end

--- Without the signs that may stand around a word. Most words have none, and there are many.
local function bare(word)
  if word:find('^[%w%-.]') then return word end
  for _, sign in ipairs({ '(', '[', '»', '”', '"', '’', '›' }) do
    while word:sub(1, #sign) == sign do word = word:sub(#sign + 1) end
  end
  return word
end

local function without_end(word)
  if word:find('[%w%-.]$') then return word end
  return (word:gsub('[,;:)%]]+$', ''):gsub('«$', ''))
end

local function lower(word) return word:find('^%u') and word:gsub('^%u', string.lower) or word end

local function is_number(word) return word:find('^[-+]?%d[%d.,]*$') ~= nil or word:find('^−%d[%d.,]*$') ~= nil end

--- True of "(ØKF)" and "(ByK):".
local function is_abbreviation(word)
  local letters = word:match('^%(([%a\195\128-\191]+)%)')
  if not letters or #letters > 6 then return false end
  local _, capitals = letters:gsub('%u', '')
  local _, danish = letters:gsub('\195[\134\152\133]', '') -- Æ Ø Å
  return capitals + danish > 1
end

--- True where the line must not break between two words.
local function belong_together(before, after)
  local first, second = bare(before), without_end(after)
  local number_follows = after:find('^%d')
  if first == '§' or first == '§§' then return true end
  if is_dash(without_end(after)) then return true end
  if BEFORE_NUMBER[lower(first)] and (number_follows or (lower(first) == 'litra' and second:find('^%a$'))) then return true end
  if is_number(first) and (AFTER_NUMBER[second] or AFTER_NUMBER[(second:gsub('%.$', ''))]) then return true end
  -- An ordinal and what it counts: 2. behandling, 1. januar. After the end of a sentence a capital follows.
  if first:find('^%d%d?%.$') and after:find('^%l') then return true end
  if lower(first) == 'den' and after:find('^%d%d?%.') then return true end
  if MONTHS[first] and second:find('^%d%d%d%d%.?$') then return true end
  if (first == 'mio.' or first == 'mia.' or first:find('%d' .. NBSP .. 'mi[oa]%.$')) and second == 'kr.' then return true end
  if is_abbreviation(after) then return true end
  if first == 'LBK' and second == 'nr.' then return true end
  if KINGS[first] and second:find('^%d+%.$') then return true end
  return first:find('^%u%.$') ~= nil and after:find('^%u') ~= nil
end

--- A hyphen between digits, or between a digit and a letter, does not break: 4-6, 65-årige. A case number, a date and an address are left
--- alone: they are copied, and searched for.
local function with_no_break_hyphens(word)
  if not word:find('-', 1, true) or word:find('%d%d%d%d%d') or word:find('%d%-%d+%-%d') or word:find('[/@]') then return word end
  return (word:gsub('(%d)%-%f[%w\195]', '%1' .. NO_BREAK_HYPHEN))
end

-- Running text ----------------------------------------------------------------------------------------------

local HOLDERS = { Span = true, Emph = true, Strong = true, Link = true, Underline = true, Strikeout = true, Quoted = true }

--- Inlines as records {el, t, children}, so that they can be told apart and changed.
local function opened(inlines)
  local records = {}
  for i, el in ipairs(inlines) do
    local t = el.t
    local text = t == 'Str' and el.text or nil
    records[i] = { el = el, t = t, text = text, was = text, children = HOLDERS[t] and opened(el.content) }
  end
  return records
end

--- The words in their order, each {text, space: the record of the space before it}. A word may run through several elements; a note is no
--- part of one.
local function words_of(records)
  local words, word, space = {}, nil, nil
  local function add(text)
    if word then
      word.text = word.text .. text
    else
      word = { text = text, space = space }
      words[#words + 1] = word
    end
  end
  local function collect(list)
    for _, record in ipairs(list) do
      if record.text then
        add(record.text)
      elseif record.t == 'Space' or record.t == 'SoftBreak' then
        word, space = nil, record
      elseif record.t == 'LineBreak' then
        word, space = nil, nil
      elseif record.children then
        collect(record.children)
      end
    end
  end
  collect(records)
  return words
end

--- The records as inlines again, and whether they say something else now. Words that a no-break space joins become one Str.
local function closed(records)
  local out, changed, last = pandoc.List(), false, nil -- last: the text of the Str before
  for _, record in ipairs(records) do
    local text = record.glued and NBSP or record.text
    if text and last then
      last, changed = last .. text, true
      out[#out] = pandoc.Str(last)
    elseif text then
      last, changed = text, changed or text ~= record.was
      out:insert(text == record.was and record.el or pandoc.Str(text))
    else
      last = nil
      if record.children then
        local content, other = closed(record.children)
        if other then record.el.content, changed = content, true end
      end
      out:insert(record.el)
    end
  end
  return out, changed
end

local function with_hyphens(records)
  for _, record in ipairs(records) do
    if record.text then record.text = with_no_break_hyphens(record.text) end
    if record.children then with_hyphens(record.children) end
  end
end

local function has_class(el, name)
  for _, class in ipairs(el.classes or {}) do
    if class == name then return true end
  end
  return false
end

--- A capital for the first letter, where a filter wrote it: "ca. 780 ansatte" and "tabel 1" at the beginning of a paragraph. An at-item that
--- minutes quote keeps its small letter.
local function capitalise(records, generated)
  local first = records[1]
  if not first then return end
  if first.text then
    if generated and first.text ~= 'at' then first.text = first.text:gsub('^%l', string.upper) end
  elseif first.children then
    capitalise(first.children, generated or has_class(first.el, 'generated'))
  end
end

--- A sentence that ends in words of the program which end in a point ("25 mio. kr.") has the author's point alone.
local function end_sentences(records)
  local last -- the program's words just before, ending in a point
  local function visit(list, generated)
    for _, record in ipairs(list) do
      if record.text then
        if last and record.text:find('^%.') and not record.text:find('^%.%.') then last.text = last.text:sub(1, -2) end
        last = generated and record.text:find('%.$') and record or nil
      elseif record.children then
        visit(record.children, generated or has_class(record.el, 'generated'))
      else
        last = nil
      end
    end
  end
  visit(records, false)
end

local function is_lead_in(records)
  local first = records[1]
  while first and first.t == 'Span' do first = first.children[1] end
  return first ~= nil and first.t == 'Strong'
end

local function set_text(el)
  local records = opened(el.content)
  end_sentences(records)
  local words = words_of(records)
  for i = 2, #words do
    if words[i].space and belong_together(words[i - 1].text, words[i].text) then words[i].space.glued = true end
  end
  with_hyphens(records)
  if el.t == 'Para' or is_lead_in(records) then capitalise(records, false) end
  local content, changed = closed(records)
  if not changed then return nil end
  el.content = content
  return el
end

return { { Para = set_text, Plain = set_text, Header = set_text } }
