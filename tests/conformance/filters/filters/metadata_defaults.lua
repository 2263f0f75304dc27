-- Like a filter that people write: missing metadata get a default, others are derived: authors as one line, a short title, a count of words.
local words, headings = 0, pandoc.List {}
local function names_of(author)
  if pandoc.utils.type(author) == 'Inlines' then return pandoc.utils.stringify(author) end
  local names = {}
  for _, one in ipairs(author) do
    names[#names + 1] = pandoc.utils.stringify(type(one) == 'table' and one.name or one)
  end
  local last = table.remove(names)
  return #names > 0 and table.concat(names, ', ') .. ' og ' .. last or last or ''
end
return { { Str = function(el) if el.text:find '[%w\128-\255]' then words = words + 1 end end, Header = function(el) headings:insert(el.content) end }, { Meta = function(meta)
  meta.lang = meta.lang or 'da'
  meta.title = meta.title or headings[1] or pandoc.Inlines 'Uden titel'
  if pandoc.utils.type(meta.title) == 'Inlines' then
    local short = pandoc.Inlines {}
    for i = 1, math.min(3, #meta.title) do short:insert(meta.title[i]) end
    meta.shorttitle = short
  end
  meta.author = meta.author and names_of(meta.author) or meta.author
  meta.wordcount, meta.minutes = tostring(words), math.floor(words / 200) + 1
  meta.toc = words > 100 or nil
  meta.headings = headings
  meta.flags = { short = words < 10, long = words >= 1000 }
  return meta
end } }
