-- Like a filter that people write: every id stands once, what has none gets one of its words, links follow.
local taken, moved = {}, {}
local function slug(text)
  local danish = { ['æ'] = 'ae', ['ø'] = 'oe', ['å'] = 'aa' }
  text = text:lower():gsub('[\195][\166\184\165]', danish):gsub('[^%w]+', '-'):gsub('^%-+', ''):gsub('%-+$', '')
  return text == '' and 'afsnit' or text:sub(1, 30)
end
local function unique(wanted)
  local id, n = wanted, 1
  while taken[id] do
    n = n + 1
    id = wanted .. '-' .. n
  end
  taken[id] = true
  return id
end
local function name(el)
  local before = el.identifier
  el.identifier = unique(before ~= '' and before or slug(pandoc.utils.stringify(el)))
  if before ~= el.identifier and before ~= '' then moved['#' .. before] = '#' .. el.identifier end
  return el
end
return { { traverse = 'topdown', Header = name, Div = name, Table = name, Figure = name, CodeBlock = function(el) if el.identifier ~= '' then return name(el) end end,
  Span = function(el) if el.identifier ~= '' then return name(el) end end }, { Link = function(el)
  if moved[el.target] then
    el.target = moved[el.target]
    return el
  end
end } }
