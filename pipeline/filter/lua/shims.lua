-- What Lua 5.3 has and LuaJIT lacks, so that filters written for Pandoc run. Each file here gets the host's table and adds to it.
local host = ...

local floor, char, byte, sub, find = math.floor, string.char, string.byte, string.sub, string.find

-- What the installed Pandoc is, where filters can tell.
local options = host.options()
host.is_3 = options.is_3
host.has_figure = (options.api_version[2] or 0) >= 23

local utf8 = { charpattern = "[%z\1-\127\194-\244][\128-\191]*" }

local function encode(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + floor(code / 0x40), 0x80 + code % 0x40) end
  if code < 0x10000 then
    return char(0xE0 + floor(code / 0x1000), 0x80 + floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
  end
  return char(0xF0 + floor(code / 0x40000), 0x80 + floor(code / 0x1000) % 0x40, 0x80 + floor(code / 0x40) % 0x40,
    0x80 + code % 0x40)
end

function utf8.char(...)
  local parts = { ... }
  for i = 1, #parts do
    local code = tonumber(parts[i])
    if not code or code < 0 or code > 0x10FFFF then error("bad argument #" .. i .. " to 'char' (value out of range)", 0) end
    parts[i] = encode(code)
  end
  return table.concat(parts)
end

-- The code point that begins at byte i, and the byte after it; nil when there is none.
local function decode(s, i)
  local b = byte(s, i)
  if not b then return nil end
  if b < 0x80 then return b, i + 1 end
  local size = b >= 0xF0 and 3 or b >= 0xE0 and 2 or b >= 0xC2 and 1 or nil
  if not size or b > 0xF4 then return nil end
  local code = b % (size == 3 and 8 or size == 2 and 16 or 32)
  for k = i + 1, i + size do
    local c = byte(s, k)
    if not c or c < 0x80 or c > 0xBF then return nil end
    code = code * 64 + c % 64
  end
  return code, i + size + 1
end

local function place(s, i, default)
  i = i or default
  return i < 0 and #s + i + 1 or i
end

function utf8.codepoint(s, i, j)
  local from = place(s, i, 1)
  local to = place(s, j, from)
  local codes = {}
  while from <= to do
    local code, after = decode(s, from)
    if not code then error("invalid UTF-8 code", 0) end
    codes[#codes + 1] = code
    from = after
  end
  return unpack(codes)
end

function utf8.len(s, i, j)
  s = tostring(s)
  local from, to, count = place(s, i, 1), place(s, j, #s), 0
  while from <= to do
    local code, after = decode(s, from)
    if not code then return nil, from end
    count, from = count + 1, after
  end
  return count
end

local function continues(s, i)
  local b = byte(s, i)
  return b and b >= 0x80 and b <= 0xBF
end

function utf8.offset(s, n, i)
  i = place(s, i, n > 0 and 1 or #s + 1)
  if n == 0 then
    while i > 1 and continues(s, i) do i = i - 1 end
    return i
  end
  if continues(s, i) then error("initial position is a continuation byte", 0) end
  while n < 0 do
    if i <= 1 then return nil end
    i = i - 1
    while i > 1 and continues(s, i) do i = i - 1 end
    n = n + 1
  end
  while n > 1 do
    if i > #s then return nil end
    i = i + 1
    while continues(s, i) do i = i + 1 end
    n = n - 1
  end
  return i
end

function utf8.codes(s)
  local after = 1
  return function()
    if after > #s then return nil end
    local at, code = after, nil
    code, after = decode(s, at)
    if not code then error("invalid UTF-8 code", 0) end
    return at, code
  end
end

-- Functions that take the place of, or stand beside, LuaJIT's own.
local extra = { utf8 = utf8, string = {}, table = {}, math = {} }

function extra.table.pack(...) return { n = select("#", ...), ... } end
extra.table.unpack = unpack

-- LuaJIT's own take any place, and go through all that lie before the list.
local insert, remove, select = table.insert, table.remove, select
function host.check_place(name, place, last)
  place = tonumber(place) or 1
  if not (place >= 1 and place <= last) then error("bad argument #2 to '" .. name .. "' (position out of bounds)", 0) end
end
function extra.table.insert(list, ...)
  if select("#", ...) == 2 and type(list) == "table" then host.check_place("insert", (...), #list + 1) end
  return insert(list, ...)
end
function extra.table.remove(list, ...)
  local place = ...
  if place ~= nil and type(list) == "table" and place ~= #list then host.check_place("remove", place, #list + 1) end
  return remove(list, ...)
end

function extra.table.move(from, first, last, to, target)
  target = target or from
  if to > first then
    for i = last - first, 0, -1 do target[to + i] = from[first + i] end
  else
    for i = 0, last - first do target[to + i] = from[first + i] end
  end
  return target
end

-- Whole numbers of Lua 5.3 have no negative zero.
function extra.math.ceil(x) return math.ceil(x) + 0 end
function extra.math.floor(x) return floor(x) + 0 end
extra.math.maxinteger = 2 ^ 53
extra.math.mininteger = -2 ^ 53
function extra.math.type(x)
  if type(x) ~= "number" then return nil end
  return x == floor(x) and x > -math.huge and x < math.huge and "integer" or "float"
end
function extra.math.tointeger(x)
  x = tonumber(x)
  return x and x == floor(x) and x or nil
end
function extra.math.atan(y, x) return math.atan2(y, x or 1) end
function extra.math.ult(a, b) return (a < 0) == (b < 0) and a < b or (a >= 0 and b < 0) end

-- LuaJIT does not count how deeply these call each other by way of C, whose stack ends sooner than Lua's.
local deep, deepest = 0, 150
function host.reset_depth() deep = 0 end

local function leave(ok, ...)
  deep = deep - 1
  if not ok then error((...), 0) end
  return ...
end

local function nested(f, ...)
  if deep >= deepest then error("stack overflow", 0) end
  deep = deep + 1
  return leave(pcall(f, ...))
end

host.nested = nested

local gsub = string.gsub
function extra.string.gsub(s, pattern, replacement, n)
  local t = type(replacement)
  if t == "function" or t == "table" then return nested(gsub, s, pattern, replacement, n) end
  return gsub(s, pattern, replacement, n)
end

-- LuaJIT rounds halves up where C, and Lua with it, rounds to the nearest even digit; and cuts what is no whole number for %d.
local raw_format = string.format
function extra.string.format(pattern, ...)
  if type(pattern) ~= "string" or not find(pattern, "%%[-+ #0-9.]*[aAeEfgGdi]") then return raw_format(pattern, ...) end
  local values, count, at = { ... }, select("#", ...), 0
  local changed = gsub(pattern, "%%([-+ #0-9.]*)([%a%%])", function(flags, letter)
    if letter == "%" then return nil end
    at = at + 1
    local number = tonumber(values[at])
    if not number or at > count then return nil end
    if find(letter, "[di]") then
      if number % 1 ~= 0 then error("bad argument #" .. at + 1 .. " to 'format' (number has no integer representation)", 0) end
    elseif find(letter, "[aAeEfgG]") then
      values[at] = host.format_number("%" .. flags .. letter, number)
      return "%s"
    end
    return nil
  end)
  return raw_format(changed, unpack(values, 1, count))
end

-- Bits without a sign, of 32.
local bit32 = {}
extra.bit32 = bit32
for _, name in ipairs({ "band", "bor", "bxor", "bnot" }) do
  local signed = bit[name]
  bit32[name] = function(first, ...)
    if first == nil then return name == "band" and 2 ^ 32 - 1 or 0 end
    return signed(first, ...) % 2 ^ 32
  end
end
function bit32.btest(...) return bit32.band(...) ~= 0 end
function bit32.lshift(x, by)
  if by < 0 then return bit32.rshift(x, -by) end
  return by > 31 and 0 or bit.lshift(x, by) % 2 ^ 32
end
function bit32.rshift(x, by)
  if by < 0 then return bit32.lshift(x, -by) end
  return by > 31 and 0 or bit.rshift(x, by) % 2 ^ 32
end
function bit32.arshift(x, by)
  if by < 0 then return bit32.lshift(x, -by) end
  return bit.arshift(x, math.min(by, 31)) % 2 ^ 32
end
function bit32.lrotate(x, by) return bit.rol(x, by % 32) % 2 ^ 32 end
function bit32.rrotate(x, by) return bit.ror(x, by % 32) % 2 ^ 32 end
local function mask(width) return 2 ^ width - 1 end
function bit32.extract(x, from, width) return bit32.band(bit32.rshift(x, from), mask(width or 1)) end
function bit32.replace(x, with, from, width)
  local bits = bit32.lshift(mask(width or 1), from)
  return bit32.bor(bit32.band(x, bit32.bnot(bits)), bit32.band(bit32.lshift(with, from), bits))
end

extra.coroutine = {}
local closed = setmetatable({}, { __mode = "k" })
function extra.coroutine.close(thread)
  local status = coroutine.status(thread)
  if status ~= "suspended" and status ~= "dead" then error("cannot close a " .. status .. " coroutine", 0) end
  closed[thread] = true
  return true
end
function extra.coroutine.status(thread) return closed[thread] and "dead" or coroutine.status(thread) end
-- That its time is up is not for a filter to catch.
function host.unless_time_is_up(ok, ...)
  if not ok and host.time_is_up() then error(host.time_out, 0) end
  return ok, ...
end
function extra.coroutine.resume(...)
  if closed[...] then return false, "cannot resume dead coroutine" end
  return host.unless_time_is_up(nested(coroutine.resume, ...))
end
local function pass(ok, ...)
  if not ok then error((...), 0) end
  return ...
end
function extra.coroutine.wrap(f)
  local thread = coroutine.create(f)
  return function(...) return pass(nested(coroutine.resume, thread, ...)) end
end

host.extra = extra
host.utf8 = utf8

-- The module `text`: by code points.
host.text = { lower = host.lower, upper = host.upper }

function host.text.len(s) return utf8.len(s) or #s end

function host.text.sub(s, i, j)
  local size = utf8.len(s) or #s
  i, j = i or 1, j or -1
  if i < 0 then i = math.max(size + i + 1, 1) elseif i == 0 then i = 1 end
  if j < 0 then j = size + j + 1 elseif j > size then j = size end
  if i > j then return "" end
  return sub(s, utf8.offset(s, i), utf8.offset(s, j + 1) - 1)
end

function host.text.reverse(s)
  local characters = {}
  for _, code in utf8.codes(s) do table.insert(characters, 1, encode(code)) end
  return table.concat(characters)
end

-- The words of a text as Pandoc splits it: Str, with Space or (where a line ends) SoftBreak between.
function host.split_text(text, str, space, soft_break)
  local result, n, i = {}, 0, 1
  while i <= #text do
    local from, to = find(text, "[ \t\r\n]+", i)
    if from ~= i then
      n = n + 1
      result[n] = str(sub(text, i, (from or #text + 1) - 1))
    end
    if not from then break end
    n = n + 1
    result[n] = find(sub(text, from, to), "[\r\n]") and soft_break or space
    i = to + 1
  end
  return result
end
