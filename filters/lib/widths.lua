--- Column widths that suit what stands in a table, as shares of its width.

local M = {}

-- Widths are counted in average letters. A full-width table holds about LINE of them; a cell has PAD at its sides.
local LINE, PAD = 90, 2
-- A word longer than this may be hyphenated; a head may take up to HEAD_LINES lines.
local LONG_WORD, HEAD_LINES = 12, 3
-- How wide a narrow letter is, and any other.
local NARROW, OTHER = 0.55, 1.08

local function size(text)
  local _, all = text:gsub('[^\128-\191]', '')
  local _, narrow = text:gsub('[.,:;() iljtfr%-]', '')
  return narrow * NARROW + (all - narrow) * OTHER
end

local function longest_word(text)
  local most = 0
  for word in text:gmatch('[^ %-]+') do
    local wide = size(word) + NARROW
    -- A date or an amount is held together by no-break spaces, and is not hyphenated.
    most = math.max(most, word:find('\u{A0}', 1, true) and wide or math.min(wide, LONG_WORD))
  end
  return most
end

local function stringify(cell) return pandoc.utils.stringify(pandoc.Div(cell.contents)) end

--- For each column its narrowest width and its longest cell.
local function measure(head, bodies, columns)
  local out = {}
  for i, cell in ipairs(head.rows[1].cells) do
    local text = stringify(cell)
    local word = longest_word(text)
    out[i] = { least = word, most = math.max(word, size(text) / HEAD_LINES) }
  end
  local taken = {}
  for _, body in ipairs(bodies) do
    for _, row in ipairs(body.body) do
      local column = 1
      for _, cell in ipairs(row.cells) do
        while (taken[column] or 0) > 0 do column = column + 1 end
        local text, measured = stringify(cell), out[column]
        if cell.col_span == 1 and measured then
          local wide = size(text)
          measured.least = math.max(measured.least, columns[column].number and wide or longest_word(text))
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

--- Shares that add up to 1. Every column gets its longest cell on one line where all have room; else its longest word, and the rest goes
--- to those whose longest cell has most to gain.
function M.suiting(head, bodies, columns)
  local measured = measure(head, bodies, columns)
  local least, most, weight = 0, 0, 0
  for i, column in ipairs(measured) do
    column.least, column.most = column.least + PAD, column.most + PAD
    column.weight = columns[i].number and 0 or (column.most - column.least) ^ 0.7
    least, most, weight = least + column.least, most + column.most, weight + column.weight
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
