-- Attributes by number: read, replaced, appended, deleted; and what lies outside.
local function pair(attributes, i) local a = attributes[i] return a and (a[1] .. '=' .. a[2]) or tostring(a) end
function Pandoc(doc)
  local out = pandoc.List {}
  local div = pandoc.Div({}, { 'id', {}, { { 'en', '1' }, { 'to', '2' }, { 'tre', '3' } } })
  local a = div.attributes
  out:insert(#a .. pair(a, 1) .. pair(a, 3) .. pair(a, 4) .. pair(a, 0))
  a[2] = { 'to', 'II' }
  a[1] = nil
  a.mere = 'x'
  out:insert(#a .. pair(a, 1) .. tostring(a.en) .. a.to)
  a[#a + 1] = { 'fire', '4' }
  out:insert(#a .. pair(a, #a))
  a.to = nil
  a.findes_ikke = nil
  a.ny = 'æ'
  out:insert(#a .. pair(a, 1) .. pair(a, 2) .. pair(a, 3))
  local names = {}
  for key, value in pairs(a) do names[#names + 1] = key .. ':' .. value end
  out:insert(table.concat(names, ' '))
  out:insert(tostring(a == pandoc.Div({}, { 'id', {}, { { 'tre', '3' }, { 'fire', '4' }, { 'ny', 'æ' } } }).attributes))
  local copy = div.attr:clone().attributes
  copy.tre = 'anden'
  out:insert(a.tre .. copy.tre)
  doc.blocks:extend { div, pandoc.CodeBlock(table.concat(out, '\n'), { 'x', {}, copy }) }
  return doc
end
