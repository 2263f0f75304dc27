-- pandoc.utils.normalize_date on the metadata and on many ways to write a day.
function Pandoc(doc)
  local out = pandoc.List {}
  for _, text in ipairs { '2024-05-06', '6 May 2024', '06 May 2024', 'May 6, 2024', 'May 06, 2024', '05/06/2024', '5/6/2024', '05/06/24', '05/06/69', '2024', '202405', '20240506',
    '2024-5-6', '6. maj 2024', 'May 2024', 'Maj 6, 2024', '6 Sept 2024', '6 Sep 2024', 'Sep. 6, 2024', ' 2024-05-06 ', '2024-02-30', '2023-02-29', '2024-02-29', '1582-10-04', '9999-12-31',
    '10000-01-01', '', 'x', '2024-05-06T10:00', 'JANUARY 1, 2000', '1 january 2000', '31 April 2000', '0000-01-01', '1600-01-01', '1601-01-01' } do
    out:insert(text .. ' -> ' .. tostring(pandoc.utils.normalize_date(text)))
  end
  if doc.meta.date then doc.meta.date_iso = pandoc.utils.normalize_date(pandoc.utils.stringify(doc.meta.date)) or 'ukendt' end
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
