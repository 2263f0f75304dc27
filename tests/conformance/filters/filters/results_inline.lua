-- What a function of an inline may return.
return {
  { Emph = function(el) return 'two words' end },
  { Strong = function(el) return { 'two words', pandoc.Space(), pandoc.Str 'x' } end },
  { Space = function() return nil end, SoftBreak = function() return pandoc.Space() end },
  { Code = function() return {} end },
  { Link = function(el) return el.content end },
  { Quoted = function(el) return pandoc.Inlines { pandoc.Str '<', pandoc.Span(el.content), pandoc.Str '>' } end },
  { Math = function(el) return pandoc.RawInline('html', el.text) end },
  { Inlines = function(list) if #list == 1 then return 'only one' end end },
}
