--- Votes, as minutes tell them: the result with its numbers, and who voted how.

local tree = require 'tree'
local words = require 'words'

local RESULTS = words.vote.results
local GROUPS = { 'for', 'against', 'abstained' }

local function count(el, attribute) return tonumber(tree.get(el, attribute)) or 0 end

--- "1 stemme", "34 stemmer": digits, as votes are always written, and a number stays on the line of what it counts.
local function counted(number, noun)
  return ('%d\u{A0}%s'):format(number, number == 1 and noun[1] or noun[2])
end

local function attendance(el)
  local present = count(el, 'present')
  local sentence = words.vote.present:format(counted(present, words.vote.member))
  local absences = pandoc.List()
  for _, kind in ipairs({ 'excused', 'unexcused' }) do
    local absent = count(el, kind)
    if absent > 0 then absences:insert(words.vote.absent[#absences + 1]:format(absent, words.vote[kind])) end
  end
  if #absences > 0 then sentence = sentence .. ' ' .. tree.enumerate(absences, words.last_of_list) .. '.' end
  return tree.generated_para(sentence)
end

--- What stands behind the matter: " blev godkendt med 34 stemmer imod 15. 2 undlod at stemme."
local function outcome(div, groups)
  local text = ' ' .. RESULTS[tree.get(div, 'result')]
  if not groups['for'] then return text .. ' ' .. words.vote.without .. '.' end
  text = text .. ' ' .. words.vote.with:format(counted(count(groups['for'], 'count'), words.vote.vote))
  if groups.against then text = text .. ' ' .. words.vote.against:format(count(groups.against, 'count')) end
  text = text .. '.'
  if groups.abstained and count(groups.abstained, 'count') > 0 then
    text = text .. ' ' .. words.vote.abstained:format(count(groups.abstained, 'count'))
  end
  return text
end

--- Who is named in a group, each as inlines: parties, members of divided ones, independents.
local function named(group)
  local names = pandoc.List()
  for letter in (tree.get(group, 'parties') or ''):gmatch('%S+') do names:insert({ tree.generated(letter) }) end
  local unnamed = 0
  for _, el in ipairs(group.content) do
    local name = el.t == 'Div' and tree.name(el)
    if name == 'members' then
      names:insert({ tree.generated(words.vote.some:format(counted(count(el, 'count'), words.vote.member), tree.get(el, 'party'))) })
    elseif name == 'independent' and tree.is_empty(el) then
      unnamed = unnamed + 1
    elseif name == 'independent' then
      names:insert({ pandoc.Span(tree.inlines(el), tree.attr(el)), tree.generated(' ' .. words.vote.independent) })
    end
  end
  if unnamed > 0 then names:insert({ tree.generated(counted(unnamed, words.vote.independents)) }) end
  return names
end

--- "For stemte: A, B og F."
local function line(name, group)
  local names = named(group)
  if #names == 0 then return nil end
  local inlines = pandoc.List({ tree.generated(words.vote.lines[name] .. ' ') })
  for i, each in ipairs(names) do
    if i > 1 then inlines:insert(tree.generated(i == #names and ' ' .. words.last_of_list .. ' ' or ', ')) end
    inlines:extend(each)
  end
  inlines:insert(tree.generated('.'))
  return pandoc.Para(inlines)
end

local function vote(div)
  if tree.name(div) ~= 'vote' then return nil end
  local groups, paragraphs = {}, pandoc.List()
  for _, name in ipairs(GROUPS) do groups[name] = tree.first(div.content, name) end
  local there = tree.first(div.content, 'attendance')
  if there then paragraphs:insert(attendance(there)) end
  local matter = tree.first(div.content, 'matter')
  paragraphs:insert(pandoc.Para({ pandoc.Span(tree.inlines(matter), tree.attr(matter)), tree.generated(outcome(div, groups)) }))
  for _, name in ipairs(GROUPS) do tree.add(paragraphs, groups[name] and line(name, groups[name])) end
  return pandoc.Div({ tree.placed(div, paragraphs) }, pandoc.Attr(div.identifier, { 'vote' }))
end

return { { Div = vote } }
