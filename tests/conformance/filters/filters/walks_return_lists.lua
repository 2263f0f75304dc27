-- Functions given to walk that return every kind of value, and walks whose results are put elsewhere.
local n = 0
local function turn() n = n + 1 return n % 6 end
local filter = { Str = function(el)
  local t = turn()
  if t == 1 then return 'tekst af ord' end
  if t == 2 then return { 'a', el } end
  if t == 3 then return {} end
  if t == 4 then return pandoc.Inlines { el, pandoc.LineBreak() } end
  if t == 5 then return pandoc.Note { pandoc.Para { el } } end
end, Para = function(el)
  local t = turn()
  if t == 1 then return {} end
  if t == 2 then return { el, el } end
  if t == 3 then return pandoc.Str 'inline' end
  if t == 4 then return pandoc.Inlines 'to ord' end
  if t == 5 then return 'streng' end
end, Inlines = function(list) if #list == 2 then return 'en streng' end end, Blocks = function(list) if #list == 3 then return { 'streng', list[1] } end end }
function Pandoc(doc)
  local walked = doc.blocks:walk(filter)
  local again = pandoc.Div(walked):walk { traverse = 'topdown', Str = filter.Str, Para = filter.Para }
  return pandoc.Pandoc({ again, pandoc.BlockQuote(walked) }, { walked = pandoc.MetaBlocks(walked) })
end
