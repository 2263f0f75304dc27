--- The political agreement: its parties, the committees' names, the areas with what was agreed, and an overview of every task that moves.

local kancelli = require 'kancelli'
local paper = require 'paper'
local transfers = require 'transfers'
local tree = require 'tree'
local words = require 'words'

local function body(el, role, date)
  local id = tree.get(el, role)
  return tree.known(kancelli.body(id, date), el, 'body "' .. id .. '" in the register on that date')
end

local function list(items, kind, attr)
  attr = attr or pandoc.Attr()
  return pandoc.Div(items, pandoc.Attr(attr.identifier, { 'list' }, { kind = kind, ['data-pos'] = attr.attributes['data-pos'] }))
end

local function item(el, text)
  return pandoc.Div({ tree.generated_plain(text) }, tree.attr(el, el.identifier, { 'item' }))
end

--- Replaces the Divs of these names with one bullet list, in the place of the first.
local function gathered(div, texts)
  local out, items, at = pandoc.List(), pandoc.List(), nil
  for _, block in ipairs(div.content) do
    local text = block.t == 'Div' and texts[tree.name(block)]
    if text then
      at = at or #out + 1
      items:insert(item(block, text(block)))
    else
      out:insert(block)
    end
  end
  out:insert(at, list(items, 'bullet'))
  return out
end

-- The parties and the names ---------------------------------------------------------------------------------

local function independents(el)
  local count = tonumber(tree.get(el, 'count'))
  if count == 1 then return words.independents[1] end
  return words.independents[2]:format(words.numbers[count] or kancelli.format_number(tree.get(el, 'count')))
end

local function parties(div)
  local function party(el) return body(el, 'body').name end
  return pandoc.Div(gathered(div, { party = party, independents = independents }), div.attr)
end

local function with_abbreviation(of)
  return of.abbreviation ~= '' and words.naming[1]:format(of.name, of.abbreviation) or of.name
end

local function naming(el)
  local date = tree.get(el, 'as-of')
  return with_abbreviation(body(el, 'body', date)) .. words.naming[2] .. with_abbreviation(body(el, 'administration', date))
end

local function names(div) return pandoc.Div(gathered(div, { naming = naming }), div.attr) end

-- The areas -------------------------------------------------------------------------------------------------

--- "scenarie 2" is printed "Scenarie 2", "revideret" "Revideret scenarie".
local function scenario_text(scenario)
  if not scenario:find(words.scenario, 1, true) then scenario = scenario .. ' ' .. words.scenario end
  return (scenario:gsub('^%l', string.upper))
end

--- The scenario stands beneath the heading; the tasks that move stand in the overview.
local function area(div)
  local _, blocks = tree.split(div.content, 'transfer')
  local scenario = tree.get(div, 'scenario')
  if scenario then
    local tag = pandoc.Div({ tree.generated_para({ pandoc.Emph(tree.words(scenario_text(scenario))) }) }, pandoc.Attr('', { 'scenario' }))
    blocks:insert(2, tag)
  end
  return pandoc.Div(blocks, div.attr)
end

local function agreed(div) return list(div.content, 'at', div.attr) end

local become = { parties = parties, names = names, area = area, agreed = agreed }

local function element(div)
  local make = become[tree.name(div)]
  return make and make(div)
end

-- The areas lose their transfers to the overview, so it is made first.
local function own_blocks(blocks)
  local areas, at = tree.first(blocks, 'areas')
  local overview = areas and transfers.overview(areas)
  if overview then blocks:insert(at + 1, overview) end
  return pandoc.Blocks(blocks):walk({ Div = element })
end

local make = paper.make({
  layout = 'document',
  toc = true,
  before = { paper.masthead },
  after = { paper.date_and_casenumber },
  blocks = own_blocks,
})

return { { Pandoc = make } }
