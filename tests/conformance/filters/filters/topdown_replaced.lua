-- What a function puts in the place of an element is descended into, but not given to the function again.
return { {
  traverse = 'topdown',
  Para = function(el) return { pandoc.Plain(el.content), pandoc.BlockQuote { pandoc.Plain 'added words' } } end,
  Strong = function(el) return { pandoc.Emph(el.content), pandoc.Str 'after' } end,
  Emph = function(el) el.content:insert(pandoc.Str 'e') return el end,
  Plain = function(el) el.content:insert(1, pandoc.Str 'p') return el end,
  Blocks = function(list) list:insert(pandoc.HorizontalRule()) return list end,
} }
