-- The same for what is deeper: cells, rows, citations, items, definitions, lines.
return { {
  Table = function(t)
    local n = #t.colspecs + #t.caption.long + (t.caption.short and #t.caption.short or 0)
    local function rows(list) for _, row in ipairs(list) do for _, cell in ipairs(row.cells) do n = n + #cell.contents + cell.row_span * cell.col_span end end end
    rows(t.head.rows)
    rows(t.foot.rows)
    for _, body in ipairs(t.bodies) do
      rows(body.head)
      rows(body.body)
      n = n + body.row_head_columns
    end
    return { t, pandoc.Para(tostring(n)) }
  end,
  Cite = function(el)
    local n = 0
    for _, c in ipairs(el.citations) do n = n + #c.prefix + #c.suffix + #c.id + c.note_num + #c.mode end
    return { el, pandoc.Str(tostring(n)) }
  end,
  DefinitionList = function(el)
    local n = 0
    for _, item in ipairs(el.content) do
      n = n + #item[1]
      for _, blocks in ipairs(item[2]) do n = n + #blocks end
    end
    return { el, pandoc.Para(tostring(n)) }
  end,
  LineBlock = function(el)
    local n = 0
    for _, line in ipairs(el.content) do n = n + #line end
    return { el, pandoc.Para(tostring(n)) }
  end,
  OrderedList = function(el)
    local n = el.start + #el.style + #el.delimiter + el.listAttributes.start
    for _, item in ipairs(el.content) do n = n + #item end
    return { el, pandoc.Para(tostring(n)) }
  end,
} }
