--- What papers and their parts are called where another text refers to them.

local kancelli = require 'kancelli'
local tree = require 'tree'
local words = require 'words'

local M = {}

--- Titles and headings stand in »...« in running text.
function M.quoted(title) return '»' .. title .. '«' end

--- "PAPER#ID" as two ids; either is nil where it is absent.
function M.parts(reference)
  local paper, id = reference:match('^([^#]*)#?(.*)$')
  return paper ~= '' and paper or nil, id ~= '' and id or nil
end

function M.paper(el, id) return tree.known(kancelli.paper(id), el, 'paper "' .. id .. '" in the project') end

--- A reference to a provision says how it is called from the provision that the reference stands in.
function M.label(el, paper, id)
  local label = kancelli.label(paper or '', id, tree.get(el, 'from') or '', tree.get(el, 'form') or '')
  return tree.known(label, el, '"' .. id .. '" in ' .. (paper and 'the paper "' .. paper .. '"' or 'this paper'))
end

--- What a part of another paper is called there, from the outside in: the section, then the point in it. May be empty.
function M.place_names(label)
  local names = pandoc.List()
  local section = label.kind == 'heading' and label.text or label.section or ''
  if section ~= '' then names:insert(words.section .. ' ' .. M.quoted(section)) end
  if label.kind ~= 'heading' and label.text ~= '' then names:insert(label.text) end
  return names
end

--- Beneath a quotation: »Aftale om ...« af 7. maj 2025, afsnittet »...«, punkt 1.
function M.of_quote(quote)
  local paper_id, id = M.parts(tree.get(quote, 'source'))
  local paper = M.paper(quote, paper_id)
  local date = paper.date ~= '' and words.of_date .. kancelli.format_date(paper.date, 'long') or ''
  local names = M.place_names(M.label(quote, paper_id, id))
  names:insert(1, M.quoted(paper.title) .. date)
  return table.concat(names, ', ')
end

return M
