-- The constructors with the constants.
function Pandoc(doc)
  local p = pandoc
  local inlines = pandoc.List { p.Quoted(p.SingleQuote, 'a b'), p.Quoted(p.DoubleQuote, { p.Str 'x' }), p.Math(p.InlineMath, 'x'), p.Math(p.DisplayMath, 'y') }
  for _, style in ipairs { 'DefaultStyle', 'Example', 'Decimal', 'LowerRoman', 'UpperRoman', 'LowerAlpha', 'UpperAlpha' } do
    for _, delimiter in ipairs { 'DefaultDelim', 'Period', 'OneParen', 'TwoParens' } do
      doc.blocks:insert(p.OrderedList({ 'a' }, p.ListAttributes(2, p[style], p[delimiter])))
    end
  end
  for _, mode in ipairs { p.AuthorInText, p.SuppressAuthor, p.NormalCitation } do inlines:insert(p.Cite('x', { p.Citation('k', mode) })) end
  for _, align in ipairs { p.AlignLeft, p.AlignRight, p.AlignCenter, p.AlignDefault } do inlines:insert(p.Str(align)) end
  doc.blocks:insert(p.Para(inlines))
  return doc
end
