-- Like a filter that people write: sizes of images in one unit, pictures wrapped by their place, and those without a text are marked.
local per_cm = { cm = 1, mm = 10, ['in'] = 1 / 2.54, px = 37.8, pt = 28.35 }
local without = 0
local function centimetres(size)
  local number, unit = (size or ''):match '^([%d.]+)(%a+)$'
  if not number or not per_cm[unit] then return size end
  return string.format('%.2fcm', tonumber(number) / per_cm[unit])
end
function Image(el)
  for _, side in ipairs { 'width', 'height' } do el.attributes[side] = centimetres(el.attributes[side]) end
  if #el.caption == 0 then
    without = without + 1
    el.classes:insert 'uden-tekst'
    el.caption = pandoc.Inlines('Billede ' .. without)
  end
  if el.src:match '%.svg$' then return pandoc.Span({ el }, { class = 'vektor' }) end
  return el
end
function Meta(meta) if without > 0 then meta['billeder-uden-tekst'] = without end return meta end
