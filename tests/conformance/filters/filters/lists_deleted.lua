-- Lists that become empty, or another one's.
local seen
return { {
  Inlines = function(list)
    if #list == 1 and list[1].t == 'Str' then return {} end
    if #list > 6 then
      local before = seen
      seen = list
      return before
    end
  end,
}, { Blocks = function(list) if list[1] and list[1].t == 'Plain' then return pandoc.Blocks {} end end } }
