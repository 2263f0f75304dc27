-- Attributes changed in every way: by name, by number, deleted, doubled, in order; classes and ids.
local n = 0
local function change(el)
  n = n + 1
  local a = el.attributes
  local turn = n % 6
  if turn == 0 then
    if #a > 0 then a[1] = nil end
    a.ny = tostring(n)
  elseif turn == 1 then
    for i = #a, 1, -1 do if a[i][1] == '' then a[i] = nil end end
    a[#a + 1] = { 'sidst', el.identifier }
  elseif turn == 2 then
    local names = {}
    for name, value in pairs(a) do names[#names + 1] = name .. '=' .. value end
    a['alle'] = table.concat(names, ';')
    a['*x*'] = nil
  elseif turn == 3 then
    el.classes = el.classes:map(function(class) return class .. n end)
    el.identifier = #a .. el.identifier
  elseif turn == 4 then
    el.attr = pandoc.Attr(el.identifier, el.classes, { { 'gammel', a[1] and a[1][2] or '' }, { 'gammel', 'igen' } })
  else
    el.attr = pandoc.Attr { id = 'x' .. n, class = 'a b' }
    el.classes:insert(1, 'først')
  end
  return el
end
return { { Span = change, Link = change, Image = change, Code = change, CodeBlock = change, Header = change, Div = change },
  { Table = function(t)
    for _, row in ipairs(t.head.rows) do
      row.attributes.nr = tostring(#row.cells)
      for _, cell in ipairs(row.cells) do
        cell.classes:insert 'celle'
        cell.attributes[1] = { 'k', cell.identifier }
      end
    end
    t.foot.attr = pandoc.Attr('fod')
    t.attributes.antal = tostring(#t.bodies)
    return t
  end } }
