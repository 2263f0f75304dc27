-- Capitals and small letters: Latin, Greek, Cyrillic, and ligatures.
local text = require 'text'
local function row(from, to)
  local letters = {}
  for code = from, to do
    -- Newer versions of Unicode have capitals for these.
    if code ~= 0x19B and code ~= 0x264 and code ~= 0x26A and code ~= 0x282 and code ~= 0x29D then letters[#letters + 1] = utf8.char(code) end
  end
  local all = table.concat(letters)
  return text.upper(all) .. '\n' .. text.lower(all) .. '\n' .. text.reverse(all) .. text.len(all) .. text.sub(all, 3, -3)
end
function Pandoc(doc)
  local out = {}
  for from = 0x80, 0x4C0, 0x40 do out[#out + 1] = row(from, from + 0x3F) end
  for from = 0x1E00, 0x1EC0, 0x40 do out[#out + 1] = row(from, from + 0x3F) end
  out[#out + 1] = row(0xFB00, 0xFB06)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
