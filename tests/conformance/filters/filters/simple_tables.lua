-- Tables to their simple form and back.
return { {
  Table = function(t)
    local simple = pandoc.utils.to_simple_table(t)
    simple.caption = simple.caption .. { pandoc.Str '!' }
    simple.aligns[1] = 'AlignRight'
    for _, row in ipairs(simple.rows) do row[1]:insert(pandoc.Plain 'in a cell') end
    return { pandoc.utils.from_simple_table(simple), pandoc.utils.from_simple_table(pandoc.SimpleTable('a caption', { 'AlignLeft', 'AlignDefault' },
      { 0, 0.5 }, { 'h', {} }, { { 'a', 'b c' }, { { pandoc.Para 'p' }, '' } })) }
  end,
} }
