-- pandoc.utils.make_sections, numbered, and with another first level.
return { { Pandoc = function(doc)
  local blocks = pandoc.List {}
  blocks:extend(pandoc.utils.make_sections(true, nil, doc.blocks))
  blocks:extend(pandoc.utils.make_sections(false, 2, doc.blocks))
  blocks:extend(pandoc.utils.make_sections(true, 1, doc.blocks))
  return pandoc.Pandoc(blocks, doc.meta)
end } }
