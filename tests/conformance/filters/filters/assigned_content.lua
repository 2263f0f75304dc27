-- Content of another shape than it had.
return {
  { BlockQuote = function(el) el.content = 'a text' return el end },
  { Div = function(el) el.content = { pandoc.Str 'a', pandoc.Str 'b' } return el end },
  { Para = function(el) el.content = pandoc.Emph(el.content) return el end },
  { Plain = function(el) el.content = { 'strings', pandoc.Space(), 'here' } return el end },
  { Note = function(el) el.content = { pandoc.Para 'x', pandoc.Plain 'y' } return el end },
  { Span = function(el)
    local list = { pandoc.Str 'first' }
    el.content = list
    list[2] = pandoc.Str 'added afterwards'
    return el
  end },
}
