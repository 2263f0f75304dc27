-- Every table in its simple form: what it holds, changed, and back.
return { { Table = function(t)
  local s = pandoc.utils.to_simple_table(t)
  local out = pandoc.List { s.t, #s.rows, #s.headers, #s.header, #s.aligns, #s.widths, pandoc.utils.stringify(s.caption) }
  for i, align in ipairs(s.aligns) do out:insert(align .. string.format('%.4f', s.widths[i])) end
  for _, row in ipairs(s.rows) do for _, cell in ipairs(row) do out:insert(#cell .. pandoc.utils.stringify(cell)) end end
  local copy = pandoc.SimpleTable(s.caption, s.aligns, s.widths, s.headers, s.rows)
  copy.rows = { copy.rows[1] }
  copy.widths = pandoc.List(copy.widths):map(function() return 0 end)
  copy.caption = 'Ny billedtekst'
  s.headers = {}
  return { t, pandoc.utils.from_simple_table(s), pandoc.utils.from_simple_table(copy), pandoc.CodeBlock(table.concat(out:map(tostring), ' ')) }
end } }
