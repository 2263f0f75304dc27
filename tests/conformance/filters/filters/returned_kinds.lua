-- Functions that return every kind of value that Pandoc takes for an inline.
local n = 0
return { { Str = function(el)
  n = n + 1
  local kind = n % 9
  if kind == 1 then return nil end
  if kind == 2 then return el end
  if kind == 3 then return {} end
  if kind == 4 then return { el, pandoc.Space(), el } end
  if kind == 5 then return 'ny tekst' end
  if kind == 6 then return pandoc.Emph { el } end
  if kind == 7 then return pandoc.Inlines { el } end
  if kind == 8 then return { 'streng i liste', el } end
  return pandoc.List { el, el }
end } }
