-- pandoc.utils.blocks_to_inlines of all kinds of blocks, and with separators.
return { { Pandoc = function(doc)
  local u, out = pandoc.utils, pandoc.List {}
  for _, block in ipairs(doc.blocks) do out:insert(pandoc.Para(u.blocks_to_inlines { block })) end
  out:insert(pandoc.Para(u.blocks_to_inlines(doc.blocks, { pandoc.Str '|' })))
  out:insert(pandoc.Para(u.blocks_to_inlines(doc.blocks, {})))
  out:insert(pandoc.Para(u.blocks_to_inlines(doc.blocks, pandoc.Inlines 'to ord')))
  out:insert(pandoc.Para(u.blocks_to_inlines(doc.blocks)))
  return pandoc.Pandoc(out, doc.meta)
end } }
