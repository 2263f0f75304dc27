--- Writes Pandoc's lists as calls of bullets(), numbers() and definitions() in styles/typst/blocks.typ, and which items stay on one
--- page.

local inlines = require 'inline_writer'
local helpers = require 'typst_text'
local letters, plain_text, quoted = helpers.letters, helpers.plain_text, helpers.quoted

-- Set by writer.lua: `paper` (what the paper being written knows of itself), blocks(list, bare), which writes blocks, and within(el).
local M = {}

--- The items of a list. An item's first words stand beside its mark.
local function items(list)
  local out = {}
  M.paper.depth = M.paper.depth + 1
  for i, item in ipairs(list) do out[i] = M.blocks(item, true) end
  M.paper.depth = M.paper.depth - 1
  return table.concat(out, ',\n')
end

local function is_loose(list)
  for _, item in ipairs(list) do
    local first = M.within(item[1])
    if first and first.t == 'Para' then return true end
  end
  return false
end

--- How many letters stand in these blocks, and whether they are paragraphs alone.
function M.extent(blocks)
  local count, plain = 0, true
  for _, el in ipairs(blocks) do
    if el.t == 'Para' or el.t == 'Plain' or el.t == 'Header' then
      count = count + letters(plain_text(el.content))
    elseif el.t == 'Div' or el.t == 'BlockQuote' then
      local inner, plain_inside = M.extent(el.content)
      count, plain = count + inner, plain and plain_inside
    elseif el.t == 'BulletList' or el.t == 'OrderedList' then
      for _, item in ipairs(el.content) do count = count + M.extent(item) end
      plain = false
    else
      count, plain = math.huge, false
    end
  end
  return count, plain
end

-- A list of no more items and letters than this stays on one page.
local SHORT_LIST, SHORT_LIST_LETTERS = 5, 250
-- The last items of a longer list that stay together, so that none stands alone on a page; they must fit there.
local TIED_ITEMS, TIED_LETTERS = 2, 1200

local function list_options(list)
  local options = M.paper.depth > 0 and string.format('depth: %d, ', M.paper.depth) or ''
  if is_loose(list) then options = options .. 'loose: true, ' end
  local total, last, last_plain = 0, 0, true
  for i, item in ipairs(list) do
    local count, plain = M.extent(item)
    total = total + count
    if i > #list - TIED_ITEMS then last, last_plain = last + count, last_plain and plain end
  end
  if #list <= SHORT_LIST and total <= SHORT_LIST_LETTERS then return options .. 'whole: true, ' end
  local tied = #list > TIED_ITEMS and last_plain and last <= TIED_LETTERS
  return options .. (tied and string.format('tied: %d, ', TIED_ITEMS) or '')
end

function M.bullets(el)
  return 'bullets(' .. list_options(el.content) .. items(el.content) .. ')'
end

local NUMBERS = {
  Decimal = '1', LowerAlpha = 'a', UpperAlpha = 'A', LowerRoman = 'i', UpperRoman = 'I', DefaultStyle = '1', Example = '1',
}
local DELIMITERS = { Period = '%s.', OneParen = '%s)', TwoParens = '(%s)', DefaultDelim = '%s.' }

function M.numbers(el)
  local pattern = (DELIMITERS[tostring(el.delimiter)] or '%s.'):format(NUMBERS[tostring(el.style)] or '1')
  local options = list_options(el.content)
  if el.start ~= 1 then options = options .. 'start: ' .. string.format('%d', el.start) .. ', ' end
  if pattern ~= '1.' then options = options .. 'numbering: ' .. quoted(pattern) .. ', ' end
  return 'numbers(' .. options .. items(el.content) .. ')'
end

function M.definitions(el)
  local out = {}
  for i, pair in ipairs(el.content) do
    local term, meanings = inlines.write(pair[1]), {}
    for k, meaning in ipairs(pair[2]) do meanings[k] = M.blocks(meaning, true) end
    out[i] = '(' .. term .. ', ' .. inlines.joined(meanings) .. ')'
  end
  return 'definitions(' .. table.concat(out, ',\n') .. ')'
end

return M
