-- pandoc.utils.references: what a document cites, down to the types of its values.
local function told(value, depth)
  local kind = pandoc.utils.type(value)
  if kind == 'Inlines' then return 'Inlines(' .. pandoc.utils.stringify(value) .. ')' end
  if type(value) ~= 'table' then return kind .. '(' .. tostring(value) .. ')' end
  local keys, parts = {}, {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do parts[#parts + 1] = tostring(key) .. '=' .. told(value[key], depth + 1) end
  return '{' .. table.concat(parts, ', ') .. '}'
end

function Pandoc(doc)
  doc.meta.bibliography = nil  -- files need trust
  doc.meta.references = pandoc.MetaList({
    pandoc.MetaMap({ id = 'lov', type = 'legislation', title = pandoc.MetaInlines({ pandoc.Str('Lov'), pandoc.Space(), pandoc.Emph('om styre') }),
      volume = '12', issued = pandoc.MetaMap({ ['date-parts'] = pandoc.MetaList({ pandoc.MetaList({ '2022', '7', '1' }) }) }),
      author = pandoc.MetaList({ pandoc.MetaMap({ family = 'Ministeriet' }), pandoc.MetaMap({ family = 'Rådet', given = 'Det' }) }) }),
    pandoc.MetaMap({ id = 'ingen', type = 'book', title = 'Nævnes ikke' }),
    pandoc.MetaMap({ id = 'bog', type = 'book', title = 'Bogen', ['number-of-pages'] = '80', URL = 'https://example.org/bog' }),
  })
  doc.blocks:insert(pandoc.Para({
    pandoc.Cite({ pandoc.Str('[@lov]') }, { pandoc.Citation('lov', 'NormalCitation') }),
    pandoc.Cite({ pandoc.Str('[@bog]') }, { pandoc.Citation('bog', 'AuthorInText') }) }))
  for _, reference in ipairs(pandoc.utils.references(doc)) do
    doc.blocks:insert(pandoc.CodeBlock(told(reference, 0)))
  end
  return doc
end
