-- A file that returns one filter, not a list of them.
return { Str = function(el) return pandoc.Str(el.text .. '!') end, Pandoc = function(doc) doc.blocks:insert(pandoc.Para 'slut') return doc end }
