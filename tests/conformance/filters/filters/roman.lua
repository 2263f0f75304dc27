-- Roman numerals, and lists whose numbers are written out.
function Pandoc(doc)
  local out = {}
  for n = 0, 60 do out[#out + 1] = pandoc.utils.to_roman_numeral(n) end
  for _, n in ipairs { 99, 149, 444, 888, 999, 1066, 3888, 3999, 4000, 5000, -1 } do out[#out + 1] = pandoc.utils.to_roman_numeral(n) end
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, ' ')))
  return doc
end
function OrderedList(el)
  local items = pandoc.List {}
  for i, item in ipairs(el.content) do
    items:insert(pandoc.Blocks { pandoc.Plain { pandoc.Str(pandoc.utils.to_roman_numeral(el.start + i - 1) .. '.') } } .. item)
  end
  return pandoc.BulletList(items)
end
