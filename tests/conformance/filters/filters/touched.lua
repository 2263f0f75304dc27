-- Elements whose every property was looked at are still what they were.
local function touch(el)
  local count = 0
  for name, value in pairs(el) do
    if type(value) == 'table' then count = count + #value end
  end
  return count >= 0 and el or nil
end
local kinds = {}
for _, kind in ipairs { 'Str', 'Emph', 'Strong', 'Quoted', 'Cite', 'Code', 'Math', 'RawInline', 'Link', 'Image', 'Note', 'Span', 'Plain', 'Para', 'LineBlock', 'CodeBlock',
  'RawBlock', 'BlockQuote', 'OrderedList', 'BulletList', 'DefinitionList', 'Header', 'Table', 'Figure' } do kinds[kind] = touch end
function kinds.Div(el) if #el.content > 0 then return touch(el) end end
return { kinds }
