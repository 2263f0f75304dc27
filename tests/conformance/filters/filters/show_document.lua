-- tostring() of a document and of its metadata's values.
function Pandoc(doc)
  local other = pandoc.Pandoc({ pandoc.Para 'x' }, { a = 'b', t = true, l = { 'x', pandoc.Str 'y' }, m = { k = pandoc.Inlines 'v w' }, b = pandoc.Blocks 'z' })
  doc.blocks:insert(pandoc.CodeBlock(tostring(doc) .. tostring(other) .. tostring(other .. doc)))
  return doc
end
