-- Like a filter that people write: headings get their number in front, as far down as the metadata say, and links to them say it.
local depth, numbers, names = 3, {}, {}
local function next_number(level)
  for i = #numbers + 1, level do numbers[i] = 0 end
  for i = #numbers, level + 1, -1 do numbers[i] = nil end
  numbers[level] = numbers[level] + 1
  return table.concat(numbers, '.')
end
return {
  { Meta = function(meta) if meta.dybde then depth = tonumber(pandoc.utils.stringify(meta.dybde)) end end },
  { Header = function(el)
    if el.level > depth or el.classes:includes 'unnumbered' then return nil end
    local number = next_number(el.level)
    names[el.identifier] = number
    el.attributes['data-nummer'] = number
    el.content = pandoc.Inlines { pandoc.Span(number, { class = 'nummer' }), pandoc.Space() } .. el.content
    return el
  end },
  { Link = function(el)
    local id = el.target:match '^#(.+)$'
    if id and names[id] and #el.content == 0 then
      el.content = { pandoc.Str('afsnit\u{a0}' .. names[id]) }
      return el
    end
  end },
}
