--- A statute as Danish law is set: chapters and headings, paragraphs of stykker, numre and litraer, annexes. Designations are
--- real text, the same in every output.

local kancelli = require 'kancelli'
local paper = require 'paper'
local provisions = require 'provisions'
local tree = require 'tree'
local names = require 'words'

local CHANGES = { ins = 'insertion', del = 'deletion' }

local designations -- what every provision of the paper being made is called, by id

-- Changes of a marked-up text ------------------------------------------------------------------------------------

-- A list of pairs: tables have no order.
local function change_attr(el, change)
  local attributes = {}
  for _, name in ipairs({ 'author', 'date' }) do
    local value = tree.get(el, name)
    if value then attributes[#attributes + 1] = { name, value } end
  end
  return pandoc.Attr('', { CHANGES[change] }, attributes)
end

--- The blocks of an element, marked as new or struck out where it is.
local function marked(div, blocks)
  local change = tree.get(div, 'change')
  return CHANGES[change] and pandoc.List({ pandoc.Div(blocks, change_attr(div, change)) }) or blocks
end

-- Words ----------------------------------------------------------------------------------------------------------

--- The words of an element that holds text.
local function words(div)
  return pandoc.Plain(tree.inlines(div)):walk({
    Span = function(span)
      local name = tree.name(span)
      if not CHANGES[name] then return nil end
      return pandoc.Span({ pandoc.Span(span.content, change_attr(span, name)) }, tree.attr(span))
    end,
  }).content
end

--- How a provision is called, with its id: as the source says it in a marked-up text, else by its place. nil for one without a name.
local function designation(div, named, look)
  local own = tree.first(named.content, 'designation')
  local computed = designations[named.identifier]
  local inlines
  if own then
    inlines = pandoc.List({ pandoc.Span(words(own), tree.attr(own)) })
  elseif computed then
    inlines = pandoc.List({ tree.generated({ pandoc.Str(computed) }) })
  else
    return nil
  end
  return pandoc.Span(look and { look(inlines) } or inlines, pandoc.Attr(div.identifier, { 'designation' }))
end

local function after(label, inlines, space)
  if not label then return inlines end
  return tree.concat({ label, space or pandoc.Space() }, inlines)
end

-- Stykker, numre, litraer ----------------------------------------------------------------------------------------

local list

--- The blocks of a stykke or nummer: words, list, words after it. `label` opens it; `make`: Para or Plain for the first words.
local function content(div, label, make)
  local out = pandoc.List()
  for _, block in ipairs(div.content) do
    local name = block.t == 'Div' and tree.name(block) or ''
    if name == 'list' then
      out:insert(list(block))
    elseif name ~= 'designation' then
      local inlines = after(label, words(block.t == 'Div' and block or pandoc.Div({ block })))
      local paragraph = (label and make or pandoc.Para)(inlines)
      local placed = block.t == 'Div' and tree.placed(block, { paragraph }) or paragraph
      out:extend(block.t == 'Div' and marked(block, { placed }) or { placed })
      label = nil
    end
  end
  return out
end

function list(div)
  local items = pandoc.List()
  for _, item in ipairs(div.content) do
    local blocks = content(item, designation(item, item), pandoc.Plain)
    items:insert({ tree.placed(item, marked(item, blocks)) })
  end
  local all = pandoc.OrderedList(items, pandoc.ListAttributes(1, 'DefaultStyle', 'DefaultDelim'))
  return tree.placed(div, { pandoc.Div({ all }, pandoc.Attr('', { 'designated' })) })
end

--- A stykke; its words open with "§ 5." or "Stk. 2.", if they open with anything.
local function subsection(div, label)
  local blocks = content(div, label, pandoc.Para)
  if label then blocks[1] = pandoc.Div({ blocks[1] }, pandoc.Attr('', { 'subsection' })) end
  return tree.placed(div, marked(div, blocks), not label and div.identifier or nil)
end

-- Paragraphs, chapters, annexes ----------------------------------------------------------------------------------

local become = {}

function become.paragraph(div)
  local blocks, first = pandoc.List(), true
  for _, block in ipairs(tree.split(div.content, 'subsection')) do
    local label
    if first then
      label = designation(block, div, pandoc.Strong)
    else
      label = designation(block, block, pandoc.Emph)
    end
    blocks:insert(subsection(block, label))
    first = false
  end
  local provision = pandoc.Div(blocks, pandoc.Attr(div.identifier, { 'provision' }))
  return tree.placed(div, marked(div, { provision }))
end

local function header(div, level, inlines, class)
  return pandoc.Header(level, inlines, pandoc.Attr(div.identifier, { class }))
end

function become.heading(div, level)
  return tree.placed(div, marked(div, { header(div, level, words(div), 'provision-heading') }))
end

-- "Kapitel 1" stands above the chapter's heading, as a part of it.
local function titled(div, class)
  local title = tree.first(div.content, 'title')
  local label = designation(pandoc.Div({}), div)
  local inlines = after(label, { pandoc.Span(words(title), tree.attr(title)) }, pandoc.LineBreak())
  return marked(title, { header(div, 2, inlines, class) })
end

local convert -- blocks, level -> blocks

function become.chapter(div)
  local _, others = tree.split(div.content, 'title')
  return tree.placed(div, marked(div, tree.concat(titled(div, 'chapter'), convert(others, 3))))
end

function become.annex(div)
  local blocks = titled(div, 'chapter')
  for _, block in ipairs(tree.split(div.content, 'subsection')) do blocks:insert(subsection(block)) end
  return tree.placed(div, marked(div, blocks))
end

function become.preamble(div)
  return tree.placed(div, marked(div, { pandoc.Para(words(div)) }), div.identifier)
end

--- Beneath the title: when the statute was adopted, and last changed.
function become.enacted(div)
  local function date(name) return tree.get(div, name) and kancelli.format_date(tree.get(div, name), 'long') end
  local adopted, amended = date('value'), date('amended')
  local text = amended and names.enacted_amended:format(adopted, amended) or names.enacted:format(adopted)
  return pandoc.Div({ tree.generated_para(text) }, pandoc.Attr('', { 'casenumber' }))
end

function convert(blocks, level)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    local make = block.t == 'Div' and become[tree.name(block)]
    out:insert(make and make(block, level) or block)
  end
  return out
end

local function own_blocks(blocks)
  designations = provisions.designations(blocks)
  return convert(blocks, 2)
end

local make = paper.make({
  layout = 'document',
  before = { paper.masthead },
  after = { paper.casenumber },
  blocks = own_blocks,
})

return { { Pandoc = make } }
