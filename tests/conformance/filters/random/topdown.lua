-- The same from the top, stopping now and then.
local log, n = pandoc.List {}, 0
-- The content of other blocks is left alone: where there is none, Pandoc may put an empty Plain when a filter looks at it.
local looked_at = { Para = true, Plain = true, Header = true }
local function visit(el)
  n = n + 1
  log:insert(el.t .. (el.text or looked_at[el.t] and #el.content or ''))
  return n
end
return { { traverse = 'topdown', Inline = function(el)
  local turn = visit(el) % 8
  if turn == 1 then return {} end
  if turn == 2 then return { el, pandoc.Emph { el } }, false end
  if turn == 3 then return { pandoc.Str 'før', el } end
  if turn == 4 and el.content and el.t ~= 'Note' then return el.content end
  if turn == 5 then return nil, false end
end, Block = function(el)
  local turn = visit(el) % 8
  if turn == 1 then return { el, pandoc.Para 'efter' } end
  if turn == 2 then return el, false end
  if turn == 3 and el.t == 'Div' then return el.content end
  if turn == 4 then return pandoc.BlockQuote { el }, false end
  if turn == 5 and el.t == 'Plain' then return {} end
end, Inlines = function(list)
  n = n + 1
  log:insert('I' .. #list)
  if n % 6 == 0 then return list, false end
  if #list == 3 then return { list[3], list[1] } end
end, Blocks = function(list)
  n = n + 1
  log:insert('B' .. #list)
  if n % 6 == 0 then return list .. { pandoc.Plain 'til sidst' }, false end
end }, { Pandoc = function(doc)
  doc.meta.log = table.concat(log, ' ')
  return doc
end } }
