-- pandoc.utils.
local host = ...
local mt, coerce, class, fail, pandoc = host.metatables, host.coerce, host.class, host.fail, host.pandoc
local utils = {}
pandoc.utils = utils

local type_names = not host.is_3 and
  { Cell = "pandoc Cell", Row = "pandoc Row", TableHead = "pandoc TableHead", TableFoot = "pandoc TableFoot" } or {}

function utils.type(value)
  local is = class(value)
  if is then return type_names[is] or is end
  local metatable = type(value) == "table" and getmetatable(value)
  local name = metatable and rawget(metatable, "__name")
  return type(name) == "string" and name or type(value)
end

-- Of a document's metadata only what is inlines or blocks.
local function words_of_meta(value)
  local metatable = type(value) == "table" and getmetatable(value)
  if metatable == mt.Inlines or metatable == mt.Blocks then return host.words(value) end
  if type(value) ~= "table" or class(value) then return "" end
  local parts = {}
  if #value > 0 then
    for i = 1, #value do parts[i] = words_of_meta(value[i]) end
  else
    for _, key in ipairs(host.sorted_keys(value)) do parts[#parts + 1] = words_of_meta(value[key]) end
  end
  return table.concat(parts)
end

local function words(value)
  local t = type(value)
  if t == "string" then return value end
  if t == "number" then return tostring(value) end
  if t == "boolean" then return tostring(value) end
  if t ~= "table" then fail("an element, a list of them or metadata", value) end
  local is = class(value)
  if is == "Pandoc" then return words_of_meta(value.meta) .. host.words(value.blocks) end
  if is == "Inline" or is == "Block" or is == "Citation" then return host.words(value) end
  if is == "Cell" then return host.words(value.contents) end
  if is == "Caption" then return (value.short and words(value.short) or "") .. words(value.long) end
  if is then return "" end
  local parts = {}
  if #value > 0 then
    for i = 1, #value do parts[i] = words(value[i]) end
  else
    for _, key in ipairs(host.sorted_keys(value)) do parts[#parts + 1] = words(value[key]) end
  end
  return table.concat(parts)
end

function utils.stringify(value)
  if type(value) == "table" then
    local metatable = getmetatable(value)
    if metatable == mt.Inlines or metatable == mt.Blocks then
      for i = 1, #value do
        if not class(value[i]) then return words(value) end
      end
      return host.words(value)
    end
  end
  return words(value)
end

-- Whether two values say the same: elements by what they hold, tables by their items.
local function same_values(a, b)
  if rawequal(a, b) then return true end
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  local is = class(a)
  if is ~= class(b) then return false end
  if is == "Inline" or is == "Block" or is == "Cell" or is == "Row" or is == "TableHead" or is == "TableFoot" or is == "Citation" then
    return host.equal(a, b)
  end
  if is then return a == b end
  for key, value in pairs(a) do
    if not same_values(value, rawget(b, key)) then return false end
  end
  for key in pairs(b) do
    if rawget(a, key) == nil then return false end
  end
  return true
end
host.same_values = same_values
function utils.equals(a, b) return a == b end

function utils.sha1(value) return host.sha1(coerce.text(value)) end
pandoc.sha1 = utils.sha1

local roman = { { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" },
  { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } }

function utils.to_roman_numeral(number)
  number = coerce.number(number)
  if number < 0 or number >= 4000 then return "?" end
  local text = ""
  for _, row in ipairs(roman) do
    while number >= row[1] do text, number = text .. row[2], number - row[1] end
  end
  return text
end

local short_months, long_months = {}, {}
for number, name in ipairs({ "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
  "december" }) do
  long_months[name], short_months[name:sub(1, 3)] = number, number
end

local function iso(year, month, day)
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if not (year and month and day) or month < 1 or month > 12 or day < 1 then return nil end
  local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  local lengths = { 31, leap and 29 or 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
  if day > lengths[month] or year < 1601 or year > 9999 then return nil end
  return string.format("%04d-%02d-%02d", year, month, day)
end

-- A date in one of the ways that Pandoc reads, as YYYY-MM-DD; nil for anything else.
function utils.normalize_date(text)
  text = coerce.text(text):match("^%s*(.-)%s*$"):lower()
  local a, b, c = text:match("^(%d%d)/(%d%d)/(%d%d)$")
  if a then return iso(tonumber(c) + (tonumber(c) < 69 and 2000 or 1900), a, b) end
  a, b, c = text:match("^(%d%d)/(%d%d)/(%d%d%d%d)$")
  if a then return iso(c, a, b) end
  a, b, c = text:match("^(%d%d%d%d)-(%d%d)-(%d%d)$")
  if a then return iso(a, b, c) end
  a, b, c = text:match("^(%d%d) (%a+) (%d%d%d%d)$")
  if a and short_months[b] then return iso(c, short_months[b], a) end
  a, b, c = text:match("^(%d%d?) (%a+) (%d%d%d%d)$")
  if a then return iso(c, long_months[b], a) end
  a, b, c = text:match("^(%a+)%. +(%d%d?), (%d%d%d%d)$")
  if a then return iso(c, short_months[a], b) end
  a, b, c = text:match("^(%a+) +(%d%d?), (%d%d%d%d)$")
  if a then return iso(c, long_months[a], b) end
  a, b, c = text:match("^(%d%d%d%d)(%d?%d?)(%d?%d?)$")
  if a and #b ~= 1 and #c ~= 1 then return iso(a, b == "" and 1 or b, c == "" and 1 or c) end
  return nil
end

-- Puts inlines after others; where they meet (or everywhere), spaces become one, and texts and like elements join.
local joined = { Emph = true, Underline = true, Strong = true, Strikeout = true, Subscript = true, Superscript = true }
local stronger = { Space = 1, SoftBreak = 2, LineBreak = 3 }

local function meld(list, more, everywhere)
  for i, element in ipairs(more) do
    local last = (i == 1 or everywhere) and list[#list]
    local a, b = last and last.t, element.t
    if a == "Str" and b == "Str" then
      list[#list] = pandoc.Str(last.text .. element.text)
    elseif stronger[a] and stronger[b] and not (a == "LineBreak" and b == "LineBreak") then
      list[#list] = stronger[a] > stronger[b] and last or element
    elseif a == b and joined[a] then
      list[#list] = pandoc[a](last.content .. element.content)
    else
      list[#list + 1] = element
    end
  end
  return list
end
host.meld = meld

local function all_inlines(items, of, separator)
  local list = pandoc.Inlines({})
  for i, item in ipairs(items) do
    if i > 1 and separator then meld(list, separator) end
    meld(list, of(item))
  end
  return list
end

local function of_blocks(blocks) return host.blocks_to_inlines(blocks) end

local inlines_of = {}
for _, kind in ipairs({ "Plain", "Para", "Header" }) do inlines_of[kind] = function(block) return block.content end end
for _, kind in ipairs({ "BlockQuote", "Div", "Figure" }) do inlines_of[kind] = function(block) return of_blocks(block.content) end end
for _, kind in ipairs({ "BulletList", "OrderedList" }) do
  inlines_of[kind] = function(block) return all_inlines(block.content, of_blocks) end
end
function inlines_of.LineBlock(block)
  local list = pandoc.Inlines({})
  for i, line in ipairs(block.content) do
    if i > 1 then list:insert(pandoc.LineBreak()) end
    list:extend(line)
  end
  return list
end
function inlines_of.CodeBlock(block) return { pandoc.Code(block.text, block.attr) } end
function inlines_of.RawBlock(block) return { pandoc.RawInline(block.format, block.text) } end
function inlines_of.DefinitionList(block)
  return all_inlines(block.content, function(definition)
    local list = meld(meld(pandoc.Inlines({}), definition[1]), { pandoc.Str(":"), pandoc.Space() })
    return meld(list, all_inlines(definition[2], of_blocks))
  end)
end
function inlines_of.Table(block)
  local rows = pandoc.List({})
  rows:extend(block.head.rows)
  for _, body in ipairs(block.bodies) do
    rows:extend(body.head)
    rows:extend(body.body)
  end
  rows:extend(block.foot.rows)
  return all_inlines(rows, function(row)
    return all_inlines(row.cells, function(cell) return of_blocks(cell.contents) end)
  end, { pandoc.LineBreak() })
end

function host.blocks_to_inlines(blocks, separator)
  local between = host.is_3 and { pandoc.LineBreak() } or { pandoc.Space(), pandoc.Str("¶"), pandoc.Space() }
  separator = separator and coerce.inlines(separator) or between
  return all_inlines(coerce.blocks(blocks), function(block)
    local of = inlines_of[block.t]
    return of and of(block) or {}
  end, separator)
end
utils.blocks_to_inlines = host.blocks_to_inlines
function utils.from_simple_table(simple) return host.from_simple_table(simple) end
function utils.to_simple_table(table) return host.to_simple_table(table) end

-- Sections: each Header, with what follows it down to the next of its level, in a Div. A Div that begins with a Header is its section.

local function begins_section(block, level)
  if block.t == "Header" then return block.level <= level end
  if block.t ~= "Div" then return false end
  local first = block.content[1]
  return first ~= nil and begins_section(first, level)
end

-- Of attributes with one name the last counts: the div's own in Pandoc 2, the header's in Pandoc 3.
local function with_both(section, own)
  local classes, pairs, seen, named = pandoc.List({}), pandoc.List({}), {}, {}
  for _, name in ipairs(section.classes .. own.classes) do
    if not seen[name] then classes:insert(name) end
    seen[name] = true
  end
  pairs:extend((host.is_3 and own or section).attributes)
  pairs:extend((host.is_3 and section or own).attributes)
  for i = #pairs, 1, -1 do
    local name = pairs[i][1]
    if named[name] then pairs:remove(i) end
    named[name] = true
  end
  return pandoc.Attr(section.identifier ~= "" and section.identifier or own.identifier, classes, pairs)
end

local sections_of

local function next_number(state, level, header)
  if header.classes:includes("unnumbered") then return nil end
  local number = {}
  for i = 1, level do number[i] = state.number[i] or 0 end
  number[level] = number[level] + 1
  return number
end

local function section_of(blocks, first, last, state)
  local header = blocks[first]:clone()
  local level, base = header.level, state.base
  -- A base is the level of every outermost section in Pandoc 2; in Pandoc 3 that of the highest there is, and all move with it.
  header.level = not base and level or host.is_3 and level + base - state.highest or base
  local number = next_number(state, host.is_3 and level - state.highest + 1 or header.level, header)
  state.number = number or state.number
  local stop = first + 1
  while stop <= last and not begins_section(blocks[stop], level) do stop = stop + 1 end
  state.base = base and (host.is_3 and base or base + 1)
  local inner = sections_of(blocks, first + 1, stop - 1, state)
  state.base = base
  local attributes = header.attributes
  if state.numbering and number and attributes.number == nil then
    table.insert(attributes, 1, { "number", table.concat(number, ".") })
  end
  local classes = pandoc.List({ "section" })
  classes:extend(header.classes)
  local attr = pandoc.Attr(header.identifier, classes, attributes)
  header.identifier = ""
  local content = pandoc.Blocks({ header })
  content:extend(inner)
  return pandoc.Div(content, attr), stop
end

local function is_section(div)
  local content = div.content
  if not content[1] or content[1].t ~= "Header" then return false end
  if div.classes:includes("column") or div.classes:includes("columns") then return false end
  if div.classes:includes("fragment") and host.is_3 then return false end
  for i = 2, #content do
    if content[i].t == "Header" and content[i].level <= content[1].level then return false end
  end
  return true
end

function sections_of(blocks, first, last, state)
  local result, i = pandoc.Blocks({}), first
  while i <= last do
    local block = blocks[i]
    i = i + 1
    if block.t == "Header" then
      block, i = section_of(blocks, i - 1, last, state)
    elseif block.t == "Div" then
      local inner = sections_of(block.content, 1, #block.content, state)
      local single = #inner == 1 and is_section(block) and inner[1]
      if single and (block.identifier == "" or single.identifier == "" or block.identifier == single.identifier) then
        block = pandoc.Div(single.content, with_both(single, block))
      else
        block = pandoc.Div(inner, block.attr)
      end
    end
    result:insert(block)
  end
  return result
end

function utils.make_sections(numbering, base_level, blocks)
  blocks = coerce.blocks(blocks)
  local highest = math.huge
  blocks:walk({ Header = function(header) highest = math.min(highest, header.level) end })
  return sections_of(blocks, 1, #blocks, { numbering = numbering, base = base_level, number = {}, highest = highest })
end

function pandoc.walk_block(element, filter) return coerce.blocks(element)[1]:walk(filter) end
function pandoc.walk_inline(element, filter) return coerce.inlines(element)[1]:walk(filter) end

-- Versions, compared part by part.
local version_mt = { __name = "Version" }
host.version_metatable = version_mt

local function to_version(value)
  if type(value) == "table" then
    if getmetatable(value) == version_mt then return value end
    local parts = {}
    for i = 1, #value do parts[i] = coerce.number(value[i]) end
    return setmetatable(parts, version_mt)
  end
  local parts = {}
  for number in tostring(value):gmatch("%d+") do parts[#parts + 1] = tonumber(number) end
  return setmetatable(parts, version_mt)
end

local function compare(a, b)
  a, b = to_version(a), to_version(b)
  for i = 1, math.max(#a, #b) do
    if a[i] ~= b[i] then return (a[i] or -1) - (b[i] or -1) end
  end
  return 0
end

function version_mt.__eq(a, b) return compare(a, b) == 0 end
function version_mt.__lt(a, b) return compare(a, b) < 0 end
function version_mt.__le(a, b) return compare(a, b) <= 0 end
function version_mt.__tostring(version) return table.concat(version, ".") end
version_mt.__index = {
  must_be_at_least = function(actual, expected, message)
    if compare(actual, expected) >= 0 then return end
    message = message or "expected version %s or newer, got %s"
    error(string.format(message, tostring(to_version(expected)), tostring(actual)), 0)
  end,
}

pandoc.types = { Version = to_version }
utils.Version = to_version
