-- What Lua 5.3 and 5.4 write that LuaJIT does not read: rewritten where that is sure, else explained. No methods of strings here: a filter
-- may have changed them, and what it would make of a module is kept for the filters after it.
local host = ...
local find, sub, byte, gsub, match, concat = string.find, string.sub, string.byte, string.gsub, string.match, table.concat

-- Goes through the words and signs of a text, without its comments and strings: next_token() gives the token, where it begins and its line.
local function tokens(code)
  local at, line = 1, 1
  local function skip_to(last)
    local _, breaks = gsub(sub(code, at, last), "\n", "")
    line, at = line + breaks, last + 1
  end
  local function long_bracket()  -- its last byte, where one begins
    local _, opened, level = find(code, "^%[(=*)%[", at)
    if not opened then return nil end
    local _, last = find(code, "]" .. level .. "]", opened + 1, true)
    return last or #code
  end
  local function quoted(mark)
    local from = at + 1
    while true do
      local place = find(code, "[\\" .. mark .. "]", from)
      if not place then return #code end
      if sub(code, place, place) == mark then return place end
      from = place + 2
    end
  end
  return function()
    while true do
      local _, last = find(code, "^%s+", at)
      if last then skip_to(last) end
      if at > #code then return nil end
      local first = sub(code, at, at)
      if sub(code, at, at + 1) == "--" then
        at = at + 2
        skip_to(long_bracket() or (find(code, "\n", at, true) or #code + 1) - 1)
      elseif first == '"' or first == "'" then
        skip_to(quoted(first))
        return "string", at, line
      elseif long_bracket() then
        skip_to(long_bracket())
        return "string", at, line
      else
        _, last = find(code, "^[%a_][%w_]*", at)
        if not last then _, last = find(code, "^%.?%d[%w_.]*", at) end
        if not last then _, last = find(code, "^[/<>~=]?[/<>=]", at) end
        last = last or at
        local token, from = sub(code, at, last), at
        at = last + 1
        return token, from, line
      end
    end
  end
end

-- a // b becomes a / floor_division / b, which binds as the operator does.
local operator = "__floor_division"
local half_done = {}

local function divided(a, b)
  local own = type(a) == "table" and getmetatable(a) or type(b) == "table" and getmetatable(b)
  if own and own.__idiv then return own.__idiv(a, b) end
  local x, y = tonumber(a), tonumber(b)
  if not x or not y then error("attempt to perform arithmetic on a " .. type(x and b or a) .. " value", 3) end
  if y == 0 then
    if x % 1 == 0 then error("attempt to perform 'n//0'", 3) end
    return x / y
  end
  return (x - x % y) / y
end
function half_done.__div(half, b) return divided(half[1], b) end
half_done.__metatable = false  -- all filters share it
host.floor_division = setmetatable({}, { __div = function(a) return setmetatable({ a }, half_done) end, __metatable = false })
host.floor_division_name = operator

local function rewrite(code)
  local parts, copied = {}, 1
  local function replace(from, to, text)
    parts[#parts + 1] = sub(code, copied, from - 1) .. text
    copied = to + 1
  end
  local in_local, name_before = false, false
  local next_token = tokens(code)
  local token, from = next_token()
  while token do
    if token == "//" then replace(from, from + 1, "/ " .. operator .. " /") end
    if token == "local" then
      in_local, name_before = true, false
    elseif in_local and token == "<" and name_before then
      local word = next_token()
      local closing, last = next_token()
      if word == "const" and closing == ">" then replace(from, last, (gsub(sub(code, from, last), "[^\n]", " "))) end
      name_before = false
    elseif in_local then
      name_before = find(token, "^[%a_]") ~= nil and token ~= "function"
      in_local = name_before or token == ","
    end
    token, from = next_token()
  end
  return concat(parts) .. sub(code, copied)
end

local in_order = { ["<"] = true, [">"] = true, ["<="] = true, [">="] = true }

-- LuaJIT compares two tables only when both know how: a version's other side is made one.
function host.with_versions(code)
  if not find(code, "PANDOC_[A-Z_]*VERSION%s*[<>]") then return code end
  local parts, copied = {}, 1
  local next_token = tokens(code)
  local token, from = next_token()
  while token do
    local is_version = find(token, "^PANDOC_[A-Z_]*VERSION$")
    token, from = next_token()
    if is_version and in_order[token] then
      local start = find(code, "%S", from + #token)
      token, from = next_token()
      local text = token == "string" and sub(code, start, from - 1)
      if token == "{" then
        parts[#parts + 1] = sub(code, copied, start - 1) .. "pandoc.types.Version"
        copied = start
      elseif text and find(text, "^[\"'][%d.]+[\"']$") then
        parts[#parts + 1] = sub(code, copied, start - 1) .. "pandoc.types.Version(" .. text .. ")"
        copied = from
      end
    end
  end
  return concat(parts) .. sub(code, copied)
end

-- The text as LuaJIT reads it, line by line the same.
function host.as_luajit(code)
  if sub(code, 1, 3) == "\239\187\191" then code = sub(code, 4) end
  if byte(code) == 35 then code = "--" .. code end  -- "#!/usr/bin/env ...", as Lua skips it
  if find(code, "//", 1, true) or find(code, "<%s*const%s*>") then code = rewrite(code) end
  return code
end

local instead = { ["&"] = "bit32.band(a, b)", ["|"] = "bit32.bor(a, b)", ["~"] = "bit32.bxor(a, b), or bit32.bnot(a)",
  ["<<"] = "bit32.lshift(a, n)", [">>"] = "bit32.rshift(a, n)" }

-- For a text that does not load: what on that line is of a later Lua, and what to write; "" where nothing is.
function host.hint(code, at_line)
  local next_token = tokens(code)
  local before
  local token, _, line = next_token()
  while token and line <= at_line do
    if line == at_line and instead[token] then
      return "; the operator " .. token .. " is of Lua 5.3, which LuaJIT does not read: write " .. instead[token]
    end
    if line == at_line and token == "close" and before == "<" then
      return "; <close> is of Lua 5.4, which LuaJIT does not read: call the function that ends it where the block ends"
    end
    before = token
    token, _, line = next_token()
  end
  return ""
end

function host.with_hint(message, code)
  local line = tonumber((match(message, ":(%d+): ")))
  return message .. (line and host.hint(code, line) or "")
end
