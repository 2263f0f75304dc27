-- walk gives a copy: the element itself stays as it was, and its own function is not called.
function Pandoc(doc)
  local out = pandoc.List {}
  for _, block in ipairs(doc.blocks) do
    local before = block:clone()
    local walked = block:walk { Str = function() return pandoc.Str 'x' end, Para = function() return pandoc.Plain 'para' end, Header = function() return {} end,
      Div = function(el) return el.content end, BulletList = function() return nil end }
    out:insert(tostring(block == before) .. ' ' .. tostring(walked == before) .. ' ' .. walked.t)
    doc.blocks = doc.blocks .. pandoc.Blocks { walked }
  end
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
