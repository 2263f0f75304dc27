-- What Lua 5.3 has and LuaJIT lacks.
function Pandoc(doc)
  local out = {}
  local packed = table.pack(1, nil, 3)
  out[#out + 1] = packed.n .. tostring(select('#', table.unpack(packed, 1, packed.n)))
  out[#out + 1] = table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ',')
  out[#out + 1] = math.type(1) .. tostring(math.type 'x') .. math.type(1.5) .. tostring(math.tointeger(3))
  out[#out + 1] = rawlen { 1, 2 } .. tostring(rawequal(doc, doc))
  for key, value in pairs(setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 'one', 1 end end, t, nil end })) do
    out[#out + 1] = key .. value
  end
  out[#out + 1] = load('return 1 + 1')() .. load('return x', 'name', 't', { x = 'env' })()
  out[#out + 1] = string.format('%q %5.2f %s', 'a"b', 1 / 3, tostring(nil)) .. ('x'):rep(3, ',')
  out[#out + 1] = _VERSION .. "\u{e6}\x41\z
     end" .. tostring(next {})
  goto done
  out[#out + 1] = 'never'
  ::done::
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
