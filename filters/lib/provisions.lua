--- Provisions of a statute (statute.rng) in a lowered tree: what each is called where it stands, and where others refer to it.

local tree = require 'tree'
local names = require('words').provisions

local M = {}

local NBSP = '\u{A0}'

local LETTERS = {}
for letter in ('a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å'):gmatch('%S+') do LETTERS[#LETTERS + 1] = letter end

--- The children of that name. `index` counts those that are in force: what is struck out (change="del") has no number of its own.
local function children(div, name)
  local found, index = pandoc.List(), 0
  for _, child in ipairs(div.content) do
    if child.t == 'Div' and tree.name(child) == name then
      if tree.get(child, 'change') ~= 'del' then index = index + 1 end
      found:insert({ div = child, index = index })
    end
  end
  return found, index
end

local function note(places, div, steps, designation)
  if div.identifier ~= '' then places[div.identifier] = { steps = steps, designation = designation } end
end

local function add_items(places, div, above)
  for _, list in ipairs(children(div, 'list')) do
    local letters = tree.get(list.div, 'kind') == 'letter'
    for _, item in ipairs(children(list.div, 'item')) do
      local number = letters and LETTERS[item.index] or tostring(item.index)
      local steps = tree.concat(above, { (letters and names.letter or names.number) .. NBSP .. number })
      note(places, item.div, steps, number .. ')')
      add_items(places, item.div, steps)
    end
  end
end

local function add_subsections(places, div, above, numbered)
  local found, count = children(div, 'subsection')
  for _, subsection in ipairs(found) do
    local step = names.subsection .. NBSP .. subsection.index
    -- The number of a § with one stykke: "§ 5, nr. 2".
    local steps = count > 1 and tree.concat(above, { step }) or above
    note(places, subsection.div, steps, numbered and subsection.index > 1 and (step:gsub('^%l', string.upper)) .. '.' or nil)
    add_items(places, subsection.div, steps)
  end
end

local function add(places, blocks)
  for _, block in ipairs(blocks) do
    local name = block.t == 'Div' and tree.name(block) or ''
    if name == 'paragraph' then
      local step = names.paragraph .. NBSP .. tree.get(block, 'number')
      note(places, block, pandoc.List({ step }), step .. '.')
      add_subsections(places, block, pandoc.List({ step }), true)
    elseif name == 'chapter' or name == 'annex' then
      local step = names[name] .. NBSP .. tree.get(block, 'number')
      note(places, block, pandoc.List({ step }), (step:gsub('^%l', string.upper)))
      if name == 'chapter' then add(places, block.content) else add_subsections(places, block, pandoc.List({ step }), false) end
    end
  end
end

--- By id: `designation`, how the provision is called where it stands ("§ 5.", "Stk. 2.", "3)", "b)", "Kapitel 4"; nil for a first stykke), and
--- `steps`, the parts of a reference to it ("§ 5", "stk. 2", "nr. 3").
function M.survey(blocks)
  local places = {}
  add(places, blocks)
  return places
end

--- How the provision `id` is referred to from the provision `from`: what both share from the outside in is understood. nil where there is none.
function M.reference(places, id, from)
  local there, here = places[id], places[from]
  if not there then return nil end
  local shared = 0
  while here and shared + 1 < #there.steps and there.steps[shared + 1] == here.steps[shared + 1] do shared = shared + 1 end
  return table.concat(there.steps, ', ', shared + 1)
end

--- The last number of it alone: the second of "stk. 2 og 3".
function M.number(places, id)
  local there = places[id]
  return there and there.steps[#there.steps]:match(NBSP .. '(.*)$')
end

return M
