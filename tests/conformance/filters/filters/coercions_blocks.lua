-- What the constructors of blocks make of texts, elements and lists.
function Pandoc(doc)
  local p, out = pandoc, pandoc.List {}
  local contents = { 'x y', { 'x y' }, { 'x', 'y' }, p.Str 'x', { p.Str 'x', p.Space(), p.Str 'y' }, p.Para 'x', { p.Para 'x', p.Plain 'y' }, {}, '',
    { p.Para 'x', 'y' }, { p.Str 'a', p.Para 'b' }, p.Inlines 'a b', p.Blocks 'a b', p.Blocks { p.Para 'a' }, { { p.Str 'a' }, { p.Str 'b' } },
    { 'a b', p.Emph 'c' }, p.List { p.Para 'l' }, p.Space() }
  for i, content in ipairs(contents) do
    for _, make in ipairs {
      function() return p.BlockQuote(content) end, function() return p.Div(content) end, function() return p.Para { p.Note(content) } end,
      function() return p.BulletList(content) end, function() return p.OrderedList(content) end, function() return p.BulletList { content, content } end,
      function() return p.LineBlock { content } end, function() return p.DefinitionList { { 'term', content } } end,
      function() return p.DefinitionList { { 'term', { content } } } end, function() return p.Div(p.Blocks(content)) end,
      function() return p.Pandoc(content).blocks[1] end,
    } do
      local ok, made = pcall(make)
      out:insert(ok and made or p.Plain('fejl ' .. i))
    end
  end
  doc.blocks:extend(out)
  return doc
end
