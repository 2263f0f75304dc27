--- The agenda: its items with their numbers, and of each case its number, who presents it, its attachments, and what was decided on it before.

local kancelli = require 'kancelli'
local meetings = require 'meetings'
local paper = require 'paper'
local sources = require 'sources'
local tree = require 'tree'
local words = require 'words'

-- A supplementary agenda names the one that it supplements.
local function supplemented()
  local own = kancelli.agenda('')
  if own.supplements == '' then return nil end
  local agenda = kancelli.agenda(own.supplements)
  if agenda == nil then error('there is no agenda "' .. own.supplements .. '" in the project', 0) end
  local line = words.supplements:format(sources.quoted(agenda.title), kancelli.format_date(agenda.date, 'long'))
  return pandoc.Div({ tree.generated_para(line) }, pandoc.Attr('', { 'casenumber' }))
end

local function about_case(div, day)
  local id = tree.get(div, 'paper')
  local out = pandoc.List()
  if not id then return out end
  local matter = tree.known(kancelli.matter(id), div, 'paper "' .. id .. '" in the project')
  if matter.closed then return out end
  tree.add(out, meetings.case_line(matter))
  tree.add(out, meetings.attachments(matter))
  out:extend(meetings.earlier(id, day))
  return out
end

local function item(div, told, day)
  local own, others = tree.split(div.content, 'title')
  local title = meetings.title(told.number, own[1], told.title)
  return pandoc.Div(tree.concat({ title }, about_case(div, day), others), meetings.attr(div))
end

local function agenda(doc)
  local told = kancelli.agenda('').items
  local day, count = paper.field(doc.meta, 'meeting', 'date'), 0
  doc.blocks = doc.blocks:walk({
    Div = function(div)
      if tree.name(div) ~= 'agenda-item' then return nil end
      count = count + 1
      return item(div, told[count], day)
    end,
  })
  return doc
end

local make = paper.make({
  layout = 'case',
  before = { paper.meeting },
  after = { supplemented, paper.casenumber },
})

return { { Pandoc = agenda }, { Pandoc = make } }
