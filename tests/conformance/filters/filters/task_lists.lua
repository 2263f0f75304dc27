-- FORMAT: html json
-- Like a filter that people write: task lists become a list with classes, or boxes of the format, and are counted.
local done, open = 0, 0
local boxes = { ['☐'] = false, ['☒'] = true, ['☑'] = true }
local function box(item)
  local first = item[1]
  local mark = first and first.content and first.content[1]
  if not mark or mark.t ~= 'Str' or boxes[mark.text] == nil then return nil end
  return boxes[mark.text]
end
return { { BulletList = function(el)
  local tasks = 0
  for i, item in ipairs(el.content) do
    local state = box(item)
    if state ~= nil then
      tasks = tasks + 1
      if state then done = done + 1 else open = open + 1 end
      local inlines = item[1].content
      inlines:remove(1)
      if FORMAT == 'html' then
        inlines:insert(1, pandoc.RawInline('html', '<input type="checkbox"' .. (state and ' checked' or '') .. '>'))
      else
        inlines:insert(1, pandoc.Str(state and '[x]' or '[_]'))
      end
      item[1] = pandoc.Plain(inlines)
      el.content[i] = item
    end
  end
  if tasks > 0 then return pandoc.Div({ el }, { class = 'opgaver', antal = tostring(tasks) }) end
end }, { Meta = function(meta)
  meta.opgaver = { ["udført"] = done, ['åbne'] = open, procent = done + open > 0 and math.floor(100 * done / (done + open)) or nil }
  return meta
end } }
