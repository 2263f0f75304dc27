--- What every type of paper has: its title, the front matter it chooses, its attachments, and the Meta that writers read (docs/tree.md).

local kancelli = require 'kancelli'
local tree = require 'tree'
local words = require 'words'

local M = {}

local NBSP = '\u{A0}'

--- A value of the lowered Meta, e.g. field(meta, 'record', 'case'); nil where it is absent.
function M.field(meta, element, attribute)
  local map = meta[element]
  local value = map and map[attribute]
  if value == nil then return nil end
  value = type(value) == 'string' and value or pandoc.utils.stringify(value)
  return value ~= '' and value or nil
end

--- The name of the body that meta/organ gives for that role ("committee", "responsible", "unit", "recipient"), or nil.
function M.organ(meta, role)
  local id = M.field(meta, 'organ', role)
  local body = id and kancelli.body(id)
  return body and body.name
end

-- The day the paper is known by: the meeting's, else its own.
local function day(meta)
  return M.field(meta, 'meeting', 'date') or M.field(meta, 'dated', 'value')
end

local function date_text(meta)
  local date = day(meta)
  return date and kancelli.format_date(date, 'long')
end

-- "Revideret den 20. februar 2026" of a paper that was corrected after it was sent; nil of another.
local function revised(meta)
  local date = M.field(meta, 'revision', 'date')
  return date and words.revised .. ' ' .. kancelli.format_date(date, 'long')
end

-- Front matter ----------------------------------------------------------------------------------------------

--- A Div of added lines, one Para each; nil where there is none. `false` lines are left out.
local function lines(class, texts)
  local blocks = pandoc.List()
  for _, text in ipairs(texts) do
    if text then blocks:insert(tree.generated_para(text)) end
  end
  if #blocks > 0 then return pandoc.Div(blocks, pandoc.Attr('', { class })) end
end

--- A case's first lines: the committee, when and where it meets, and why the case cannot wait if it was sent out late.
function M.meeting(meta)
  local date, time = M.field(meta, 'meeting', 'date'), M.field(meta, 'meeting', 'time')
  local place, urgent = M.field(meta, 'meeting', 'place'), M.field(meta, 'meeting', 'urgent')
  local at = time and ', ' .. words.at_time .. NBSP .. time or ''
  return lines('meeting', {
    M.organ(meta, 'committee') or false,
    date and words.meeting_date .. ': ' .. kancelli.format_date(date, 'meta') .. at or false,
    place and words.meeting_place .. ': ' .. place or false,
    revised(meta) or false,
    urgent and words.urgent .. ': ' .. urgent or false,
  })
end

--- A notat's head; its last line says what kind of paper it is.
function M.letterhead(meta)
  return lines('letterhead',
    { words.city, M.organ(meta, 'responsible') or false, M.organ(meta, 'unit') or false, words.kind_of_notat })
end

--- The head of a paper that a committee has made: the city, and the committee.
function M.masthead(meta)
  return lines('letterhead', { words.city, M.organ(meta, 'committee') or false })
end

--- A notat's margin column.
function M.side(meta)
  local date, revision = M.field(meta, 'dated', 'value'), M.field(meta, 'revision', 'date')
  local pairs_ = {
    { words.date, date and kancelli.format_date(date, 'dashed') },
    { words.revised, revision and kancelli.format_date(revision, 'dashed') },
    { words.case_number, M.field(meta, 'record', 'case') },
    { words.document_number, M.field(meta, 'record', 'document') },
  }
  local entries = pandoc.List()
  for _, pair in ipairs(pairs_) do
    if pair[2] then entries:insert({ { tree.generated(pair[1]) }, { { tree.generated_plain(pair[2]) } } }) end
  end
  if #entries > 0 then return pandoc.Div({ pandoc.DefinitionList(entries) }, pandoc.Attr('', { 'side' })) end
end

function M.recipient(meta)
  local name = M.organ(meta, 'recipient')
  return name and lines('recipient', { words.to .. ' ' .. name })
end

local function case_number(meta)
  local number = M.field(meta, 'record', 'case')
  return number and words.case_number .. NBSP .. number
end

--- The small line beneath a case's title.
function M.casenumber(meta) return lines('casenumber', { case_number(meta) or false }) end

--- A line of its own for the day of the correction, where a paper has no date that it could stand beside.
function M.revision(meta) return lines('casenumber', { revised(meta) or false }) end

--- Date, correction and case number in one line.
function M.date_and_casenumber(meta)
  local parts = pandoc.List()
  tree.add(parts, date_text(meta))
  tree.add(parts, revised(meta))
  tree.add(parts, case_number(meta))
  return #parts > 0 and lines('casenumber', { table.concat(parts, ' · ') }) or nil
end

-- Title, attachments, Meta ----------------------------------------------------------------------------------

local function title_inlines(meta)
  return type(meta.title) == 'string' and tree.words(meta.title) or pandoc.List(meta.title)
end

--- The paper's title; the number of its item on the agenda stands before it where it is known.
local function title(meta)
  local item = M.field(meta, 'meeting', 'item')
  local inlines = pandoc.List()
  if item then inlines:insert(tree.generated({ pandoc.Str(item .. '.'), pandoc.Space() })) end
  for _, inline in ipairs(title_inlines(meta)) do
    inlines:insert(inline.t == 'Span' and tree.is(inline, 'title') and pandoc.Span(inline.content, tree.attr(inline)) or inline)
  end
  return pandoc.Header(1, inlines, pandoc.Attr('title', { 'title' }))
end

local function is_closed_edition(meta) return M.field({ m = meta }, 'm', 'edition') == 'closed' end

-- Why a paper is closed, under its title.
local function closed_paper(meta)
  local function access(name) return M.field(meta, 'access', name) end
  if not is_closed_edition(meta) or access('state') ~= 'closed' then return nil end
  return pandoc.Div({ tree.generated_para(words.closed_matter:format(access('reason'), access('ground'))) },
    pandoc.Attr('', { 'closed-mark' }))
end

local function attachment(map)
  local closed = M.field({ map = map }, 'map', 'access') == 'closed'
  local text = closed and words.closed_attachment or pandoc.utils.stringify(map.title or map.file)
  if map.reason then
    text = text .. '. ' .. words.closed_matter:format(pandoc.utils.stringify(map.reason), pandoc.utils.stringify(map.ground))
  end
  return { pandoc.Div({ tree.generated_plain(text) }, pandoc.Attr(pandoc.utils.stringify(map.id))) }
end

local function attachments(meta)
  if meta.attachments == nil or #meta.attachments == 0 then return nil end
  local items = pandoc.List()
  for _, map in ipairs(meta.attachments) do items:insert(attachment(map)) end
  local heading = pandoc.Header(2, { tree.generated(words.attachments) })
  return pandoc.Div({ heading, pandoc.OrderedList(items, pandoc.ListAttributes(1, 'Decimal', 'Period')) },
    pandoc.Attr('', { 'attachments' }))
end

-- "Notat, Økonomiudvalget, 10. februar 2026": for the file's properties.
local function description(meta)
  local parts = pandoc.List({ kancelli.heading(M.field({ m = meta }, 'm', 'type')) })
  tree.add(parts, M.organ(meta, 'committee'))
  tree.add(parts, date_text(meta))
  tree.add(parts, revised(meta))
  return (table.concat(parts, ', '):gsub(NBSP, ' '))
end

local function final_meta(meta, choices)
  local text = function(name) return M.field({ m = meta }, 'm', name) end
  return {
    title = pandoc.utils.stringify(title_inlines(meta)),
    lang = text('lang'), type = text('type'), id = text('id'),
    ['header-committee'] = M.organ(meta, 'committee'),
    ['case-number'] = M.field(meta, 'record', 'case'),
    ['date-text'] = date_text(meta),
    date = day(meta),
    draft = M.field(meta, 'state', 'value') == 'draft',
    closed = is_closed_edition(meta) or nil,
    author = M.organ(meta, 'responsible'),
    description = description(meta),
    toc = choices.toc or false,
    numbered = choices.numbered or false,
    layout = choices.layout,
  }
end

--- The paper, put together. `choices`: layout ("case", "notat", "document"), toc, numbered; before, after: lists of functions of this module that
--- give the front matter before and after the title; blocks(blocks, meta) -> blocks: what the type does with its own elements.
function M.make(choices)
  return function(doc)
    local meta, out = doc.meta, pandoc.List()
    local function front(list)
      for _, make in ipairs(list or {}) do tree.add(out, make(meta)) end
    end
    front(choices.before)
    out:insert(title(meta))
    tree.add(out, closed_paper(meta))
    front(choices.after)
    out:extend(choices.blocks and choices.blocks(pandoc.List(doc.blocks), meta) or doc.blocks)
    tree.add(out, attachments(meta))
    return pandoc.Pandoc(out, final_meta(meta, choices))
  end
end

return M
