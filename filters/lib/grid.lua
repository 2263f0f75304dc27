--- The cells of a lowered table in their columns: a cell that spans rows pushes those below it aside.

local tree = require 'tree'

local M = {}

-- The table's rows in stretches: a group's, or those that stand between groups.
local function parts_of(div)
  local parts = {}
  for _, child in ipairs(div.content) do
    local name = child.t == 'Div' and tree.name(child)
    if name == 'group' then
      parts[#parts + 1] = { group = child, rows = (tree.split(child.content, 'row')) }
    elseif name == 'row' then
      local last = parts[#parts]
      if not last or last.group then
        last = { rows = pandoc.List() }
        parts[#parts + 1] = last
      end
      last.rows:insert(child)
    end
  end
  return parts
end

local function span(cell, name) return math.floor(tonumber(tree.get(cell, name)) or 1) end

--- Cells in reading order, each {div, row, group, part, column (from 1), columns, rows, value}, and the parts {group or nil, rows}.
function M.place(div)
  local cells, parts = {}, parts_of(div)
  local free_from, at = {}, 0 -- column -> the first row that no cell above covers
  for _, part in ipairs(parts) do
    for _, row in ipairs(part.rows) do
      at = at + 1
      local column = 1
      for _, cell in ipairs((tree.split(row.content, 'cell'))) do
        while (free_from[column] or 0) > at do column = column + 1 end
        local placed = {
          div = cell, row = row, group = part.group, part = part, column = column,
          columns = span(cell, 'colspan'), rows = span(cell, 'rowspan'), value = tree.get(cell, 'value'),
        }
        cells[#cells + 1] = placed
        for i = column, column + placed.columns - 1 do free_from[i] = at + placed.rows end
        column = column + placed.columns
      end
    end
  end
  return cells, parts
end

return M
