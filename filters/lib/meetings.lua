--- What an agenda and minutes tell of an item and of the case it is about.

local kancelli = require 'kancelli'
local tree = require 'tree'
local words = require 'words'

local M = {}

local NBSP = '\u{A0}'

--- A Div `title` of an item: its number, and the words of its own title (a Div) or, without one, of the case.
function M.title(number, own, title)
  local inlines = pandoc.List({ tree.generated(number .. '. ') })
  if own then
    inlines:insert(pandoc.Span(tree.inlines(own), tree.attr(own)))
  else
    inlines:insert(tree.generated(title))
  end
  return pandoc.Div({ pandoc.Plain(inlines) }, pandoc.Attr('', { 'title' }))
end

--- "Sagsnr. 2026-0000001 · Økonomiforvaltningen", in a Div `casenumber`; nil where nothing is known.
function M.case_line(matter)
  local parts = pandoc.List()
  if matter.number ~= '' then parts:insert(words.case_number .. NBSP .. matter.number) end
  local body = matter.responsible ~= '' and kancelli.body(matter.responsible)
  if body then parts:insert(body.name) end
  if #parts == 0 then return nil end
  return pandoc.Div({ tree.generated_para(table.concat(parts, ' · ')) }, pandoc.Attr('', { 'casenumber' }))
end

--- "Bilag 1: ...", a list; nil where there is none.
function M.attachments(matter)
  local items = pandoc.List()
  for _, attachment in ipairs(matter.attachments) do
    local title = attachment.closed and words.closed_attachment or attachment.title
    items:insert({ tree.generated_plain(words.attachment:format(attachment.number) .. ': ' .. title) })
  end
  return #items > 0 and pandoc.BulletList(items) or nil
end

--- The Attr of an item or decision: of a closed one nothing.
function M.attr(div) return tree.get(div, 'access') == 'closed' and pandoc.Attr() or div.attr end

local function genitive(body_id, date)
  local body = kancelli.body(body_id, date)
  return body and kancelli.genitive(body.name) or ''
end

--- "Økonomiudvalgets beslutning i mødet den 24. februar 2026"
function M.decision_of(body_id, date)
  return words.decision_of:format(genitive(body_id, date), kancelli.format_date(date, 'long'))
end

--- What was decided on a paper ('': this one) before that day: a paragraph for each time.
function M.earlier(paper_id, day)
  local out = pandoc.List()
  for _, decision in ipairs(day and kancelli.earlier(paper_id, day) or {}) do
    if #decision.lines > 0 then
      local head = M.decision_of(decision.body, decision.date)
      out:insert(tree.generated_para(head .. ': ' .. table.concat(decision.lines, ' ')))
    end
  end
  return out
end

--- What the agenda says of the item "AGENDA#ITEM".
function M.item(el, of) return tree.known(kancelli.item(of), el, 'item "' .. of .. '" on an agenda') end

return M
