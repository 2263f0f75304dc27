--- The agreement's overview: a table of every task that moves, from whom to whom, when, and on which terms; area by area.

local kancelli = require 'kancelli'
local tree = require 'tree'
local words = require 'words'

local M = {}

local COLUMNS = { 'task', 'from', 'to', 'time', 'terms' }

local function cell(blocks, attributes)
  return pandoc.Div(blocks, pandoc.Attr('', { 'cell' }, attributes or {}))
end

--- A single paragraph in a cell is as tight as the other cells.
local function tight(blocks)
  if #blocks > 1 then return blocks end
  return pandoc.Blocks(blocks):walk({ Para = function(para) return pandoc.Plain(para.content) end })
end

--- The names of the bodies, a paragraph each where there are several.
local function bodies(transfer, role)
  local blocks = pandoc.List()
  for id in tree.get(transfer, role):gmatch('%S+') do
    local body = tree.known(kancelli.body(id), transfer, 'body "' .. id .. '" in the register on that date')
    blocks:insert(tree.generated_para(body.name))
  end
  return cell(tight(blocks))
end

local function time(transfer)
  local effective, latest = tree.get(transfer, 'effective'), tree.get(transfer, 'latest')
  local parts = {}
  if effective then parts[#parts + 1] = kancelli.format_date(effective, 'long') end
  if latest then parts[#parts + 1] = words.latest .. kancelli.format_date(latest, 'long') end
  local text = table.concat(parts, ', ')
  if text == '' and tree.first(transfer.content, 'condition') then text = words.by_terms end
  return cell(text ~= '' and { tree.generated_plain(text) } or {})
end

local function condition(el) return tree.placed(el, { pandoc.Para(tree.inlines(el)) }) end

--- "Evaluering fra den 1. januar 2029: ..."; either half may be absent.
local function evaluation(transfer, el)
  local date = tree.get(transfer, 'evaluate')
  if not date and not el then return nil end
  local head = words.evaluation .. (date and words.evaluation_from .. kancelli.format_date(date, 'long') or '')
  if not el then return tree.generated_para(head .. '.') end
  local inlines = pandoc.List({ tree.generated(head .. ':'), pandoc.Space(), pandoc.Span(tree.inlines(el), tree.attr(el)) })
  return pandoc.Para(inlines)
end

local function terms(transfer)
  local blocks, el = pandoc.List(), tree.first(transfer.content, 'condition')
  tree.add(blocks, el and condition(el) or nil)
  tree.add(blocks, evaluation(transfer, (tree.first(transfer.content, 'evaluation'))))
  return cell(tight(blocks))
end

-- The transfer's own place and id are kept around its task.
local function row(transfer)
  local task = tree.first(transfer.content, 'task')
  local words_of_task = pandoc.Div({ pandoc.Plain(tree.inlines(task)) }, tree.attr(task))
  local cells = {
    cell({ tree.placed(transfer, { words_of_task }, transfer.identifier) }),
    bodies(transfer, 'from'), bodies(transfer, 'to'), time(transfer), terms(transfer),
  }
  return pandoc.Div(cells, pandoc.Attr('', { 'row' }))
end

--- The rows of an area, under its heading; nil where nothing moves.
local function group(area)
  local transfers = tree.split(area.content, 'transfer')
  if #transfers == 0 then return nil end
  local title = pandoc.utils.stringify(tree.first(area.content, 'title'))
  local link = pandoc.Link(tree.words(title), '#' .. area.identifier, '', pandoc.Attr('', { 'ref' }, { kind = 'heading' }))
  local head = cell({ tree.generated_plain({ link }) }, { colspan = tostring(#COLUMNS), header = 'true' })
  local rows = pandoc.List({ pandoc.Div({ head }, pandoc.Attr('', { 'row' })) })
  for _, transfer in ipairs(transfers) do rows:insert(row(transfer)) end
  return pandoc.Div(rows, pandoc.Attr('', { 'group' }))
end

local function columns()
  local out = pandoc.List()
  for i, name in ipairs(COLUMNS) do
    out:insert(pandoc.Div({ tree.generated_plain(words.transfer_columns[name]) },
      pandoc.Attr('', { 'column' }, { type = 'text', header = i == 1 and 'true' or 'false' })))
  end
  return out
end

--- A section with the overview, to follow the areas; nil where no task moves.
function M.overview(areas)
  local groups = pandoc.List()
  for _, area in ipairs((tree.split(areas.content, 'area'))) do tree.add(groups, group(area)) end
  if #groups == 0 then return nil end
  local caption = pandoc.Div({ tree.generated_plain(words.transfers_caption) }, pandoc.Attr('', { 'caption' }))
  local overview = pandoc.Div(tree.concat({ caption }, columns(), groups), pandoc.Attr('', { 'table' }))
  local title = pandoc.Div({ tree.generated_plain(words.transfers) }, pandoc.Attr('', { 'title' }))
  return pandoc.Div({ title, overview }, pandoc.Attr('oversigt-over-flytninger', { 'section' }))
end

return M
