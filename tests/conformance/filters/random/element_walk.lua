-- walk of every element, in both orders, and what it gives.
local log = pandoc.List {}
local function down(el)
  log:insert('>' .. el.t)
  return nil, el.t ~= 'Link'
end
local louder = { Str = function(s) return { pandoc.Str(s.text), pandoc.Str '!' } end, Para = function(p) return pandoc.Plain(p.content) end, Space = function() return {} end,
  Inlines = function(list) log:insert(#list) end }
local function walk(el)
  el:walk { traverse = 'topdown', Inline = down, Block = down }
  return el:walk(louder)
end
return { { BlockQuote = walk, Div = walk, Table = walk, Figure = walk, DefinitionList = walk, LineBlock = walk, Header = walk, Link = walk, Cite = walk, Note = walk, Quoted = walk },
  { Meta = function(meta) meta.log = table.concat(log, ' ') return meta end } }
