-- Like a filter that people write: code blocks name a text that is put in their place, here from a table instead of a file.
local texts = { bilag = 'Bilag 1\n\nTekst med *stjerner*.', ['bilag.txt'] = 'linje 1\nlinje 2\nlinje 3\nlinje 4' }
local function lines(text, from, to)
  local kept, i = {}, 0
  for line in (text .. '\n'):gmatch '(.-)\n' do
    i = i + 1
    if i >= from and i <= to then kept[#kept + 1] = line end
  end
  return table.concat(kept, '\n')
end
function CodeBlock(el)
  local name = el.attributes.include or el.classes:includes 'include' and el.attributes.file
  if not name then return nil end
  local text = texts[name]
  if not text then return pandoc.Para { pandoc.Strong('mangler: ' .. name) } end
  el.attributes.include, el.attributes.file = nil, nil
  el.classes = el.classes:filter(function(class) return class ~= 'include' end)
  local from, to = tonumber(el.attributes.fra) or 1, tonumber(el.attributes.til) or 3
  if el.classes[1] == 'lua' then return pandoc.CodeBlock(lines(text, from, to), el.attr) end
  local result = pandoc.Blocks {}
  for part in lines(text, 1, 99):gmatch '[^\n]+' do result:insert(pandoc.Para(part)) end
  return result
end
