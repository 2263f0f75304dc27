-- pandoc.List: all methods, with their defaults and at the edges.
function Pandoc(doc)
  local List, out = pandoc.List, pandoc.List {}
  local function show(list) local t = {} for i = 1, #list do t[i] = tostring(list[i]) end return '{' .. table.concat(t, ',') .. '}' end
  local function say(...) local t = {} for i = 1, select('#', ...) do local v = select(i, ...) t[i] = type(v) == 'table' and show(v) or tostring(v) end out:insert(table.concat(t, ' ')) end
  local l = List { 5, 3, 8, 3 }
  say(l, l:clone(), l:includes(3), l:includes(3, 3), l:includes(5, 2), l:find(3), l:find(3, 3), l:find(9))
  say(l:find_if(function(x) return x > 5 end), l:find_if(function(x) return x == 3 end, 3), l:find_if(function() return false end))
  l:extend { 1, 2 } say(l)
  l:extend {} say(l)
  l:insert(9) l:insert(1, 0) l:insert(3, 'midt') say(l)
  say(l:remove(), l:remove(1), l:remove(2), l)
  say(List {}:remove(), #List {}, List {} == List {}, List { 1 } == List { 1 }, List { 1 } == List { 2 })
  local s = List { 'b', 'a', 'c' } s:sort() say(s)
  s:sort(function(a, b) return a > b end) say(s)
  say(s:map(string.upper), s:map(function(x, i) return x .. i end), s:filter(function(x) return x ~= 'a' end), s:filter(function(_, i) return i == 2 end))
  say(s .. { 'd' }, s .. List {}, List { 1 } .. List { 2 } .. { 3 })
  say(getmetatable(s) == List, getmetatable(s .. s) == List, getmetatable(s:clone()) == List, getmetatable(s:map(print and tostring)) == List)
  say(List:new { 1, 2 }, List(), List:new(), pandoc.utils.type(List {}))
  local plain = { 1, 2 }
  local made = List(plain)
  made:insert(3)
  say(#plain, rawequal(plain, made))
  local is_3 = PANDOC_VERSION >= '3.9'
  if is_3 then say(s:at(1), s:at(-1), s:at(9), s:at(9, 'standard'), s:at(-9, 'intet')) end
  if is_3 then
    local seen = {}
    for x in s:iter() do seen[#seen + 1] = x end
    for x in s:iter(-1) do seen[#seen + 1] = x end
    for x in List { 1, 2, 3, 4, 5 }:iter(2) do seen[#seen + 1] = x end
    say(seen)
  end
  local inlines = pandoc.Inlines 'a b c'
  inlines:insert(2, pandoc.Str 'x')
  inlines:remove()
  inlines:extend { pandoc.Str 'y' }
  inlines:sort(function(a, b) return tostring(a) < tostring(b) end)
  doc.blocks:extend { pandoc.Para(inlines), pandoc.Para(inlines:map(function(el) return pandoc.Emph { el } end)), pandoc.CodeBlock(table.concat(out, '\n')) }
  doc.blocks = doc.blocks:filter(function(b) return b.t ~= 'HorizontalRule' end)
  return doc
end
