-- PANDOC: 3
-- pandoc.structure, pandoc.text and pandoc.format.
local structure, text, out = pandoc.structure, pandoc.text, {}
local function say(...)
  local parts = {}
  for i = 1, select('#', ...) do parts[i] = tostring((select(i, ...))) end
  out[#out + 1] = table.concat(parts, ' | ')
end
say(structure.unique_identifier 'Økonomi & drift 2026, del 1.', structure.unique_identifier('A b', { ['a-b'] = true, ['a-b-1'] = true }),
  structure.unique_identifier '12 34', structure.unique_identifier { pandoc.Emph 'En', pandoc.Space(), pandoc.Code 'x_y', pandoc.Note 'z' })
for _, words in ipairs { '§ 5 om\u{a0}noget', '½ del', 'a « b » c', 'Del\u{2003}2', '日本 И', 'É–o' } do
  say(structure.unique_identifier(pandoc.Inlines { pandoc.Str(words) }))
end
say(text.superscript '12+3', text.subscript '(9)', text.superscript 'a', text.lower 'ÆØÅ', text.upper 'æøå', text.reverse 'abc', text.len 'æ', text.sub('æøå', 2))
for _, name in ipairs { 'a.md', 'b/c.DOCX', 'x.tex', 'x.html', 'x', 'x.unknown', 'man.1', 'y.typ' } do say(name, pandoc.format.from_path(name)) end
function Pandoc(doc)
  say(structure.slide_level(doc.blocks), structure.slide_level(doc))
  say(structure.table_of_contents(doc))
  say(structure.table_of_contents(doc.blocks, { toc_depth = 2, number_sections = true }))
  say(structure.make_sections(doc.blocks, { number_sections = true, base_level = 2 }))
  say(structure.make_sections(doc.blocks))
  return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(out, '\n')) }, doc.meta)
end
