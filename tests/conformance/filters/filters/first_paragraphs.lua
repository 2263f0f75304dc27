-- Like a filter that people write: the first paragraph of a section and of the document has a class, the others are indented.
local function mark(blocks)
  local first = true
  local result = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    if block.t == 'Para' then
      result:insert(pandoc.Div({ block }, { class = first and 'første' or 'følgende' }))
      first = false
    else
      if block.t == 'Header' or block.t == 'HorizontalRule' then first = true end
      if (block.t == 'Div' and block.classes[1] ~= 'tom' or block.t == 'BlockQuote') and #block.content > 0 then block.content = mark(block.content) end
      result:insert(block)
    end
  end
  return result
end
function Pandoc(doc) return pandoc.Pandoc(mark(doc.blocks), doc.meta) end
