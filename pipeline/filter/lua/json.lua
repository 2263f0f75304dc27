-- Reads and writes JSON. Lists get pandoc.List's methods; null is pandoc.json.null where it stands in a list or an object.
local host = ...
local find, sub, byte, format = string.find, string.sub, string.byte, string.format
local null_type = { __name = "null", __tostring = function() return "null" end,
  __newindex = function() error("null has no fields", 0) end }
local null = setmetatable({}, null_type)
host.class_of[null_type] = "null"
local deepest = 200

local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }

local function wrong(i) error("this is not JSON (byte " .. i .. ")", 0) end

local function read_string(text, i)
  local parts, from = {}, i
  while true do
    local at = find(text, '["\\]', from)
    if not at then wrong(#text) end
    parts[#parts + 1] = sub(text, from, at - 1)
    if sub(text, at, at) == '"' then return table.concat(parts), at + 1 end
    local letter = sub(text, at + 1, at + 1)
    from = at + 2
    if letter == "u" then
      local code = tonumber(sub(text, at + 2, at + 5), 16) or wrong(at)
      from = at + 6
      local low = code >= 0xD800 and code < 0xDC00 and tonumber(text:match("^\\u(%x%x%x%x)", from) or "", 16)
      if low then
        code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)
        from = from + 6
      end
      parts[#parts + 1] = host.utf8.char(code)
    else
      parts[#parts + 1] = escapes[letter] or wrong(at)
    end
  end
end

local read_value

local function skip(text, i) return find(text, "[^ \t\r\n]", i) or wrong(#text) end

local function read_list(text, i, depth)
  local list, n = {}, 0
  i = skip(text, i)
  if sub(text, i, i) == "]" then return setmetatable(list, host.metatables.List), i + 1 end
  while true do
    n = n + 1
    list[n], i = read_value(text, i, depth)
    i = skip(text, i)
    local c = sub(text, i, i)
    if c == "]" then return setmetatable(list, host.metatables.List), i + 1 end
    if c ~= "," then wrong(i) end
    i = i + 1
  end
end

local function read_object(text, i, depth)
  local object = {}
  i = skip(text, i)
  if sub(text, i, i) == "}" then return object, i + 1 end
  while true do
    i = skip(text, i)
    if sub(text, i, i) ~= '"' then wrong(i) end
    local key
    key, i = read_string(text, i + 1)
    i = skip(text, i)
    if sub(text, i, i) ~= ":" then wrong(i) end
    object[key], i = read_value(text, i + 1, depth)
    i = skip(text, i)
    local c = sub(text, i, i)
    if c == "}" then return object, i + 1 end
    if c ~= "," then wrong(i) end
    i = i + 1
  end
end

local words = { t = { "true", true }, f = { "false", false }, n = { "null", null } }

function read_value(text, i, depth)
  if depth > deepest then error("this JSON is nested too deeply", 0) end
  i = skip(text, i)
  local c = sub(text, i, i)
  if c == '"' then return read_string(text, i + 1) end
  if c == "[" then return read_list(text, i + 1, depth + 1) end
  if c == "{" then return read_object(text, i + 1, depth + 1) end
  local word = words[c]
  if word and sub(text, i, i + #word[1] - 1) == word[1] then return word[2], i + #word[1] end
  local from, to = find(text, "^-?%d+%.?%d*[eE]?[+-]?%d*", i)
  return from and tonumber(sub(text, from, to)) or wrong(i), to and to + 1
end

function host.decode_json(text)
  local value, i = read_value(text, 1, 0)
  if find(text, "[^ \t\r\n]", i) then wrong(i) end
  return value
end

local function escape(c)
  if c == '"' then return '\\"' end
  if c == "\\" then return "\\\\" end
  if c == "\n" then return "\\n" end
  return format("\\u%04x", byte(c))
end

-- Elements in Pandoc's form, by way of a document that holds them.
local function in_document(block)
  local text = host.document_to_json(host.pandoc.Pandoc({ block }))
  local _, begun = find(text, '"blocks":[', 1, true)
  return sub(text, begun + 1, -3)
end
local plain, cite = '{"t":"Plain","c":[', '{"t":"Cite","c":[['
local function inline_json(inline) return sub(in_document(host.pandoc.Plain({ inline })), #plain + 1, -3) end

local write
local forms = {
  Pandoc = function(document) return host.document_to_json(document) end,
  Block = in_document,
  Inline = inline_json,
  Citation = function(citation) return sub(inline_json(host.pandoc.Cite({}, { citation })), #cite + 1, -#"],[]]}" - 1) end,
  Attr = function(attr)
    local pairs_of_texts = {}
    for i = 1, #attr.attributes do pairs_of_texts[i] = { attr.attributes[i][1], attr.attributes[i][2] } end
    return host.encode_json(setmetatable({ attr.identifier, attr.classes, setmetatable(pairs_of_texts, host.metatables.List) }, host.metatables.List))
  end,
  ListAttributes = function(list) return host.encode_json({ list.start, { t = list.style }, { t = list.delimiter } }) end,
}
local lists = { List = true, Inlines = true, Blocks = true }

function write(value, parts, depth)
  if depth > deepest then error("this value is nested too deeply for JSON", 0) end
  local t = type(value)
  if value == null or t == "nil" then
    parts[#parts + 1] = "null"
  elseif t == "string" then
    parts[#parts + 1] = '"' .. value:gsub('[%c"\\]', escape) .. '"'
  elseif t == "number" then
    parts[#parts + 1] = value % 1 == 0 and format("%d", value) or format("%.17g", value)
  elseif t == "boolean" then
    parts[#parts + 1] = tostring(value)
  elseif forms[host.class(value)] then
    parts[#parts + 1] = forms[host.class(value)](value)
  elseif t ~= "table" or host.class(value) then
    error("pandoc.json.encode has no form for a " .. (host.class(value) or t), 0)
  elseif #value > 0 or lists[(getmetatable(value) or {}).__name] then
    for i = 1, #value do
      parts[#parts + 1] = i == 1 and "[" or ","
      write(value[i], parts, depth + 1)
    end
    parts[#parts + 1] = #value == 0 and "[]" or "]"
  else
    local first = true
    for _, key in ipairs(host.sorted_keys(value)) do
      parts[#parts + 1] = (first and "{" or ",") .. '"' .. key:gsub('[%c"\\]', escape) .. '":'
      first = false
      write(value[key], parts, depth + 1)
    end
    parts[#parts + 1] = first and "{}" or "}"
  end
end

function host.encode_json(value)
  local parts = {}
  write(value, parts, 0)
  return table.concat(parts)
end

-- The kind of what a text in Pandoc's form says: "Pandoc", "Inline" or "Block".
local function kind_of(value)
  if type(value) ~= "table" then return nil end
  if value["pandoc-api-version"] then return "Pandoc" end
  local metatable = type(value.t) == "string" and host.metatables[value.t]
  return metatable and host.class_of[metatable]
end

local function from_blocks(text)
  local version = table.concat(host.options().api_version, ",")
  return host.document_from_json('{"pandoc-api-version":[' .. version .. '],"meta":{},"blocks":[' .. text .. "]}").blocks
end

local readers = {
  Pandoc = host.document_from_json,
  Block = function(text) return from_blocks(text)[1] end,
  Inline = function(text) return from_blocks(plain .. text .. "]}")[1].content[1] end,
}
local list_readers = {
  Block = function(text) return from_blocks(text:match("^%s*%[(.*)%]%s*$")) end,
  Inline = function(text) return from_blocks(plain .. text:match("^%s*%[(.*)%]%s*$") .. "]}")[1].content end,
}

-- Elements become elements, unless the filter does not want them.
local function decode(text, with_elements)
  local value = host.decode_json(text)
  local kind = with_elements ~= false and kind_of(value)
  local read = kind and readers[kind]
  if not read and with_elements ~= false and type(value) == "table" and #value > 0 then read = list_readers[kind_of(value[1])] end
  if not read then return value end
  local good, made = host.unless_time_is_up(pcall(read, text))
  if not good and find(tostring(made), "memory", 1, true) then error(made, 0) end
  return good and made or value
end

host.pandoc.json = { decode = decode, encode = host.encode_json, null = null }
host.json_null = null
