-- The functions of a filter come through a metatable, or the table is made as the file goes on.
local Base = { Str = function(el) return pandoc.Str(el.text .. '+') end, traverse = 'typewise' }
Base.__index = Base
local made = setmetatable({ Emph = function(el) return pandoc.Strong(el.content) end }, Base)
local list = {}
list[#list + 1] = made
list[#list + 1] = setmetatable({}, { __index = function(_, name) if name == 'Header' then return function(el) return pandoc.Para(el.content) end end end })
table.insert(list, { Inlines = function(inlines) return inlines:filter(function(el) return el.t ~= 'SoftBreak' end) end })
return list
