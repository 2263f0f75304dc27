-- The walk goes through metadata as well, deep in.
return { { Str = function(el) return pandoc.Str(el.text:upper()) end, Inlines = function(list) list:insert(pandoc.Str '.') return list end,
  Blocks = function(list) list:insert(pandoc.HorizontalRule()) return list end, Note = function() return {} end } }
