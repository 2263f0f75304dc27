-- lpeg, as Pandoc has it. The library works on C's stack, which is small: patterns and matches stay below what would overflow it.
local host = ...
local pcall, error, type, gsub = pcall, error, type, string.gsub
local lpeg = host.open_lpeg()
host.lpeg = lpeg

local largest = 100000  -- bytes of one pattern: 12,500 nodes, all of which may stand in each other
local most_calls = 20000
local most_repeats = 20000  -- times 12,500 nodes this can still be counted
local pattern_metatable = getmetatable(lpeg.P(true))

local function give(ok, result, ...)
  if not ok then error((gsub(tostring(result), "^pandoc:lpeg:%d+: ", "")), 2) end
  if type(result) == "userdata" and host.object_size(result) > largest then error("lpeg: this pattern is too large", 0) end
  return result, ...
end

local function checked(make)
  return function(...) return give(pcall(make, ...)) end
end

-- A number is a pattern of as many characters, or says how often. The library computes the size of its memory from it, in 32 bits.
local function check_count(value)
  local count = (type(value) == "number" or type(value) == "string") and tonumber(value)
  if count and not (count > -most_repeats and count < most_repeats) then error("lpeg: this pattern is too large", 0) end
end

for _, name in ipairs({ "Carg", "Cb", "Cc", "Cp", "R", "S", "V" }) do lpeg[name] = checked(lpeg[name]) end
for _, name in ipairs({ "B", "C", "Cf", "Cg", "Cmt", "Cs", "Ct", "P" }) do
  local make = checked(lpeg[name])
  lpeg[name] = function(pattern, ...)
    if type(pattern) == "number" then check_count(pattern) end
    return make(pattern, ...)
  end
end
for _, name in ipairs({ "__mul", "__add", "__sub", "__div", "__unm", "__len", "__pow" }) do
  local make = checked(pattern_metatable[name])
  pattern_metatable[name] = function(a, b)
    if type(a) == "number" then check_count(a) end
    if type(b) == "number" or name == "__pow" then check_count(b) end
    return make(a, b)
  end
end
pattern_metatable.__metatable = false

local match = lpeg.match
function lpeg.match(pattern, ...)
  if type(pattern) == "number" then check_count(pattern) end
  return host.nested(match, pattern, ...)
end

local set_most = lpeg.setmaxstack
function lpeg.setmaxstack(count) set_most(math.min(host.coerce.number(count), most_calls)) end
function host.reset_lpeg() set_most(400) end  -- as it is when the library is opened

-- As in LPeg 1.1: one character of UTF-8 in a range of code points.
local character = lpeg.R("\0\127") + lpeg.R("\194\244") * lpeg.R("\128\191") ^ 1
function lpeg.utfR(from, to)
  from, to = host.coerce.number(from), host.coerce.number(to)
  return lpeg.Cmt(character, function(subject, after)
    local start = after - 1
    while subject:byte(start) >= 0x80 and subject:byte(start) < 0xC0 do start = start - 1 end
    local code = host.utf8.codepoint(subject, start)
    return code >= from and code <= to
  end)
end
lpeg.pcode, lpeg.ptree = nil, nil  -- print to the terminal, and only in a library that was built to
