-- What is put into another element is copied; what stands in a list is not.
function Pandoc(doc)
  local inner = pandoc.Para { pandoc.Str 'first' }
  local div = pandoc.Div { inner }
  inner.content[1].text = 'second'
  local list = pandoc.List { inner }
  inner.content:insert(pandoc.Str 'third')
  local clone = inner:clone()
  clone.content[1].text = 'clone'
  doc.blocks:extend { div, list[1], clone, inner }
  local same = doc.blocks[1]
  doc.blocks:insert(same)
  doc.blocks:insert(same)
  return doc
end
