--- Pictures are numbered, and found in a folder of their own.
local count = 0

function Image(image)
  count = count + 1
  image.src = 'billeder/' .. image.src
  local label = pandoc.Inlines({ pandoc.Strong({ pandoc.Str('Figur'), pandoc.Space(), pandoc.Str(tostring(count)) }), pandoc.Str(':'), pandoc.Space() })
  image.caption = label .. image.caption
  return image
end
