--- "§ 5", "12 mio." and "stk. 2" stay on one line: the space in them becomes a no-break space.
local nbsp = '\u{A0}'

local function belong(before, after)
  if before.text == '§' or before.text == 'stk.' then return after.text:match('^%d') end
  return before.text:match('^%d+$') and (after.text == 'mio.' or after.text == 'kr.')
end

function Inlines(inlines)
  for i = #inlines - 1, 2, -1 do
    local before, after = inlines[i - 1], inlines[i + 1]
    if inlines[i].t == 'Space' and before.t == 'Str' and after.t == 'Str' and belong(before, after) then
      inlines[i - 1] = pandoc.Str(before.text .. nbsp .. after.text)
      inlines:remove(i + 1)
      inlines:remove(i)
    end
  end
  return inlines
end
