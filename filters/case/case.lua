--- The case laid before a committee: the recommendation's opening formula and its items, its reading, and the signature by role.

local kancelli = require 'kancelli'
local formula = require 'recommendation'
local meetings = require 'meetings'
local paper = require 'paper'
local tree = require 'tree'
local words = require 'words'

local function body(div, role)
  local id = tree.get(div, role)
  return id and tree.known(kancelli.body(id), div, 'body "' .. id .. '" in the register on that date')
end

local reading -- "(1. behandling)" of the paper that is being made; nil where it is none

-- A paper is the reading that its own body holds on the day of its meeting.
local function find_reading(meta)
  reading = nil
  local treatment = meta.treatment
  for _, step in ipairs(treatment and treatment.step or {}) do
    local function field(name) return paper.field({ step = step }, 'step', name) end
    if field('body') == paper.field(meta, 'organ', 'committee') and field('date') == paper.field(meta, 'meeting', 'date') then
      reading = words.readings[field('kind')] or reading
    end
  end
end

local function recommendation(div)
  local items, others = tree.split(div.content, 'item')
  local opening, tail = formula.formulas(body(div, 'by'), body(div, 'to'), body(div, 'via'))
  local list = pandoc.Div(items, pandoc.Attr('', { 'list' }, { { 'kind', 'at' }, { 'loose', 'true' } }))
  others:extend({ tree.generated_para(opening), pandoc.Div({ list }, pandoc.Attr('', { 'recommendation' })) })
  for _, line in ipairs({ tail or false, reading or false }) do
    if line then others:insert(tree.generated_para(line)) end
  end
  return pandoc.Div(others, div.attr)
end

local become = { recommendation = recommendation, signature = require('signature').signature }

local function element(div)
  local make = become[tree.name(div)]
  return make and make(div)
end

-- A case that comes back tells, before its signature, what was decided on it before.
local function with_earlier(blocks, meta)
  local earlier = meetings.earlier('', paper.field(meta, 'meeting', 'date'))
  if #earlier == 0 then return blocks end
  local title = pandoc.Div({ tree.generated_plain(words.earlier_decisions) }, pandoc.Attr('', { 'title' }))
  local section = pandoc.Div(tree.concat({ title }, earlier), pandoc.Attr('', { 'earlier' }))
  local _, at = tree.first(blocks, 'signature')
  blocks:insert(at or #blocks + 1, section)
  return blocks
end

local make = paper.make({
  layout = 'case',
  before = { paper.meeting },
  after = { paper.casenumber },
  blocks = with_earlier,
})

return { { Meta = find_reading }, { Div = element }, { Pandoc = make } }
