-- What kinds metadata values have when they are read, at every depth.
local out = pandoc.List {}
local function describe(name, value, depth)
  out:insert(('  '):rep(depth) .. name .. ': ' .. type(value) .. ' ' .. pandoc.utils.type(value) .. ' ' .. (type(value) == 'table' and #value or tostring(value)))
  if pandoc.utils.type(value) == 'List' then
    for i, item in ipairs(value) do describe(tostring(i), item, depth + 1) end
  elseif pandoc.utils.type(value) == 'table' or pandoc.utils.type(value) == 'Meta' then
    local keys = {}
    for key in pairs(value) do keys[#keys + 1] = key end
    table.sort(keys)
    for _, key in ipairs(keys) do describe(key, value[key], depth + 1) end
  end
end
return { { Pandoc = function(doc)
  describe('meta', doc.meta, 0)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
