-- nil assigned to a property: what it was before stays, or comes back.
local function each(el, names)
  for _, name in ipairs(names) do
    local done, reason = pcall(function() el[name] = nil end)
    if not done then el.content = pandoc.Str(name .. reason) end
  end
  return el
end
local attr = { 'attr', 'identifier', 'classes', 'attributes' }
local function with(...) return pandoc.List { ... } .. attr end
return { {
  Str = function(el) el.text = el.text:upper() el.text = nil return el end,
  Link = function(el) return each(el, with('content', 'target', 'title')) end,
  Image = function(el) return each(el, with('caption', 'src', 'title')) end,
  Span = function(el) el.content = { pandoc.Str 'x' } return each(el, with 'content') end,
  Code = function(el) return each(el, with 'text') end,
  Math = function(el) return each(el, { 'mathtype', 'text' }) end,
  Quoted = function(el) return each(el, { 'quotetype', 'content' }) end,
  Note = function(el) return each(el, { 'content' }) end,
  Header = function(el) el.level = el.level + 1 return each(el, with('level', 'content')) end,
  Para = function(el) el.content:insert(pandoc.Str 'y') return each(el, { 'content' }) end,
  BulletList = function(el) return each(el, { 'content' }) end,
  OrderedList = function(el) return each(el, { 'content', 'listAttributes', 'start', 'style', 'delimiter' }) end,
  CodeBlock = function(el) return each(el, with 'text') end,
  Div = function(el) return each(el, with 'content') end,
}, {
  Pandoc = function(doc)
    local made = pandoc.Para { pandoc.Str 'z' }
    made.content = nil
    doc.blocks:insert(made)
    return doc
  end,
} }
