-- SHA-1 sums of texts, and ids made of them.
local seen = {}
local function id_of(text)
  local sum = pandoc.utils.sha1(text):sub(1, 8)
  seen[sum] = (seen[sum] or 0) + 1
  return sum .. (seen[sum] > 1 and '-' .. seen[sum] or '')
end
function Para(el) return pandoc.Div({ el }, { id = 'p-' .. id_of(pandoc.utils.stringify(el)) }) end
function CodeBlock(el)
  el.attributes.sha1 = pandoc.sha1(el.text)
  return el
end
