-- The same for blocks.
local n = 0
local function some(el)
  n = n + 1
  local kind = n % 9
  if kind == 1 then return nil end
  if kind == 2 then return el end
  if kind == 3 then return {} end
  if kind == 4 then return { el, pandoc.HorizontalRule(), el } end
  if kind == 5 then return 'ny tekst' end
  if kind == 6 then return pandoc.Emph 'en inline' end
  if kind == 7 then return pandoc.Blocks { el } end
  if kind == 8 then return { 'streng i liste', el } end
  return pandoc.Inlines 'inlines i en liste'
end
return { { Para = some, CodeBlock = some, Header = some, BulletList = some, Table = some, RawBlock = some } }
