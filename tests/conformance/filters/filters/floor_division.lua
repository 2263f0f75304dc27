-- The operator // of Lua 5.3, in texts and comments too; beside others.
local t = { 7//2, -7//2, 7//-2, 2*7//4, 7//2//2, 10//3%2, -3//2, (1 + 9)//(2 + 1) } -- not // here
local word = "a//b" .. 9 // 2 .. '//' .. [[ // ]]
local own = setmetatable({}, { __idiv = function(_, by) return 'by ' .. by end })
t[#t + 1] = own // 4
t[#t + 1] = load 'return 22 // 7'()
t[#t + 1] = #'abc' // 2
t[#t + 1] = tostring(pcall(function() local z = 0 return (1 // z) end))
function Pandoc(doc)
  for i, value in ipairs(t) do t[i] = tostring(value) end
  return pandoc.Pandoc({ pandoc.Para(table.concat(t, ' ')), pandoc.Para(word) }, doc.meta)
end
