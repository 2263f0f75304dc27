-- Like a filter that people write: divs and spans are kept, unwrapped or removed by class; comments go.
local removed, unwrapped = { kommentar = true, kladde = true, ['.rå'] = true }, { note = true, b = true, i = true }
local function decide(el)
  for _, class in ipairs(el.classes) do
    if removed[class] then return {} end
    if unwrapped[class] and #el.classes == 1 then return el.content end
  end
end
return { { traverse = 'topdown', Div = decide, Span = decide }, {
  RawBlock = function(el) if el.format == 'html' and el.text:find '^<!%-%-' then return {} end end,
  RawInline = function(el) if el.format:match '^html' and el.text:match '^<!%-%-' then return {} end end,
  Para = function(el) if #el.content == 0 then return {} end end,
  Blocks = function(list)
    return list:filter(function(block) return not (block.t == 'Div' and #block.content == 0) end)
  end,
} }
