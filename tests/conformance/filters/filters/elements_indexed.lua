-- An element by a number, which no element has.
function Pandoc(doc)
  doc.blocks:insert(pandoc.Para(type(pandoc.Strong('x')[1])))
  return doc
end
