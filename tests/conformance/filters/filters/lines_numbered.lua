-- Like a filter that people write: lines of code and of verse get numbers.
local function lines_of(text)
  local lines = {}
  for line in (text .. '\n'):gmatch '(.-)\n' do lines[#lines + 1] = line end
  return lines
end
return { { CodeBlock = function(el)
  local first = tonumber(el.attributes.startFrom or '') or 1
  local lines = lines_of(el.text)
  local width = #tostring(first + #lines - 1)
  for i, line in ipairs(lines) do lines[i] = ('%' .. width .. 'd  %s'):format(first + i - 1, line) end
  el.text = table.concat(lines, '\n')
  el.classes = el.classes:filter(function(class) return class ~= 'numberLines' end)
  el.attributes.startFrom = nil
  if el.attributes.caption then
    local caption = el.attributes.caption
    el.attributes.caption = nil
    return { pandoc.Para { pandoc.Strong 'Eksempel:', pandoc.Space(), pandoc.Str(caption) }, el }
  end
  return el
end, LineBlock = function(el)
  local lines = pandoc.List {}
  for i, line in ipairs(el.content) do
    lines:insert(i % 5 == 0 and pandoc.Inlines { pandoc.Span(tostring(i), { class = 'vers' }), pandoc.Space() } .. line or line)
  end
  return pandoc.LineBlock(lines)
end, Code = function(el)
  if #el.classes > 0 then return pandoc.Span({ pandoc.Code(el.text) }, { el.identifier, el.classes, { { 'data-sprog', el.classes[1] } } }) end
end } }
