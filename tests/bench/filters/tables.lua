--- Tables: every column as wide as the others, the words of the head strong.
local function strong(row)
  for _, cell in ipairs(row.cells) do
    cell.contents = pandoc.walk_block(pandoc.Div(cell.contents), {
      Plain = function(plain) return pandoc.Plain({ pandoc.Strong(plain.content) }) end,
    }).content
  end
  return row
end

function Table(tbl)
  local columns = #tbl.colspecs
  for i, spec in ipairs(tbl.colspecs) do tbl.colspecs[i] = { spec[1], 1 / columns } end
  local head = tbl.head
  for i, row in ipairs(head.rows) do head.rows[i] = strong(row) end
  tbl.head = head
  return tbl
end
