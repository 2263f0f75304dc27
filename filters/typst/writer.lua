--- Writes the final tree (docs/tree.md) as Typst markup: a Pandoc custom writer, `Writer(doc, options)`.
--
-- The markup is code, not Typst's markup language: every word of the paper stands in a string literal and every
-- block in a call of styles/typst/template.typ, so no text can be taken for markup. Runs in LuaJIT and Lua 5.4.
-- Inlines are in inline_writer.lua, lists in list_writer.lua, tables in table_writer.lua, small helpers in typst_text.lua, all beside
-- this file: our host is told of that folder, Pandoc has to be.

local beside = PANDOC_SCRIPT_FILE and PANDOC_SCRIPT_FILE:match('^(.*)/[^/]*$')
if beside and package and package.path then package.path = beside .. '/?.lua;' .. package.path end

local inlines = require 'inline_writer'
local lists = require 'list_writer'
local tables = require 'table_writer'
local helpers = require 'typst_text'
local attribute, fail, has_class, letters = helpers.attribute, helpers.fail, helpers.has_class, helpers.letters
local meta_bool, meta_text = helpers.meta_bool, helpers.meta_text
local plain_text, quoted = helpers.plain_text, helpers.quoted

local blocks_to_typst -- defined below; blocks stand in blocks
local inlines_to_typst, wait_for_words, image, joined = inlines.write, inlines.wait_for_words, inlines.image, inlines.joined

-- What the paper being written knows of itself. Set anew by each call of Writer.
local paper

-- Blocks --------------------------------------------------------------------------------------------------

local block, div = {}, {}

function block.Plain(el) return 'par(' .. inlines_to_typst(el.content) .. ')' end
block.Para = block.Plain

function block.Null() return nil end
function block.HorizontalRule() return 'rule()' end
function block.BlockQuote(el) return 'quotation(' .. blocks_to_typst(el.content) .. ')' end

function block.RawBlock(el)
  return el.format == 'typst' and '[' .. el.text .. ']' or nil
end

function block.CodeBlock(el)
  local lang = el.classes[1]
  return 'raw(block: true, ' .. (lang and 'lang: ' .. quoted(lang) .. ', ' or '') .. quoted(el.text) .. ')'
end

function block.LineBlock(el)
  local lines = {}
  for i, line in ipairs(el.content) do lines[i] = inlines_to_typst(line) end
  return 'line-block(' .. table.concat(lines, ', ') .. ')'
end

--- The table of contents goes before the first section.
local function contents_before(header)
  if not paper.contents or header.level < 2 then return '' end
  paper.contents = false
  return 'contents()\n'
end

--- "Kapitel 1" is lighter than the heading below it. The space before that is for the bookmarks, which have no lines.
local function chapter_words(content)
  local rest = {}
  for i = 2, #content do rest[i - 1] = content[i] end
  return joined({ 'chapter-number(' .. inlines_to_typst({ content[1] }) .. ')', quoted(' '), inlines_to_typst(rest) })
end

function block.Header(el)
  local id = el.identifier ~= '' and not paper.placed[el.identifier] and el.identifier or nil
  if id then paper.placed[id] = true end
  local place = id and ', id: ' .. quoted(id) or ''
  if has_class(el, 'chapter') then return contents_before(el) .. string.format('chapter(%d, %s%s)', el.level, chapter_words(el.content), place) end
  local words = inlines_to_typst(el.content)
  if has_class(el, 'title') then return 'title(' .. words .. place .. ')' end
  local contents = contents_before(el)
  if has_class(el, 'provision-heading') then return contents .. string.format('provision-heading(%d, %s%s)', el.level, words, place) end
  local numbered = has_class(el, 'unnumbered') and ', numbered: false' or ''
  return contents .. string.format('section(%d, %s%s%s)', el.level, words, place, numbered)
end

-- What is in these goes together with its surroundings as if they were not there.
local TRANSPARENT = { subsection = true, designated = true }

--- The element within Divs that have no look of their own.
local function within(el, last)
  while el and el.t == 'Div' and #el.content > 0 do
    for _, class in ipairs(el.classes) do
      if div[class] and not TRANSPARENT[class] then return el end
    end
    el = el.content[last and #el.content or 1]
  end
  return el
end
lists.within = within

block.BulletList, block.OrderedList, block.DefinitionList = lists.bullets, lists.numbers, lists.definitions

function block.Table(el)
  wait_for_words(el)
  return tables.write(el, blocks_to_typst, paper.layout == 'notat')
end

--- Pandoc 3's Figure: its one picture, and its caption.
function block.Figure(el)
  local pictures = {}
  for _, child in ipairs(el.content) do
    for _, part in ipairs(child.content or {}) do
      if part.t == 'Image' then pictures[#pictures + 1] = part end
    end
  end
  if #pictures ~= 1 then fail('a figure has one picture, this one has ' .. #pictures) end
  wait_for_words(el)
  local caption = el.caption.long or el.caption[1] or {}
  return 'figure-block(' .. image(pictures[1]) .. ', caption: ' .. blocks_to_typst(caption, true) .. ')'
end

-- Divs ----------------------------------------------------------------------------------------------------

--- The blocks of a Div as expressions, one for each (Para, Plain: their words alone).
local function lines_of(blocks)
  local out = {}
  for _, el in ipairs(blocks) do
    if el.t == 'Para' or el.t == 'Plain' then
      out[#out + 1] = inlines_to_typst(el.content)
    elseif el.t == 'LineBlock' then
      for _, line in ipairs(el.content) do out[#out + 1] = inlines_to_typst(line) end
    elseif el.t == 'Div' then
      wait_for_words(el)
      for _, line in ipairs(lines_of(el.content)) do out[#out + 1] = line end
    else
      fail('lines of text are wanted here, not ' .. el.t)
    end
  end
  return out
end

local function in_call(name)
  return function(el) return name .. '(' .. blocks_to_typst(el.content) .. ')' end
end

-- Statutes: stykker, numre and litraer; what is new or struck out --------------------------------------------

div.subsection = in_call('subsection')

--- The designation that opens these blocks ("1)"), as inlines, and the blocks without it.
local function parted(blocks)
  local first, rest = blocks[1], {}
  for i = 2, #blocks do rest[i - 1] = blocks[i] end
  local label, opening
  if first and first.t == 'Div' then
    local inner
    label, inner = parted(first.content)
    opening = pandoc.Div(inner, first.attr)
    for _, class in ipairs(first.classes) do
      if inlines.CHANGES[class] then label = { pandoc.Span(label, pandoc.Attr('', { class })) } end
    end
  elseif first and (first.t == 'Plain' or first.t == 'Para') and first.content[1] and first.content[1].t == 'Span'
    and has_class(first.content[1], 'designation') then
    local words = {}
    for i = 2, #first.content do
      if i > 2 or first.content[i].t ~= 'Space' then words[#words + 1] = first.content[i] end
    end
    label, opening = { first.content[1] }, pandoc.Plain(words)
  else
    label, opening = {}, first
  end
  table.insert(rest, 1, opening)
  return label, rest
end

function div.designated(el)
  local out, depth = {}, paper.depth
  paper.depth = depth + 1
  for i, item in ipairs(el.content[1].content) do
    local label, blocks = parted(item)
    out[i] = '(' .. inlines_to_typst(label) .. ', ' .. blocks_to_typst(blocks, true) .. ')'
  end
  paper.depth = depth
  return 'designated(' .. (depth > 0 and string.format('depth: %d, ', depth) or '') .. table.concat(out, ',\n') .. ')'
end

--- A paragraph that is new or struck out as a whole: all its words.
local function changed(class)
  return function(el)
    local attr = pandoc.Attr('', { class })
    local function mark(inner)
      local words, rest = inner.content, {}
      -- "Kapitel 1" keeps a look of its own.
      if inner.t ~= 'Header' or not has_class(inner, 'chapter') then
        inner.content = { pandoc.Span(words, attr) }
        return inner
      end
      for i = 2, #words do rest[i - 1] = words[i] end
      inner.content = { pandoc.Span({ words[1] }, attr), pandoc.Span(rest, attr) }
      return inner
    end
    return blocks_to_typst(pandoc.Div(el.content):walk({ Para = mark, Plain = mark, Header = mark }).content)
  end
end

for class in pairs(inlines.CHANGES) do div[class] = changed(class) end

-- Front matter, and blocks that stand apart -------------------------------------------------------------------

--- Where the contents of a set stand, on its first page.
div['set-contents'] = function() return 'set-contents()' end

div.recipient = in_call('recipient')
div.signature = in_call('signature')

div.casenumber = in_call('case-number')

function div.legend() return 'change-legend(' .. (paper.compared and quoted(paper.compared) or '') .. ')' end

-- A note of no more letters than this stays on one page.
local SHORT_NOTE = 700

function div.note(el)
  return 'note-box(' .. blocks_to_typst(el.content) .. (lists.extent(el.content) <= SHORT_NOTE and ', whole: true' or '') .. ')'
end

--- A notat's last line says what kind of paper it is.
function div.letterhead(el)
  local lines = lines_of(el.content)
  local kind = paper.layout == 'notat' and #lines > 1 and 'kind: ' .. table.remove(lines) .. ', ' or ''
  return 'letterhead(' .. kind .. table.concat(lines, ', ') .. ')'
end

function div.meeting(el) return 'meeting(' .. table.concat(lines_of(el.content), ', ') .. ')' end

--- The margin column: its first block at the top, what follows at the foot of page 1.
function div.side(el)
  local foot = {}
  for i = 2, #el.content do foot[#foot + 1] = el.content[i] end
  local top = blocks_to_typst({ el.content[1] })
  return 'side(' .. top .. (#foot > 0 and ', foot: ' .. blocks_to_typst(foot) or '') .. ')'
end

--- Splits a Div's blocks into those of class `name` and the others.
local function without(el, name)
  local found, others = {}, {}
  for _, child in ipairs(el.content) do
    local into = child.t == 'Div' and has_class(child, name) and found or others
    into[#into + 1] = child
  end
  return found, others
end

function div.quote(el)
  local source, words = without(el, 'source')
  if #words == 1 and words[1].t == 'BlockQuote' then words = words[1].content end
  local body = blocks_to_typst(words)
  return 'quotation(' .. body .. (#source > 0 and ', source: ' .. blocks_to_typst(source) or '') .. ')'
end

function div.figure(el)
  local captions, others = without(el, 'caption')
  local picture = others[1] and others[1].content and others[1].content[1]
  if #others ~= 1 or not picture or picture.t ~= 'Image' then fail('a figure has one picture') end
  local set = image(picture)
  local caption = #captions > 0 and ', caption: ' .. joined(lines_of(captions)) or ''
  return 'figure-block(' .. set .. caption .. ')'
end

function block.Div(el)
  wait_for_words(el)
  for _, class in ipairs(el.classes) do
    if div[class] then return div[class](el) end
  end
  local content = blocks_to_typst(el.content)
  local lang = attribute(el, 'lang')
  if lang and lang ~= paper.lang then return '{set text(lang: ' .. quoted(lang:match('^%a+')) .. ')\n' .. content .. '}' end
  return content
end

-- Sequences of blocks -------------------------------------------------------------------------------------

local LISTS = { BulletList = true, OrderedList = true, DefinitionList = true }
local INTRODUCED = { Table = true, BlockQuote = true }

-- A line of no more letters than this right after a heading is as good as a part of it ("Scenarie 1").
local SHORT_LINE = 60

--- True where a paragraph must not part from the block after it: it announces that block, or a signature follows.
local function announces(el, following, previous)
  local inner = within(el, true)
  if not following or not inner or (inner.t ~= 'Para' and inner.t ~= 'Plain') then return false end
  if following.t == 'Div' and has_class(following, 'signature') then return true end
  local next_inner = following.t == 'Div' and has_class(following, 'quote') and following.content[1] or within(following)
  local words = plain_text(inner.content)
  if previous and previous.t == 'Header' and letters(words) <= SHORT_LINE then return true end
  if not next_inner then return false end
  return LISTS[next_inner.t] and not words:find('[.!?]$') or INTRODUCED[next_inner.t] and words:find('[:,]$') ~= nil
end

--- Blocks as one expression. `bare`: the first block, where it is a paragraph, is words without par().
function blocks_to_typst(blocks, bare)
  local out = {}
  for i, el in ipairs(blocks) do
    if not block[el.t] then fail('unknown block element ' .. tostring(el.t)) end
    local expression
    if bare and i == 1 and (el.t == 'Plain' or el.t == 'Para') then
      expression = inlines_to_typst(el.content)
    elseif bare and i == 1 and el.t == 'Div' and #el.classes == 0 then
      wait_for_words(el)
      expression = blocks_to_typst(el.content, true)
    else
      expression = block[el.t](el)
      if expression and announces(el, blocks[i + 1], blocks[i - 1]) then
        local above = i > 1 and blocks[i - 1].t == 'Header' and 'above: 0pt, ' or ''
        local close = blocks[i + 1].t == 'Div' and has_class(blocks[i + 1], 'designated') and 'close: true, ' or ''
        expression = 'lead(' .. above .. close .. expression .. ')'
      end
    end
    out[#out + 1] = expression
  end
  if #out == 0 then return '[]' end
  if #out == 1 and not out[1]:find('\n', 1, true) then return out[1] end
  return '{\n' .. table.concat(out, '\n') .. '\n}'
end

-- The paper -----------------------------------------------------------------------------------------------

--- Notes every id of the paper and every id that a link leads to.
local function survey(list)
  for _, el in ipairs(list) do
    if el.identifier and el.identifier ~= '' then
      paper.ids[el.identifier] = true
      if paper.is_part then paper.linked[el.identifier] = true end -- maybe by another paper of the set
    end
    if el.t == 'Div' or el.t == 'Span' then
      for class in pairs(inlines.CHANGES) do paper.changed = paper.changed or has_class(el, class) end
    end
    if el.t == 'Link' and el.target:sub(1, 1) == '#' then paper.linked[el.target:sub(2)] = true end
    if el.t == 'Table' then
      tables.each_cell(el, survey)
      survey(el.caption.long or {})
    elseif el.t == 'DefinitionList' then
      for _, pair in ipairs(el.content) do
        survey(pair[1])
        for _, meaning in ipairs(pair[2]) do survey(meaning) end
      end
    elseif el.t == 'BulletList' or el.t == 'OrderedList' or el.t == 'LineBlock' then
      for _, item in ipairs(el.content) do survey(item) end
    elseif type(el.content) ~= 'string' and el.content then
      survey(el.content)
    end
  end
end

local TEXT_ARGUMENTS = {
  { 'layout', 'layout' }, { 'lang', 'lang' }, { 'title', 'title' }, { 'author', 'author' },
  { 'description', 'description' }, { 'committee', 'header-committee' }, { 'case-number', 'case-number' },
  { 'date-text', 'date-text' }, { 'date', 'date' },
}

-- Of a paper that is set together with others (styles/typst/set.typ).
local PART_ARGUMENTS = { { 'id', 'part' }, { 'place', 'part-place' }, { 'prefix', 'part-prefix' } }

local function arguments(meta)
  local out, texts = {}, pandoc.List(TEXT_ARGUMENTS)
  if paper.is_part then
    texts = texts .. PART_ARGUMENTS
    out[1] = 'offset: ' .. meta_text(meta['part-offset'])
  end
  for _, pair in ipairs(texts) do
    local value = meta_text(meta[pair[2]])
    if value then out[#out + 1] = pair[1] .. ': ' .. quoted(value) end
  end
  for _, name in ipairs({ 'draft', 'closed', 'numbered' }) do
    if meta_bool(meta[name]) then out[#out + 1] = name .. ': true' end
  end
  return table.concat(out, ',\n  ')
end

--- A marked-up text tells beneath its title, and the line that belongs to it, what is compared and what the lines mean.
local function with_legend(blocks)
  local place
  for i, block in ipairs(blocks) do
    if block.t == 'Header' and block.level == 1 then place = place or i end
    if block.t == 'Div' and has_class(block, 'casenumber') then place = i end
  end
  local out = pandoc.List(blocks)
  if place then out:insert(place + 1, pandoc.Div({}, pandoc.Attr('', { 'legend' }))) end
  return out
end

function Writer(doc, options)
  local variables = options and options.variables or {}
  paper = {
    ids = {}, linked = {}, placed = {}, waiting = {}, depth = 0,
    layout = meta_text(doc.meta.layout) or 'document',
    lang = meta_text(doc.meta.lang) or 'da',
    contents = meta_bool(doc.meta.toc),
    compared = meta_text(doc.meta.compared),
    is_part = doc.meta.part ~= nil,
    resources = variables['resource-root'] or '/content/',
  }
  inlines.paper, inlines.blocks, inlines.hyphenating = paper, blocks_to_typst, false
  lists.paper, lists.blocks = paper, blocks_to_typst
  survey(doc.blocks)
  local body = blocks_to_typst(paper.changed and with_legend(doc.blocks) or doc.blocks)
  if paper.is_part then return '#part(\n  ' .. arguments(doc.meta) .. ',\n  ' .. body .. ',\n)\n' end
  return '#import ' .. quoted(variables['template'] or '/styles/typst/template.typ') .. ': *\n#show: paper.with(\n  ' .. arguments(doc.meta)
    .. ',\n)\n#' .. body .. '\n'
end
