-- Like a filter that people write: counts words and characters.
local words, characters, inside = 0, 0, 0
local count = {
  Str = function(el)
    if el.text:match '%P' then words = words + 1 end
    characters = characters + utf8.len(el.text)
  end,
  Code = function(el)
    local _, n = el.text:gsub('%S+', '')
    inside = inside + n
  end,
  CodeBlock = function(el)
    local _, n = el.text:gsub('%S+', '')
    inside = inside + n
  end,
}
function Pandoc(doc)
  pandoc.walk_block(pandoc.Div(doc.blocks), count)
  doc.meta['word-count'] = words .. '/' .. characters .. '/' .. inside
  return doc
end
