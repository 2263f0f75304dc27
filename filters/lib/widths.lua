--- Column widths that suit what stands in a table, as shares of its width.

local M = {}

-- Widths are counted in average letters. A full-width table holds about LINE of them; a cell has PAD at its sides.
local LINE, PAD = 90, 2
-- A word longer than the first may be hyphenated; where all columns together have no room for that, one longer than the second. A head
-- may take up to HEAD_LINES lines.
local LONG_WORD, LONG_WORD_IN_NEED, HEAD_LINES = 16, 12, 3
-- Word and Typst do not set a word equally wide.
local SLACK = 1.03
-- How wide a narrow letter is, and any other.
local NARROW, OTHER = 0.55, 1.08

local function size(text)
  local _, all = text:gsub('[^\128-\191]', '')
  local _, narrow = text:gsub('[.,:;() iljtfr%-]', '')
  return narrow * NARROW + (all - narrow) * OTHER
end

--- The longest word that must not be broken (a date or an amount is held together by no-break spaces), and the longest of all.
local function longest_words(text)
  local whole, any = 0, 0
  for word in text:gmatch('[^ %-]+') do
    local wide = size(word) * SLACK + NARROW
    any = math.max(any, wide)
    if word:find('\u{A0}', 1, true) then whole = math.max(whole, wide) end
  end
  return whole, any
end

local function stringify(cell) return pandoc.utils.stringify(pandoc.Div(cell.contents)) end

--- For each column the longest of what must stay whole, its longest word and its longest cell.
local function measure(head, bodies, columns)
  local out = {}
  for i, cell in ipairs(head.rows[1].cells) do
    local text = stringify(cell)
    local whole, word = longest_words(text)
    out[i] = { whole = whole, word = word, most = math.max(word, size(text) / HEAD_LINES) }
  end
  local taken = {}
  for _, body in ipairs(bodies) do
    for _, row in ipairs(body.body) do
      local column = 1
      for _, cell in ipairs(row.cells) do
        while (taken[column] or 0) > 0 do column = column + 1 end
        local text, measured = stringify(cell), out[column]
        if cell.col_span == 1 and measured then
          local wide, whole, word = size(text), longest_words(text)
          measured.whole = math.max(measured.whole, columns[column].number and wide or whole)
          measured.word = math.max(measured.word, word)
          measured.most = math.max(measured.most, wide)
        end
        for i = column, column + cell.col_span - 1 do taken[i] = math.max(taken[i] or 0, cell.row_span) end
        column = column + cell.col_span
      end
      for i, rest in pairs(taken) do taken[i] = rest - 1 end
    end
  end
  return out
end

--- Sets each column's narrowest width; gives what all take together.
local function set_least(measured, long_word)
  local sum = 0
  for _, column in ipairs(measured) do
    column.least = math.max(column.whole, math.min(column.word, long_word)) + PAD
    sum = sum + column.least
  end
  return sum
end

--- The narrowest widths with as few hyphens as there is room for.
local function narrowest(measured)
  for long_word = LONG_WORD, LONG_WORD_IN_NEED + 1, -1 do
    local sum = set_least(measured, long_word)
    if sum <= LINE then return sum end
  end
  return set_least(measured, LONG_WORD_IN_NEED)
end

--- Shares that add up to 1. Every column gets its longest cell on one line where all have room; else its longest word, and the rest goes
--- to those whose longest cell has most to gain.
function M.suiting(head, bodies, columns)
  local measured = measure(head, bodies, columns)
  local least, most, weight = narrowest(measured), 0, 0
  for i, column in ipairs(measured) do
    column.most = math.max(column.most + PAD, column.least)
    column.weight = columns[i].number and 0 or (column.most - column.least) ^ 0.7
    most, weight = most + column.most, weight + column.weight
  end
  local shares, sum = {}, 0
  for i, column in ipairs(measured) do
    local share = column.most
    if most > LINE and weight > 0 then share = column.least + math.max(0, LINE - least) * column.weight / weight end
    shares[i], sum = share, sum + share
  end
  for i, share in ipairs(shares) do shares[i] = math.floor(share / sum * 1000 + 0.5) / 1000 end
  return shares
end

return M
