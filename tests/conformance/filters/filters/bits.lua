-- PANDOC: 2
-- bit32, which Lua 5.3 has and Lua 5.4 has not.
local out = {}
local function say(...) out[#out + 1] = string.format(string.rep('%d', select('#', ...), ' '), ...) end
do
  say(bit32.band(0xFF, 0x0F), bit32.bor(1, 6), bit32.bxor(5, 1), bit32.bnot(0), bit32.band(), bit32.bor(), bit32.bnot(5))
  say(bit32.lshift(1, 31), bit32.lshift(1, 32), bit32.rshift(0x80000000, 31), bit32.rshift(1, -4), bit32.arshift(0x80000000, 4), bit32.arshift(-1, 40))
  say(bit32.lrotate(0x80000001, 1), bit32.rrotate(1, 1), bit32.lrotate(1, -1), bit32.extract(0xABCD, 4, 8), bit32.extract(0xF0, 4), bit32.replace(0, 3, 2, 2))
  out[#out + 1] = tostring(bit32.btest(6, 1)) .. tostring(bit32.btest(6, 2))
end
out[#out + 1] = string.format('%.12f %.12f %.12f', math.atan(1, 2), math.atan(1), math.atan(-1, -1))
function Pandoc(doc) return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(out, '\n')) }, doc.meta) end
