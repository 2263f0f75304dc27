-- Assignments of another type than the property has, and those that are refused.
function Pandoc(doc)
  local p, out = pandoc, pandoc.List {}
  local function try(name, f) out:insert(name .. ' ' .. tostring((pcall(f)))) end
  local para, header, code, link = p.Para 'x', p.Header(1, 'x'), p.Code 'x', p.Link('a', 'b')
  try('content string', function() para.content = 'to ord' end)
  try('level string', function() header.level = '3' end)
  try('text number', function() code.text = 5 end)
  try('classes list', function() code.classes = { 'a', 'b' } end)
  try('identifier number', function() code.identifier = 5 end)
  try('attr string', function() code.attr = 'id' end)
  try('target', function() link.target = 5 end)
  try('unknown', function() link.ukendt = 1 end)
  try('t', function() link.t = 'Span' end)
  try('tag', function() link.tag = 'Span' end)
  try('walk', function() link.walk = 1 end)
  try('on a string', function() local s = 'x' s.y = 1 end)
  doc.blocks:extend { para, header, p.Para { code, link }, p.CodeBlock(table.concat(out, '\n')) }
  return doc
end
