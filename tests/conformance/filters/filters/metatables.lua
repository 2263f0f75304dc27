-- Filters with metatables, classes of the filter's own, closures, varargs and goto.
local Counter = {}
Counter.__index = Counter
Counter.__call = function(self, name) self.counts[name] = (self.counts[name] or 0) + 1 end
Counter.__tostring = function(self)
  local parts = {}
  for name, count in pairs(self.counts) do parts[#parts + 1] = name .. '=' .. count end
  table.sort(parts)
  return table.concat(parts, ' ')
end
Counter.__add = function(a, b) local sum = Counter.new() for _, c in ipairs { a, b } do for k, v in pairs(c.counts) do sum.counts[k] = (sum.counts[k] or 0) + v end end return sum end
Counter.__lt = function(a, b) return a:total() < b:total() end
function Counter.new() return setmetatable({ counts = {} }, Counter) end
function Counter:total() local n = 0 for _, v in pairs(self.counts) do n = n + v end return n end
local inlines, blocks = Counter.new(), Counter.new()
local function each(...)
  for i = 1, select('#', ...) do
    local f = select(i, ...)
    if not f then goto next end
    f()
    ::next::
  end
end
local counting = setmetatable({}, { __index = function(_, key) if key == 'Inline' then return function(el) inlines(el.tag) end end end })
return { { Inline = counting.Inline, Block = function(el) blocks(el.tag) end }, { Pandoc = function(doc)
  local said = {}
  each(function() said[1] = tostring(inlines) end, nil, function() said[2] = tostring(blocks) end)
  said[3] = tostring(inlines < blocks) .. tostring(inlines + blocks)
  for i, square in ipairs(setmetatable({}, { __index = function(_, i) return i < 5 and i * i or nil end })) do said[3 + i] = '' .. square end
  doc.blocks:insert(pandoc.CodeBlock(table.concat(said, '\n')))
  return doc
end } }
