-- Like a filter that people write: quotation marks as in Danish books, within each other, and words in capitals as small caps.
local depth = 0
local marks = { DoubleQuote = { '»', '«' }, SingleQuote = { '›', '‹' } }
return { { Quoted = function(el)
  local open = marks[el.quotetype]
  local result = pandoc.List { pandoc.Str(open[1]) }
  result:extend(el.content)
  result:insert(pandoc.Str(open[2]))
  return result
end }, { Inlines = function(list)
  local joined = pandoc.Inlines {}
  for _, el in ipairs(list) do
    local last = joined[#joined]
    if last and last.t == 'Str' and el.t == 'Str' then
      joined[#joined] = pandoc.Str(last.text .. el.text)
    else
      joined:insert(el)
    end
  end
  return joined
end }, { Str = function(el)
  local before, capitals, after = el.text:match '^(%p*)(%u%u+)(%P*.*)$'
  if capitals then
    return { pandoc.Str(before), pandoc.SmallCaps(capitals:lower()), pandoc.Str(after) }
  end
  if el.text:find '%-%-' then return pandoc.Str((el.text:gsub('%-%-', '–'))) end
end } }
