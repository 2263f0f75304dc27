-- Numbers: whole ones and broken ones, in texts, in attributes, in metadata, in levels.
function Pandoc(doc)
  local out = pandoc.List {}
  for _, x in ipairs { 1, -1, 10, 255, 1.5, -0.5, 0.1, 1 / 3, 1e10, 123456.789, 2 ^ 31 - 1 } do
    out:insert(tostring(x > 1) .. string.format(' %.3f %g', x, x) .. ' ' .. math.floor(x) .. ' ' .. math.ceil(x) .. ' ' .. math.abs(math.floor(x)))
  end
  out:insert(math.max(1, 5, 3) .. ' ' .. math.min(2, 0) .. ' ' .. 7 % 3 .. ' ' .. -7 % 3 .. ' ' .. tostring(math.type(1)) .. tostring(math.type(1.5)))
  out:insert(tostring(tonumber '12') .. tostring(tonumber '0x10') .. tostring(tonumber 'æ') .. tostring(tonumber('ff', 16)) .. tostring(tonumber '1.5') .. tostring(tonumber ' 7 '))
  out:insert(#out .. '/' .. math.floor(#out / 2) .. '/' .. string.format('%d', 3.0) .. '/' .. (1 == 1.0 and 'lig' or 'ulig'))
  local header = pandoc.Header(2, 'n', { 'id' .. 7, {}, { { 'n', tostring(5) }, { 'm', 6 } } })
  header.level = header.level + 1
  header.attributes.k = 8
  doc.blocks:extend { header, pandoc.Para { pandoc.Str(12), pandoc.Str '' }, pandoc.OrderedList({ 'x' }, { 4, 'Decimal', 'Period' }), pandoc.CodeBlock(table.concat(out, '\n')) }
  return doc
end
