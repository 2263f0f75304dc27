-- Inline and Block stand in for the kinds without a function of their own.
local counted = {}
local function count(name) return function(el) counted[#counted + 1] = name .. '=' .. el.tag end end
return { { Inline = count 'Inline', Str = function() end, Emph = count 'Emph', Block = count 'Block', Para = count 'Para', Inlines = function(l) counted[#counted + 1] = #l end },
  { Pandoc = function(doc) doc.blocks:insert(pandoc.CodeBlock(table.concat(counted, ' '))) return doc end },
  { traverse = 'topdown', Inline = function(el) if el.content and el.t ~= 'Note' then return el.content end end, Block = function(el)
    if el.t == 'Div' or el.t == 'BlockQuote' then return el.content end
  end } }
