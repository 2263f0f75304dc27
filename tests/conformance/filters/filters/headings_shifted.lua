-- Like a filter that people write: headings move down a level, those too deep become paragraphs, a list of contents is put in front.
local contents = pandoc.List {}
return { { Header = function(el)
  el.level = el.level + 1
  if el.level > 6 then return pandoc.Para { pandoc.Strong(el.content) } end
  contents:insert { level = el.level, content = el.content:walk { Note = function() return {} end, Link = function(link) return link.content end }, id = el.identifier }
  return el
end }, { Pandoc = function(doc)
  local function list(i, level)
    local items = pandoc.List {}
    while contents[i] and contents[i].level >= level do
      local entry = contents[i]
      local item = pandoc.Blocks { pandoc.Plain { pandoc.Link(entry.content, '#' .. entry.id) } }
      local below
      below, i = list(i + 1, entry.level + 1)
      if below then item:insert(below) end
      items:insert(item)
    end
    return #items > 0 and pandoc.BulletList(items) or nil, i
  end
  local toc = list(1, 1)
  if toc then doc.blocks:insert(1, pandoc.Div({ toc }, { 'indhold', { 'toc' } })) end
  return doc
end } }
