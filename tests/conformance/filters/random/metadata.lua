-- Metadata taken apart to the last and put together again, once as they are, once by the constructors, once changed.
local utils = pandoc.utils
local function again(value)
  local kind = utils.type(value)
  if kind == 'Inlines' then return pandoc.MetaInlines(value) end
  if kind == 'Blocks' then return pandoc.MetaBlocks(value) end
  if kind == 'List' then return pandoc.MetaList(value:map(again)) end
  if kind == 'string' then return pandoc.MetaString(value) end
  if kind == 'boolean' then return pandoc.MetaBool(value) end
  local map = {}
  for key, item in pairs(value) do map[key] = again(item) end
  return pandoc.MetaMap(map)
end
local function changed(value, key)
  local kind = utils.type(value)
  if kind == 'Inlines' then return value .. { pandoc.Str '!' } end
  if kind == 'Blocks' then return #value > 0 and value or pandoc.Str 'tom' end
  if kind == 'List' then return value:map(changed) .. { #value } end
  if kind == 'string' then return { pandoc.Str(value) } end
  if kind == 'boolean' then return not value end
  local map = {}
  for name, item in pairs(value) do map[name .. '_'] = changed(item, name) end
  map.key = key
  return map
end
return { { Meta = function(meta)
  local all = {}
  for key, value in pairs(meta) do
    all[key] = value
    all[key .. ' igen'] = again(value)
    all[key .. ' ændret'] = changed(value, key)
    all[key .. ' ord'] = utils.stringify(value)
  end
  return all
end } }
