-- make_sections with every argument, and hierarchies in divs and quotes.
return { { Pandoc = function(doc)
  local u, out = pandoc.utils, pandoc.List {}
  for _, base in ipairs { false, 1, 2, 4 } do
    for _, numbered in ipairs { true, false } do out:extend(u.make_sections(numbered, base or nil, doc.blocks)) end
  end
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Div' or block.t == 'BlockQuote' then out:insert(pandoc.Div(u.make_sections(true, nil, block.content))) end
  end
  out:extend(u.make_sections(true, 1, { pandoc.Header(3, 'a', { 'x', { 'unnumbered' } }), pandoc.Para 'b', pandoc.Header(1, 'c'), pandoc.Header(6, 'd', { '', {}, { { 'k', 'v' } } }) }))
  return pandoc.Pandoc(out)
end } }
