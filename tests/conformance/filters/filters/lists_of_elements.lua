-- Methods of lists on lists of elements: kinds of the results, places, negative places, and what is refused.
function Pandoc(doc)
  local p, u, out = pandoc, pandoc.utils, pandoc.List {}
  local function say(...)
    local parts = {}
    for i = 1, select('#', ...) do parts[i] = tostring((select(i, ...))) end
    out:insert(table.concat(parts, ' '))
  end
  local l = p.List { 3, 1, 2 }
  say(l:find(2, -1), l:find(3, -1), l:includes(3, -1), l:includes(2, -2), l:find_if(function(x) return x == 1 end, 3), l:find_if(function(x) return x < 3 end, -1))
  say((pcall(l.insert, l, 7, 'x')), (pcall(l.insert, l, 0, 'x')), (pcall(l.remove, l, 9)), (pcall(l.remove, l, 4)), (pcall(l.insert, l)), #l)
  local b = p.Blocks { p.Para 'a', p.Plain 'b', p.Header(1, 'c') }
  say(u.type(b:filter(function() return true end)), u.type(b:map(function(x) return x end)), u.type(b:clone()), u.type(b .. {}), u.type({ p.Str 'b' } .. p.Inlines 'a'), u.type(p.List { 1 } .. b))
  say(b:find_if(function(x) return x.t == 'Plain' end), b:includes(p.Plain 'b'), select(2, b:find(p.Header(1, 'c'))), b:find(p.Para 'z'))
  b:insert 'en streng'
  say(#b, u.type(b[4]), tostring(p.Div(b)))
  say((pcall(function() return p.Para 'x' .. p.Para 'y' end)), (pcall(function() return p.Inlines 'a' .. p.Str 'b' end)), (pcall(function() return p.Inlines 'a' .. 'b' end)))
  say((pcall(function() return p.Para { p.Str 'a', 5 } end)), (pcall(function() return p.Para { {} } end)), (pcall(function() return p.Div { 5 } end)), (pcall(function() return p.Blocks { print } end)))
  local inlines = p.Inlines { p.Str 'c', p.Str 'a', p.Str 'b' }
  inlines:sort(function(x, y) return x.text < y.text end)
  local removed = inlines:remove(2)
  say(u.stringify(inlines), removed, #inlines)
  doc.blocks:extend { p.Para(inlines), p.CodeBlock(table.concat(out, '\n')) }
  doc.blocks:extend(b:filter(function(x) return type(x) ~= 'string' end))
  return doc
end
