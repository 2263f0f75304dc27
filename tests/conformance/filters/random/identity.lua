-- A function for every kind, which gives the element back; then one that gives nothing.
local kinds = { 'Str', 'Emph', 'Underline', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps', 'Quoted', 'Cite', 'Code', 'Space', 'SoftBreak', 'LineBreak',
  'Math', 'RawInline', 'Link', 'Image', 'Note', 'Span', 'Plain', 'Para', 'LineBlock', 'CodeBlock', 'RawBlock', 'BlockQuote', 'OrderedList', 'BulletList', 'DefinitionList',
  'Header', 'HorizontalRule', 'Table', 'Figure', 'Div', 'Null', 'Inlines', 'Blocks', 'Meta', 'Pandoc' }
local same, nothing = {}, {}
for _, kind in ipairs(kinds) do
  same[kind] = function(el) return el end
  nothing[kind] = function() end
end
return { same, nothing, {} }
