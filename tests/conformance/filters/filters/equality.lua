-- Elements are equal when they say the same.
function Pandoc(doc)
  local p, out = pandoc, {}
  local function say(a) out[#out + 1] = tostring(a) end
  say(p.Str 'a' == p.Str 'a')
  say(p.Str 'a' == p.Str 'b')
  say(p.Str 'a' == p.Para 'a')
  say(p.Space() == p.Space())
  say(p.Space() == p.SoftBreak())
  say(p.Para { p.Emph 'x' } == p.Para { p.Emph 'x' })
  say(p.Span('x', { 'a' }) == p.Span('x', { 'b' }))
  say(p.Attr('a', { 'b' }, { c = 'd' }) == p.Attr('a', { 'b' }, { c = 'd' }))
  say(p.Attr('a') == p.Attr('b'))
  say(p.Citation('a', 'NormalCitation') == p.Citation('a', 'NormalCitation'))
  say(p.ListAttributes(1, 'Decimal') == p.ListAttributes(1, 'Decimal'))
  say(p.Cell 'x' == p.Cell 'x')
  say(p.Inlines 'a b' == p.Inlines 'a b')
  say(p.Pandoc 'x' == p.Pandoc 'x')
  say(p.utils.equals(p.Para 'x', p.Para 'x'))
  if doc.blocks[1] then say(doc.blocks[1] == doc.blocks[1]:clone()) end
  say(doc.blocks == doc.blocks:clone())
  doc.blocks:insert(p.Para(table.concat(out, ' ')))
  return doc
end
