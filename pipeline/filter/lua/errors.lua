-- What a filter author reads when an error happens: its value as a text, and what was perhaps meant.
local host = ...
local class, mt, debug = host.class, host.metatables, debug
local type, getmetatable, rawget, next, pairs, ipairs, pcall, tostring = type, getmetatable, rawget, next, pairs, ipairs, pcall, tostring

local most_items, deepest = 20, 3

-- Tables in the same order at every run: numbers, then texts, then the rest.
local rank = { number = 1, string = 2 }
local function in_order(a, b)
  local x, y = rank[type(a)] or 3, rank[type(b)] or 3
  if x ~= y then return x < y end
  if x == 3 then return tostring(a) < tostring(b) end
  return a < b
end

local function own_text(value)
  local metatable = getmetatable(value)
  if type(metatable) ~= "table" or rawget(metatable, "__tostring") == nil then return nil end
  local ok, text = pcall(tostring, value)
  return ok and type(text) == "string" and text or nil
end

local function describe(value, depth)
  if type(value) == "string" and depth > 0 then return string.format("%q", value) end
  if type(value) ~= "table" then
    local ok, text = pcall(tostring, value)
    return ok and text or type(value)
  end
  local text = own_text(value)
  if text then return text end
  if depth > deepest then return "{...}" end
  local keys, parts = {}, {}
  for key in next, value do keys[#keys + 1] = key end
  table.sort(keys, in_order)
  for i, key in ipairs(keys) do
    if i > most_items then
      parts[i] = "..."
      break
    end
    local name = type(key) == "string" and key .. " = " or key == i and "" or "[" .. tostring(key) .. "] = "
    parts[i] = name .. describe(rawget(value, key), depth + 1)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end
function host.describe(value) return describe(value, 0) end

-- The value that a name has in the function at this level of the stack: a local's, an upvalue's or a global's.
local function value_at(level, name)
  local value, found
  local i = 1
  while true do
    local known, this = debug.getlocal(level + 1, i)
    if not known then break end
    if known == name then value, found = this, true end
    i = i + 1
  end
  if found then return value end
  local f = debug.getinfo(level + 1, "f").func
  i = 1
  while true do
    local known, this = debug.getupvalue(f, i)
    if not known then break end
    if known == name then return this end
    i = i + 1
  end
  return rawget(getfenv(f), name)
end

-- The field of a value, where looking at it calls no function of the filter's.
local function field_of(value, name)
  if type(value) == "string" then return getmetatable("").__index[name] end
  if type(value) ~= "table" then return nil end
  local own = getmetatable(value)
  if class(value) or own == mt.List or own == mt.Inlines or own == mt.Blocks then
    local ok, field = pcall(function() return value[name] end)
    return ok and field or nil
  end
  return rawget(value, name)
end

local aliases = { "identifier", "classes", "attributes", "start", "style", "delimiter" }

-- What a kind of element has, and its name; nil for what is none.
local function properties_of(kind)
  local metatable = mt[kind]
  if kind == "Pandoc" then return { "blocks", "meta" } end
  if kind == "Attr" then return { "identifier", "classes", "attributes" } end
  if not metatable or not metatable.properties then return nil end
  local names, has = {}, {}
  for _, property in ipairs(metatable.properties) do
    names[#names + 1] = property[1]
    has[property[1]] = true
  end
  for i, alias in ipairs(aliases) do
    if has[i <= 3 and "attr" or "listAttributes"] then names[#names + 1] = alias end
  end
  return names
end

local function hint_for_property(kind, name, prefix)
  local names = properties_of(kind)
  if not names then return nil end
  local meant = host.nearest(name, names)
  if meant then return "meant", prefix .. meant end
  if #names == 0 then return nil end
  return "has", kind, table.concat(names, ", ")
end

local libraries = { "pandoc.utils", "pandoc", "pandoc.text", "pandoc.path", "pandoc.system", "pandoc.mediabag", "pandoc.types", "string",
  "table", "math", "utf8", "text" }

local function library(env, path)
  local value = env
  for part in path:gmatch("[^.]+") do
    value = type(value) == "table" and rawget(value, part) or nil
  end
  return value
end

-- Where Pandoc's API has the very name.
local function in_api(env, name)
  for _, path in ipairs(libraries) do
    local found = library(env, path)
    if type(found) == "table" and rawget(found, name) ~= nil then return path .. "." .. name end
  end
  return nil
end

local function keys_of(map)
  local names = {}
  for key in next, map do
    if type(key) == "string" then names[#names + 1] = key end
  end
  table.sort(names)
  return names
end

local function hint_for_global(env, name)
  local there = in_api(env, name)
  if there then return "meant", there end
  local names = keys_of(env)
  names[#names + 1] = "PANDOC_VERSION"
  local meant = host.nearest(name, names)
  if meant then return "meant", meant end
  return nil
end

-- `object.name`, as it is written in the filter, is nil.
local function hint_for_field(env, written, object, name)
  local kind = class(object)
  if kind == "Inline" or kind == "Block" then kind = object.t end
  if kind then return hint_for_property(kind, name, written .. ".") end
  local names, mark = nil, "."
  if type(object) == "string" then
    names, mark = keys_of(env.string), ":"
  elseif type(object) == "table" then
    local own = getmetatable(object)
    if own == mt.List or own == mt.Inlines or own == mt.Blocks then
      names, mark = keys_of(own), ":"
    else
      if rawget(env, written:match("^[^.]+")) == object or object == library(env, written) then
        local there = in_api(env, name)
        if there then return "meant", there end
      end
      names = keys_of(object)
    end
  end
  local meant = names and host.nearest(name, names)
  if meant then return "meant", written .. mark .. meant end
  return nil
end

local function hint_for_nil(level, line, what, name)
  local env = getfenv(debug.getinfo(level + 1, "f").func)
  if what == "global" then return hint_for_global(env, name) end
  if what ~= "field" and what ~= "method" or not line then return nil end
  local hint
  for before, written in (" " .. line):gmatch("([^%w_])([%a_][%w_.:]*)[.:]" .. name .. "%f[^%w_]") do
    local object
    if before ~= "." and before ~= ":" then
      for part in written:gmatch("[^.:]+") do
        if object == nil then
          object = value_at(level + 1, part)
        else
          object = field_of(object, part)
        end
        if object == nil then break end
      end
    end
    if object == nil or field_of(object, name) ~= nil then
      if object == nil then return nil end  -- it may be this one
    else
      local code, word, more = hint_for_field(env, written, object, name)
      if not code or hint and (hint[1] ~= code or hint[2] ~= word) then return nil end
      hint = { code, word, more }
    end
  end
  if hint then return hint[1], hint[2], hint[3] end
  return nil
end

-- A code for the kind of hint, and its words; nil where nothing is certain.
-- Called at the error, whose levels of the stack follow.
function host.find_hint(message, file, number)
  local line = number > 0 and host.source_line(file, number) or nil
  if host.refused and message:find("this one is not trusted with " .. host.refused[1] .. "$") then
    return "trust", host.refused[1], host.refused[2]
  end
  local name, kind = message:match("^Cannot set unknown property '(.-)' of a? ?(%a+)")
  if name then return hint_for_property(kind, name, "") end
  local what
  what, name = message:match("^attempt to .- (%a+) '([%a_][%w_]*)' %(a nil value%)")
  if not what then return nil end
  local level = 2
  while true do
    local about = debug.getinfo(level, "S")
    if not about then return nil end
    if about.source:sub(1, 1) == "@" then break end
    level = level + 1
  end
  local code, word, more = hint_for_nil(level, line, what, name)  -- a tail call would take this level away
  return code, word, more
end
