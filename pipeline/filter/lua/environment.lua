-- What a filter finds around it: globals of its own, Pandoc's among them, and nothing that reaches outside. What is left out says so.
local host = ...
local mt, class, extra = host.metatables, host.class, host.extra
local type, getmetatable, setmetatable, rawget, rawset, next, pairs = type, getmetatable, setmetatable, rawget, rawset, next, pairs
local setfenv, byte, sub = setfenv, string.byte, string.sub
local raw_metatable = debug.setmetatable  -- also for a table whose own metatable forbids it
local string_mt = getmetatable("")

local function is_object(value)
  if class(value) ~= nil then return true end
  local metatable = type(value) == "table" and getmetatable(value)
  return metatable and (metatable == host.version_metatable or metatable == host.simple_table_metatable or metatable == host.file_metatable)
end

local function copy(from)
  local result = {}
  for key, value in pairs(from) do result[key] = value end
  return result
end

-- A table whose functions all say that they are left out, and why.
local function left_out(name, functions, reason)
  local result = {}
  for word in functions:gmatch("%S+") do
    result[word] = function() error("filters may not use " .. name .. "." .. word .. ": " .. reason, 0) end
  end
  return result
end

local no_inside = "filters run confined, also those that are trusted"

-- Tables in the same order at every run: numbers, then texts, both sorted, then the rest.
local rank = { number = 1, string = 2 }
local function in_order(a, b)
  local x, y = rank[type(a)] or 3, rank[type(b)] or 3
  if x ~= y then return x < y end
  if x == 3 then return false end
  return a < b
end

local function ordered_pairs(map)
  local keys, n, count = {}, 0, #map
  for key in next, map do
    n = n + 1
    keys[n] = key
  end
  if n ~= count then  -- else it is a plain list
    table.sort(keys, in_order)
  else
    for i = 1, n do keys[i] = i end
  end
  local i = 0
  return function()
    while i < n do
      i = i + 1
      local key = keys[i]
      local value = rawget(map, key)
      if value ~= nil then return key, value end
    end
    return nil
  end, map, nil
end

local function property_pairs(element)
  local names, metatable = {}, getmetatable(element)
  for _, property in ipairs(metatable.properties or {}) do names[#names + 1] = property[1] end
  table.sort(names)
  for _, name in ipairs(metatable.methods or {}) do names[#names + 1] = name end
  local i = 0
  return function()
    i = i + 1
    if names[i] then return names[i], element[names[i]] end
    return nil
  end
end

local base = {}

function base.type(value)
  local t = type(value)
  return t == "table" and is_object(value) and "userdata" or t
end

function base.pairs(value)
  if type(value) ~= "table" then error("bad argument #1 to 'pairs' (table expected, got " .. type(value) .. ")", 0) end
  local metatable = getmetatable(value)
  if metatable == mt.AttributeList then
    local i = 0
    host.close_gaps(value)
    return function()
      i = i + 1
      if value[i] then return value[i][1], value[i][2] end
      return nil
    end
  end
  if is_object(value) and metatable ~= host.version_metatable then return property_pairs(value) end
  local own = metatable and rawget(metatable, "__pairs")
  if own then return own(value) end
  return ordered_pairs(value)
end

-- An element is no list, though it is a table here.
local function nothing() return nil end
local function next_item(value, i)
  local item = value[i + 1]
  if item ~= nil then return i + 1, item end
  return nil
end
local is_raw_list = { [mt.AttributeList] = true, [mt.List] = true, [mt.Inlines] = true, [mt.Blocks] = true }
function base.ipairs(value)
  local own = type(value) == "table" and getmetatable(value)
  if not own or is_raw_list[own] then return ipairs(value) end
  if class(value) then return nothing, value, 0 end
  return next_item, value, 0  -- LuaJIT's would not ask __index
end

local function no_object(name, raw)
  return function(value, ...)
    if is_object(value) then error("bad argument #1 to '" .. name .. "' (table expected, got userdata)", 0) end
    return raw(value, ...)
  end
end
base.rawget, base.rawset, base.next = no_object("rawget", rawget), no_object("rawset", rawset), no_object("next", next)
base.setmetatable = no_object("setmetatable", setmetatable)
function base.rawlen(value) return #value end

function base.getmetatable(value)
  if not is_object(value) then return getmetatable(value) end
  return { __name = host.pandoc.utils.type(value) }
end

function base.collectgarbage() return 0 end

function base.print(...)
  local parts = { ... }
  for i = 1, select("#", ...) do parts[i] = tostring(parts[i]) end
  host.warn(table.concat(parts, "\t") .. "\n")
end

function base.pcall(...) return host.unless_time_is_up(pcall(...)) end
-- Nor is it for the handler of an error, which LuaJIT calls again for an error within it.
function base.xpcall(f, handler, ...)
  return host.unless_time_is_up(xpcall(f, function(...)
    if host.time_is_up() then return ... end
    return handler(...)
  end, ...))
end

for _, name in ipairs({ "assert", "error", "rawequal", "select", "tonumber", "tostring", "unpack" }) do
  base[name] = _G[name]
end
base._VERSION = host.is_3 and "Lua 5.4" or "Lua 5.3"

local function prepare(code) return host.with_versions(host.as_luajit(code)) end
host.prepare = prepare

local function load_text(code, name, environment)
  local chunk, reason = host.load(prepare(code), name, environment)
  if not chunk then reason = host.with_hint(reason, code) end
  return chunk, reason
end

local function answer(question)
  return function(...)
    local arguments, count = { ... }, select("#", ...)
    for i = 1, count do
      local argument = arguments[i]
      if type(argument) == "number" then argument = argument % 1 == 0 and string.format("%d", argument) or string.format("%.17g", argument) end
      arguments[i] = argument == nil and "" or tostring(argument)
    end
    local key = question .. "\0" .. table.concat(arguments, "\0")
    local json = host.answers[key]
    if not json then
      json = host.ask(question, unpack(arguments, 1, count))
      host.answers[key] = json
    end
    local value = host.decode_json(json)
    if value == host.json_null then return nil end
    return value
  end
end

local function new_kancelli()
  return setmetatable({}, {
    __index = function(module, question)
      local ask = answer(question)
      rawset(module, question, ask)
      return ask
    end,
  })
end

local not_for_filters = { ffi = true, jit = true, debug = true, lfs = true }

-- Modules are read and compiled once; each run makes its own things of them.
local modules = {}

local function module_function(name, environment, find_beside, script)
  if modules[name] then return setfenv(modules[name], environment) end
  local code, path = host.find_module(name)
  local shared = code ~= nil
  if not code and find_beside then code, path = find_beside(name) end
  if not code then
    if name == "io" then host.refuse("io", "files", script) end
    if not_for_filters[name] then error("filters may not use " .. name .. ": " .. no_inside, 0) end
    error("module '" .. tostring(name) .. "' not found: it is not among the project's filters", 0)
  end
  local chunk, reason = load_text(code, "@" .. path, environment)
  if not chunk then error(reason, 0) end
  if shared then modules[name] = chunk end
  return chunk
end

local function new_require(environment, loaded, find_beside, script)
  return function(name)
    if loaded[name] ~= nil then return loaded[name] end
    local chunk = module_function(name, environment, find_beside, script)
    local result = chunk(name)
    setfenv(chunk, {})  -- it is kept, its globals are not
    if result == nil then result = true end
    loaded[name] = result
    return result
  end
end

local function new_load(environment)
  return function(chunk, name, mode, env)
    if type(chunk) == "function" then
      local parts = {}
      for part in chunk do
        if part == "" then break end
        parts[#parts + 1] = part
      end
      chunk = table.concat(parts)
    end
    if type(chunk) ~= "string" then error("bad argument #1 to 'load' (string expected)", 0) end
    if mode == "b" then return nil, "filters may not load bytecode" end
    name = name or "=load"
    if type(name) == "string" and byte(name) == 64 then name = "=" .. sub(name, 2) end  -- no "@": messages show lines of a file so named
    return load_text(chunk, name, env or environment)
  end
end

local constants = { "AlignLeft", "AlignRight", "AlignCenter", "AlignDefault", "AuthorInText", "SuppressAuthor", "NormalCitation",
  "InlineMath", "DisplayMath", "SingleQuote", "DoubleQuote", "Decimal", "LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman",
  "Example", "DefaultStyle", "DefaultDelim", "Period", "OneParen", "TwoParens" }

local function new_pandoc()
  local pandoc = copy(host.pandoc)
  for _, name in ipairs({ "utils", "json", "types", "path", "Inline", "Block" }) do pandoc[name] = copy(host.pandoc[name]) end
  for _, name in ipairs({ "Inline", "Block" }) do pandoc[name].constructor = copy(pandoc[name].constructor) end
  for _, name in ipairs(constants) do pandoc[name] = name end
  pandoc.system, pandoc.mediabag = {}, {}
  pandoc.utils.run_lua_filter = left_out("pandoc.utils", "run_lua_filter",
    "name the filters one after the other in the project, or to `kancelli filter`").run_lua_filter
  host.add_modules(pandoc)
  return pandoc
end

-- A filter may have changed the metatable of strings, and given it a metatable of its own.
local function reset_strings(strings)
  raw_metatable(string_mt, nil)
  for key in pairs(string_mt) do string_mt[key] = nil end
  string_mt.__index = strings
end

-- PANDOC_VERSION is asked for when a filter looks at it: the installed Pandoc takes its time to answer.
local asks_version = {
  __index = function(env, name)
    if name ~= "PANDOC_VERSION" then return nil end
    local version = host.pandoc.types.Version(host.pandoc_version())
    rawset(env, name, version)
    return version
  end,
}
local raw_setmetatable, raw_getmetatable = base.setmetatable, base.getmetatable
function base.setmetatable(value, metatable)
  if type(value) == "table" and getmetatable(value) == asks_version then local _ = value.PANDOC_VERSION end
  return raw_setmetatable(value, metatable)
end
function base.getmetatable(value)
  local metatable = raw_getmetatable(value)
  if metatable == asks_version then return nil end
  return metatable
end

-- The globals of one file's run.
function host.new_environment(script, trust)
  reset_strings(string)
  math.randomseed(0)  -- the same numbers in every run
  local options = host.options()
  local env = copy(base)
  host.answers = {}
  host.reset_lists()
  host.reset_depth()
  host.reset_log()
  host.reset_lpeg()
  for _, name in ipairs({ "string", "table", "math", "coroutine" }) do
    env[name] = copy(_G[name])
    for key, value in pairs(extra[name]) do env[name][key] = value end
  end
  env.string.dump = nil
  for name, stub in pairs(left_out("string", "dump pack packsize unpack", "use string.byte and string.char")) do env.string[name] = stub end
  env.bit32 = copy(extra.bit32)
  env.utf8 = copy(extra.utf8)
  env.text = copy(host.text)
  env.os = left_out("os", "exit setlocale", no_inside)
  env.io = {}
  env.debug = left_out("debug", "debug gethook getinfo getlocal getmetatable getregistry getupvalue getuservalue setcstacklimit sethook " ..
    "setlocal setmetatable setupvalue setuservalue upvalueid upvaluejoin", no_inside)
  env.lpeg, env.re = copy(host.lpeg), copy(host.re)
  for name, stub in pairs(left_out("lpeg", "pcode ptree", "they print to the terminal")) do env.lpeg[name] = stub end
  env.debug.traceback = function(message) return message end
  env.pandoc = new_pandoc()
  env.package = left_out("package", "loadlib searchpath", no_inside)
  env.package.path = ""
  local find_beside = host.add_outside(env, trust, script)
  host.external_functions(env)
  env.pandoc.path.treat_strings_as_paths = function()
    for _, name in ipairs({ "directory", "filename", "is_absolute", "is_relative", "normalize", "split", "split_extension", "split_search_path" }) do
      env.string[name] = host.pandoc.path[name]
    end
    string_mt.__div = function(a, b) return host.pandoc.path.join({ a, b }) end
    string_mt.__add = function(a, b) return a .. (tostring(b):sub(1, 1) == "." and "" or ".") .. b end
  end
  env._G = env
  env[host.floor_division_name] = host.floor_division
  env.FORMAT = options.format
  setmetatable(env, asks_version)
  env.PANDOC_API_VERSION = host.pandoc.types.Version(options.api_version)
  env.PANDOC_SCRIPT_FILE = script
  host.add_options(env)
  env.warn = host.warning
  local loaded = { _G = env, pandoc = env.pandoc, ["pandoc.utils"] = env.pandoc.utils, ["pandoc.List"] = mt.List,
    ["pandoc.types"] = env.pandoc.types, ["pandoc.json"] = env.pandoc.json, ["pandoc.system"] = env.pandoc.system,
    ["pandoc.mediabag"] = env.pandoc.mediabag, string = env.string, table = env.table, math = env.math, utf8 = env.utf8,
    ["pandoc.path"] = env.pandoc.path, text = env.text, coroutine = env.coroutine, io = trust.files and env.io or nil, os = env.os,
    bit32 = env.bit32, kancelli = new_kancelli() }
  for _, name in ipairs({ "text", "log", "structure", "format", "layout", "scaffolding", "zip", "image", "cli", "template" }) do
    loaded["pandoc." .. name] = env.pandoc[name]
  end
  loaded.lpeg, loaded.re = env.lpeg, env.re
  env.package.loaded, env.package.cpath, env.package.config = loaded, "", "/\n;\n?\n!\n-\n"
  loaded.package = env.package
  env.package.preload = {}
  env.require = new_require(env, loaded, find_beside, script)
  env.load = new_load(env)
  env.loadstring = env.load
  reset_strings(env.string)
  return env
end
