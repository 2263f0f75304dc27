--- Makes Pandoc's blocks of the common elements, and Headers of sections. Runs from the outside in, because a heading's level is its depth.

local kancelli = require 'kancelli'
local sources = require 'sources'
local tree = require 'tree'

local words = require 'words'

local convert -- blocks, level -> blocks

local make = {}

function make.p(div) return tree.placed(div, div.content, div.identifier) end

-- Lists -----------------------------------------------------------------------------------------------------

--- True where the list's items are paragraphs: it says so, or an item has more than one.
local function is_loose(list)
  if tree.get(list, 'loose') then return true end
  for _, item in ipairs(list.content) do
    if #tree.split(item.content, 'p') > 1 then return true end
  end
  return false
end

--- The words of an item, or of a paragraph in it, as Para or Plain.
local function with_paragraphs(blocks, loose)
  local kind = loose and pandoc.Para or pandoc.Plain
  return pandoc.List(blocks):map(function(block)
    if block.t == 'Para' or block.t == 'Plain' then return kind(block.content) end
    if block.t == 'Div' and tree.name(block) == 'p' then
      return pandoc.Div(with_paragraphs(block.content, loose), block.attr)
    end
    return block
  end)
end

function make.list(div, level)
  local items, loose = pandoc.List(), is_loose(div)
  for _, item in ipairs(div.content) do
    items:insert({ tree.placed(item, convert(with_paragraphs(item.content, loose), level), item.identifier) })
  end
  local bullet = tree.get(div, 'kind') == 'bullet'
  local list = bullet and pandoc.BulletList(items) or pandoc.OrderedList(items, pandoc.ListAttributes(1, 'Decimal', 'Period'))
  return tree.placed(div, { list }, div.identifier)
end

-- Set apart -------------------------------------------------------------------------------------------------

function make.quote(div, level)
  local words = pandoc.BlockQuote(convert(div.content, level))
  local source = pandoc.Div({ tree.generated_para(sources.of_quote(div)) }, pandoc.Attr('', { 'source' }))
  return pandoc.Div({ words, source }, tree.attr(div, div.identifier, { 'quote' }))
end

function make.note(div, level)
  return pandoc.Div(convert(div.content, level), tree.attr(div, div.identifier, { 'note' }))
end

--- A picture that says nothing has an empty text alternative, which must be there.
local function image(div)
  local decorative = tree.get(div, 'decorative') == 'true'
  local attr = decorative and pandoc.Attr('', { 'decorative' }, { alt = '' }) or pandoc.Attr()
  return pandoc.Image(decorative and {} or tree.words(tree.get(div, 'alt') or ''), tree.get(div, 'src'), '', attr)
end

--- What stands before a closed passage in the closed edition; a filter may have made it already.
make['closed-mark'] = function(div)
  if div.attributes.reason == nil then return div end
  local text = words.closed_matter:format(div.attributes.reason, div.attributes.ground)
  return pandoc.Div({ tree.generated_para(text) }, pandoc.Attr('', { 'closed-mark' }))
end

function make.figure(div)
  local blocks = pandoc.List({ pandoc.Para({ image(div) }) })
  local caption = tree.first(div.content, 'caption')
  if caption then blocks:insert(pandoc.Div(caption.content, tree.attr(caption, '', { 'caption' }))) end
  return pandoc.Div(blocks, tree.attr(div, div.identifier, { 'figure' }))
end

-- Sections --------------------------------------------------------------------------------------------------

--- A heading's words: the author's, else those that the grammar gives the element; nil for an element that is no section.
local function heading(div)
  local title = tree.first(div.content, 'title')
  if title then
    local words = tree.inlines(title)
    return title.attributes['data-pos'] and { pandoc.Span(words, tree.attr(title)) } or words
  end
  local words = div.attributes['data-pos'] and kancelli.heading(tree.name(div)) or ''
  return words ~= '' and { tree.generated(words) } or nil
end

local function section(div, words, level)
  local _, blocks = tree.split(div.content, 'title')
  return tree.placed(div, tree.concat({ pandoc.Header(level, words, pandoc.Attr(div.identifier)) }, convert(blocks, level + 1)))
end

--- A Div that lowering made of an element without a meaning of its own is only its place; one that a filter made stays.
local function other(div, level)
  local own_heading = heading(div)
  if own_heading then return section(div, own_heading, level) end
  local blocks = convert(div.content, level)
  if div.attributes['data-pos'] then return tree.placed(div, blocks, div.identifier) end
  return pandoc.Div(blocks, div.attr)
end

function convert(blocks, level)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    out:insert(block.t == 'Div' and (make[tree.name(block)] or other)(block, level) or block)
  end
  return out
end

return { { Pandoc = function(doc) return pandoc.Pandoc(convert(doc.blocks, 2), doc.meta) end } }
