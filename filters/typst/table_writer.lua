--- Writes a Pandoc Table as a call of data-table() in styles/typst/table.typ: head, spans, row heads, sums, and which
--- rows stay on one page.

local helpers = require 'typst_text'
local attribute, has_class, letters, plain_text = helpers.attribute, helpers.has_class, helpers.letters, helpers.plain_text

local with_hyphens = require 'inline_writer'.with_hyphens

local M = {}

-- A row with more letters than this may be broken over two pages, and is not tied to its neighbours.
local TALL_ROW = 900
-- Rows tied together have no more letters and are no more rows than this: they must fit on a page.
local TIED_LETTERS, TIED_ROWS = 1800, 14
-- A table with no more rows than this stays whole, and so do the rows that one cell spans; of more, the first two and the last two.
local SMALL_TABLE, SMALL_SPAN = 8, 5
-- A notat's table of so many columns takes the margin column too.
local WIDE = 4
-- Widths in em, for columns of numbers: digits, what is narrow, other letters (as in a bold head), a cell's side spaces.
local DIGIT, NARROW, LETTER, SIDES = 0.51, 0.27, 0.55, 1.1

--- Calls visit(blocks) for every cell of the table.
function M.each_cell(el, visit)
  local function rows(list)
    for _, row in ipairs(list) do
      for _, cell in ipairs(row.cells) do visit(cell.contents) end
    end
  end
  rows(el.head.rows)
  for _, body in ipairs(el.bodies) do
    rows(body.head)
    rows(body.body)
  end
  rows(el.foot.rows)
end

-- Rows as plain records -----------------------------------------------------------------------------------

local function cell_text(cell)
  local words = {}
  for _, block in ipairs(cell.contents) do
    words[#words + 1] = type(block.content) ~= 'string' and plain_text(block.content or {}) or ''
  end
  return table.concat(words, ' ')
end

--- Puts the cells of `rows` in their columns (cells that span rows above push them aside) and adds the rows to `into`.
--- kind: "head", "subhead" or "body"; heads: how many columns on the left head their rows. A row that is one head over its whole width
--- heads the rows after it (heads_rows).
local function place_rows(into, rows, kind, heads)
  local taken = {} -- column -> how many rows below are still covered
  for _, row in ipairs(rows) do
    local record = { kind = kind, cells = {}, letters = 0, spans_down = 1 }
    record.sum = has_class(row, 'sum') or has_class(row, 'subtotal')
    local column = 1
    for _, cell in ipairs(row.cells) do
      while (taken[column] or 0) > 0 do column = column + 1 end
      local text = cell_text(cell)
      record.cells[#record.cells + 1] = {
        cell = cell, column = column, text = text,
        heads_row = kind == 'body' and (column <= heads or has_class(cell, 'header') or attribute(cell, 'header') == 'true'),
      }
      record.letters = math.max(record.letters, letters(text))
      record.spans_down = math.max(record.spans_down, cell.row_span)
      for c = column, column + cell.col_span - 1 do taken[c] = math.max(taken[c] or 0, cell.row_span) end
      column = column + cell.col_span
    end
    for c, rest in pairs(taken) do taken[c] = rest - 1 end
    local first = record.cells[1]
    record.heads_rows = kind == 'body' and #record.cells == 1 and first.heads_row
    into[#into + 1] = record
  end
end

local function all_rows(el)
  local head, rows = {}, {}
  place_rows(head, el.head.rows, 'head', 0)
  for _, body in ipairs(el.bodies) do
    place_rows(rows, body.head, 'subhead', 0)
    place_rows(rows, body.body, 'body', body.row_head_columns)
  end
  local before = #rows
  place_rows(rows, el.foot.rows, 'body', 0)
  for i = before + 1, #rows do rows[i].sum = true end
  return head, rows
end

-- Columns -------------------------------------------------------------------------------------------------

--- About how wide a text is set on one line, in em.
local function set_width(text)
  local _, digits = text:gsub('%d', '')
  local _, narrow = text:gsub('[.,:;() iljt]', '')
  return digits * DIGIT + narrow * NARROW + (letters(text) - digits - narrow) * LETTER
end

--- For each column: is it of numbers, its given width, its widest cell, word and head (em), and the letters of all its cells.
local function measure_columns(el, head, rows)
  local columns = {}
  for i, spec in ipairs(el.colspecs) do
    columns[i] = { number = tostring(spec[1]) == 'AlignRight', width = spec[2], cell = 0, word = 0, head = 0, letters = 0 }
  end
  local function note(row)
    for _, placed in ipairs(row.cells) do
      local column = columns[placed.column]
      if column and placed.cell.col_span == 1 then
        local part = row.kind == 'head' and 'head' or 'cell'
        column[part] = math.max(column[part], set_width(placed.text))
        column.letters = column.letters + letters(placed.text)
        for word in placed.text:gmatch('[^ ]+') do column.word = math.max(column.word, set_width(word)) end
      end
    end
  end
  for _, row in ipairs(head) do note(row) end
  for _, row in ipairs(rows) do note(row) end
  return columns
end

--- A number with one decimal. Not with '%.1f': in some locales that writes a comma.
local function decimal(number)
  local tenths = math.floor(number * 10 + 0.5)
  return string.format('%d.%d', math.floor(tenths / 10), tenths % 10)
end

--- Typst widths. Columns of numbers are as wide as they need, with heads on up to three lines; the text shares the rest by its length.
local function column_widths(columns, row_count)
  local out, has_text = {}, false
  for _, column in ipairs(columns) do has_text = has_text or not column.number end
  for i, column in ipairs(columns) do
    if column.width and column.width > 0 then
      out[i] = decimal(column.width * 100) .. 'fr'
    elseif not has_text then
      out[i] = '1fr'
    elseif column.number then
      local need = math.max(column.cell, column.word, column.head / 3, 2.5)
      out[i] = decimal(need + (i < #columns and SIDES or SIDES / 2)) .. 'em'
    else
      local average = column.letters / math.max(row_count, 1) * LETTER
      out[i] = decimal(math.max(column.word, math.min(average, 33), 3.5)) .. 'fr'
    end
  end
  return out
end

-- Rows that stay together ---------------------------------------------------------------------------------

--- Sizes of the groups of body rows that must not be parted, in order: a keep() stands in the first row of each.
local function tied_groups(rows)
  local count, tied = #rows, {}
  local total = 0
  for _, row in ipairs(rows) do total = total + row.letters end
  local small = count <= SMALL_TABLE and total <= TIED_LETTERS
  for i = 1, count - 1 do
    tied[i] = small or i == 1 or i == count - 1 or rows[i + 1].sum or rows[i].heads_rows
  end
  for i, row in ipairs(rows) do
    local last = math.min(i + row.spans_down - 2, count - 1)
    for k = i, last do tied[k] = tied[k] or row.spans_down <= SMALL_SPAN or k == i or k == last end
  end
  local groups, size, sum = {}, 0, 0
  for i, row in ipairs(rows) do
    size, sum = size + 1, sum + row.letters
    local following = rows[i + 1]
    local goes_on = tied[i] and following and size < TIED_ROWS and sum + following.letters <= TIED_LETTERS
      and row.letters <= TALL_ROW and following.letters <= TALL_ROW
      and row.kind == 'body' and following.kind == 'body'
    if not goes_on then
      groups[#groups + 1], size, sum = size, 0, 0
    end
  end
  return groups
end

-- Writing -------------------------------------------------------------------------------------------------

local function write_cell(placed, row, columns, to_typst)
  local cell = placed.cell
  local number = has_class(cell, 'number') or tostring(cell.alignment) == 'AlignRight'
    or (tostring(cell.alignment) == 'AlignDefault' and columns[placed.column] and columns[placed.column].number)
  local options = ''
  if number then options = options .. ', number: true' end
  if row.kind == 'body' then
    if row.sum or row.heads_rows then options = options .. ', strong: true' end
    if row.letters > TALL_ROW or cell.row_span > SMALL_SPAN then options = options .. ', breakable: true' end
  end
  if cell.col_span > 1 then options = options .. string.format(', colspan: %d', cell.col_span) end
  if cell.row_span > 1 then options = options .. string.format(', rowspan: %d', cell.row_span) end
  local name = row.kind ~= 'body' and 'head-cell' or placed.heads_row and 'row-head' or 'body-cell'
  -- A cell that may be broken over two pages must not break a word there.
  local hyphens = not number and row.letters <= TALL_ROW and cell.col_span == 1
  local content = hyphens and with_hyphens(to_typst, cell.contents, true) or to_typst(cell.contents, true)
  return name .. '(' .. content .. options .. ')'
end

local function write_row(row, columns, to_typst, keep)
  local out = {}
  for _, placed in ipairs(row.cells) do out[#out + 1] = write_cell(placed, row, columns, to_typst) end
  if keep then
    out[#out + 1] = string.format('keep(%d%s)', keep, row.kind == 'body' and row.letters > TALL_ROW and ', breakable: true' or '')
  end
  return table.concat(out, ', ')
end

--- Rules under the heads that span several columns, between rows of the head.
local function head_rules(row)
  local out = {}
  for _, placed in ipairs(row.cells) do
    local first, count = placed.column - 1, placed.cell.col_span
    if count > 1 and placed.cell.row_span == 1 then
      out[#out + 1] = string.format('    head-rule(%d, %d),', first, first + count)
    end
  end
  return table.concat(out, '\n')
end

--- The table as an expression. to_typst(blocks, bare) writes a cell's blocks; is_notat: its page has a margin column.
function M.write(el, to_typst, is_notat)
  local caption = #(el.caption.long or {}) > 0 and to_typst(el.caption.long, true) or nil
  local head, rows = all_rows(el)
  local columns = measure_columns(el, head, rows)
  local out = { 'data-table(', '  columns: (' .. table.concat(column_widths(columns, #rows), ', ') .. ',),' }
  if caption then out[#out + 1] = '  caption: ' .. caption .. ',' end
  if is_notat and #columns >= WIDE then out[#out + 1] = '  wide: true,' end
  if #head > 0 then
    out[#out + 1] = '  head: ('
    for i, row in ipairs(head) do
      out[#out + 1] = '    ' .. write_row(row, columns, to_typst, i == 1 and #head) .. ','
      if i < #head then out[#out + 1] = head_rules(row) end
    end
    out[#out + 1] = '  ),'
  end
  local groups, left = tied_groups(rows), 0
  local group = 0
  for i, row in ipairs(rows) do
    local keep
    if left == 0 then
      group = group + 1
      keep, left = groups[group], groups[group]
    end
    left = left - 1
    if i > 1 then out[#out + 1] = row.sum and '  sum-rule,' or '  row-rule,' end
    local cells = write_row(row, columns, to_typst, keep)
    out[#out + 1] = row.kind == 'subhead' and '  table.header(level: 2, ' .. cells .. '),' or '  ' .. cells .. ','
  end
  out[#out + 1] = ')'
  return table.concat(out, '\n')
end

return M
