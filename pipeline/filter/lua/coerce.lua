-- Makes what filters give into what belongs there, as Pandoc does: a text becomes words, an inline a Plain, a table an Attr. Each function
-- returns something proper or raises an error. By the names of the fields in values.h.
local host = ...
local mt = host.metatables
local type, getmetatable, setmetatable, rawget, next, gmatch = type, getmetatable, setmetatable, rawget, next, string.gmatch

-- kind_class[metatable]: "Inline", "Block" or the name of the part.
local class_of = {}
host.class_of = class_of
for name, metatable in pairs(mt) do class_of[metatable] = name end
for _, name in ipairs({ "Str", "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Quoted", "Cite",
  "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Link", "Image", "Note", "Span" }) do
  class_of[mt[name]] = "Inline"
end
for _, name in ipairs({ "Plain", "Para", "LineBlock", "CodeBlock", "RawBlock", "BlockQuote", "OrderedList", "BulletList",
  "DefinitionList", "Header", "HorizontalRule", "Table", "Figure", "Div", "Null" }) do
  class_of[mt[name]] = "Block"
end
for _, name in ipairs({ "List", "Inlines", "Blocks", "Meta" }) do class_of[mt[name]] = nil end

-- The class of an object of Pandoc's; nil for every other value, lists included.
local function class(value)
  return type(value) == "table" and class_of[getmetatable(value)] or nil
end
host.class = class

local function described(value) return class(value) or type(value) end

local function fail(expected, value) error(expected .. " expected, got " .. described(value), 0) end
host.fail = fail

local function is_list(value) return type(value) == "table" and not class(value) end

local function str(text) return setmetatable({ false, text }, mt.Str) end
local function plain(inlines) return setmetatable({ false, inlines }, mt.Plain) end

local function split(text)
  return setmetatable(host.split_text(text, str, host.single.Space, host.single.SoftBreak), mt.Inlines)
end

-- A copy of an element that shares nothing that can change; what was not looked at yet stands in its node, which never changes.
local copy_part
local function copy(element)
  local metatable = getmetatable(element)
  local twin = { rawget(element, 1) or false }
  for slot = 2, metatable.last_slot do
    local part = rawget(element, slot)
    if part ~= nil then twin[slot] = type(part) == "table" and copy_part(part) or part end
  end
  return setmetatable(twin, metatable)
end

function copy_part(part)
  if type(part) ~= "table" then return part end
  local metatable = getmetatable(part)
  local last = metatable and rawget(metatable, "last_slot")
  if last then return last == 1 and part or copy(part) end
  local twin = {}
  for i = 1, #part do twin[i] = copy_part(part[i]) end
  for key, value in pairs(part) do
    if twin[key] == nil then twin[key] = copy_part(value) end
  end
  return setmetatable(twin, metatable)
end
host.deep_copy = copy_part

-- An element that is put into another is copied, as in Pandoc: what the filter does to its own afterwards changes nothing in there.
local function own(element)
  local metatable = getmetatable(element)
  if metatable.last_slot == 1 then return element end
  return copy(element)
end

local coerce = {}

function coerce.text(value)
  local t = type(value)
  if t == "string" then return value end
  if t == "number" then return tostring(value) end
  fail("string", value)
end

function coerce.number(value)
  local number = tonumber(value)
  if not number or number % 1 ~= 0 then fail("a whole number", value) end
  return number
end

local inlines_wanted = "Inline, list of Inlines, or string"

function coerce.inlines(value)
  local t = type(value)
  if t == "string" then return split(value) end
  if class(value) == "Inline" then return setmetatable({ own(value) }, mt.Inlines) end
  if not is_list(value) then fail(inlines_wanted, value) end
  local list = {}
  for i = 1, #value do
    local item = value[i]
    if class(item) == "Inline" then
      list[i] = own(item)
    elseif type(item) == "string" then
      list[i] = str(item)
    else
      fail(inlines_wanted .. " (item " .. i .. ")", item)
    end
  end
  return setmetatable(list, mt.Inlines)
end

local function block(value)
  if class(value) == "Block" then return own(value) end
  return plain(coerce.inlines(value))
end

local blocks_wanted = "Block, list of Blocks, or compatible element"

function coerce.blocks(value)
  if not is_list(value) then
    if class(value) and class(value) ~= "Block" and class(value) ~= "Inline" or not class(value) and type(value) ~= "string" then
      fail(blocks_wanted, value)
    end
    return setmetatable({ block(value) }, mt.Blocks)
  end
  local list = {}
  for i = 1, #value do
    local item = value[i]
    if type(item) ~= "string" and not class(item) and type(item) ~= "table" then fail(blocks_wanted .. " (item " .. i .. ")", item) end
    list[i] = block(item)
  end
  return setmetatable(list, mt.Blocks)
end

local function list_of(value, each, expected)
  if not is_list(value) then fail(expected, value) end
  local list = {}
  for i = 1, #value do list[i] = each(value[i]) end
  return setmetatable(list, mt.List)
end
host.list_of = list_of

function coerce.lines(value) return list_of(value, coerce.inlines, "list of lines") end

function coerce.items(value)
  if not is_list(value) then return setmetatable({ coerce.blocks(value) }, mt.List) end
  return list_of(value, coerce.blocks, "list of items")
end

local function definition(value)
  if not is_list(value) or #value ~= 2 then fail("a pair of a term and its definitions", value) end
  return { coerce.inlines(value[1]), coerce.items(value[2]) }
end

function coerce.definitions(value)
  if is_list(value) and #value == 2 and not (is_list(value[1]) and is_list(value[2]) and #value[1] == 2) then
    local ok, single = pcall(definition, value)
    if ok then return setmetatable({ single }, mt.List) end
  end
  return list_of(value, definition, "list of definitions")
end

local function only(name)
  return function(value)
    if class(value) ~= name then fail(name, value) end
    return own(value)
  end
end

function coerce.citations(value) return list_of(value, only("Citation"), "list of Citations") end

function coerce.cells(value)
  return list_of(value, function(cell)
    if class(cell) == "Cell" then return own(cell) end
    if not is_list(cell) or cell.contents == nil then fail("Cell", cell) end
    return host.pandoc.Cell(cell.contents, cell.alignment, cell.row_span, cell.col_span, cell.attr)
  end, "list of Cells")
end

function coerce.rows(value)
  return list_of(value, function(row)
    if class(row) == "Row" then return own(row) end
    if not is_list(row) then fail("Row", row) end
    return host.pandoc.Row(row[2], row[1])
  end, "list of Rows")
end

coerce.head = only("TableHead")
coerce.foot = only("TableFoot")
coerce.prefix, coerce.suffix = coerce.inlines, coerce.inlines

function coerce.bodies(value)
  return list_of(value, function(body)
    if class(body) ~= "TableBody" and not is_list(body) then fail("TableBody", body) end
    return host.body(body)
  end, "list of TableBodies")
end

function coerce.caption(value)
  if class(value) == "Caption" or is_list(value) and (value.long ~= nil or value.short ~= nil) then
    return host.caption({ long = coerce.blocks(value.long or {}), short = value.short ~= nil and coerce.inlines(value.short) or nil })
  end
  return host.caption({ long = coerce.blocks(value) })
end

function coerce.columns(value)
  return list_of(value, function(spec)
    if type(spec) ~= "table" then fail("a pair of alignment and width", spec) end
    return { coerce.alignment(spec[1]), tonumber(spec[2]) }
  end, "list of ColSpecs")
end

-- Attributes

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do
    if type(key) == "string" then keys[#keys + 1] = key end
  end
  table.sort(keys)
  return keys
end
host.sorted_keys = sorted_keys

-- A pair that a filter set to nil by its number leaves a gap; [true] holds how many there were.
local function close_gaps(list)
  local kept = 0
  for i = 1, math.max(rawget(list, true) or 0, #list) do
    local pair = rawget(list, i)
    if pair ~= nil then
      kept = kept + 1
      if kept < i then
        rawset(list, kept, pair)
        rawset(list, i, nil)
      end
    end
  end
  rawset(list, true, kept)
  return kept
end
host.close_gaps = close_gaps

-- Pairs of names and values: from pairs, or from a map (by name, because a map of Lua's has no order).
function coerce.attributes(value)
  if type(value) ~= "table" then fail("AttributeList", value) end
  local list = {}
  local count = getmetatable(value) == mt.AttributeList and close_gaps(value) or #value
  if count > 0 then
    for i = 1, count do
      local pair = value[i]
      if type(pair) ~= "table" then fail("a pair of name and value", pair) end
      list[i] = { coerce.text(pair[1]), coerce.text(pair[2]) }
    end
  else
    for _, key in ipairs(sorted_keys(value)) do list[#list + 1] = { key, coerce.text(value[key]) } end
  end
  list[true] = #list
  return setmetatable(list, mt.AttributeList)
end

function coerce.classes(value) return list_of(value, coerce.text, "list of classes") end

local function make_attr(id, classes, attributes)
  return setmetatable({ coerce.text(id), coerce.classes(classes), coerce.attributes(attributes) }, mt.Attr)
end

local function is_proper(attr)
  local classes, pairs = rawget(attr, 2), rawget(attr, 3)
  if type(rawget(attr, 1)) ~= "string" or type(classes) ~= "table" or type(pairs) ~= "table" then return false end
  for i = 1, #classes do
    if type(classes[i]) ~= "string" then return false end
  end
  for i = 1, #pairs do
    if type(pairs[i]) ~= "table" then return false end
  end
  return getmetatable(pairs) == mt.AttributeList
end

-- From a table like { id = 'x', class = 'a b', key = 'value' }.
local function html_attr(map)
  local classes, attributes, n = {}, {}, 0
  for word in gmatch(coerce.text(map.class or ""), "%S+") do
    n = n + 1
    classes[n] = word
  end
  for key in next, map do
    if key ~= "id" and key ~= "class" then
      attributes = coerce.attributes(map)
      for i = #attributes, 1, -1 do
        local name = attributes[i][1]
        if name == "id" or name == "class" then table.remove(attributes, i) end
      end
      break
    end
  end
  return setmetatable({ coerce.text(map.id or ""), setmetatable(classes, mt.List), setmetatable(attributes, mt.AttributeList) }, mt.Attr)
end

function coerce.attr(value)
  if type(value) == "string" then return make_attr(value, {}, {}) end
  if value == nil then return make_attr("", {}, {}) end
  local is = class(value)
  if is == "Attr" then
    if is_proper(value) then return value end
    return make_attr(rawget(value, 1), rawget(value, 2), rawget(value, 3))
  end
  if not is_list(value) then fail("Attr", value) end
  if #value > 0 then return make_attr(value[1], value[2] or {}, value[3] or {}) end
  return html_attr(value)
end

-- For an element that is made: what a filter does to its own Attr afterwards changes nothing in there.
function host.own_attr(value)
  local attr = coerce.attr(value)
  return rawequal(attr, value) and copy_part(attr) or attr
end

function coerce.list_attributes(value)
  if class(value) ~= "ListAttributes" and not is_list(value) then fail("ListAttributes", value) end
  local start, style, delimiter = value[1], value[2], value[3]
  return setmetatable({ coerce.number(start or 1), coerce.liststyle(style or "DefaultStyle"), coerce.listdelimiter(delimiter or "DefaultDelim") },
    mt.ListAttributes)
end

host.coerce = coerce
