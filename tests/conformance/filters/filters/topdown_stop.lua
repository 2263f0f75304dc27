-- A second result `false` ends the descent, for elements, lists, deleted and replaced ones.
return { {
  traverse = 'topdown',
  BlockQuote = function(el) return el, false end,
  Div = function(el) return { pandoc.Para 'in place of a div', el }, false end,
  Emph = function(el) return nil, false end,
  Note = function() return {}, false end,
  Inlines = function(list) return list, #list < 3 and false or nil end,
  Str = function(el) return pandoc.Str(el.text .. '!') end,
} }
