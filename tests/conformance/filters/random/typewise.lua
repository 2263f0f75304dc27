-- The order of the visits, and changes of many kinds that later visits see.
local log, n = pandoc.List {}, 0
-- The content of other blocks is left alone: where there is none, Pandoc may put an empty Plain when a filter looks at it.
local looked_at = { Para = true, Plain = true, Header = true }
local function visit(el)
  n = n + 1
  log:insert(el.t .. (el.text or looked_at[el.t] and #el.content or ''))
  return n
end
local function change(el)
  local turn = visit(el) % 7
  if turn == 1 then return {} end
  if turn == 2 then return { el, el } end
  if turn == 3 then return { pandoc.Str 'før', el } end
  if turn == 4 and el.attr then
    el.identifier = 'nr' .. n
    el.classes:insert 'set'
    return el
  end
  if turn == 5 and el.text then
    el.text = el.text .. n
    return el
  end
end
return { { Inline = change, Block = function(el)
  local turn = visit(el) % 5
  if turn == 1 then return { el, pandoc.HorizontalRule() } end
  if turn == 2 and el.t == 'Para' then return pandoc.Plain(el.content) end
  if turn == 3 and el.t == 'BlockQuote' then return el.content end
  if turn == 4 and el.t == 'Header' then return {} end
end, Inlines = function(list)
  log:insert('I' .. #list)
  if #list == 3 then return { list[3], list[1] } end
end, Blocks = function(list)
  log:insert('B' .. #list)
  if #list == 2 then return list .. { pandoc.Plain 'til sidst' } end
end, Meta = function(meta)
  meta.log = pandoc.MetaString(table.concat(log, ' '))
  return meta
end } }
