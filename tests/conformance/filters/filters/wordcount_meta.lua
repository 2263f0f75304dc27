-- Like a filter that people write: words, signs and notes are counted apart, for the body and for each section.
local function counter()
  local counts = { words = 0, signs = 0, notes = 0, images = 0 }
  return counts, { Str = function(el)
    if el.text:match '[%w\128-\255]' then counts.words = counts.words + 1 end
    counts.signs = counts.signs + utf8.len(el.text)
  end, Space = function() counts.signs = counts.signs + 1 end, Note = function() counts.notes = counts.notes + 1 end, Image = function() counts.images = counts.images + 1 end }
end
local function show(counts) return ('%d ord, %d tegn, %d noter, %d billeder'):format(counts.words, counts.signs, counts.notes, counts.images) end
function Pandoc(doc)
  local total, count_all = counter()
  doc.blocks:walk(count_all)
  local sections, current = pandoc.List {}, nil
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' and block.level <= 2 then
      current = { name = pandoc.utils.stringify(block), blocks = pandoc.Blocks {} }
      sections:insert(current)
    elseif current then
      current.blocks:insert(block)
    end
  end
  doc.meta.optalt = show(total)
  doc.meta.afsnit = sections:map(function(section)
    local counts, filter = counter()
    section.blocks:walk(filter)
    return { navn = section.name, optalt = show(counts), tomt = #section.blocks == 0 }
  end)
  return doc
end
