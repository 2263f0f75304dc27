--- Small helpers of the Typst writer: string literals, attributes, the plain words of inlines, Meta values.

local M = {}

function M.fail(message)
  error('typst writer: ' .. message, 0)
end

--- A Typst string literal.
function M.quoted(text)
  text = text:gsub('[\\"]', '\\%0')
  text = text:gsub('[\1-\31\127]', function(c) return string.format('\\u{%x}', c:byte()) end)
  return '"' .. text .. '"'
end

function M.has_class(el, name)
  for _, class in ipairs(el.classes or {}) do
    if class == name then return true end
  end
  return false
end

function M.attribute(el, name)
  local value = el.attributes and el.attributes[name]
  if value ~= nil and value ~= '' then return value end
end

--- The words of inlines without their form: for properties and text alternatives.
function M.plain_text(inlines)
  if type(inlines) == 'string' then return inlines end
  local words = {}
  local function collect(list)
    for _, el in ipairs(list) do
      local tag = el.t
      if tag == 'Str' or tag == 'Code' or tag == 'Math' then
        words[#words + 1] = el.text
      elseif tag == 'Space' or tag == 'SoftBreak' or tag == 'LineBreak' then
        words[#words + 1] = ' '
      elseif tag ~= 'Note' and tag ~= 'RawInline' then
        collect(el.content or el.caption or {})
      end
    end
  end
  collect(inlines)
  return table.concat(words)
end

--- One Meta value as text, or nil. MetaBlocks do not occur in a final tree.
function M.meta_text(value)
  if value == nil then return nil end
  if type(value) == 'string' or type(value) == 'number' then
    return value ~= '' and tostring(value) or nil
  end
  local text = M.plain_text(value)
  return text ~= '' and text or nil
end

function M.meta_bool(value)
  return value == true or (value ~= nil and value ~= false and M.meta_text(value) == 'true')
end

--- How many letters there are in a string: bytes that do not continue a UTF-8 sequence.
function M.letters(text)
  local _, count = text:gsub('[^\128-\191]', '')
  return count
end

return M
