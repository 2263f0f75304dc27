-- Lua's own string functions, patterns and formats, on the texts of the document.
local out = {}
function Str(el)
  local s = el.text
  out[#out + 1] = table.concat({ #s, s:upper(), s:len(), s:sub(2, -2), s:rep(2, '-'), s:byte(1) or '', tostring(s:find('e', 1, true)), (s:gsub('[aeiou]', '%0%0')),
    s:match '^(%a+)' or '', s:gsub('%w', { a = '1', e = false }), select(2, s:gsub('.', function(c) return c == 'n' and 'N' or nil end)) }, '|')
end
function Pandoc(doc)
  local function say(...) out[#out + 1] = string.format(...) end
  say('%d %5d %-5d| %05d %+d %x %X %o %c', 42, 42, 42, 42, 42, 255, 255, 8, 65)
  say('%s %10s %-10s| %.3s %q', 'æ', 'ab', 'ab', 'abcdef', 'linje\n"citat" \\')
  say('%f %.2f %e %g %g %g %%', 1.5, 2 / 3, 12345.678, 0.1, 1e20, 100)
  say('%s %s %s %s', tostring(1), tostring(1.5), tostring(-0.25), tostring(1e15))
  for key, value in ('a=1, b=2'):gmatch '(%w+)=(%w+)' do say('%s:%s', key, value) end
  say('%s', table.concat({ ('%d+'):len(), ('a.b'):gsub('%.', '%%'), ('x'):byte(), ('abc'):reverse(), (' a b '):gsub('%s+', ''), ('f(a(b)c)d'):match '%b()' }, ' '))
  say('%s', tostring(('THE (quick) fox'):find '%((%a+)%)') .. tostring(('abc'):find('b', -1)) .. tostring((''):find '') .. tostring(('a\0b'):len()))
  say('%s', ('THE (quick) fox'):gsub('%f[%a]%a+', string.lower))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
