-- Like a filter that people write: numbered figures out of paragraphs with one image, and page breaks by format.
local n = 0
local breaks = { latex = '\\newpage', json = '<json-break/>' }
function Para(el)
  if #el.content == 1 and el.content[1].t == 'Image' then
    n = n + 1
    local image = el.content[1]
    image.attributes.number = tostring(n)
    local caption = pandoc.Inlines('Figur ' .. n .. ': ') .. image.caption
    return pandoc.Div({ pandoc.Plain { image }, pandoc.Para(caption) }, { id = image.identifier, class = 'figure' })
  end
end
function HorizontalRule() return pandoc.RawBlock(FORMAT, breaks[FORMAT] or '\f') end
