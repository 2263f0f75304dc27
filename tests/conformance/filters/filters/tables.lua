-- The parts of a table, read, changed and made.
return { {
  Table = function(t)
    t.identifier = 'changed'
    t.caption.long:insert(pandoc.Plain 'more caption')
    t.caption.short = pandoc.Inlines 'short caption'
    for i, spec in ipairs(t.colspecs) do t.colspecs[i] = { pandoc.AlignRight, i == 1 and 0.25 or spec[2] } end
    for _, row in ipairs(t.head.rows) do
      row.attributes.role = 'head'
      for _, cell in ipairs(row.cells) do
        cell.alignment, cell.contents = 'AlignCenter', pandoc.Blocks { pandoc.Plain(pandoc.utils.stringify(cell.contents)) }
      end
    end
    for _, body in ipairs(t.bodies) do
      body.row_head_columns = 1
      body.attr = pandoc.Attr('body')
      body.body:insert(pandoc.Row({ pandoc.Cell('new cell', 'AlignLeft', 1, 2, { class = 'n' }) }, { id = 'row' }))
      body.head:insert(pandoc.Row { pandoc.Cell { pandoc.Para 'mid' } })
    end
    t.foot = pandoc.TableFoot({ pandoc.Row { pandoc.Cell 'foot' } }, { 'foot' })
    return { t, pandoc.Table({ long = { pandoc.Plain 'made' }, short = {} }, { { 'AlignLeft', 0.5 }, { 'AlignDefault' } }, pandoc.TableHead(), {
      { attr = {}, body = { pandoc.Row { pandoc.Cell 'a', pandoc.Cell 'b' } }, head = {}, row_head_columns = 0 } }, pandoc.TableFoot(), { 'made' }) }
  end,
} }
