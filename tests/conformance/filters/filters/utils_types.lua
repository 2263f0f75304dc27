-- pandoc.utils.type, equals and stringify on everything in the document, and on odd values.
local out = pandoc.List {}
local few = { Para = true, Header = true, Str = true, Link = true, Cite = true, CodeBlock = true, Note = true }
local function say(el)
  out:insert(pandoc.utils.type(el) .. '/' .. type(el) .. '/' .. pandoc.utils.stringify(el))
  if few[el.t] then out:insert(tostring(pandoc.utils.equals(el, el:clone()))) end
end
return { { Inline = say, Block = say, Inlines = say, Blocks = say }, { Pandoc = function(doc)
  local u = pandoc.utils
  for _, value in ipairs { 1, 1.5, 'a', true, {}, { 'a', 'b' }, { 1, 2 }, { k = 'v' }, pandoc.List { pandoc.Str 'x' }, { pandoc.Str 'x', 'y' }, { { 'a' }, { pandoc.Para 'b' } } } do
    out:insert(u.type(value) .. ' ' .. tostring(select(2, pcall(u.stringify, value))))
  end
  out:insert(u.type(nil) .. u.type(print) .. u.type(u) .. u.type(doc) .. u.type(doc.meta) .. u.type(doc.blocks) .. tostring(u.equals(1, 1)) .. tostring(u.equals('a', 'b')) ..
    tostring(u.equals({ 1 }, { 1 })) .. tostring(u.equals(nil, nil)) .. tostring(u.equals(doc.meta, doc.meta)))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
