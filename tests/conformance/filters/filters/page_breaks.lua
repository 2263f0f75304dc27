-- FORMAT: html latex json
-- Like a filter that people write: a rule or a div of class sideskift becomes a page break of the format at work.
local breaks = {
  latex = pandoc.RawBlock('latex', '\\clearpage'),
  html = pandoc.RawBlock('html', '<div style="break-after: page"></div>'),
  docx = pandoc.RawBlock('openxml', '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'),
  odt = pandoc.RawBlock('opendocument', '<text:p text:style-name="Pagebreak"/>'),
}
local here = FORMAT:match '^html' and breaks.html or breaks[FORMAT] or pandoc.Para { pandoc.Str '\f' }
function HorizontalRule() return here end
function Div(el) if el.classes:includes 'tom' then return here end end
function Header(el)
  if el.level == 1 and FORMAT ~= 'html' then return { here, el } end
end
function RawBlock(el) if el.format ~= FORMAT then return {} end end
function RawInline(el)
  if el.format ~= FORMAT then return {} end
  return pandoc.Code(el.text, { class = 'raw-' .. FORMAT })
end
