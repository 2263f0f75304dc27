--- Small helpers for filters over the lowered tree (docs/tree.md): what an element is, its place, and text that a filter adds.

local M = {}

--- True where `el` has this class. In a lowered tree the first class is the element's name.
function M.is(el, name)
  for _, class in ipairs(el.classes or {}) do
    if class == name then return true end
  end
  return false
end

--- The name of the source element that this Div or Span is, or "". Filters make such Divs too, where a later filter shall treat them alike.
function M.name(el) return el.classes[1] or '' end

--- An attribute, or nil where it is absent or empty.
function M.get(el, name)
  local value = el.attributes[name]
  return value ~= '' and value or nil
end

--- Stops the run. The message names the element and its place in the source.
function M.fail(el, message)
  error(string.format('<%s> at %s: %s', el.classes[1] or el.t, el.attributes['data-pos'] or '?', message), 0)
end

--- What the project answered, or a failure that says what it was asked for.
function M.known(answer, el, what)
  if answer == nil then M.fail(el, 'there is no ' .. what) end
  return answer
end

--- The Attr of an element that is rebuilt: its place, and nothing else but the id and classes given.
function M.attr(el, id, classes)
  local place = el.attributes['data-pos']
  return pandoc.Attr(id or '', classes or {}, place and { ['data-pos'] = place } or {})
end

--- A Div that only keeps the place (and id) of a source element around what became of it.
function M.placed(el, blocks, id)
  return pandoc.Div(blocks, M.attr(el, id))
end

-- Children --------------------------------------------------------------------------------------------------

--- The first block of that class, and its index.
function M.first(blocks, class)
  for i, block in ipairs(blocks) do
    if block.t == 'Div' and M.is(block, class) then return block, i end
  end
end

--- Two lists: the Divs of that class, and the other blocks.
function M.split(blocks, class)
  local found, others = pandoc.List(), pandoc.List()
  for _, block in ipairs(blocks) do
    (block.t == 'Div' and M.is(block, class) and found or others):insert(block)
  end
  return found, others
end

--- The inlines of a Div that holds one Plain or Para, within whatever Divs.
function M.inlines(el)
  local block = el.content[1]
  if block == nil then return pandoc.List() end
  if block.t == 'Div' then return M.inlines(block) end
  return pandoc.List(block.content)
end

--- Appends a value that may be absent.
function M.add(list, value)
  if value ~= nil then list:insert(value) end
end

function M.concat(...)
  local out = pandoc.List()
  for _, list in ipairs({ ... }) do out:extend(list) end
  return out
end

--- True where a Div holds nothing. Pandoc 2.17 makes an empty Plain of no blocks, once a filter has looked at them.
function M.is_empty(el)
  for _, block in ipairs(el.content) do
    if block.t ~= 'Plain' or #block.content > 0 then return false end
  end
  return true
end

-- Text that a filter adds -----------------------------------------------------------------------------------

--- Text as inlines: a Space for every ordinary space; no-break spaces stay in their word.
function M.words(text)
  local out = pandoc.List()
  for space, word in text:gmatch('( *)([^ ]*)') do
    if space ~= '' then out:insert(pandoc.Space()) end
    if word ~= '' then out:insert(pandoc.Str(word)) end
  end
  return out
end

local function inlines_of(content)
  return type(content) == 'string' and M.words(content) or content
end

--- A Span of added text (a string or inlines).
function M.generated(content, class)
  return pandoc.Span(inlines_of(content), pandoc.Attr('', { 'generated', class }))
end

function M.generated_plain(content) return pandoc.Plain({ M.generated(content) }) end
function M.generated_para(content) return pandoc.Para({ M.generated(content) }) end

--- "A", "A og B", "A, B og C".
function M.enumerate(names, last)
  if #names < 2 then return names[1] or '' end
  return table.concat(names, ', ', 1, #names - 1) .. ' ' .. last .. ' ' .. names[#names]
end

return M
