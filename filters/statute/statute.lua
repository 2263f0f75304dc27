--- A statute as Danish law is set: chapters and headings, paragraphs of stykker, numre and litraer, annexes. Designations are
--- real text, the same in every output.

local kancelli = require 'kancelli'
local paper = require 'paper'
local provisions = require 'provisions'
local tree = require 'tree'
local names = require 'words'

local CHANGES = { ins = 'insertion', del = 'deletion' }

local designations -- what every provision of the paper being made is called, by id
local tracked -- who changed a marked-up text, and when: attributes

-- Words, and changes of a marked-up text -------------------------------------------------------------------------

-- Word wants a time with the day.
local function tracked_by(meta)
  local date = paper.field(meta, 'dated', 'value')
  return { { 'author', paper.organ(meta, 'responsible') or '' }, { 'date', date and date .. 'T00:00:00Z' or '' } }
end

local function change_attr(change) return pandoc.Attr('', { CHANGES[change] }, tracked) end

--- Words with their <ins> and <del>. Within a paragraph that is `changed` as a whole these say nothing more.
local function tracked_words(inlines, changed)
  return pandoc.Plain(inlines):walk({
    Span = function(span)
      local change = tree.name(span)
      if not CHANGES[change] then return nil end
      local inner = changed and span.content or { pandoc.Span(span.content, change_attr(change)) }
      return pandoc.Span(inner, tree.attr(span))
    end,
  }).content
end

local function words(div, changed) return tracked_words(tree.inlines(div), changed) end

--- A Para, Plain or Header, in a Div that says so where it is new or struck out.
local function marked(block, changed)
  return changed and pandoc.Div({ block }, change_attr(changed)) or block
end

local function change_of(div, above) return tree.get(div, 'change') or above end

local function designation_look(inlines)
  local text = pandoc.utils.stringify(inlines)
  if text:find('^§') then return { pandoc.Strong(inlines) } end
  return text:find('^%u') and { pandoc.Emph(inlines) } or inlines
end

--- How a provision is called, as a marked-up text says it, else by its place. `opens`: the paragraph whose first stykke it is. It carries
--- the provision's id. nil for a provision without a name.
local function designation(div, opens, changed)
  local own = tree.first(div.content, 'designation')
  local computed = designations[(opens or div).identifier]
  local inlines
  if own then
    inlines = words(own, changed)
    if #inlines == 0 then return nil end
    inlines = { pandoc.Span(inlines, tree.attr(own)) }
  elseif computed then
    inlines = { tree.generated({ pandoc.Str(computed) }) }
  else
    return nil
  end
  return pandoc.Span(designation_look(inlines), pandoc.Attr(div.identifier, { 'designation' }))
end

local function after(label, inlines, space)
  if not label then return inlines end
  return tree.concat({ label, space or pandoc.Space() }, inlines)
end

-- Stykker, numre, litraer ----------------------------------------------------------------------------------------

local list

--- The blocks of a stykke or nummer: words, list, words after it. `label` opens it; `make`: Para or Plain for the first words.
local function content(div, label, make, changed)
  local out = pandoc.List()
  for _, block in ipairs(div.content) do
    local name = block.t == 'Div' and tree.name(block) or ''
    if name == 'list' then
      out:insert(list(block, changed))
    elseif name ~= 'designation' then
      local element = block.t == 'Div' and block or div
      local change = change_of(element, changed)
      local inlines = after(label, words(pandoc.Div({ block }), change))
      local paragraph = marked((#out == 0 and make or pandoc.Para)(inlines), change)
      out:insert(block.t == 'Div' and tree.placed(block, { paragraph }) or paragraph)
      label = nil
    end
  end
  return out
end

function list(div, changed)
  local items = pandoc.List()
  for _, item in ipairs(div.content) do
    local change = change_of(item, changed)
    items:insert({ tree.placed(item, content(item, designation(item, nil, change), pandoc.Plain, change)) })
  end
  local all = pandoc.OrderedList(items, pandoc.ListAttributes(1, 'DefaultStyle', 'DefaultDelim'))
  return tree.placed(div, { pandoc.Div({ all }, pandoc.Attr('', { 'designated' })) })
end

--- A stykke; its words open with "§ 5." or "Stk. 2.", if they open with anything.
local function subsection(div, opens, changed)
  local change = change_of(div, changed)
  local label = designation(div, opens, change)
  local blocks = content(div, label, pandoc.Para, change)
  if label then blocks[1] = pandoc.Div({ blocks[1] }, pandoc.Attr('', { 'subsection' })) end
  return tree.placed(div, blocks, not label and div.identifier or nil)
end

-- Paragraphs, chapters, annexes ----------------------------------------------------------------------------------

local become = {}

function become.paragraph(div, _, above)
  local blocks = pandoc.List()
  for i, block in ipairs(tree.split(div.content, 'subsection')) do
    blocks:insert(subsection(block, i == 1 and div or nil, change_of(div, above)))
  end
  return tree.placed(div, { pandoc.Div(blocks, pandoc.Attr(div.identifier, { 'provision' })) })
end

local function header(div, level, inlines, class, change)
  return marked(pandoc.Header(level, inlines, pandoc.Attr(div.identifier, { class })), change)
end

function become.heading(div, level, above)
  local change = change_of(div, above)
  return tree.placed(div, { header(div, level, words(div, change), 'provision-heading', change) })
end

-- "Kapitel 1" stands above the chapter's heading, as a part of it.
local function titled(div)
  local title = tree.first(div.content, 'title')
  local label = pandoc.Span({ tree.generated({ pandoc.Str(provisions.title(div)) }) }, pandoc.Attr('', { 'designation' }))
  local inlines = after(label, { pandoc.Span(words(title, change_of(div)), tree.attr(title)) }, pandoc.LineBreak())
  return pandoc.List({ header(div, 2, inlines, 'chapter', change_of(div)) })
end

local convert -- blocks, level, what is changed as a whole around them -> blocks

function become.chapter(div)
  local _, others = tree.split(div.content, 'title')
  return tree.placed(div, tree.concat(titled(div), convert(others, 3, change_of(div))))
end

function become.annex(div)
  local blocks = titled(div)
  for _, block in ipairs(tree.split(div.content, 'subsection')) do blocks:insert(subsection(block, nil, change_of(div))) end
  return tree.placed(div, blocks)
end

function become.preamble(div)
  local change = change_of(div)
  return tree.placed(div, { marked(pandoc.Para(words(div, change)), change) }, div.identifier)
end

--- Beneath the title: when the statute was adopted, and last changed.
function become.enacted(div)
  local function date(name) return tree.get(div, name) and kancelli.format_date(tree.get(div, name), 'long') end
  local adopted, amended = date('value'), date('amended')
  local text = amended and names.enacted_amended:format(adopted, amended) or names.enacted:format(adopted)
  return pandoc.Div({ tree.generated_para(text) }, pandoc.Attr('', { 'casenumber' }))
end

function convert(blocks, level, above)
  local out = pandoc.List()
  for _, block in ipairs(blocks) do
    local make = block.t == 'Div' and become[tree.name(block)]
    out:insert(make and make(block, level, above) or block)
  end
  return out
end

local function own_blocks(blocks, meta)
  tracked = tracked_by(meta)
  designations = provisions.designations(blocks)
  return convert(blocks, 2)
end

local make = paper.make({
  layout = 'document',
  before = { paper.masthead },
  after = { paper.casenumber, paper.revision },
  blocks = own_blocks,
})

-- The title of a marked-up text is tracked as its other words are; the file's properties have the new one.
local function statute(doc)
  if type(doc.meta.title) == 'string' then return make(doc) end
  tracked = tracked_by(doc.meta)
  doc.meta.title = tracked_words(doc.meta.title)
  local without = pandoc.Plain(doc.meta.title):walk({
    Span = function(span) return tree.is(span, CHANGES.del) and {} or nil end,
  })
  local made = make(doc)
  made.meta.title = pandoc.utils.stringify(without)
  return made
end

return { { Pandoc = statute } }
