-- Metadata made anew, and documents made of blocks alone.
return { { Meta = function() return pandoc.Meta { title = pandoc.MetaInlines { pandoc.Str 'Ny' } } end },
  { Pandoc = function(doc) return pandoc.Pandoc(doc.blocks, { a = 'b', title = doc.meta.title }) end },
  { Meta = function(meta) return { title = meta.title, b = meta.a, c = meta } end } }
