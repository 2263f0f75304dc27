-- From the top with functions of lists, which stop, splice and delete.
local seen = {}
return { {
  traverse = 'topdown',
  Blocks = function(list)
    seen[#seen + 1] = 'B' .. #list
    if #list == 3 then return pandoc.Blocks { list[3], list[1] }, false end
    if #list == 2 then return { list[1], pandoc.Plain 'mellem', list[2] } end
  end,
  Inlines = function(list)
    seen[#seen + 1] = 'I' .. #list
    if #list > 30 then return list, false end
    if #list == 1 then return {} end
  end,
  Para = function(el) seen[#seen + 1] = 'P' .. #el.content return el, #el.content % 2 == 0 end,
  Str = function(el) return pandoc.Str(el.text .. '*') end,
  Table = function(el) return el, false end,
}, { Pandoc = function(doc) doc.blocks:insert(pandoc.CodeBlock(table.concat(seen, ' '))) return doc end } }
