-- Like a filter that people write: addresses are collected, each once, numbered, and listed for the printed edition.
local addresses, numbers = pandoc.List {}, {}
return { { Link = function(el)
  if not el.target:match '^https?://' then return nil end
  if not numbers[el.target] then
    addresses:insert(el.target)
    numbers[el.target] = #addresses
  end
  el.attributes.target, el.attributes.rel = '_blank', nil
  el.classes:insert 'ydre'
  local content = el.content
  if pandoc.utils.stringify(content) == el.target then content = pandoc.Inlines((el.target:gsub('^https?://', ''))) end
  el.content = content
  return { el, pandoc.Superscript('[' .. numbers[el.target] .. ']') }
end, Image = function(el)
  el.attributes.width = el.attributes.width or '100%'
  if el.title == '' then el.title = pandoc.utils.stringify(el.caption) end
  el.src = 'billeder/' .. el.src:gsub('%.png$', '.svg')
  return el
end }, { Pandoc = function(doc)
  if #addresses == 0 then return nil end
  local lines = addresses:map(function(address) return pandoc.Inlines { pandoc.Str('[' .. numbers[address] .. ']'), pandoc.Space(), pandoc.Code(address) } end)
  doc.blocks:extend { pandoc.Header(2, 'Adresser'), pandoc.LineBlock(lines) }
  return doc
end } }
