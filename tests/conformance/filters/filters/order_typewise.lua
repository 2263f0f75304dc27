-- The order of calls, element by element and list by list, written at the end of the document.
local inlines = { 'Str', 'Emph', 'Underline', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps', 'Quoted', 'Cite', 'Code',
  'Space', 'SoftBreak', 'LineBreak', 'Math', 'RawInline', 'Link', 'Image', 'Note', 'Span' }
local blocks = { 'Plain', 'Para', 'LineBlock', 'CodeBlock', 'RawBlock', 'BlockQuote', 'OrderedList', 'BulletList', 'DefinitionList',
  'Header', 'HorizontalRule', 'Table', 'Div', 'Null' }
local log = pandoc.List {}
local function note(name)
  return function(el) log:insert(name .. ':' .. pandoc.utils.stringify(el)) end
end
local filter = {}
for _, kind in ipairs(inlines) do filter[kind] = note(kind) end
for _, kind in ipairs(blocks) do filter[kind] = note(kind) end
filter.Inlines, filter.Blocks = note 'Inlines', note 'Blocks'
filter.Meta = function() log:insert 'Meta' end
filter.Pandoc = function(doc)
  doc.blocks:insert(pandoc.CodeBlock(table.concat(log, '\n')))
  return doc
end
return { filter }
