--- A page begins with every heading of the first level.
local breaks = {
  docx = pandoc.RawBlock('openxml', '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'),
  latex = pandoc.RawBlock('latex', '\\newpage{}'),
}
local other = pandoc.RawBlock('html', '<div style="page-break-after: always"></div>')

function Blocks(blocks)
  local out = pandoc.List()
  for i, block in ipairs(blocks) do
    if i > 1 and block.t == 'Header' and block.level == 1 then out:insert(breaks[FORMAT] or other) end
    out:insert(block)
  end
  return out
end
