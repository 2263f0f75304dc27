-- Like a filter that people write: footnotes become numbered endnotes with links both ways; the same note twice is one.
local notes, numbers = pandoc.List {}, {}
return { { Note = function(el)
  local text = pandoc.utils.stringify(el.content)
  local n = numbers[text]
  if not n then
    notes:insert(el.content)
    n = #notes
    numbers[text] = n
  end
  return pandoc.Superscript { pandoc.Link({ pandoc.Str(tostring(n)) }, '#slutnote-' .. n, '', pandoc.Attr('ref-' .. n, { 'noteref' })) }
end }, { Pandoc = function(doc)
  if #notes == 0 then return nil end
  local items = {}
  for n, blocks in ipairs(notes) do
    local last = blocks[#blocks]
    local back = pandoc.Link('↩', '#ref-' .. n)
    if last.t == 'Para' or last.t == 'Plain' then
      last.content:extend { pandoc.Space(), back }
      blocks[#blocks] = last
    else
      blocks:insert(pandoc.Para { back })
    end
    items[n] = { pandoc.Div(blocks, 'slutnote-' .. n) }
  end
  doc.blocks:extend { pandoc.HorizontalRule(), pandoc.OrderedList(items, pandoc.ListAttributes(1, 'Decimal', 'Period')) }
  return doc
end } }
