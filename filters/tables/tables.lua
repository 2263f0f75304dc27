--- Makes Pandoc's tables: head row with units, row heads, spans, formatted numbers, computed sums, and widths that suit the contents.

local kancelli = require 'kancelli'
local grid = require 'grid'
local tree = require 'tree'
local widths = require 'widths'

local NBSP = '\u{A0}'

-- Numbers ---------------------------------------------------------------------------------------------------

local function decimals_of(value) return #(value:match('%.(%d+)$') or '') end

--- The sum of decimal numbers written as text, exactly: they are added as whole numbers of the smallest decimal.
local function add(values)
  local decimals, sum = 0, 0
  for _, value in ipairs(values) do decimals = math.max(decimals, decimals_of(value)) end
  for _, value in ipairs(values) do
    local sign, whole, part = value:match('^(-?)(%d+)%.?(%d*)$')
    local units = tonumber(whole .. part .. ('0'):rep(decimals - #part))
    sum = sum + (sign == '-' and -units or units)
  end
  local text = string.format('%.0f', math.abs(sum))
  if decimals > 0 then
    text = ('0'):rep(decimals + 1 - #text) .. text
    text = text:sub(1, -decimals - 1) .. '.' .. text:sub(-decimals)
  end
  return (sum < 0 and '-' or '') .. text
end

local function check(cells, columns)
  for _, cell in ipairs(cells) do
    if cell.column + cell.columns - 1 > #columns then tree.fail(cell.div, 'the row has more cells than the table has columns') end
  end
end

--- An empty number cell of a sum row adds the plain rows of the table, of a subtotal row those of its group.
local function fill_sums(cells, columns)
  for _, sum in ipairs(cells) do
    local kind = tree.get(sum.row, 'kind')
    if kind and columns[sum.column].number and not sum.value and tree.is_empty(sum.div) then
      local values = {}
      for _, cell in ipairs(cells) do
        local inside = kind == 'sum' or rawequal(cell.group, sum.group)
        if inside and cell.column == sum.column and not tree.get(cell.row, 'kind') and cell.value then values[#values + 1] = cell.value end
      end
      sum.value = add(values)
    end
  end
end

--- As many decimals in every cell of a column as its longest number has; of kroner two or none.
local function note_decimals(cells, columns)
  for _, cell in ipairs(cells) do
    local column = columns[cell.column]
    if cell.value then column.decimals = math.max(column.decimals or 0, decimals_of(cell.value)) end
    if column.unit == 'kr.' and column.decimals == 1 then column.decimals = 2 end
  end
end

local function number_text(cell, column)
  local text = kancelli.format_number(cell.value, column.decimals)
  return column.type == 'percent' and not column.unit and text .. NBSP .. '%' or text
end

-- Rows and cells --------------------------------------------------------------------------------------------

local function columns_of(div)
  local columns = {}
  for i, column in ipairs((tree.split(div.content, 'column'))) do
    local kind = tree.get(column, 'type') or 'text'
    columns[i] = {
      div = column, type = kind, number = kind ~= 'text', unit = tree.get(column, 'unit'),
      heads = tree.get(column, 'header') == 'true',
    }
  end
  return columns
end

local function cell_blocks(cell, column)
  if cell.value then return { tree.generated_plain(number_text(cell, column)) } end
  if tree.is_empty(cell.div) then return {} end
  -- A cell of several paragraphs: the blocks of a table are made here.
  return pandoc.List(cell.div.content):map(function(block)
    return block.t == 'Div' and tree.name(block) == 'p' and tree.placed(block, block.content) or block
  end)
end

--- A cell that heads its row by itself, outside the columns of row heads, bears the class `header`.
local function make_cell(cell, columns, row_heads)
  local classes = pandoc.List()
  if cell.value then classes:insert('number') end
  if tree.get(cell.div, 'header') == 'true' and cell.column > row_heads then classes:insert('header') end
  return pandoc.Cell(cell_blocks(cell, columns[cell.column]), 'AlignDefault', cell.rows, cell.columns,
    tree.attr(cell.div, cell.div.identifier, classes))
end

--- The leftmost columns that head the rows of this body: header columns, and those where every cell is a header.
local function row_heads_of(cells, columns)
  for i, column in ipairs(columns) do
    local heads = column.heads
    if not heads then
      heads = #cells > 0
      for _, cell in ipairs(cells) do
        if cell.column == i and tree.get(cell.div, 'header') ~= 'true' then heads = false end
      end
    end
    if not heads then return i - 1 end
  end
  return #columns
end

-- rawequal: `==` compares all that two rows say.
local function make_row(row, cells, columns, row_heads)
  local made = pandoc.List()
  for _, cell in ipairs(cells) do
    if rawequal(cell.row, row) then made:insert(make_cell(cell, columns, row_heads)) end
  end
  return pandoc.Row(made, tree.attr(row, row.identifier, { tree.get(row, 'kind') }))
end

--- One body for each group, and for the rows between groups. Spans never leave a body.
local function make_bodies(parts, cells, columns)
  local bodies = pandoc.List()
  for _, part in ipairs(parts) do
    local own = {}
    for _, cell in ipairs(cells) do
      if cell.part == part then own[#own + 1] = cell end
    end
    local row_heads, rows = row_heads_of(own, columns), pandoc.List()
    for _, row in ipairs(part.rows) do rows:insert(make_row(row, own, columns, row_heads)) end
    local attr = part.group and tree.attr(part.group, part.group.identifier) or pandoc.Attr()
    bodies:insert({ attr = attr, head = {}, body = rows, row_head_columns = row_heads })
  end
  return bodies
end

local function make_head(columns)
  local cells = pandoc.List()
  for _, column in ipairs(columns) do
    local inlines = tree.inlines(column.div)
    if column.unit then
      inlines:insert(pandoc.Space())
      inlines:insert(tree.generated('(' .. column.unit:gsub(' ', NBSP) .. ')'))
    end
    cells:insert(pandoc.Cell({ pandoc.Plain(inlines) }, 'AlignDefault', 1, 1, tree.attr(column.div)))
  end
  return pandoc.TableHead({ pandoc.Row(cells) })
end

-- The table -------------------------------------------------------------------------------------------------

local function make_table(div)
  local columns = columns_of(div)
  local cells, parts = grid.place(div)
  check(cells, columns)
  fill_sums(cells, columns)
  note_decimals(cells, columns)
  local head, bodies = make_head(columns), make_bodies(parts, cells, columns)
  local colspecs = pandoc.List()
  for i, width in ipairs(widths.suiting(head, bodies, columns)) do
    colspecs:insert({ columns[i].number and 'AlignRight' or 'AlignDefault', width })
  end
  local caption = tree.first(div.content, 'caption')
  local long = caption and { tree.placed(caption, caption.content) } or {}
  return pandoc.Table({ long = long }, colspecs, head, bodies, pandoc.TableFoot({}), tree.attr(div, div.identifier))
end

return {
  { Div = function(div) return tree.name(div) == 'table' and make_table(div) or nil end },
}
