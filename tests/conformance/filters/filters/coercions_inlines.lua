-- What the constructors of inlines make of texts, elements and lists.
function Pandoc(doc)
  local p, out = pandoc, pandoc.List {}
  local contents = { 'x y', { 'x y' }, { p.Str 'x', p.Space(), p.Str 'y' }, p.Str 'x', p.Inlines 'x  y', p.Inlines { 'x y' }, {}, '', ' ', ' x ', 'a\nb',
    'a\n\nb', 'a\tb', 'a\u{a0}b', 'æ ø', { 'a', p.Emph 'b', 'c d' }, p.List { p.Str 'l' }, p.Emph 'e', { p.LineBreak() }, 'a\r\nb', '\n', 'to  mellemrum' }
  for _, name in ipairs { 'Emph', 'Strong', 'Underline', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps', 'Span', 'Note' } do
    for _, content in ipairs(contents) do out:insert(p.Plain { p[name](content) }) end
  end
  for _, content in ipairs(contents) do
    out:insert(p.Para(content))
    out:insert(p.Plain { p.Quoted('SingleQuote', content), p.Link(content, 'u'), p.Image(content, 's'), p.Cite(content, {}) })
    out:insert(p.Header(2, content))
  end
  doc.blocks:extend(out)
  return doc
end
