-- Like a filter that people write: words of a glossary in the metadata become links to it, the glossary is sorted and put at the end.
local terms = pandoc.List {}
local function key(text) return pandoc.text and pandoc.text.lower(text) or require 'text'.lower(text) end
return { { Meta = function(meta)
  for _, entry in ipairs(meta.glossary or {}) do
    terms:insert { term = pandoc.utils.stringify(entry.term), meaning = entry.meaning }
  end
  meta.glossary = nil
  return meta
end }, { Str = function(el)
  local word, rest = el.text:match '^([%w\128-\255]+)(%p*)$'
  if not word then return nil end
  for _, entry in ipairs(terms) do
    if key(word) == key(entry.term) then return { pandoc.Link(word, '#ord-' .. key(entry.term), '', { class = 'ord' }), rest ~= '' and pandoc.Str(rest) or nil } end
  end
end }, { Blocks = function(list) return nil end, Pandoc = function(doc)
  if #terms == 0 then return nil end
  terms:sort(function(a, b) return a.term < b.term end)
  local items = pandoc.List {}
  for i, entry in ipairs(terms) do
    items[i] = { { pandoc.Span(entry.term, 'ord-' .. key(entry.term)) }, { pandoc.Plain(entry.meaning) } }
  end
  doc.blocks:insert(pandoc.Div({ pandoc.Header(2, 'Ordliste'), pandoc.DefinitionList(items) }, 'ordliste'))
  return doc
end } }
