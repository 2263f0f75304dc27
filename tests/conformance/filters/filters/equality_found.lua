-- Equality between the elements of a document.
function Pandoc(doc)
  local out = pandoc.List {}
  for i, a in ipairs(doc.blocks) do
    local row = {}
    for j, b in ipairs(doc.blocks) do
      if j > 12 then break end
      row[#row + 1] = a == b and '=' or (a.content and b.content and a.content == b.content) and '~' or '.'
    end
    out:insert(table.concat(row))
    if i > 12 then break end
  end
  local seen = pandoc.List {}
  doc:walk { Inline = function(el) if not seen:includes(el) then seen:insert(el) end end }
  out:insert(tostring(#seen))
  local one, two = doc.blocks:clone(), doc.blocks:clone()
  out:insert(tostring(one == two))
  one:insert(pandoc.Para 'x')
  out:insert(tostring(one == two) .. tostring(pandoc.utils.equals(one, two)) .. tostring(pandoc.utils.equals(doc, doc:clone())) .. tostring(doc == doc:clone()))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
