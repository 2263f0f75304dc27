-- tostring of what is no element of its own.
function Pandoc(doc)
  local p, out = pandoc, pandoc.List {}
  local attr = p.Attr('i"d', { 'a', 'b\\' }, { { 'k', 'æ\n' } })
  local things = { attr, p.Attr(), attr.attributes, p.Attr('x', { 'y' }), p.Citation('id', 'NormalCitation', 'før', { p.Str 'efter' }, 3, 4), p.Cell('x', 'AlignLeft', 2, 3, attr), p.Row({ p.Cell 'a' }, attr),
    p.TableHead({ p.Row { p.Cell 'a' } }, attr), p.TableFoot(), p.Pandoc({ p.Para 'x' }, { k = 'v' }), PANDOC_VERSION and 'version',
    p.Header(1, 'x', attr), p.Link('x', 'u "v"', 't\t', attr), p.Math('InlineMath', 'x^2 \\alpha'), p.RawInline('html', '<b>'), p.Str '\u{1F600} \u{7} \u{200B} \u{301}', p.Str '1\u{B2}3', p.Str '\u{E6}5',
    p.Code('', attr), p.Quoted('DoubleQuote', {}), p.OrderedList({ { p.Plain 'x' } }, { 2, 'Decimal', 'Period' }), p.DefinitionList { { 'a', { 'b' } } }, p.LineBlock { 'a', 'b' }, p.Note 'n' }
  for _, thing in ipairs(things) do out:insert(tostring(thing)) end
  out:insert(#tostring(p.List { 1 }) > 0 and 'List' or '')
  doc.blocks:insert(p.CodeBlock(table.concat(out, '\n')))
  return doc
end
