-- Globals that come about in odd ways: by rawset, in a loop, from a coroutine, and those that are no functions.
for _, kind in ipairs { 'Emph', 'Strong' } do _G[kind] = function(el) return pandoc.Span(el.content, { class = kind:lower() }) end end
rawset(_G, 'Code', function(el) return pandoc.Str(el.text) end)
Math = 'no function'
Link = nil
local make = coroutine.wrap(function() while true do coroutine.yield(function(el) return pandoc.Quoted('SingleQuote', el.content) end) end end)
Strikeout = make()
local function helper() return Emph ~= nil and Math or Link end
SmallCaps = function(el) return { pandoc.Str(helper()), el } end
function Unknown() error 'is never called' end
counter = 0
function Str(el)
  counter = counter + 1
  if counter % 10 == 0 then return { el, pandoc.Superscript(tostring(_G.counter)) } end
end
