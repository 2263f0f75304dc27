-- Every constructor of inlines, with what it makes of texts, elements and lists.
function Pandoc(doc)
  local p = pandoc
  doc.blocks:insert(p.Para {
    p.Str 'a', p.Str(5), p.Space(), p.SoftBreak(), p.LineBreak(), p.Emph 'two words', p.Strong { 'two words' }, p.Underline { p.Str 'u' },
    p.Strikeout(p.Str 's'), p.Superscript '2', p.Subscript '3', p.SmallCaps 'line\nbreak  and\ttab ',
    p.Quoted('SingleQuote', 'q'), p.Quoted(p.DoubleQuote, { p.Str 'q' }), p.Code('c'), p.Code('c', { class = 'lua' }),
    p.Math('InlineMath', 'x'), p.Math(p.DisplayMath, 'y'), p.RawInline('html', '<b>'),
    p.Link('text', 'target'), p.Link({ p.Str 't' }, 'u', 'title', { 'id', { 'c' } }), p.Image('alt text', 'src.png'),
    p.Image({}, 'src.png', 'title', p.Attr('i')), p.Note 'a note', p.Note { p.Para 'a', p.Para 'b' }, p.Span 'a b', p.Span({}, 'id'),
    p.Cite('text', { p.Citation('key', 'AuthorInText', 'pre', { 'suf' }, 2, 3), p.Citation('k', 'NormalCitation') }),
  })
  doc.blocks:insert(p.Para(p.Inlines 'a b') )
  doc.blocks:insert(p.Plain(p.Inlines { 'a b', p.Str 'c' } .. { p.Str 'd' }))
  return doc
end
