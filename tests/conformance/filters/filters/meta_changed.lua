-- Metadata changed in place: added, removed, moved.
return { { Meta = function(meta)
  meta.title, meta.subtitle = meta.subtitle, meta.title
  meta.author = nil
  meta['ny nøgle'] = { pandoc.Str 'ny' }
  if meta.keywords then
    meta.keywords:insert(pandoc.Inlines 'et til')
    meta.keywords:insert(1, 'det første')
  end
  if meta.nested then meta.nested.a.b.c = 'flad' end
  if meta.list then table.remove(meta.list, 1) end
  for key, value in pairs(meta) do
    if value == true then meta[key] = 'sand' end
  end
  return meta
end }, { Meta = function(meta) meta.findes = meta.ny ~= nil and 'ja' or 'nej' return meta end },
  { Pandoc = function(doc) doc.meta.count = #doc.blocks return pandoc.Pandoc(doc.blocks, doc.meta) end } }
