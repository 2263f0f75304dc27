-- Like a filter that people write: columns of numbers get a total, rows a number, and the rows are sorted by the first column.
local function number_of(cell)
  local text = pandoc.utils.stringify(cell.contents):gsub('%.', ''):gsub(',', '.')
  return text:match '^%-?%d+%.?%d*$' and tonumber(text)
end
local function danish(number) return (string.format('%.2f', number):gsub('%.', ',')) end
return { { Table = function(t)
  if #t.bodies ~= 1 or #t.bodies[1].body == 0 then return nil end
  local rows = pandoc.List(t.bodies[1].body):clone()
  rows:sort(function(a, b) return pandoc.utils.stringify(a.cells[1].contents) < pandoc.utils.stringify(b.cells[1].contents) end)
  local totals = {}
  for i, row in ipairs(rows) do
    for c, cell in ipairs(row.cells) do
      local number = number_of(cell)
      if number then
        totals[c] = (totals[c] or 0) + number
        cell.alignment = pandoc.AlignRight
      end
    end
    row.cells:insert(1, pandoc.Cell({ pandoc.Plain(tostring(i) .. '.') }, pandoc.AlignCenter))
  end
  t.bodies[1].body = rows
  for _, row in ipairs(t.head.rows) do row.cells:insert(1, pandoc.Cell 'Nr.') end
  t.colspecs:insert(1, { pandoc.AlignCenter, 0.1 })
  local foot = { pandoc.Cell 'I alt' }
  for c = 1, #t.colspecs - 1 do foot[c + 1] = pandoc.Cell(totals[c] and danish(totals[c]) or {}) end
  t.foot.rows:insert(pandoc.Row(foot))
  return t
end } }
