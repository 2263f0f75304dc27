-- The smaller functions of pandoc.utils.
function Pandoc(doc)
  local u, out = pandoc.utils, pandoc.List {}
  for _, n in ipairs { 1, 4, 9, 14, 40, 90, 400, 1994, 2025, 3999 } do out:insert(u.to_roman_numeral(n)) end
  for _, text in ipairs { 'abc', '', 'æøå' } do out:insert(u.sha1(text)) end
  for _, date in ipairs { '2020-01-03', '3 Jan 2020', 'January 3, 2020', '1/3/2020', '20200103', 'March 14, 1999', '2020-13-01', 'x', '4. juli 2020', '2020', '03 March 2021' } do
    out:insert(date .. ' -> ' .. tostring(u.normalize_date(date)))
  end
  out:insert(tostring(PANDOC_VERSION > '2.10') .. tostring(PANDOC_VERSION >= { 2, 17 }) .. tostring(PANDOC_VERSION < '2.9') .. PANDOC_VERSION[1])
  out:insert(tostring(PANDOC_API_VERSION) .. FORMAT)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  doc.blocks:insert(pandoc.Para(u.blocks_to_inlines { pandoc.Para 'a b', pandoc.Plain 'c' }))
  doc.blocks:insert(pandoc.Para(u.blocks_to_inlines({ pandoc.Para 'a', pandoc.Plain 'b' }, { pandoc.LineBreak() })))
  return doc
end
