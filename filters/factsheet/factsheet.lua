--- The fact sheet: a notat. A unit is a section that bears the body's name.

local kancelli = require 'kancelli'
local paper = require 'paper'
local tree = require 'tree'

local function unit(div)
  if tree.name(div) ~= 'unit' then return nil end
  local id = tree.get(div, 'body')
  local body = tree.known(kancelli.body(id), div, 'body "' .. id .. '" in the register on that date')
  local title = pandoc.Div({ tree.generated_plain(body.name) }, pandoc.Attr('', { 'title' }))
  return pandoc.Div(tree.concat({ title }, div.content), div.attr)
end

local make = paper.make({
  layout = 'notat',
  before = { paper.letterhead, paper.side, paper.recipient },
})

return { { Div = unit }, { Pandoc = make } }
