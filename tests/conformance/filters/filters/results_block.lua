-- What a function of a block may return: inlines become a Plain.
return {
  { BlockQuote = function(el) return el.content end },
  { CodeBlock = function(el) return pandoc.Str(el.text) end },
  { HorizontalRule = function() return 'a rule was here' end },
  { RawBlock = function() return {} end },
  { LineBlock = function(el) return { pandoc.Str 'lines', 'two words', pandoc.Para 'p' } end },
  { DefinitionList = function(el) return { { pandoc.Str 'a', pandoc.Str 'b' } } end },
  { Blocks = function(list) if #list == 2 then return { list[2], list[1] } end end },
}
