-- pandoc.List and its methods, on plain values and on elements.
function Pandoc(doc)
  local List = pandoc.List
  local out = List {}
  local function say(...)
    local parts = {}
    for i = 1, select('#', ...) do parts[i] = tostring((select(i, ...))) end
    out:insert(table.concat(parts, ' '))
  end
  local l = List { 3, 1, 2 }
  say(#l, l:includes(2), l:includes(9), l:find(1), l:find(9), l:find(3, 2))
  say(l:find_if(function(x) return x < 3 end), l:find_if(function(x, i) return i == 3 end))
  local m = l:map(function(x, i) return x * 10 + i end)
  say(table.concat(m, ','), getmetatable(m) == List)
  say(table.concat(l:filter(function(x, i) return x ~= 1 and i > 0 end), ','))
  local c = l:clone()
  c:sort()
  say(table.concat(c, ','), table.concat(l, ','))
  c:sort(function(a, b) return a > b end)
  c:insert(4)
  c:insert(1, 0)
  say(table.concat(c, ','), c:remove(), c:remove(1), table.concat(c, ','))
  c:extend { 7, 8 }
  say(table.concat(c .. { 9 }, ','), l == List { 3, 1, 2 }, l == List { 3, 1 }, List:new { 1 } == List { 1 })
  local inlines = pandoc.Inlines 'a b a'
  say(inlines:includes(pandoc.Str 'b'), select(2, inlines:find(pandoc.Str 'a', 2)), #inlines:filter(function(i) return i.t == 'Str' end))
  say(pandoc.utils.type(inlines:map(function(i) return i end)), pandoc.utils.type(inlines:filter(function() return true end)),
    pandoc.utils.type(inlines .. inlines), pandoc.utils.type(inlines:clone()))
  doc.blocks:insert(pandoc.LineBlock(out:map(function(line) return pandoc.Inlines(line) end)))
  return doc
end
