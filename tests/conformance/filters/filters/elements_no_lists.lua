-- Elements have no length and no items, though lists of them do.
local out = pandoc.List {}
local function count(value)
  local n = 0
  for _ in ipairs(value) do n = n + 1 end
  return n
end
local function say(el)
  out:insert(el.t .. ' ' .. count(el) .. (el.attributes and '/' .. count(el.attributes) or '') .. (el.content and type(el.content) == 'table' and el.t ~= 'Div' and '/' .. count(el.content) or ''))
end
return { { Inline = say, Block = say, Inlines = function(list) out:insert('Inlines ' .. count(list)) end }, { Pandoc = function(doc)
  out:insert(count(doc) .. ' ' .. count(doc.blocks) .. ' ' .. count(pandoc.Attr('i', { 'c' })) .. ' ' .. count(pandoc.Citation('a', 'NormalCitation')) .. ' ' .. count(doc.meta))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
