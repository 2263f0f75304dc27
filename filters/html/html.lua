--- The last stage before Pandoc's HTML writer: what a page's reader needs and that writer does not say by itself.

--- A table of more columns gets a frame in which it scrolls, where the window is too narrow for it.
local COLUMNS_THAT_FIT = 3

local function head(cell, scope)
  local attr = cell.attr
  attr.attributes.scope = scope
  cell.attr = attr
end

-- `filled` says which columns a cell of a row above still fills, so that a row's heads are known by their columns.
local function head_rows(rows, heads)
  local filled = {}
  for _, row in ipairs(rows) do
    local column, cells = 1, row.cells
    for _, cell in ipairs(cells) do
      while (filled[column] or 0) > 0 do column = column + 1 end
      if column <= heads then head(cell, 'row') end
      for i = column, column + cell.col_span - 1 do filled[i] = cell.row_span end
      column = column + cell.col_span
    end
    row.cells = cells
    for i, rest in pairs(filled) do filled[i] = rest - 1 end
  end
  return rows
end

local function framed(tbl)
  local name = tbl.caption.long and pandoc.utils.stringify(tbl.caption.long) or ''
  return pandoc.Div({ tbl }, pandoc.Attr('', { 'table-scroll' }, {
    { 'role', 'region' }, { 'tabindex', '0' }, { 'aria-label', name ~= '' and name or 'Tabel' },
  }))
end

function Table(tbl)
  local top, bodies = tbl.head, tbl.bodies
  local rows = top.rows
  for _, row in ipairs(rows) do
    local cells = row.cells
    for _, cell in ipairs(cells) do head(cell, 'col') end
    row.cells = cells
  end
  top.rows = rows
  tbl.head = top
  for _, body in ipairs(bodies) do body.body = head_rows(body.body, body.row_head_columns) end
  tbl.bodies = bodies
  return #tbl.colspecs > COLUMNS_THAT_FIT and framed(tbl) or tbl
end
