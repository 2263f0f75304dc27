-- The last stage before Pandoc's DOCX writer: classes become Word styles, and what that writer cannot say is left as
-- processing instructions <?kancelli ...?>, which it passes through untouched and the finisher reads
-- (pipeline/write/docx_finisher.h). README.md lists both.

local List = pandoc.List
local stringify = pandoc.utils.stringify

-- The style of the paragraphs directly in a Div of this class. English names are Word's built-in styles.
local PARAGRAPH_STYLES = {
  letterhead = 'Brevhovedlinje',
  meeting = 'Mødelinje',
  casenumber = 'Sagsnummer',
  recipient = 'Modtager',
  parties = 'Aftaleparter',
  quote = 'Quote',
  source = 'Citatkilde',
  note = 'Bemærkning',
  figure = 'Figure',
  caption = 'caption',
  signature = 'Signature',
  subsection = 'Stykke',
  announcing = 'Stykke med liste',
}

-- A statute's headings, by their level, and numre and litraer, by how deep they stand.
local HEADING_STYLES = {
  chapter = { [2] = 'Kapitel' },
  ['provision-heading'] = { [2] = 'Paragrafoverskrift 2', [3] = 'Paragrafoverskrift' },
}
local DESIGNATED_STYLES = { 'Nummer', 'Litra', 'Litra 2' }

-- The style of a list's items, where it is not Word's List Number and List Bullet.
local ITEM_STYLES = {
  attachments = 'Bilagsliste',
  recommendation = 'Indstillingspunkt',
  note = 'Bemærkningspunkt',
}

-- A first paragraph of its own look: who sends the paper, which committee meets.
local FIRST_STYLES = { letterhead = 'Afsender', meeting = 'Mødeudvalg' }

-- Danish quotation marks, as in the PDF.
local QUOTES = { DoubleQuote = {'”', '”'}, SingleQuote = {'’', '’'} }

local ESCAPES = {['&'] = '&amp;', ['"'] = '&quot;', ['<'] = '&lt;', ['>'] = '&gt;'}

local function instruction(name, argument)
  local text = argument and name .. ' ' .. argument:gsub('[&"<>]', ESCAPES) or name
  return '<?kancelli ' .. text .. '?>'
end

local function block_marker(name, argument)
  return pandoc.RawBlock('openxml', instruction(name, argument))
end

local function inline_marker(name, argument)
  return pandoc.RawInline('openxml', instruction(name, argument))
end

-- In a Plain, Pandoc's own style would win.
local function styled(blocks, style)
  local paragraphs = List(blocks):map(function(block)
    return block.t == 'Plain' and pandoc.Para(block.content) or block
  end)
  return pandoc.Div(paragraphs, pandoc.Attr('', {}, {['custom-style'] = style}))
end

local function enclosed(inlines, name, argument)
  local result = List{inline_marker(name, argument)}
  result:extend(inlines)
  result:insert(inline_marker('/' .. name))
  return result
end

-- Inlines ---------------------------------------------------------------------------------------------------------

local function anchored(inlines, id)
  return id == '' and inlines or enclosed(inlines, 'anchor', id)
end

local TRACKED = { insertion = 'ins', deletion = 'del', ['comment-start'] = true, ['comment-end'] = true }

local function tracked(span)
  for _, class in ipairs(span.classes) do
    if TRACKED[class] then return class end
  end
end

-- Word has no link in an insertion: the insertion goes into the link.
local turned_out = {
  Span = function(span)
    local class = tracked(span)
    if class ~= 'insertion' and class ~= 'deletion' then return nil end
    local result, words = List{}, List{}
    local function flush()
      if #words > 0 then result:insert(pandoc.Span(words, span.attr)) end
      words = List{}
    end
    for _, inline in ipairs(span.content) do
      if inline.t == 'Link' then
        flush()
        inline.content = List{pandoc.Span(inline.content, span.attr)}
        result:insert(inline)
      else
        words:insert(inline)
      end
    end
    flush()
    return result
  end,
}

local inline_filter = {
  Span = function(span)
    if tracked(span) then return span end -- Pandoc knows these
    local inlines = List(span.content)
    if span.classes:includes('seq') then
      inlines = enclosed(inlines, 'seq', span.attributes.seq or '')
    end
    local look = span.attributes['custom-style']
    if look then inlines = List{pandoc.Span(inlines, pandoc.Attr('', {}, {['custom-style'] = look}))} end
    local language = span.attributes.lang
    if language and language ~= '' then
      inlines = enclosed(inlines, 'lang', language)
    end
    return anchored(inlines, span.identifier)
  end,

  Quoted = function(quoted)
    local marks = QUOTES[tostring(quoted.quotetype)] or QUOTES.DoubleQuote
    local inlines = List{pandoc.Str(marks[1])}
    inlines:extend(quoted.content)
    inlines:insert(pandoc.Str(marks[2]))
    return inlines
  end,

  Link = function(link)
    local id = link.target:match('^#(.+)$')
    if not id then
      link.attr = pandoc.Attr()
      return link
    end
    local kind = link.classes:includes('ref') and 'ref' or 'link'
    return anchored(enclosed(List(link.content), kind, id), link.identifier)
  end,
}

-- Blocks ----------------------------------------------------------------------------------------------------------

local convert -- blocks, context -> blocks

local function style_of(classes, styles)
  for _, class in ipairs(classes) do
    if styles[class] then return styles[class] end
  end
  return nil
end

local function with_marks(blocks, id)
  if id == '' then return blocks end
  local result = List{block_marker('block', id)}
  result:extend(blocks)
  result:insert(block_marker('/block'))
  return result
end

-- Pandoc numbers only what comes first in an item; marks before the first paragraph must go in one Div with it.
local function with_first_block_first(blocks)
  local opening, rest = List{}, List{}
  local found = false
  for _, block in ipairs(blocks) do
    (found and rest or opening):insert(block)
    found = found or block.t ~= 'RawBlock'
  end
  rest:insert(1, pandoc.Div(opening))
  return rest
end

-- A passage in another language: its paragraphs one by one, because a mark does not reach over their ends.
local function in_language(blocks, language)
  local function marked(el) el.content = enclosed(List(el.content), 'lang', language) return el end
  return pandoc.Div(blocks):walk({Para = marked, Plain = marked, Header = marked}).content
end

-- A block that is new or struck out: all its words, and the ends of its paragraphs.
local function in_tracked(blocks, class, attributes)
  local attr = pandoc.Attr('', {class}, {{'author', attributes.author or ''}, {'date', attributes.date or ''}})
  local function marked(el)
    el.content = List{pandoc.Span(el.content, attr), inline_marker('paragraph', TRACKED[class])}
    return el
  end
  return pandoc.Div(blocks):walk({Para = marked, Plain = marked, Header = marked}).content
end

local function convert_items(list, context, style)
  local items = List{}
  for _, item in ipairs(list.content) do
    items:insert(with_first_block_first(convert(item, {style = style, items = context.items})))
  end
  list.content = items
  return list
end

-- The margin column: a label in bold and its value, one paragraph for each pair.
local function convert_definitions(list)
  local blocks = List{}
  for _, entry in ipairs(list.content) do
    local inlines = List{pandoc.Strong(entry[1])}
    for _, definition in ipairs(entry[2]) do
      inlines:insert(pandoc.LineBreak())
      inlines:extend(pandoc.utils.blocks_to_inlines(definition, {pandoc.LineBreak()}))
    end
    blocks:insert(pandoc.Para(inlines))
  end
  return blocks
end

local function cell_style(cell, column, row_kind)
  local number = cell.classes:includes('number') or column == 'AlignRight'
  if row_kind == 'head' then return number and 'Tabelhoved tal' or 'Tabelhoved' end
  if row_kind ~= 'plain' then return number and 'Tabeltotal tal' or 'Tabeltotal' end
  return number and 'Tabeltal' or 'Tabeltekst'
end

-- `open` says which columns a cell with a row span above still fills, so that cells are matched with their columns.
local function kind_of_row(row, colspecs, in_head)
  if in_head then return 'head' end
  if row.classes:includes('sum') then return 'sum' end
  if row.classes:includes('subtotal') then return 'subtotal' end
  -- One cell over the whole width heads the rows after it.
  if #colspecs > 1 and #row.cells == 1 and row.cells[1].col_span == #colspecs then return 'group' end
  return 'plain'
end

local function convert_row(row, colspecs, open, in_head)
  local kind = kind_of_row(row, colspecs, in_head)
  local cells, column = List{}, 1
  for at, cell in ipairs(row.cells) do
    while (open[column] or 0) > 0 do
      open[column] = open[column] - 1
      column = column + 1
    end
    local spec = colspecs[column]
    local contents = convert(cell.contents, {})
    if #contents == 0 then contents = List{pandoc.Plain({})} end
    if at == 1 and (kind == 'sum' or kind == 'subtotal') then
      contents:insert(1, block_marker('row', kind))
    end
    local change = at == 1 and tracked(row)
    if change then contents:insert(1, block_marker('row', TRACKED[change])) end
    local id = cell.identifier ~= '' and cell.identifier or at == 1 and row.identifier or ''
    cell.contents = List{styled(with_marks(contents, id), cell_style(cell, spec and spec[1], kind))}
    cell.alignment = 'AlignDefault'
    for _ = 1, cell.col_span do
      open[column] = cell.row_span - 1
      column = column + 1
    end
    cells:insert(cell)
  end
  while (open[column] or 0) > 0 do
    open[column] = open[column] - 1
    column = column + 1
  end
  row.cells = cells
  return row
end

local function convert_rows(rows, colspecs, in_head)
  local open, result = {}, List{}
  for _, row in ipairs(rows) do
    result:insert(convert_row(row, colspecs, open, in_head))
  end
  return result
end

local function convert_table(tbl)
  local head, bodies, row_heads = tbl.head, List{}, 0
  head.rows = convert_rows(head.rows, tbl.colspecs, true)
  tbl.head = head
  for _, body in ipairs(tbl.bodies) do
    row_heads = math.max(row_heads, body.row_head_columns)
    body.head = convert_rows(body.head, tbl.colspecs, true)
    body.body = convert_rows(body.body, tbl.colspecs, false)
    bodies:insert(body)
  end
  tbl.bodies = bodies
  local id, caption = tbl.identifier, tbl.caption.long
  tbl.attr = pandoc.Attr()
  tbl.caption = {long = {}}
  local colspecs = List{}
  for _, spec in ipairs(tbl.colspecs) do
    colspecs:insert({'AlignDefault', spec[2]}) -- the styles of the cells align
  end
  tbl.colspecs = colspecs
  local blocks = List{}
  if caption and #caption > 0 then
    local inlines = pandoc.utils.blocks_to_inlines(convert(caption, {}))
    blocks:insert(styled({pandoc.Para(inlines)}, PARAGRAPH_STYLES.caption))
  end
  blocks:insert(block_marker('table', row_heads > 0 and 'row-heads' or nil))
  blocks:insert(tbl)
  return with_marks(blocks, id)
end

local function convert_figure(div)
  local blocks = List{}
  for _, block in ipairs(div.content) do
    if block.t == 'Para' or block.t == 'Plain' then
      blocks:insert(styled({block}, PARAGRAPH_STYLES.figure))
    else
      blocks:extend(convert({block}, {}))
    end
  end
  return blocks
end

-- The margin column: the first block stands at the top of page 1, what follows at its foot.
local function convert_side(div)
  local blocks = List{}
  for at, block in ipairs(div.content) do
    blocks:extend(convert({block}, {style = at == 1 and 'Sidekolonne' or 'Sidekolonne bund'}))
  end
  return blocks
end

-- A notat's letterhead ends with what kind of paper it is, others with a rule.
local is_notat = false

local function convert_lines(div, context, first)
  local notat_head = is_notat and div.classes:includes('letterhead')
  local blocks = List{}
  for at, block in ipairs(div.content) do
    local style = at == 1 and first or notat_head and (at == #div.content and 'Papirtype' or 'Message Header')
    blocks:extend(convert({block}, style and {style = style} or context))
  end
  return blocks
end

-- Numre and litraer: a designation and its words, with a tab between them.
local function with_tab(block)
  local words = List(block.content)
  local first = words[1]
  if first and first.t == 'Span' and first.classes:includes('designation') and words[2] and words[2].t == 'Space' then
    words[2] = pandoc.RawInline('openxml', '<w:r><w:tab/></w:r>')
  end
  return pandoc.Para(words)
end

local function convert_designated(div, context)
  local depth = (context.designated or 0) + 1
  local style = DESIGNATED_STYLES[math.min(depth, #DESIGNATED_STYLES)]
  local blocks = List{}
  for _, item in ipairs(div.content[1].content) do
    local own = List(item)
    if own[1] and own[1].t ~= 'Div' then
      own[1] = with_tab(own[1])
    elseif own[1] then
      own[1] = own[1]:walk({ Plain = with_tab })
    end
    blocks:extend(convert(own, { style = style, designated = depth }))
  end
  return blocks
end

-- A § of a statute: a bookmark at its first words. Hundreds of content controls would be in the way of those who write in the file.
local function convert_provision(div, context)
  local placed = false
  return convert(div.content:walk({
    Para = function(para)
      if placed then return nil end
      placed = true
      local first, words = List{}, List{}
      local found = false
      for _, inline in ipairs(para.content) do
        (found and words or first):insert(inline)
        found = found or inline.t ~= 'RawInline'
      end
      words:insert(1, pandoc.Span(first, pandoc.Attr(div.identifier)))
      return pandoc.Para(words)
    end,
  }), context)
end

local function convert_div(div, context)
  if div.classes:includes('provision') then return convert_provision(div, context) end
  local inside = {
    style = style_of(div.classes, PARAGRAPH_STYLES) or context.style,
    items = style_of(div.classes, ITEM_STYLES) or context.items,
    designated = context.designated,
  }
  local first = style_of(div.classes, FIRST_STYLES)
  local blocks
  if div.classes:includes('designated') then
    blocks = convert_designated(div, context)
  elseif div.classes:includes('figure') then
    blocks = convert_figure(div)
  elseif div.classes:includes('side') then
    blocks = convert_side(div)
  elseif first then
    blocks = convert_lines(div, inside, first)
  else
    blocks = convert(div.content, inside)
  end
  if div.attributes.lang and div.attributes.lang ~= '' then
    blocks = in_language(blocks, div.attributes.lang)
  end
  local change = tracked(div)
  if change == 'insertion' or change == 'deletion' then
    blocks = in_tracked(blocks, change, div.attributes)
  end
  return with_marks(blocks, div.identifier)
end

-- The table of contents goes before the first section.
local contents_wanted = false

-- "Kapitel 1" is lighter than the heading below it.
local function chapter_number(inlines)
  local first = inlines[1]
  if not first or first.t ~= 'Span' or not first.classes:includes('designation') then return inlines end
  first.attributes['custom-style'] = 'Kapitelnummer'
  return inlines
end

local function convert_header(header)
  local id = header.identifier
  local blocks = List{}
  if contents_wanted and header.level > 1 then
    contents_wanted = false
    blocks:insert(block_marker('toc'))
  end
  if header.classes:includes('unnumbered') then
    header.content:insert(inline_marker('unnumbered'))
  end
  local styles = style_of(header.classes, HEADING_STYLES)
  if styles then
    blocks:extend(convert(List{pandoc.Para(anchored(chapter_number(header.content), id))}, {style = styles[header.level]}))
    return blocks
  end
  header.attr = pandoc.Attr()
  blocks:extend(with_marks(List{header}, id))
  return blocks
end

-- Without a style Pandoc would number inner lists by letters, as the other outputs do not.
local function convert_ordered_list(list, context)
  if tostring(list.style) == 'DefaultStyle' then list.style = 'Decimal' end
  if tostring(list.delimiter) == 'DefaultDelim' then list.delimiter = 'Period' end
  return List{convert_items(list, context, context.items)}
end

local converters = {
  Header = convert_header,
  Div = convert_div,
  BlockQuote = function(quote, context)
    return convert(quote.content, {style = PARAGRAPH_STYLES.quote, items = context.items})
  end,
  OrderedList = convert_ordered_list,
  BulletList = function(list, context) return List{convert_items(list, context, context.items)} end,
  DefinitionList = function(list, context) return convert(convert_definitions(list), context) end,
  Table = convert_table,
}

-- A stykke before its numre, which stays on their page.
local function announcing(block, following)
  local function is(el, class) return el and el.t == 'Div' and el.classes:includes(class) end
  if not is(block, 'subsection') or not is(following, 'designated') then return block end
  return pandoc.Div(block.content, pandoc.Attr(block.identifier, {'announcing'}))
end

function convert(blocks, context)
  local result = List{}
  for at, element in ipairs(blocks) do
    local block = announcing(element, blocks[at + 1])
    local converter = converters[block.t]
    if converter then
      result:extend(converter(block, context))
    elseif context.style and (block.t == 'Para' or block.t == 'Plain') then
      result:insert(styled({block}, context.style))
    else
      result:insert(block)
    end
  end
  return result
end

function Pandoc(doc)
  contents_wanted = doc.meta.toc == true
  is_notat = doc.meta.layout ~= nil and stringify(doc.meta.layout) == 'notat'
  -- The properties are the finisher's work. Pandoc would print the title once more, and a table of contents of its own.
  local converted = pandoc.Div(convert(doc.blocks, {})):walk(turned_out):walk(inline_filter)
  return pandoc.Pandoc(converted.content, pandoc.Meta({}))
end
