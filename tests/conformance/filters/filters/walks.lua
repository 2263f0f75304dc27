-- walk() of elements, lists and documents, and the older functions; also within a function.
return {
  { Header = function(el) return el:walk { Str = function(s) return pandoc.Str(s.text:upper()) end } end },
  { Para = function(el) return pandoc.walk_block(el, { Emph = function(e) return e.content end, Para = function() return {} end }) end },
  { Span = function(el) return pandoc.walk_inline(el, { Str = function(s) return { s, s } end, Span = function() return {} end }) end },
  { BulletList = function(el)
    return el:walk { traverse = 'topdown', Blocks = function(b) b:insert(pandoc.Plain 'x') return b end,
      Plain = function(p) return p, false end, Str = function() return {} end }
  end },
  { Pandoc = function(doc)
    doc.blocks = doc.blocks:walk { Blocks = function(b) return b .. { pandoc.HorizontalRule() } end }
    doc.meta.title = pandoc.Inlines(doc.meta.title or 'none'):walk { Inlines = function(l) return l .. { pandoc.Str 'T' } end }
    return doc:walk { Meta = function(m) m.walked = true return m end, Space = function() return pandoc.SoftBreak() end,
      Pandoc = function(d) d.blocks:insert(pandoc.Para 'end') return d end }
  end },
}
