-- Metadata that a filter makes hold proper values at once.
local said = {}
local function deep(value)
  local kind = pandoc.utils.type(value)
  if kind == 'Inlines' or kind == 'Blocks' then return kind .. ' ' .. pandoc.utils.stringify(value) end
  if type(value) ~= 'table' then return kind .. ' ' .. tostring(value) end
  local parts = {}
  for key, each in pairs(value) do parts[#parts + 1] = tostring(key) .. ' = ' .. deep(each) end
  table.sort(parts)
  return kind .. ' { ' .. table.concat(parts, ', ') .. ' }'
end
local function values()
  return { text = 'x', number = 5, part = 2.5, flag = true, list = { 1, 'b' }, map = { a = { b = { 'c' } } }, inlines = { pandoc.Str 'd' },
    blocks = { pandoc.Para 'e' }, inline = pandoc.Str 'f', block = pandoc.Para 'g', empty = {}, lists = { { 'h' }, { pandoc.Str 'i' } } }
end
function Pandoc(doc)
  said[1] = deep(pandoc.Meta(values()))
  said[2] = deep(pandoc.Pandoc({}, values()).meta)
  said[3] = deep(pandoc.MetaMap(values()))
  said[4] = deep(pandoc.MetaList { 'a', { 'b' }, 5 })
  said[5] = #pandoc.Meta({ list = { 1, 2 } }).list:map(tostring)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(said, '\n')))
  return pandoc.Pandoc(doc.blocks, doc.meta)
end
