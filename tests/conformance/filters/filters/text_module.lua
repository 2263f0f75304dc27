-- The module text, and utf8, which LuaJIT lacks.
local text = require 'text'
local n = 0
function Str(el)
  n = n + utf8.len(el.text)
  local first = text.sub(el.text, 1, 1)
  return pandoc.Str(text.upper(first) .. text.lower(text.sub(el.text, 2)) .. text.reverse(text.sub(el.text, -2)) .. text.len(el.text))
end
function Pandoc(doc)
  local out = {}
  for at, code in utf8.codes 'aæ€😀' do out[#out + 1] = at .. ':' .. code end
  out[#out + 1] = utf8.char(230, 8364, 128512) .. utf8.codepoint('æ', 1) .. tostring(utf8.offset('æøå', 3)) .. n
  for c in ('æb'):gmatch(utf8.charpattern) do out[#out + 1] = c end
  doc.blocks:insert(pandoc.Para(table.concat(out, ' ')))
  return doc
end
