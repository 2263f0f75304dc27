-- Like a filter that people write: citations become links and superscripts, are counted and listed by use.
local order, uses = pandoc.List {}, {}
local function link(citation)
  local id = citation.id
  if not uses[id] then order:insert(id) end
  uses[id] = (uses[id] or 0) + 1
  local inlines = pandoc.Inlines {}
  if #citation.prefix > 0 then inlines:extend(citation.prefix) inlines:insert(pandoc.Space()) end
  inlines:insert(pandoc.Link(pandoc.Inlines(citation.mode == 'SuppressAuthor' and '–' or id), '#kilde-' .. id, '', { '', { citation.mode:lower() }, { { 'data-nr', tostring(uses[id]) } } }))
  inlines:extend(citation.suffix)
  return inlines
end
return { { Cite = function(el)
  local inlines = pandoc.Inlines {}
  for i, citation in ipairs(el.citations) do
    if i > 1 then inlines:extend { pandoc.Str ';', pandoc.Space() } end
    inlines:extend(link(citation))
  end
  if el.citations[1].mode == pandoc.AuthorInText then return pandoc.Span(inlines, { class = 'i-tekst' }) end
  return pandoc.Superscript(inlines)
end }, { Pandoc = function(doc)
  local items = order:map(function(id) return { pandoc.Plain { pandoc.Span(id, 'kilde-' .. id), pandoc.Space(), pandoc.Str('×' .. uses[id]) } } end)
  if #items > 0 then doc.blocks:insert(pandoc.OrderedList(items)) end
  doc.meta.kilder = order
  doc.meta.bibliography = nil
  return doc
end } }
