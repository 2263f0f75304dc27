-- Attr and its attributes: by name, by number, deleted, appended, in order.
local function change(el)
  el.identifier = el.identifier .. '-x'
  el.classes:insert 'new'
  el.attributes.first = '1'
  el.attributes['data-n'] = tostring(#el.attributes)
  if el.attributes.k then el.attributes.k = nil end
  el.attributes.last = el.attributes[1][1] .. '=' .. el.attributes[1][2]
  local names = {}
  for name, value in pairs(el.attributes) do names[#names + 1] = name .. value end
  el.attributes.all = table.concat(names, ',')
  return el
end
return { { Span = change, Div = change, Link = change, Code = change, CodeBlock = change, Image = change },
  { Header = function(el)
    el.attr = { 'id' .. el.level, { 'a', 'b' }, { { 'z', '1' }, { 'a', '2' } } }
    return { el, pandoc.Header(el.level, 'copy', el.attr), pandoc.Header(1, 'string', 'the-id'),
      pandoc.Header(1, 'html', { id = 'i', class = 'c d', k = 'v' }), pandoc.Header(1, 'none', pandoc.Attr()),
      pandoc.Header(1, 'triple', pandoc.Attr('i', { 'c' }, { k = 'v' })) }
  end },
  { Div = function(el) el.attributes = { { 'one', '1' }, { 'two', '2' } } return el end,
    Span = function(el) el.classes = { 'x' } el.attributes[1] = { 'n', 'm' } return el end },
}
