-- Like a filter that people write: tables with two columns become definition lists, the others lists of rows.
function Table(t)
  local items, terms = pandoc.List {}, pandoc.List {}
  for _, body in ipairs(t.bodies) do
    for _, row in ipairs(body.body) do
      if #row.cells == 2 then terms:insert { pandoc.utils.blocks_to_inlines(row.cells[1].contents), { row.cells[2].contents } } end
      local item = pandoc.Blocks {}
      for _, cell in ipairs(row.cells) do item:extend(cell.contents) end
      items:insert(item)
    end
  end
  local caption = t.caption.long
  if #terms == #items and #terms > 0 then return { pandoc.Div(caption, { class = 'billedtekst' }), pandoc.DefinitionList(terms) } end
  return { pandoc.OrderedList(items, pandoc.ListAttributes(1, pandoc.Decimal, pandoc.OneParen)), pandoc.Div(caption) }
end
