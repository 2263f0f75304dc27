-- Like a filter that people write: tables made from lists, from code and from metadata.
local function simple(caption, header, rows)
  local aligns, widths = {}, {}
  for i = 1, #header do aligns[i], widths[i] = pandoc.AlignDefault, 0 end
  return pandoc.utils.from_simple_table(pandoc.SimpleTable(caption, aligns, widths, header, rows))
end
return { {
  DefinitionList = function(el)
    local rows = {}
    for _, item in ipairs(el.content) do
      local blocks = pandoc.Blocks {}
      for _, definition in ipairs(item[2]) do blocks:extend(definition) end
      rows[#rows + 1] = { pandoc.Blocks { pandoc.Plain(item[1]) }, blocks }
    end
    return simple(pandoc.Inlines 'Begreber og betydninger', { pandoc.Blocks 'Begreb', pandoc.Blocks 'Betydning' }, rows)
  end,
  BulletList = function(el)
    local rows = {}
    for i, item in ipairs(el.content) do rows[i] = { tostring(i), item } end
    return simple({}, { 'Nr.', 'Punkt' }, rows)
  end,
  CodeBlock = function(el)
    local rows, widest = {}, 1
    for line in (el.text .. '\n'):gmatch '([^\n]*)\n' do
      local cells = {}
      for word in line:gmatch '%S+' do cells[#cells + 1] = { pandoc.Plain { pandoc.Code(word) } } end
      widest = math.max(widest, #cells)
      rows[#rows + 1] = cells
    end
    local header = {}
    for i = 1, widest do header[i] = {} end
    for _, row in ipairs(rows) do while #row < widest do row[#row + 1] = {} end end
    return simple('', header, rows)
  end,
  Meta = function(meta) meta.lavet = simple({}, { {} }, { { { pandoc.Para 'x' } } }) return meta end,
} }
