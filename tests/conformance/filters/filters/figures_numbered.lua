-- Like a filter that people write: figures get numbers, and references to them say "figur 2"; both for the trees of Pandoc 2 and of Pandoc 3.
local numbers, n = {}, 0
local function name(id, caption)
  n = n + 1
  if id ~= '' then numbers[id] = n end
  return pandoc.Inlines('Figur ' .. n .. ':') .. { pandoc.Space() } .. caption
end
return {
  { Figure = function(el)
    local first = el.caption.long[1]
    if not first or not first.content then return nil end
    first.content = name(el.identifier, first.content)
    el.caption.long[1] = first
    return el
  end, Para = function(el)
    local image = el.content[1]
    if #el.content ~= 1 or image.t ~= 'Image' or image.title:sub(1, 4) ~= 'fig:' then return nil end
    image.caption = name(image.identifier, image.caption)
    return pandoc.Para { image }
  end },
  { Link = function(el)
    local number = numbers[el.target:match '^#(.*)$' or '']
    if number and #el.content == 0 then return pandoc.Link(pandoc.Inlines('figur ' .. number), el.target, el.title, el.attr) end
  end, Cite = function(el)
    if #el.citations == 1 and numbers[el.citations[1].id] then
      return pandoc.Link(pandoc.Inlines('Figur ' .. numbers[el.citations[1].id]), '#' .. el.citations[1].id)
    end
  end },
  { Meta = function(meta) meta['antal-figurer'] = n return meta end },
}
