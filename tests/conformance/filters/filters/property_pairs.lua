-- What pairs() finds in an object, in its order.
local out = {}
local function list(object)
  local names = {}
  for name in pairs(object) do names[#names + 1] = tostring(name) end
  out[#out + 1] = table.concat(names, ' ')
end
for _, object in ipairs { pandoc.Str 'x', pandoc.Emph 'x', pandoc.Cite('x', {}), pandoc.Link('x', 'y'), pandoc.Image('x', 'y'), pandoc.Space(),
  pandoc.Math('InlineMath', 'x'), pandoc.Quoted('SingleQuote', 'x'), pandoc.Para 'x', pandoc.Div 'x', pandoc.Header(1, 'x'),
  pandoc.OrderedList { 'x' }, pandoc.CodeBlock 'x', pandoc.HorizontalRule(), pandoc.Attr 'x', pandoc.ListAttributes(),
  pandoc.Citation('x', 'NormalCitation'), pandoc.Cell 'x', pandoc.Row(), pandoc.TableHead(), pandoc.TableFoot(),
  pandoc.SimpleTable('x', {}, {}, {}, {}), pandoc.types.Version '1.2.3' } do
  list(object)
end
function Table(el)
  list(el)
  out[#out + 1] = tostring(pandoc.utils.to_simple_table(el))
end
function Pandoc(doc) return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(out, '\n')) }, doc.meta) end
