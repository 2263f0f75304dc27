-- Errors that a filter catches itself, and goes on.
function Pandoc(doc)
  local out = pandoc.List {}
  local function say(...) out:insert(table.concat({ ... }, ' ')) end
  say(tostring(pcall(error, 'x')), (select(2, pcall(error, { k = 'tabel' }))).k)
  say(select(2, pcall(function() error('uden sted', 0) end)))
  say(select(2, pcall(error)) == nil and 'nil' or 'andet')
  say(tostring(pcall(pandoc.Para)), tostring(pcall(pandoc.utils.to_roman_numeral, 'x')), tostring(pcall(function() return nil .. 'x' end)))
  local ok, message = xpcall(function() error('fejl', 0) end, function(e) return 'behandlet ' .. e end)
  say(tostring(ok), message)
  local inner = pcall(function() doc:walk { Str = function() error 'i en gang' end } end)
  say(tostring(inner))
  say(tostring(pcall(function() return doc.blocks:walk { Para = function() return true end } end)))
  say(tostring(select(2, pcall(assert, false, 'påstand'))), tostring(pcall(assert, nil)), assert('ja'))
  local thread = coroutine.create(function() coroutine.yield('en') error('slut', 0) end)
  say(tostring(select(2, coroutine.resume(thread))), tostring(select(2, coroutine.resume(thread))), coroutine.status(thread))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
