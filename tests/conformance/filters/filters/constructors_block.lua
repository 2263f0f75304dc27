-- Every constructor of blocks.
function Pandoc(doc)
  local p = pandoc
  doc.blocks:extend {
    p.Plain 'a b', p.Para { 'a b' }, p.LineBlock { 'a b', { p.Str 'c' } }, p.CodeBlock 'x', p.CodeBlock('x', { 'i', { 'c' } }),
    p.RawBlock('html', '<hr>'), p.BlockQuote 'q', p.BlockQuote { p.Para 'a', 'b c' }, p.HorizontalRule(), p.Null and p.Null() or p.Figure('x', { 'y' }, 'z'),
    p.OrderedList { 'a', 'b' }, p.OrderedList({ { p.Para 'x' }, { p.Plain 'y', p.Plain 'z' } }, { 3, 'LowerRoman', 'TwoParens' }),
    p.OrderedList({ { p.Para 'x' } }, p.ListAttributes(2, 'UpperAlpha', 'Period')),
    p.BulletList 'a b', p.BulletList { p.Para 'x', p.Para 'y' }, p.BulletList { { p.Para 'x', p.Para 'y' } }, p.BulletList {},
    p.DefinitionList { { 'term', { 'def one', 'def two' } }, { { p.Str 't' }, { { p.Para 'a' }, { p.Para 'b' } } } },
    p.Header(2, 'a b', 'id'), p.Header(1, { p.Str 'x' }), p.Div 'text', p.Div({ p.Para 'x' }, { class = 'k' }), p.Div(p.Para 'x'),
    p.Div { p.Str 'a', p.Str 'b' },
  }
  doc.blocks = doc.blocks .. p.Blocks 'at the end' .. { p.Para 'last' }
  return doc
end
