-- walk from the top, with false, on elements, lists and the document.
local function count(el)
  local names = {}
  el:walk { traverse = 'topdown', Inline = function(i) names[#names + 1] = i.t if i.t == 'Link' then return nil, false end end,
    Block = function(b) names[#names + 1] = b.t if b.t == 'BlockQuote' then return b, false end end }
  return table.concat(names, ' ')
end
function Pandoc(doc)
  local out = { count(doc), count(doc.blocks) }
  for _, block in ipairs(doc.blocks) do out[#out + 1] = count(block) end
  doc = doc:walk { traverse = 'topdown', Pandoc = function(d) d.blocks:insert(1, pandoc.Plain 'først') return d end, Meta = function(m) m.set = 'ja' return m end,
    Blocks = function(b) if b[1] and b[1].t == 'Plain' then return b, false end end, Str = function(s) return pandoc.Str('_' .. s.text) end }
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
