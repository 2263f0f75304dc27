--- The minutes: who was there; of each item what was recommended, and what was decided; what members wanted put on record; and the end.

local kancelli = require 'kancelli'
local formula = require 'recommendation'
local meetings = require 'meetings'
local paper = require 'paper'
local sources = require 'sources'
local tree = require 'tree'
local words = require 'words'

local NBSP = '\u{A0}'
local THERE = words.attendance

local body_id, day -- of the meeting

local function body(el, id)
  return tree.known(kancelli.body(id), el, 'body "' .. id .. '" in the register on that date')
end

-- Attendance ------------------------------------------------------------------------------------------------

-- The words of a child element, which keep their place.
local function spoken(div) return pandoc.Span(tree.inlines(div), tree.attr(div)) end

local function member(div)
  local name = tree.name(div)
  if name == 'members' then
    local count = tonumber(tree.get(div, 'count'))
    local noun = words.vote.member[count == 1 and 1 or 2]
    return { tree.generated(words.vote.some:format(count .. NBSP .. noun, tree.get(div, 'party'))) }
  end
  local party = tree.get(div, 'party')
  return { spoken(div), party and tree.generated(' (' .. party .. ')') or nil }
end

-- "Til stede: 11 medlemmer (A, B og F): overborgmesteren, ..."
local function group(div)
  local count = tonumber(tree.get(div, 'count'))
  local text = ('%s: %d%s%s'):format(THERE[tree.name(div)], count, NBSP, words.vote.member[count == 1 and 1 or 2])
  local parties = pandoc.List()
  for letter in (tree.get(div, 'parties') or ''):gmatch('%S+') do parties:insert(letter) end
  if #parties > 0 then text = text .. ' (' .. tree.enumerate(parties, words.last_of_list) .. ')' end
  local inlines = pandoc.List({ tree.generated(text) })
  for i, each in ipairs(div.content) do
    inlines:insert(tree.generated(i == 1 and ': ' or i == #div.content and ' ' .. words.last_of_list .. ' ' or ', '))
    inlines:extend(member(each))
  end
  inlines:insert(tree.generated('.'))
  return tree.placed(div, { pandoc.Para(inlines) })
end

-- "Kom kl. 15.45 under punkt 2: ..."
local function movement(div)
  local text = THERE[tree.get(div, 'kind')]:format((tree.get(div, 'time'):gsub(':', '.')))
  local of = tree.get(div, 'of')
  if of then text = text .. ' ' .. THERE.during:format(meetings.item(div, of).number) end
  return tree.placed(div, { pandoc.Para({ tree.generated(text .. ': '), spoken(div), tree.generated('.') }) })
end

local function substitute(div)
  return tree.placed(div, { pandoc.Para({ tree.generated(THERE.substitute .. ': '), spoken(div), tree.generated('.') }) })
end

local function officials(div)
  local inlines = pandoc.List({ tree.generated(THERE.officials .. ': ') })
  for i, role in ipairs(div.content) do
    if i > 1 then inlines:insert(tree.generated(i == #div.content and ' ' .. words.last_of_list .. ' ' or ', ')) end
    inlines:insert(spoken(role))
  end
  inlines:insert(tree.generated('.'))
  return tree.placed(div, { pandoc.Para(inlines) })
end

-- Decisions -------------------------------------------------------------------------------------------------

local function section(heading, blocks, class)
  local title = pandoc.Div({ tree.generated_plain(heading) }, pandoc.Attr('', { 'title' }))
  return pandoc.Div(tree.concat({ title }, blocks), pandoc.Attr('', { class }))
end

-- The case's recommendation, word for word as it was sent.
local function recommendation(div, matter)
  local recommended = matter.recommendation
  if not recommended then return nil end
  local opening, tail = formula.formulas(body(div, recommended.by), body(div, recommended.to),
    recommended.via ~= '' and body(div, recommended.via) or nil)
  local items = pandoc.List()
  for _, text in ipairs(recommended.items) do
    items:insert(pandoc.Div({ tree.generated_plain(text) }, pandoc.Attr('', { 'item' })))
  end
  local list = pandoc.Div(items, pandoc.Attr('', { 'list' }, { { 'kind', 'at' }, { 'loose', 'true' } }))
  local blocks = pandoc.List({ tree.generated_para(opening), pandoc.Div({ list }, pandoc.Attr('', { 'recommendation' })) })
  if tail then blocks:insert(tree.generated_para(tail)) end
  return section(words.recommendation, blocks, 'recommended')
end

-- "Indstillingens 1. og 2. at-punkt blev godkendt." Where there was a vote, that says it.
local function outcome(div, of)
  local function field(name) return tree.get(div, name) or '' end
  local change, vote = tree.first(div.content, 'modification'), tree.first(div.content, 'vote')
  local out = pandoc.List()
  if change or not vote then
    local text = tree.known(kancelli.outcome(of, field('result'), field('at'), field('until'), field('to')), div, 'such result')
    local inlines = pandoc.List({ tree.generated(text) })
    if change then inlines:extend({ tree.generated(' '), spoken(change) }) end
    inlines:insert(tree.generated('.'))
    out:insert(pandoc.Para(inlines))
  end
  tree.add(out, vote)
  return tree.placed(div, out)
end

local function who(div)
  local id, by = tree.get(div, 'body'), tree.get(div, 'by')
  if id then return body(div, id).name end
  if by then return by end
  local parties = pandoc.List()
  for letter in tree.get(div, 'parties'):gmatch('%S+') do parties:insert(letter) end
  return tree.enumerate(parties, words.last_of_list)
end

local function statement(div)
  local head = tree.generated_para(words.statement:format(who(div)))
  return pandoc.Div({ head, pandoc.BlockQuote(div.content) }, tree.attr(div, div.identifier, { 'statement' }))
end

local function decided(div, of)
  if tree.get(div, 'access') == 'closed' then
    return { tree.generated_para(tree.get(div, 'public') or words.closed_item) }
  end
  local out = pandoc.List()
  for _, block in ipairs(div.content) do
    local name = tree.name(block)
    out:insert(name == 'outcome' and outcome(block, of) or name == 'statement' and statement(block) or block)
  end
  return out
end

local function decision(div)
  local of = tree.get(div, 'of')
  local item = meetings.item(div, of)
  local out = pandoc.List({ meetings.title(item.number, nil, item.title) })
  local matter = item.paper ~= '' and kancelli.matter(item.paper)
  if matter and not matter.closed then
    tree.add(out, meetings.case_line(matter))
    tree.add(out, recommendation(div, matter))
  end
  out:insert(section(meetings.decision_of(body_id, day), decided(div, of), 'decided'))
  return pandoc.Div(out, meetings.attr(div))
end

-- The end ---------------------------------------------------------------------------------------------------

local function closing(div)
  local time = tree.get(div, 'time'):gsub(':', '.')
  return tree.placed(div, { tree.generated_para(words.meeting_closed:format(time)) })
end

local become = {
  present = group, excused = group, unexcused = group, movement = movement, substitute = substitute, officials = officials,
  decision = decision, closing = closing, signature = require('signature').signature,
}

local function minutes(doc)
  body_id, day = paper.field(doc.meta, 'organ', 'committee'), paper.field(doc.meta, 'meeting', 'date')
  doc.blocks = doc.blocks:walk({
    Div = function(div)
      local make = become[tree.name(div)]
      return make and make(div)
    end,
  })
  return doc
end

local make = paper.make({
  layout = 'case',
  before = { paper.meeting },
  after = { paper.casenumber },
})

return { { Pandoc = minutes }, { Pandoc = make } }
