--- Who signs, by role: " / " between them.

local tree = require 'tree'

local M = {}

function M.signature(div)
  local inlines = pandoc.List()
  for i, role in ipairs(tree.split(div.content, 'role')) do
    if i > 1 then inlines:insert(tree.generated(' / ')) end
    inlines:insert(pandoc.Span(tree.inlines(role), tree.attr(role)))
  end
  return pandoc.Div({ tree.placed(div, { pandoc.Para(inlines) }) }, pandoc.Attr('', { 'signature' }))
end

return M
