-- A broken number that happens to be whole.
function Pandoc(doc)
  doc.blocks:insert(pandoc.Para(tostring(4 / 2) .. ' ' .. 2 ^ 3))
  doc.meta.whole = 2.0
  return doc
end
