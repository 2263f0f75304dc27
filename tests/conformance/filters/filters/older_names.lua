-- The older names of properties: t, tag, c; and what does not exist reads as nil.
local out = pandoc.List {}
local function kind(value) return value == nil and '-' or pandoc.utils.type(value) end
local function say(el)
  out:insert(table.concat({ el.t, el.tag, kind(el.c), kind(el.content), kind(el.attr), kind(el.identifier), kind(el.classes), kind(el.attributes), kind(el.text), kind(el.caption),
    kind(el.src), kind(el.target), kind(el.title), kind(el.format), kind(el.level), kind(el.start), kind(el.style), kind(el.delimiter), kind(el.citations), kind(el.quotetype),
    kind(el.mathtype), kind(el.nonsense), kind(el.walk), kind(el.clone) }, ' '))
end
return { { Inline = say, Block = say }, { Pandoc = function(doc)
  out:sort()
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
