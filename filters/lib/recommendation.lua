--- The formula that opens a recommendation, and what stands in brackets after it.

local words = require 'words'

local M = {}

--- By whom, to whom and through whom, each what kancelli.body answers (via may be nil). The council decides itself: then its committee or
--- administration stands in brackets at the end, the second value.
function M.formulas(by, to, via)
  if to.kind == 'council' then return words.recommended, '(' .. by.name .. ')' end
  if via then return words.recommends_via:format(by.name, to.name, via.name) end
  return words.recommends_to:format(by.name, to.name)
end

return M
