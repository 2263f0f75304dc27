-- PANDOC: 3
-- Elements as JSON and back. The order of an object's members is not told, so what is written is read again.
local out = {}
local function say(...)
  local parts = {}
  for i = 1, select('#', ...) do parts[i] = tostring((select(i, ...))) end
  out[#out + 1] = table.concat(parts, ' | ')
end
local function round(value) return pandoc.json.decode(pandoc.json.encode(value)) end
say(round(pandoc.Str 'æ"x'), round(pandoc.Para 'a b'), round(pandoc.Inlines 'x y'), round { pandoc.Para 'a', pandoc.Para 'b' })
say(pandoc.json.encode(pandoc.Attr('a', { 'b' }, { c = 'd' })), pandoc.json.encode(pandoc.Attr()))
say(pandoc.json.encode { 1, 2.5, true, 'x' }, pandoc.json.encode {}, pandoc.json.encode(pandoc.List {}), pandoc.json.encode(pandoc.Inlines {}))
local plain = pandoc.json.decode('{"t":"Str","c":"x"}', false)
say(plain.t, plain.c, pandoc.json.decode '{"a":{"t":"Space"}}'.a.t, type(pandoc.json.decode '{"t":"Nothing","c":1}'))
local citation = pandoc.json.decode(pandoc.json.encode(pandoc.Citation('id', 'SuppressAuthor', 'p', 's')))
say(citation.citationId, citation.citationMode.t, #citation.citationPrefix, #citation.citationSuffix)
local numbering = pandoc.json.decode(pandoc.json.encode(pandoc.ListAttributes(3, 'Decimal')))
say(numbering[1] == 3, numbering[2].t, numbering[3].t, (pcall(pandoc.json.encode, print)))
function Pandoc(doc)
  say(round(doc) == doc, round(doc.blocks) == doc.blocks)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
