-- tostring() of every element.
local out = pandoc.List {}
local function say(el) out:insert(tostring(el)) end
return { { Inline = say, Block = say }, { Pandoc = function(doc)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
