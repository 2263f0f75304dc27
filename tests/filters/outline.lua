--- A tree as text that people can read and compare: a writer for the filters' tests.
---   Div .quote #id kind=at @12:3      one line a block: classes, id, attributes, and its line and column in the source
---     Para
---       words, [a Span]{.generated @12:9}, *Emph*, **Strong**, [a link](#id){.ref}, ^[a note], ![alt](src), \ for a line break
--- A no-break space is shown as ␣, a no-break hyphen as [-].

local function attributes(el)
  local parts = {}
  for _, class in ipairs(el.classes or {}) do parts[#parts + 1] = '.' .. class end
  if (el.identifier or '') ~= '' then parts[#parts + 1] = '#' .. el.identifier end
  local keys = {}
  for key in pairs(el.attributes or {}) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    if key ~= 'data-pos' then parts[#parts + 1] = key .. '=' .. el.attributes[key] end
  end
  local place = el.attributes and el.attributes['data-pos']
  if place then parts[#parts + 1] = '@' .. place:match('%d+:%d+$') end
  return table.concat(parts, ' ')
end

local function braced(el)
  local text = attributes(el)
  return text ~= '' and '{' .. text .. '}' or ''
end

local lines, blocks

local function add(depth, text) lines[#lines + 1] = ('  '):rep(depth) .. text end

local function visible(text) return (text:gsub('\u{A0}', '␣'):gsub('\u{2011}', '[-]')) end

local function inlines(list)
  local out = {}
  for i, el in ipairs(list) do
    local tag = el.t
    if tag == 'Str' then out[i] = visible(el.text)
    elseif tag == 'Space' then out[i] = ' '
    elseif tag == 'LineBreak' then out[i] = '\\'
    elseif tag == 'Emph' then out[i] = '*' .. inlines(el.content) .. '*'
    elseif tag == 'Strong' then out[i] = '**' .. inlines(el.content) .. '**'
    elseif tag == 'Span' then out[i] = '[' .. inlines(el.content) .. ']' .. braced(el)
    elseif tag == 'Link' then out[i] = '[' .. inlines(el.content) .. '](' .. el.target .. ')' .. braced(el)
    elseif tag == 'Image' then out[i] = '![' .. inlines(el.caption) .. '](' .. el.src .. ')' .. braced(el)
    elseif tag == 'Note' then
      local inner = {}
      for k, block in ipairs(el.content) do inner[k] = inlines(block.content) end
      out[i] = '^[' .. table.concat(inner, ' ¶ ') .. ']'
    else error('the outline knows no ' .. tag) end
  end
  return table.concat(out)
end

local function head(depth, name, el)
  local text = attributes(el)
  add(depth, text ~= '' and name .. ' ' .. text or name)
end

local function items(list, depth)
  for _, item in ipairs(list) do
    add(depth, '-')
    blocks(item, depth + 1)
  end
end

local function rows(list, name, depth)
  for _, row in ipairs(list) do
    head(depth, name, row)
    for _, cell in ipairs(row.cells) do
      local spans = (cell.row_span > 1 and string.format(' %d rows', cell.row_span) or '')
        .. (cell.col_span > 1 and string.format(' %d columns', cell.col_span) or '')
      head(depth + 1, 'Cell' .. spans, cell.attr)
      blocks(cell.contents, depth + 2)
    end
  end
end

local write = {}

function write.Plain(el, depth) add(depth, 'Plain') add(depth + 1, inlines(el.content)) end
function write.Para(el, depth) add(depth, 'Para') add(depth + 1, inlines(el.content)) end
function write.Header(el, depth) head(depth, string.format('Header %d', el.level), el) add(depth + 1, inlines(el.content)) end
function write.Div(el, depth) head(depth, 'Div', el) blocks(el.content, depth + 1) end
function write.BlockQuote(el, depth) add(depth, 'BlockQuote') blocks(el.content, depth + 1) end
function write.BulletList(el, depth) add(depth, 'BulletList') items(el.content, depth + 1) end
function write.OrderedList(el, depth)
  add(depth, string.format('OrderedList %d %s %s', el.start, el.style, el.delimiter))
  items(el.content, depth + 1)
end

function write.DefinitionList(el, depth)
  add(depth, 'DefinitionList')
  for _, entry in ipairs(el.content) do
    add(depth + 1, inlines(entry[1]))
    items(entry[2], depth + 2)
  end
end

function write.Table(el, depth)
  head(depth, 'Table', el)
  for _, spec in ipairs(el.colspecs) do
    add(depth + 1, 'Column ' .. spec[1] .. (spec[2] and string.format(' %.3f', spec[2]) or ''))
  end
  add(depth + 1, 'Caption')
  blocks(el.caption.long, depth + 2)
  rows(el.head.rows, 'Head', depth + 1)
  for _, body in ipairs(el.bodies) do
    head(depth + 1, string.format('Body %d row heads', body.row_head_columns), body.attr)
    rows(body.body, 'Row', depth + 2)
  end
end

function blocks(list, depth)
  for _, el in ipairs(list) do
    (write[el.t] or error('the outline knows no ' .. el.t))(el, depth)
  end
end

function Writer(doc)
  lines = {}
  local keys = {}
  for key in pairs(doc.meta) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    local value = doc.meta[key]
    if type(value) == 'string' or type(value) == 'boolean' then add(0, key .. ': ' .. visible(tostring(value))) end
  end
  add(0, '')
  blocks(doc.blocks, 0)
  return table.concat(lines, '\n') .. '\n'
end
