--- The last stage before Pandoc's HTML writer: what a page's reader needs and that writer does not say by itself.

--- A table of more columns gets a frame in which it scrolls, where the window is too narrow for it.
local COLUMNS_THAT_FIT = 3

local function head(cell, scope)
  local attr = cell.attr
  attr.attributes.scope = scope
  cell.attr = attr
end

local function head_row(row, scope)
  local cells = row.cells
  for _, cell in ipairs(cells) do head(cell, scope) end
  row.cells = cells
  return row
end

-- `filled` says which columns a cell of a row above still fills, so that a row's heads are known by their columns.
local function head_rows(rows, heads)
  local filled = {}
  for _, row in ipairs(rows) do
    local column, cells = 1, row.cells
    for _, cell in ipairs(cells) do
      while (filled[column] or 0) > 0 do column = column + 1 end
      if column <= heads then head(cell, 'row') end
      for i = column, column + cell.col_span - 1 do filled[i] = cell.row_span end
      column = column + cell.col_span
    end
    row.cells = cells
    for i, rest in pairs(filled) do filled[i] = rest - 1 end
  end
  return rows
end

-- A row that is one wide cell heads the rows below it. Pandoc cuts such a cell down to the columns of row heads, unless the row is
-- the head of a body of its own.
local function parted(body)
  local parts, current = pandoc.List(), nil
  local function begin(attr, heads)
    current = { attr = attr, head = heads, body = pandoc.List(), row_head_columns = body.row_head_columns }
    parts:insert(current)
  end
  for _, row in ipairs(body.body) do
    if #row.cells == 1 and row.cells[1].col_span > body.row_head_columns then
      begin(#parts == 0 and body.attr or pandoc.Attr(), { head_row(row, 'rowgroup') })
    else
      if not current then begin(body.attr, body.head) end
      current.body:insert(row)
    end
  end
  for _, part in ipairs(parts) do part.body = head_rows(part.body, part.row_head_columns) end
  return parts
end

local function framed(tbl)
  local name = tbl.caption.long and pandoc.utils.stringify(tbl.caption.long) or ''
  return pandoc.Div({ tbl }, pandoc.Attr('', { 'table-scroll' }, {
    { 'role', 'region' }, { 'tabindex', '0' }, { 'aria-label', name ~= '' and name or 'Tabel' },
  }))
end

--- A table whose columns are words is hard to read side by side where the window is narrow: there each row is stacked, and each
-- cell says what its column is called (styles/web/paper.css). Only where every row has a cell for every column.
local WORDS = 60

local function is_of_words(tbl)
  local columns, long = #tbl.colspecs, {}
  if columns < 2 or columns > COLUMNS_THAT_FIT or #tbl.head.rows ~= 1 or #tbl.head.rows[1].cells ~= columns then return false end
  for _, body in ipairs(tbl.bodies) do
    if body.row_head_columns > 0 or #body.head > 0 then return false end
    for _, row in ipairs(body.body) do
      if #row.cells ~= columns then return false end
      for i, cell in ipairs(row.cells) do
        if cell.row_span > 1 or cell.col_span > 1 then return false end
        if #pandoc.utils.stringify(cell.contents) > WORDS then long[i] = true end
      end
    end
  end
  local found = 0
  for _ in pairs(long) do found = found + 1 end
  return found > 1 and #tbl.foot.rows == 0
end

-- Stacked by a style sheet it were no table to a screen reader, unless it says that it is one.
local function role(part, name)
  local attr = part.attr
  attr.attributes.role = name
  part.attr = attr
end

local function stacked_rows(rows, names, kind)
  for _, row in ipairs(rows) do
    role(row, 'row')
    local cells = row.cells
    for i, cell in ipairs(cells) do
      role(cell, kind)
      if kind == 'cell' then
        local attr = cell.attr
        attr.attributes['data-column'] = names[i]
        cell.attr = attr
      end
    end
    row.cells = cells
  end
  return rows
end

local function stacked(tbl)
  local names = pandoc.List(tbl.head.rows[1].cells):map(function(cell) return pandoc.utils.stringify(cell.contents) end)
  tbl.attr = pandoc.Attr(tbl.identifier, pandoc.List(tbl.classes) .. { 'stacked' }, tbl.attributes)
  role(tbl, 'table')
  local head, bodies = tbl.head, tbl.bodies
  role(head, 'rowgroup')
  head.rows = stacked_rows(head.rows, names, 'columnheader')
  for _, body in ipairs(bodies) do
    role(body, 'rowgroup')
    body.body = stacked_rows(body.body, names, 'cell')
  end
  tbl.head, tbl.bodies = head, bodies
  return tbl
end

function Table(tbl)
  local of_words = is_of_words(tbl)
  local top, bodies = tbl.head, pandoc.List()
  top.rows = pandoc.List(top.rows):map(function(row) return head_row(row, 'col') end)
  tbl.head = top
  for _, body in ipairs(tbl.bodies) do bodies:extend(parted(body)) end
  tbl.bodies = bodies
  if of_words then return stacked(tbl) end
  return #tbl.colspecs > COLUMNS_THAT_FIT and framed(tbl) or tbl
end

-- What a marked-up text inserts and strikes out: <ins> and <del>, and a word for those who cannot see the lines. `furniture`: no
-- words of the paper (pipeline/write/read_back).
local CHANGES = {
  insertion = { tag = 'ins', words = { da = 'indsat:', en = 'inserted:' } },
  deletion = { tag = 'del', words = { da = 'udgår:', en = 'deleted:' } },
}
local language = 'da'
local LEGEND = {
  da = 'Ny tekst er understreget. Tekst, der udgår, er streget over.',
  en = 'New text is underlined. Text that goes is struck through.',
}

local function change_of(el)
  for _, class in ipairs(el.classes) do
    if CHANGES[class] then return CHANGES[class] end
  end
end

local function told(change, inlines)
  local word = pandoc.Span({ pandoc.Str(change.words[language] or change.words.da), pandoc.Space() }, pandoc.Attr('', { 'furniture', 'change' }))
  local out = pandoc.List({ word })
  out:extend(inlines)
  return out
end

-- What comes right behind what went, with no space at the seam, as in a cell whose words are all new: a line may break there, and
-- paper.css keeps them apart.
local function meet(gone, come)
  local function is(el, change) return el and el.t == 'Span' and #el.content > 0 and change_of(el) == change end
  return is(gone, CHANGES.deletion) and is(come, CHANGES.insertion) and gone.content[#gone.content].t ~= 'Space' and come.content[1].t ~= 'Space'
end

local function apart(inlines)
  local out = pandoc.List()
  for i, el in ipairs(inlines) do
    if meet(inlines[i - 1], el) then out:insert(pandoc.RawInline('html', '<wbr>')) end
    out:insert(el)
  end
  return out
end

-- Spaces at the ends stay outside, so that no line is drawn there.
local function changed_span(span)
  local change = change_of(span)
  if not change then return nil end
  local words, before, behind = pandoc.List(span.content), pandoc.List(), pandoc.List()
  while words[1] and words[1].t == 'Space' do before:insert(words:remove(1)) end
  while words[#words] and words[#words].t == 'Space' do behind:insert(words:remove()) end
  local out = before
  out:insert(pandoc.RawInline('html', '<' .. change.tag .. '>'))
  out:extend(told(change, words))
  out:insert(pandoc.RawInline('html', '</' .. change.tag .. '>'))
  out:extend(behind)
  return out
end

--- A marked-up text tells beneath its title, and the line that belongs to it, what is compared and what the lines mean.
local function with_legend(doc)
  local found = false
  local function look(el) found = found or change_of(el) ~= nil end
  doc:walk({ Div = look, Span = look })
  if not found then return doc end
  local place
  for i, block in ipairs(doc.blocks) do
    if block.t == 'Header' and block.level == 1 then place = place or i end
    if block.t == 'Div' and block.classes:includes('casenumber') then place = i end
  end
  if not place then return doc end
  local words = pandoc.List(doc.meta.compared and { pandoc.Str(pandoc.utils.stringify(doc.meta.compared)), pandoc.Space() } or {})
  words:insert(pandoc.Str(LEGEND[language] or LEGEND.da))
  local out = pandoc.List(doc.blocks)
  out:insert(place + 1, pandoc.Div({ pandoc.Para(words) }, pandoc.Attr('', { 'furniture', 'legend' })))
  return pandoc.Pandoc(out, doc.meta)
end

-- In a list, or where its words open a heading, the element stands within the paragraph.
local function changed_div(div)
  local change = change_of(div)
  if not change then return nil end
  local function within(el)
    el.content = pandoc.List({ pandoc.Span(el.content, pandoc.Attr('', { change == CHANGES.insertion and 'insertion' or 'deletion' })) })
    return el
  end
  return pandoc.Div(div.content):walk({ Para = within, Plain = within, Header = within }).content
end

-- The table of contents, before the first section as in the other outputs. Pandoc's own can stand outside the text only.
local TITLES = { en = 'Contents' }

--- A heading's words as those of a link: without notes, links and places that links lead to.
local function words(header)
  return pandoc.Span(header.content):walk({
    Note = function() return {} end,
    Link = function(link) return link.content end,
    Span = function(span)
      span.identifier = ''
      return span
    end,
  }).content
end

local function contents(doc)
  local list = pandoc.List()
  doc:walk({
    Header = function(header)
      if header.identifier == '' or header.level < 2 or header.level > 3 then return nil end
      local entry = pandoc.Plain({ pandoc.Link(words(header), '#' .. header.identifier) })
      local above = list[#list]
      if header.level == 2 or not above then
        list:insert(pandoc.List({ entry }))
      elseif above[2] then
        above[2].content:insert({ entry })
      else
        above:insert(pandoc.BulletList({ { entry } }))
      end
    end,
  })
  local title = TITLES[pandoc.utils.stringify(doc.meta.lang or 'da')] or 'Indhold'
  return pandoc.List({
    pandoc.RawBlock('html', '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">' .. title .. '</h2>'),
    pandoc.BulletList(list), pandoc.RawBlock('html', '</nav>'),
  })
end

function Pandoc(doc)
  language = pandoc.utils.stringify(doc.meta.lang or 'da'):match('^%a+') or 'da'
  doc = with_legend(doc):walk({ Div = changed_div }):walk({ Inlines = apart }):walk({ Span = changed_span })
  if doc.meta.toc ~= true then return doc end
  local blocks = contents(doc)
  return doc:walk({
    Header = function(header)
      if header.level < 2 or not blocks then return nil end
      local before = blocks
      blocks = nil
      before:insert(header)
      return before
    end,
  })
end
