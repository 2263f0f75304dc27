-- A text is split into words, a text in a list is one Str: everywhere where inlines are made.
return {
  { Para = function(el) return pandoc.Para(pandoc.utils.stringify(el)) end },
  { Plain = function(el) return pandoc.Plain { pandoc.utils.stringify(el) } end },
  { Header = function(el) return pandoc.Header(el.level, pandoc.utils.stringify(el.content), el.attr) end },
  { Note = function(el) return pandoc.Note(pandoc.utils.stringify(el.content)) end },
}
