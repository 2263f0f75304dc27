-- Like a filter that people write: tables without spans are turned, rows becoming columns.
local function grid(t)
  local rows = pandoc.List {}
  rows:extend(t.head.rows)
  for _, body in ipairs(t.bodies) do rows:extend(body.head) rows:extend(body.body) end
  rows:extend(t.foot.rows)
  return rows
end
function Table(t)
  local rows = grid(t)
  local columns = #t.colspecs
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do if cell.row_span > 1 or cell.col_span > 1 then return nil end end
    if #row.cells ~= columns then return nil end
  end
  local turned = {}
  for c = 1, columns do
    local cells = {}
    for r, row in ipairs(rows) do cells[r] = row.cells[c] end
    turned[c] = pandoc.Row(cells)
  end
  local specs = {}
  for r = 1, #rows do specs[r] = { 'AlignDefault', nil } end
  return pandoc.Table(t.caption, specs, pandoc.TableHead {}, { { attr = pandoc.Attr(), body = turned, head = {}, row_head_columns = #t.head.rows } }, pandoc.TableFoot {}, t.attr)
end
