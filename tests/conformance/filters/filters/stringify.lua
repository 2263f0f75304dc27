-- pandoc.utils.stringify of everything there is.
local out = pandoc.List {}
local function say(el) out:insert(el.t .. '[' .. pandoc.utils.stringify(el) .. ']') end
return { { Inline = say, Block = say }, { Pandoc = function(doc)
  local s = pandoc.utils.stringify
  for key, value in pairs(doc.meta) do out:insert(key .. s(value)) end
  out:sort()
  out:extend { s(doc), s(doc.blocks), s 'text', s { 'a', pandoc.Str 'b' }, s(5), s(pandoc.Inlines 'a b'), s(doc.meta) }
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
