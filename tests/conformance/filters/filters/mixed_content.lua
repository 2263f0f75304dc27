-- Content that is put together of what other elements hold, moved, doubled and turned.
return { { Para = function(el)
  local turned = pandoc.Inlines {}
  for i = #el.content, 1, -1 do turned:insert(el.content[i]) end
  return { pandoc.Para(turned), pandoc.Plain(el.content .. turned) }
end, BulletList = function(el)
  local items = pandoc.List {}
  for _, item in ipairs(el.content) do
    items:extend { item, item }
  end
  return pandoc.OrderedList(items)
end }, { Pandoc = function(doc)
  local blocks = pandoc.Blocks {}
  for i, block in ipairs(doc.blocks) do
    local other = doc.blocks[#doc.blocks + 1 - i]
    blocks:insert(pandoc.Div({ block, other }, { class = block.t .. ' ' .. other.t }))
  end
  blocks[#blocks + 1] = pandoc.BlockQuote(doc.blocks)
  return pandoc.Pandoc(blocks, { first = doc.blocks[1], all = doc.blocks, inlines = pandoc.utils.blocks_to_inlines(doc.blocks) })
end } }
