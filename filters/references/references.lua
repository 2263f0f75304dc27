--- Fills `ref`: "tabel 1", "bilag 2", "§ 5, stk. 2", »the heading«, »the other paper's title«. Runs while sections still are Divs with their titles, and before
--- tables get their widths.

local kancelli = require 'kancelli'
local sources = require 'sources'
local tree = require 'tree'

--- For every id: the heading of the section that it names or stands in, and the table it is a part of.
local function survey(blocks, places, heading, table_id)
  for _, block in ipairs(blocks) do
    if block.t == 'Div' then
      local title, name = tree.first(block.content, 'title'), tree.name(block)
      local own = title and pandoc.utils.stringify(title) or block.attributes['data-pos'] and kancelli.heading(name) or ''
      local here = own ~= '' and own or heading
      local inside = name == 'table' and block.identifier or table_id
      if block.identifier ~= '' then places[block.identifier] = { heading = here, table_id = inside } end
      survey(block.content, places, here, inside)
    end
  end
end

local function link(words, id, kind)
  return pandoc.Link(tree.words(words), '#' .. id, '', pandoc.Attr('', { 'ref' }, { kind = kind }))
end

--- To something on this paper. What has no number is called by the heading above it.
local function to_here(span, id, places)
  local place = places[id]
  local label = sources.label(span, nil, place and place.table_id or id)
  if label.kind == 'provision' then return { link(label.text, id, label.kind) } end
  if label.number > 0 then return { link(label.text, place and place.table_id or id, label.kind) } end
  if not place or not place.heading then tree.fail(span, 'what has the id "' .. id .. '" has no name to refer to') end
  return { pandoc.Str('»'), link(place.heading, id, 'heading'), pandoc.Str('«') }
end

local function to_paper(span, paper_id, id)
  local title = sources.quoted(sources.paper(span, paper_id).title)
  local words = title
  if id then
    local label = sources.label(span, paper_id, id)
    local name = label.kind == 'heading' and sources.quoted(label.text) or label.text
    if label.kind == 'provision' then
      words = label.whole
    elseif name ~= '' then
      words = name .. require('words').within .. title
    end
  end
  return { pandoc.Span(tree.words(words), pandoc.Attr('', { 'ref-paper' })) }
end

--- The author's own words, which lead there where the target is on this paper.
local function with_words(span, paper_id, id, places)
  local inlines = span.content
  if not paper_id and places[id] then
    inlines = { pandoc.Link(span.content, '#' .. id, '', pandoc.Attr('', { 'ref' }, { kind = 'provision' })) }
  end
  return pandoc.Span(inlines, tree.attr(span, span.identifier))
end

local function fill(doc)
  local places = {}
  survey(doc.blocks, places)
  local function reference(span)
    if tree.name(span) ~= 'ref' or not tree.get(span, 'to') then return nil end
    local paper_id, id = sources.parts(tree.get(span, 'to'))
    if #span.content > 0 then return with_words(span, paper_id, id, places) end
    local inlines = paper_id and to_paper(span, paper_id, id) or to_here(span, id, places)
    return pandoc.Span(inlines, tree.attr(span, span.identifier, { 'generated' }))
  end
  doc.blocks = pandoc.Blocks(doc.blocks):walk({ Span = reference })
  return doc
end

return { { Pandoc = fill } }
