-- No list is returned: the global functions are the filter, the specific name before the general.
local n = 0
function Str(el)
  n = n + 1
  el.text = el.text .. n
  return el
end
function Inline(el)
  if el.t == 'Emph' then return pandoc.Strong(el.content) end
end
function Block(el)
  if el.t == 'HorizontalRule' then return {} end
end
function Para(el) return pandoc.Plain(el.content) end
function Meta(meta)
  meta.count = tostring(n)
  return meta
end
