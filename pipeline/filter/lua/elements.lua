-- Elements: their properties, methods and constructors. How they are kept is said in values.h.
local host = ...
local mt, coerce, class, fail = host.metatables, host.coerce, host.class, host.fail
local fetch, rawget, rawset, setmetatable, getmetatable, type = host.fetch, rawget, rawset, setmetatable, getmetatable, type

local pandoc = {}
host.pandoc = pandoc

-- The properties of each kind, in the order of its slots, each with the field it is in values.h.
local properties = {
  Str = { { "text", "text" } },
  Quoted = { { "content", "inlines" }, { "quotetype", "quotetype" } },
  Cite = { { "citations", "citations" }, { "content", "inlines" } },
  Code = { { "text", "text" }, { "attr", "attr" } },
  Math = { { "text", "text" }, { "mathtype", "mathtype" } },
  RawInline = { { "text", "text" }, { "format", "text" } },
  Link = { { "content", "inlines" }, { "attr", "attr" }, { "target", "text" }, { "title", "text" } },
  Image = { { "caption", "inlines" }, { "attr", "attr" }, { "src", "text" }, { "title", "text" } },
  Note = { { "content", "blocks" } },
  Span = { { "content", "inlines" }, { "attr", "attr" } },
  LineBlock = { { "content", "lines" } },
  CodeBlock = { { "text", "text" }, { "attr", "attr" } },
  RawBlock = { { "text", "text" }, { "format", "text" } },
  BlockQuote = { { "content", "blocks" } },
  OrderedList = { { "content", "items" }, { "listAttributes", "list_attributes" } },
  BulletList = { { "content", "items" } },
  DefinitionList = { { "content", "definitions" } },
  Header = { { "content", "inlines" }, { "attr", "attr" }, { "level", "number" } },
  Table = { { "caption", "caption" }, { "head", "head" }, { "bodies", "bodies" }, { "foot", "foot" }, { "attr", "attr" },
    { "colspecs", "columns" } },
  Figure = { { "caption", "caption" }, { "content", "blocks" }, { "attr", "attr" } },
  Div = { { "content", "blocks" }, { "attr", "attr" } },
  Citation = { { "prefix", "inlines" }, { "suffix", "inlines" }, { "id", "text" }, { "mode", "citationmode" },
    { "note_num", "number" }, { "hash", "number" } },
  TableHead = { { "rows", "rows" }, { "attr", "attr" } },
  TableFoot = { { "rows", "rows" }, { "attr", "attr" } },
  Row = { { "cells", "cells" }, { "attr", "attr" } },
  Cell = { { "contents", "blocks" }, { "attr", "attr" }, { "alignment", "alignment" }, { "row_span", "number" },
    { "col_span", "number" } },
}
local inline_kinds = { "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps" }
for _, kind in ipairs(inline_kinds) do properties[kind] = { { "content", "inlines" } } end
properties.Plain, properties.Para = { { "content", "inlines" } }, { { "content", "inlines" } }
for _, kind in ipairs({ "Space", "SoftBreak", "LineBreak", "HorizontalRule", "Null" }) do properties[kind] = {} end

-- Words that only some properties may be.
local function one_of(...)
  local allowed = {}
  for _, word in ipairs({ ... }) do allowed[word] = true end
  return function(value)
    if not allowed[value] then error("Could not read: " .. tostring(value), 0) end
    return value
  end
end
coerce.quotetype = one_of("SingleQuote", "DoubleQuote")
coerce.mathtype = one_of("InlineMath", "DisplayMath")
coerce.citationmode = one_of("AuthorInText", "SuppressAuthor", "NormalCitation")
coerce.alignment = one_of("AlignLeft", "AlignRight", "AlignCenter", "AlignDefault")
coerce.liststyle = one_of("DefaultStyle", "Example", "Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha")
coerce.listdelimiter = one_of("DefaultDelim", "Period", "OneParen", "TwoParens")

-- What is assigned to a property. A table stays the filter's own, which may still add to it; it is made proper when the tree needs it.
local assigned = {}
for name, make in pairs(coerce) do assigned[name] = make end
for _, name in ipairs({ "inlines", "lines", "items", "definitions", "citations", "rows", "cells", "bodies", "columns" }) do
  assigned[name] = function(value)
    if type(value) == "table" and not class(value) then return value end
    return coerce[name](value)
  end
end
function assigned.blocks(value)
  if type(value) ~= "table" or class(value) then return coerce.blocks(value) end
  for i = 1, #value do
    if type(value[i]) ~= "string" and class(value[i]) ~= "Inline" then return value end
  end
  if #value == 0 then return value end
  return coerce.blocks({ value })  -- inlines alone are one Plain
end

local deep_copy = host.deep_copy

local function equal(a, b)
  local is = class(a)
  if is ~= class(b) then return false end
  return host.equal(a, b)
end

local through = {
  identifier = { "attr", 1 }, classes = { "attr", 2 }, attributes = { "attr", 3 },
  start = { "listAttributes", 1 }, style = { "listAttributes", 2 }, delimiter = { "listAttributes", 3 },
}
local through_names = { "identifier", "classes", "attributes", "start", "style", "delimiter" }

local methods_of = { Citation = { "clone" }, Cell = { "walk" }, TableHead = { "clone" }, TableFoot = { "clone" } }

local function define(kind, list)
  local metatable = mt[kind]
  local slots, setters, aliases, fixed, dresses = {}, {}, {}, { tag = kind, t = kind }, {}
  for i, property in ipairs(list) do
    slots[property[1]] = i + 1
    setters[property[1]] = assigned[property[2]]
    dresses[property[1]] = property[2] == "caption" and "caption" or property[2] == "bodies" and "bodies" or nil
  end
  if kind == "Cell" then slots.content, setters.content = slots.contents, setters.contents end
  slots.c, setters.c = slots.content, setters.content
  for _, name in ipairs(through_names) do
    if slots[through[name][1]] then aliases[name] = through[name] end
  end
  fixed.clone, fixed.walk = deep_copy, host.walk
  if class(setmetatable({}, metatable)) == "Block" then fixed.show = host.show end

  local function index(element, key)
    local slot = slots[key]
    if slot then
      local value = rawget(element, slot)
      if value ~= nil then return value end
      value = fetch(element, slot)
      if value ~= nil and dresses[key] then host[dresses[key]](value) end
      if value == nil and key == "attr" then  -- made without one
        value = coerce.attr(nil)
        rawset(element, slot, value)
      end
      return value
    end
    local alias = aliases[key]
    if alias then
      local holder = index(element, alias[1])
      if type(holder) == "string" then holder = coerce.attr(holder) end
      return rawget(holder, alias[2])
    end
    return fixed[key]
  end
  metatable.__index = index

  function metatable.__newindex(element, key, value)
    local slot = slots[key]
    if slot and value == nil then  -- takes back what was assigned; one that a filter made stays as it is
      if rawget(element, 1) then rawset(element, slot, nil) end
    elseif slot then
      rawset(element, slot, setters[key](value))
    elseif aliases[key] then
      index(element, aliases[key][1])[key] = value
    elseif fixed[key] ~= nil then
      error("'" .. key .. "' is a read-only property.", 0)
    else
      error("Cannot set unknown property '" .. tostring(key) .. "' of a " .. kind .. ".", 0)
    end
  end
  metatable.__eq = equal
  metatable.__tostring = host.show
  metatable.__name = class(setmetatable({}, metatable))
  metatable.properties, metatable.methods = { unpack(list) }, methods_of[kind] or { "clone", "walk" }
  if metatable.__name == "Block" then metatable.methods = { "clone", "show", "walk" } end
  if metatable.__name == "Block" or metatable.__name == "Inline" then table.insert(metatable.properties, { "tag" }) end
  metatable.last_slot = #list + 1
end

for kind, list in pairs(properties) do define(kind, list) end
for kind, element in pairs(host.single) do
  pandoc[kind] = function() return element end
end

-- Constructors. The slots stand in the order of `properties`.

local function make(kind, a, b, c, d, e, f) return setmetatable({ false, a, b, c, d, e, f }, mt[kind]) end
local inlines, blocks, text = coerce.inlines, coerce.blocks, coerce.text
local function attr(value) return value ~= nil and host.own_attr(value) or nil end

function pandoc.Str(value) return setmetatable({ false, text(value) }, mt.Str) end
for _, kind in ipairs(inline_kinds) do
  local metatable = mt[kind]
  pandoc[kind] = function(content) return setmetatable({ false, inlines(content) }, metatable) end
end
function pandoc.Plain(content) return make("Plain", inlines(content)) end
function pandoc.Para(content) return make("Para", inlines(content)) end
function pandoc.Quoted(quotetype, content) return make("Quoted", inlines(content), coerce.quotetype(quotetype)) end
function pandoc.SingleQuoted(content) return pandoc.Quoted("SingleQuote", content) end
function pandoc.DoubleQuoted(content) return pandoc.Quoted("DoubleQuote", content) end
function pandoc.Cite(content, citations) return make("Cite", coerce.citations(citations), inlines(content)) end
function pandoc.Code(code, attributes) return make("Code", text(code), attr(attributes)) end
function pandoc.Math(mathtype, formula) return make("Math", text(formula), coerce.mathtype(mathtype)) end
function pandoc.RawInline(format, raw) return make("RawInline", text(raw), text(format)) end
function pandoc.Link(content, target, title, attributes)
  return make("Link", inlines(content), attr(attributes), text(target), text(title or ""))
end
function pandoc.Image(caption, src, title, attributes)
  return make("Image", inlines(caption), attr(attributes), text(src), text(title or ""))
end
function pandoc.Note(content) return make("Note", blocks(content)) end
function pandoc.Span(content, attributes) return make("Span", inlines(content), attr(attributes)) end
function pandoc.LineBlock(content) return make("LineBlock", coerce.lines(content)) end
function pandoc.CodeBlock(code, attributes) return make("CodeBlock", text(code), attr(attributes)) end
function pandoc.RawBlock(format, raw) return make("RawBlock", text(raw), text(format)) end
function pandoc.BlockQuote(content) return make("BlockQuote", blocks(content)) end
function pandoc.BulletList(content) return make("BulletList", coerce.items(content)) end
function pandoc.OrderedList(content, attributes)
  return make("OrderedList", coerce.items(content), coerce.list_attributes(attributes or {}))
end
function pandoc.DefinitionList(content) return make("DefinitionList", coerce.definitions(content)) end
function pandoc.Header(level, content, attributes)
  return make("Header", inlines(content), attr(attributes), coerce.number(level))
end
function pandoc.Div(content, attributes) return make("Div", blocks(content), attr(attributes)) end
function pandoc.Figure(content, caption, attributes)
  return make("Figure", coerce.caption(caption or {}), blocks(content), attr(attributes))
end
function pandoc.Citation(id, mode, prefix, suffix, note_num, hash)
  return make("Citation", inlines(prefix or {}), inlines(suffix or {}), text(id), coerce.citationmode(mode),
    coerce.number(note_num or 0), coerce.number(hash or 0))
end

function pandoc.Inlines(content) return inlines(content) end
function pandoc.Blocks(content) return blocks(content) end

-- Attr, AttributeList and ListAttributes: their slots begin at 1.

local function record(name, fields, setters)
  local metatable = mt[name]
  local fixed = { tag = name, t = name, clone = deep_copy }
  function metatable.__index(object, key)
    local slot = fields[key]
    if slot then return rawget(object, slot) end
    return fixed[key]
  end
  function metatable.__newindex(object, key, value)
    local slot = fields[key]
    if not slot then error("Cannot set unknown property '" .. tostring(key) .. "' of " .. name .. ".", 0) end
    if value ~= nil then rawset(object, slot, setters[slot](value)) end
  end
  function metatable.__eq(a, b)
    return class(a) == class(b) and rawget(a, 1) == rawget(b, 1) and rawget(a, 2) == rawget(b, 2) and rawget(a, 3) == rawget(b, 3)
  end
  metatable.__name, metatable.properties, metatable.methods = name, {}, { "clone" }
  for field in pairs(fields) do table.insert(metatable.properties, { field }) end
end

record("Attr", { identifier = 1, classes = 2, attributes = 3 }, { text, function(value)
  if type(value) == "table" and not class(value) then return value end
  return coerce.classes(value)
end, coerce.attributes })
mt.Attr.__tostring = host.show
table.insert(mt.Attr.properties, { "tag" })
record("ListAttributes", { start = 1, style = 2, delimiter = 3 }, { coerce.number, coerce.liststyle, coerce.listdelimiter })

function pandoc.Attr(id, classes, attributes)
  if type(id) == "table" or id == nil and not classes and not attributes then return coerce.attr(id) end
  return coerce.attr({ id or "", classes or {}, attributes or {} })
end
function pandoc.AttributeList(list) return coerce.attributes(list) end
function pandoc.ListAttributes(start, style, delimiter) return coerce.list_attributes({ start or 1, style, delimiter }) end

local attributes_mt = mt.AttributeList
attributes_mt.__name = "AttributeList"

function attributes_mt.__index(list, key)
  if type(key) ~= "string" then return nil end
  for i = 1, host.close_gaps(list) do
    if list[i][1] == key then return list[i][2] end
  end
  return nil
end

function attributes_mt.__newindex(list, key, value)
  local count = host.close_gaps(list)
  if type(key) == "number" then
    if value ~= nil then rawset(list, count + 1, { text(value[1]), text(value[2]) }) end
    return
  end
  for i = 1, count do
    if list[i][1] == key then
      if value == nil then
        table.remove(list, i)
        rawset(list, true, count - 1)
      else
        list[i] = { key, text(value) }
      end
      return
    end
  end
  if value ~= nil then rawset(list, count + 1, { text(key), text(value) }) end
end

function attributes_mt.__eq(a, b)
  if class(a) ~= class(b) or host.close_gaps(a) ~= host.close_gaps(b) then return false end
  for i = 1, #a do
    if a[i][1] ~= b[i][1] or a[i][2] ~= b[i][2] then return false end
  end
  return true
end

function attributes_mt.__tostring(list)
  local shown = {}
  for i = 1, host.close_gaps(list) do shown[i] = "(" .. host.show_string(list[i][1]) .. "," .. host.show_string(list[i][2]) .. ")" end
  return "[" .. table.concat(shown, ",") .. "]"
end

-- Documents and metadata.

local document_mt = mt.Pandoc
local document_slots = { blocks = 2, meta = 3 }
document_mt.__name = "Pandoc"
document_mt.properties, document_mt.methods = { { "blocks" }, { "meta" } }, { "clone", "normalize", "walk" }
function document_mt.__index(document, key)
  local slot = document_slots[key]
  if slot then
    local value = rawget(document, slot)
    if value ~= nil then return value end
    return fetch(document, slot)
  end
  if key == "walk" then return host.walk end
  if key == "clone" then return deep_copy end
  if key == "normalize" then return host.normalize end
  return nil
end
function document_mt.__newindex(document, key, value)
  local slot = document_slots[key]
  if not slot then error("Cannot set unknown property '" .. tostring(key) .. "' of a Pandoc document.", 0) end
  if slot == 2 then value = assigned.blocks(value) end
  if slot == 3 and type(value) ~= "table" then fail("Meta", value) end
  rawset(document, slot, value)
end
function document_mt.__eq(a, b)
  return class(a) == class(b) and a.blocks == b.blocks and host.same_values(a.meta, b.meta)
end
function document_mt.__concat(a, b)
  if class(a) ~= "Pandoc" or class(b) ~= "Pandoc" then fail("Pandoc", class(a) ~= "Pandoc" and a or b) end
  local meta = {}
  for key, value in pairs(a.meta) do meta[key] = value end
  for key, value in pairs(b.meta) do meta[key] = value end
  return pandoc.Pandoc(a.blocks .. b.blocks, meta)
end
mt.Meta.__name = "Meta"

local function show_meta(value)
  local t, metatable = type(value), type(value) == "table" and getmetatable(value)
  if t == "boolean" then return "MetaBool " .. (value and "True" or "False") end
  if t ~= "table" then return "MetaString " .. host.show_string(value) end
  if metatable == mt.Inlines or class(value) == "Inline" then return "MetaInlines " .. host.show(inlines(value)) end
  if metatable == mt.Blocks or class(value) == "Block" then return "MetaBlocks " .. host.show(blocks(value)) end
  local shown = {}
  if metatable == mt.List or #value > 0 then
    for i = 1, #value do shown[i] = show_meta(value[i]) end
    return "MetaList [" .. table.concat(shown, ",") .. "]"
  end
  for i, key in ipairs(host.sorted_keys(value)) do shown[i] = "(" .. host.show_string(key) .. "," .. show_meta(value[key]) .. ")" end
  local map = "fromList [" .. table.concat(shown, ",") .. "]"
  return metatable == mt.Meta and map or "MetaMap (" .. map .. ")"
end

function document_mt.__tostring(document)
  return "Pandoc (Meta {unMeta = " .. show_meta(setmetatable(pandoc.Meta(document.meta), mt.Meta)) .. "}) " .. host.show(document.blocks)
end

-- Of proper values, as they come out of a document.
function pandoc.Meta(map)
  local meta = {}
  for key, value in pairs(map or {}) do meta[key] = value end
  setmetatable(meta, mt.Meta)
  if next(meta) == nil then return meta end
  return host.walk(setmetatable({ false, blocks({}), meta }, document_mt), {}).meta
end
function pandoc.Pandoc(content, meta) return setmetatable({ false, blocks(content), pandoc.Meta(meta) }, document_mt) end
function pandoc.MetaInlines(content) return inlines(content) end
function pandoc.MetaBlocks(content) return blocks(content) end
function pandoc.MetaList(list)
  return host.list_of(list, function(item) return pandoc.Meta({ item = item }).item end, "list of metadata values")
end
function pandoc.MetaMap(map) return setmetatable(pandoc.Meta(map), nil) end
function pandoc.MetaString(value) return text(value) end
function pandoc.MetaBool(value) return value and true or false end

pandoc.List = mt.List
pandoc.Inline, pandoc.Block = {}, {}
for _, name in ipairs({ "Inline", "Block" }) do
  pandoc[name].constructor = {}
  for kind in pairs(properties) do
    if mt[kind].__name == name then pandoc[name][kind], pandoc[name].constructor[kind] = pandoc[kind], pandoc[kind] end
  end
end
