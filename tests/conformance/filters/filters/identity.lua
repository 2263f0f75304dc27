-- Every function, giving back nothing or the element itself.
local inlines = { 'Str', 'Emph', 'Underline', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps', 'Quoted', 'Cite', 'Code',
  'Space', 'SoftBreak', 'LineBreak', 'Math', 'RawInline', 'Link', 'Image', 'Note', 'Span' }
local blocks = { 'Plain', 'Para', 'LineBlock', 'CodeBlock', 'RawBlock', 'BlockQuote', 'OrderedList', 'BulletList', 'DefinitionList',
  'Header', 'HorizontalRule', 'Table', 'Div', 'Null' }
local filter = {}
for _, kind in ipairs(inlines) do filter[kind] = function(el) return el end end
for _, kind in ipairs(blocks) do filter[kind] = function(el) return el end end
filter.Inlines = function(list) return list end
filter.Blocks = function(list) return list end
filter.Meta = function(meta) return meta end
filter.Pandoc = function(doc) return doc end
return { filter, {} }
