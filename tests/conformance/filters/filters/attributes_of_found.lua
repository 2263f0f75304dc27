-- The same on elements that were in the document.
local function change(el)
  local first = el.attributes[1]
  if first then
    el.attributes[1] = { first[1] .. '-ny', first[2] }
    el.attributes[first[1]] = 'igen'
  end
  el.classes = el.classes:filter(function(name) return #name > 1 end)
  el.classes:insert(1, 'først')
  if el.identifier == '' then el.identifier = 'gen-' .. el.t:lower() end
  el.attr.attributes.antal = #el.classes .. '/' .. #el.attributes
  return el
end
return { { Span = change, Div = change, Header = change, Code = change, CodeBlock = change, Link = change, Image = change, Table = function(t)
  t.attr = { t.identifier .. 'x', { 'tabel' }, { k = 'v' } }
  return t
end } }
