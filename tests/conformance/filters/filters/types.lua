-- What type() and pandoc.utils.type() say, and how unknown properties behave.
function Pandoc(doc)
  local out = pandoc.List {}
  local function say(value) out:insert(type(value) .. ' ' .. pandoc.utils.type(value)) end
  local span = pandoc.Span({ 'x' }, { 'i', { 'c' }, { { 'k', 'v' } } })
  for _, value in ipairs { span, span.content, span.attr, span.classes, span.attributes, pandoc.Para 'x', pandoc.Citation('a', 'NormalCitation'),
    pandoc.Cell 'x', pandoc.Row(), pandoc.TableHead(), pandoc.TableFoot(), pandoc.SimpleTable('', {}, {}, {}, {}), pandoc.ListAttributes(),
    doc, doc.blocks, doc.meta, PANDOC_VERSION, 5, 'x', true, {}, print } do
    say(value)
  end
  out:insert(tostring(span.nothing) .. tostring(pcall(function() span.nothing = 1 end)) .. tostring(pcall(function() span.tag = 'x' end)))
  out:insert(tostring(#span.attributes) .. span.attributes.k .. tostring(span.attributes.none) .. span.attributes[1][2])
  out:insert(tostring(pcall(next, span)) .. tostring(pcall(rawget, span, 'content')) .. tostring(pcall(setmetatable, span, {})))
  local names = {}
  for name in pairs(span) do names[#names + 1] = name end
  table.sort(names)
  out:insert(table.concat(names, ' '))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
