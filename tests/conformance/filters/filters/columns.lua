-- FORMAT: latex html
-- Like a filter that people write: columns as divs, their widths reckoned where none is given.
local function column(el) return el.t == 'Div' and el.classes:includes 'column' end
function Div(el)
  if not el.classes:includes 'columns' then return nil end
  local total, without = 0, 0
  for _, block in ipairs(el.content) do
    if column(block) then
      local width = tonumber((block.attributes.width or ''):match '^(%d+)%%$')
      if width then total = total + width else without = without + 1 end
    end
  end
  local result = pandoc.Blocks {}
  for i, block in ipairs(el.content) do
    if column(block) then
      local width = block.attributes.width or string.format('%d%%', math.floor((100 - total) / math.max(without, 1)))
      if FORMAT == 'latex' then
        result:insert(pandoc.RawBlock('latex', '\\begin{minipage}{' .. tonumber(width:match '%d+') / 100 .. '\\textwidth}'))
        result:extend(block.content)
        result:insert(pandoc.RawBlock('latex', '\\end{minipage}'))
      else
        block.attributes.style = 'flex: 0 0 ' .. width
        block.attributes.width = nil
        block.classes[1] = 'spalte' .. i
        result:insert(block)
      end
    end
  end
  return FORMAT == 'latex' and result or pandoc.Div(result, { class = 'spalter' })
end
