-- Walks in walks in walks, on parts and on what they made.
local function louder(el) return el:walk { Str = function(s) return pandoc.Str(s.text .. '!') end } end
return {
  { Blocks = function(list)
    return list:walk { Para = function(para) return para:walk { Inlines = function(inlines) return inlines:walk { Emph = louder, Strong = louder } end } end }
  end },
  { Table = function(t) return t:walk { Plain = function(el) return pandoc.Para(el.content:walk { Str = function(s) return { s, pandoc.Space(), s } end }) end } end },
  { Div = function(el)
    local depth = 0
    el:walk { Div = function() depth = depth + 1 end, Span = function() depth = depth + 10 end }
    el.attributes.dybde = tostring(depth)
    return el
  end },
  { Cite = function(el) return el:walk { Str = function(s) return pandoc.Emph { s } end, Citation = function() error 'is not an element' end } end },
}
