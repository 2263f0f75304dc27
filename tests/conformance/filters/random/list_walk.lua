-- walk of lists: of blocks, of inlines, of the document's, of those in metadata.
local log = pandoc.List {}
local count = { traverse = 'topdown', Blocks = function(list) log:insert('B' .. #list) return nil, #list < 3 end, Inlines = function(list) log:insert('I' .. #list) end }
return { { Inlines = function(list)
  return list:walk { Emph = function(el) return el.content end, Str = function(el) return pandoc.Str(el.text .. '.') end, Inlines = function(inner)
    if #inner > 2 then return inner:walk { Strong = function(el) return pandoc.Underline(el.content) end } end
  end }
end, Blocks = function(list)
  list:walk(count)
  return list:walk { Plain = function(el) return { el, pandoc.Para(el.content) } end, Blocks = function(inner) if #inner == 4 then return {} end end, HorizontalRule = function() return {} end }
end }, { Pandoc = function(doc)
  doc.blocks = doc.blocks:walk { Block = function(el) log:insert(el.t) end }
  doc = doc:walk { Str = function(el) return pandoc.Str(el.text:upper()) end, Meta = function(meta) meta.walked = 'ja' return meta end }
  doc.meta.log = table.concat(log, ' ')
  return doc
end } }
