--- Provisions of a statute (statute.rng) in a lowered tree: what each is called where it stands. References to them: filters/references.

local tree = require 'tree'
local names = require('words').provisions

local M = {}

local NBSP = '\u{A0}'

-- "7 a" stays on one line.
local function number(div) return (tree.get(div, 'number'):gsub(' ', NBSP)) end

local LETTERS = {}
for letter in ('a b c d e f g h i j k l m n o p q r s t u v w x y z æ ø å'):gmatch('%S+') do LETTERS[#LETTERS + 1] = letter end

--- Calls visit(child, index) for the children of that name. `index` counts those that stay: what is struck out (change="del") has no number.
local function each(div, name, visit)
  local index = 0
  for _, child in ipairs(div.content) do
    if child.t == 'Div' and tree.name(child) == name then
      if tree.get(child, 'change') ~= 'del' then index = index + 1 end
      visit(child, index)
    end
  end
end

local function add_items(found, div)
  each(div, 'list', function(list)
    local letters = tree.get(list, 'kind') == 'letter'
    each(list, 'item', function(item, index)
      found[item.identifier] = (letters and LETTERS[index] or tostring(index)) .. ')'
      add_items(found, item)
    end)
  end)
end

local function add_subsections(found, div, named)
  each(div, 'subsection', function(subsection, index)
    if named and index > 1 then found[subsection.identifier] = names.subsection .. NBSP .. index .. '.' end
    add_items(found, subsection)
  end)
end

--- "Kapitel 4", "Bilag 1".
function M.title(div) return names[tree.name(div)] .. NBSP .. number(div) end

--- By id: "§ 5.", "Stk. 2.", "3)", "b)". Nothing for a first stykke: its paragraph's designation opens it.
function M.designations(blocks, found)
  found = found or {}
  for _, block in ipairs(blocks) do
    local name = block.t == 'Div' and tree.name(block) or ''
    if name == 'paragraph' then
      found[block.identifier] = names.paragraph .. NBSP .. number(block) .. '.'
      add_subsections(found, block, true)
    elseif name == 'chapter' then
      M.designations(block.content, found)
    elseif name == 'annex' then
      add_subsections(found, block, false)
    end
  end
  return found
end

return M
