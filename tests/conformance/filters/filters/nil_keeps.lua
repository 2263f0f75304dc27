-- Without a result the element stays, whatever the function did to its own copy.
local kept = pandoc.List {}
return { {
  Str = function(el) el.text = 'lost' end,
  Emph = function(el) el.content[1] = pandoc.Str 'lost' end,
  Inlines = function(list) list[1] = pandoc.Str 'lost' end,
  Header = function(el)
    el.level = 6
    el.classes:insert 'kept'
    kept:insert(el)
  end,
  Blocks = function(list) list:insert(pandoc.Para 'lost') end,
  Meta = function(meta) meta.title = 'lost' end,
  Pandoc = function(doc)
    for _, header in ipairs(kept) do
      header.content[1] = pandoc.Str 'changed'
      doc.blocks:insert(header)
    end
    return doc
  end,
} }
