-- Like a filter that people write: spells out the first use of an abbreviation, over lists of inlines.
local known, seen = { BR = 'Borgerrepræsentationen', ['en'] = 'et-tal' }, {}
function Inlines(list)
  local result = pandoc.List {}
  for i, el in ipairs(list) do
    local long = el.t == 'Str' and known[el.text]
    if long and not seen[el.text] then
      seen[el.text] = true
      result:extend { pandoc.Span({ pandoc.Str(long) }, { class = 'first-use', title = el.text }), pandoc.Space(), pandoc.Str('(' .. el.text .. ')') }
    elseif el.t == 'SoftBreak' and list[i + 1] and list[i + 1].t == 'Str' then
      result:insert(pandoc.Space())
    else
      result:insert(el)
    end
  end
  return result
end
