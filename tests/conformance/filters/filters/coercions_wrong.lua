-- What is refused: seen by pcall, without the message.
function Pandoc(doc)
  local p, out = pandoc, pandoc.List {}
  local function try(name, f, ...) out:insert(name .. ' ' .. tostring((pcall(f, ...)))) end
  for _, name in ipairs { 'Str', 'Emph', 'Para', 'Plain', 'Div', 'BulletList', 'BlockQuote', 'Note', 'LineBlock', 'CodeBlock', 'Code', 'Span', 'DefinitionList',
    'OrderedList', 'Inlines', 'Blocks', 'Pandoc' } do
    for i, value in ipairs { true, print, 5, 'a', { 5 }, { true }, { print }, p.Citation('a', 'NormalCitation'), p.Attr(), { { { 'a' } } } } do
      try(name .. i, p[name], value)
    end
    try(name .. ' nil', p[name], nil)
  end
  try('level', p.Header, 'a', 'x')
  try('level text', p.Header, '2', 'x')
  try('level nil', p.Header, nil, 'x')
  try('level broken', p.Header, 1.5, 'x')
  try('math', p.Math, 'Forkert', 'x')
  try('quoted', p.Quoted, 'Forkert', 'x')
  try('raw', p.RawInline, 'html')
  try('raw block', p.RawBlock, nil, 'x')
  try('citation', p.Citation, 'a', 'Forkert')
  try('link', p.Link, 'a')
  try('image', p.Image, 'a')
  try('cite', p.Cite, 'a')
  try('attr', p.Span, 'a', 5)
  try('attr bool', p.Span, 'a', true)
  try('list attributes', p.OrderedList, { 'a' }, { 'x' })
  try('list style', p.OrderedList, { 'a' }, { 1, 'Forkert' })
  doc.blocks:insert(p.CodeBlock(table.concat(out, '\n')))
  return doc
end
