-- Numbers as texts: halves, widths, signs, what is no whole number.
local out = {
  string.format('%.0f %.0f %.0f %.1f %.2f %.2f %.3f', 0.5, 1.5, 2.5, 1.25, 1.005, 0.125, 2.0005),
  string.format('%g %g %.3g %e %.10g', 0.1, 1e20, 1234.5, 12345.678, 1 / 3),
  string.format('%5d|%-5d|%05d|%x|%10.2f|%-10.2f|%+.1f', 3, 3, 3, 255, 1.125, 1.125, 0.25),
  string.format('%s %5s %-5s|%% %q %c', 'a', 'b', 'c', 'd', 65),
  ('%.1f'):format(1.25), string.format('%d', '3'), string.format('%d', 3.0),
  tostring(pcall(string.format, '%d', 3.5)), tostring(pcall(string.format, '%f', 'x')), tostring(pcall(string.format, '%d')),
}
function Pandoc(doc)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return pandoc.Pandoc({}, { title = 'før', kept = '1' }) .. pandoc.Pandoc(doc.blocks, { title = 'efter' })
end
