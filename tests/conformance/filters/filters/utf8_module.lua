-- The module utf8 on texts with letters of one to four bytes, forwards, backwards and broken.
function Pandoc(doc)
  local out = {}
  local function say(...) local t = {} for i = 1, select('#', ...) do t[i] = tostring((select(i, ...))) end out[#out + 1] = table.concat(t, ' ') end
  for _, s in ipairs { '', 'a', 'æøå', 'a€b', '😀x𝒳', 'é' } do
    say(#s, utf8.len(s), #s > 1 and (utf8.len(s, 2)) or '', #s > 0 and utf8.len(s, #s) or '')
    for at, code in utf8.codes(s) do say(at, code, utf8.char(code)) end
    for n = -3, 3 do say(n, n ~= 0 and utf8.offset(s, n) or '') end
    if s ~= '' then say(utf8.codepoint(s, 1, -1)) end
  end
  say(utf8.len '\xff', utf8.len 'a\xc3', (pcall(utf8.codepoint, '\xff')), utf8.char(), utf8.char(72, 230, 8364, 0x1F600))
  for c in ('aæ😀'):gmatch(utf8.charpattern) do say(c, #c) end
  say((pcall(function() for _ in utf8.codes 'a\xff' do end end)))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
