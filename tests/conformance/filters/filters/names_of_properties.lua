-- What pairs gives for every kind of element, and what each property is.
local seen, out = {}, pandoc.List {}
local function say(el)
  if seen[el.t] then return nil end
  seen[el.t] = true
  local names = pandoc.List {}
  for name, value in pairs(el) do names:insert(name .. ':' .. (name == 'tag' and value or type(value) == 'function' and 'f' or pandoc.utils.type(value))) end
  names:sort()
  out:insert(el.t .. ' ' .. table.concat(names, ' '))
end
return { { Inline = say, Block = say }, { Pandoc = function(doc)
  out:sort()
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end } }
