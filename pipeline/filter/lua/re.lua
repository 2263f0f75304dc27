-- re: patterns written as a text, made into patterns of lpeg.
local host = ...
local lpeg = host.lpeg
local P, V, Cmt, Cb, Cg, Cp, Cs, Ct = lpeg.P, lpeg.V, lpeg.Cmt, lpeg.Cb, lpeg.Cg, lpeg.Cp, lpeg.Cs, lpeg.Ct
local any = P(1)

local letters = lpeg.locale()
local classes = { a = letters.alpha, c = letters.cntrl, d = letters.digit, g = letters.graph, l = letters.lower, p = letters.punct,
  s = letters.space, u = letters.upper, w = letters.alnum, x = letters.xdigit, nl = P("\n") }
for _, name in ipairs({ "a", "c", "d", "g", "l", "p", "s", "u", "w", "x" }) do classes[name:upper()] = any - classes[name] end

local Reader = {}
Reader.__index = Reader

function Reader:fail(reason)
  local rest = self.text:sub(self.at, self.at + 20)
  error(reason or ("pattern error near '" .. rest .. "'"), 0)
end

-- What stands here, with the space after it; nil for anything else.
function Reader:take(pattern)
  local from, to, capture = self.text:find("^" .. pattern, self.at)
  if not from then return nil end
  self.at = to + 1
  return capture or self.text:sub(from, to)
end
function Reader:space()
  while self:take("%s+") or self:take("%-%-[^\n]*") do end
end
function Reader:token(pattern)
  local found = self:take(pattern)
  if found then self:space() end
  return found
end
function Reader:need(pattern) return self:token(pattern) or self:fail() end

local name_pattern = "[%a_][%w_]*"

function Reader:given(name)
  local value = self.definitions and self.definitions[name]
  if value == nil then self:fail("name '" .. name .. "' undefined") end
  return value
end

function Reader:defined(name)
  local value = self.definitions and self.definitions[name]
  if value == nil then value = classes[name] end
  if value == nil then self:fail("name '" .. name .. "' undefined") end
  return P(value)
end

function Reader:class()
  local complement = self:take("%^")
  local set
  repeat
    local name = self:take("%%(" .. name_pattern .. ")")
    local item
    if name then
      item = self:defined(name)
    else
      local range = self:take(".%-[^%]]")
      item = range and lpeg.R(range:sub(1, 1) .. range:sub(3)) or P(self:take(".") or self:take("\n") or self:fail())
    end
    set = set and set + item or item
  until self:token("%]")
  return complement and any - set or set
end

local function same_again(subject, at, earlier)
  if type(earlier) ~= "string" then return nil end
  local after = at + #earlier
  return subject:sub(at, after - 1) == earlier and after or nil
end

function Reader:rule(name)
  if not self.in_grammar then self:fail("rule '" .. name .. "' used outside a grammar") end
  return V(name)
end

-- By what they begin with, the longer first.
local primaries = {
  { "%(", function(reader) return reader:until_end("%)") end },
  { "{:", function(reader)
    local name = reader:take("(" .. name_pattern .. "):")
    reader:space()
    local inside = reader:until_end(":}")
    return name and Cg(inside, name) or Cg(inside)
  end },
  { "{~", function(reader) return Cs(reader:until_end("~}")) end },
  { "{|", function(reader) return Ct(reader:until_end("|}")) end },
  { "{%s*}", function() return Cp() end },
  { "{", function(reader) return lpeg.C(reader:until_end("}")) end },
  { "%.", function() return any end },
}

function Reader:until_end(close)
  local pattern = self:expression()
  self:need(close)
  return pattern
end

-- nil where nothing begins that could be matched.
function Reader:primary()
  local text = self:token('"([^"]*)"') or self:token("'([^']*)'")
  if text then return P(text) end
  if self:take("%[") then return self:class() end
  local name = self:token("%%(" .. name_pattern .. ")")
  if name then return self:defined(name) end
  name = self:token("=%s*(" .. name_pattern .. ")")
  if name then return Cmt(Cb(name), same_again) end
  name = self:token("<(" .. name_pattern .. ")>")
  if name then return self:rule(name) end
  local before = self.at
  name = self:token(name_pattern)
  if name and not self.text:find("^<%-", self.at) then return self:rule(name) end
  self.at = before
  for _, row in ipairs(primaries) do
    if self:token(row[1]) then return row[2](self) end
  end
  return nil
end

local function times(pattern, count)
  local all = P(true)
  for _ = 1, count do all = all * pattern end
  return all
end

function Reader:captured(pattern)
  if self:token("{%s*}") then return Ct(pattern) end
  local text = self:token('"([^"]*)"') or self:token("'([^']*)'")
  if text then return pattern / text end
  local number = self:token("%d+")
  if number then return pattern / tonumber(number) end
  return pattern / self:given(self:need(name_pattern))
end

function Reader:suffix()
  local pattern = self:primary()
  if not pattern then return nil end
  while true do
    self:space()
    if self:token("%+") then
      pattern = pattern ^ 1
    elseif self:token("%*") then
      pattern = pattern ^ 0
    elseif self:token("%?") then
      pattern = pattern ^ -1
    elseif self:token("%^") then
      local sign = self:take("[+-]")
      local count = tonumber(self:need("%d+"))
      if not sign then pattern = times(pattern, count)
      else pattern = pattern ^ (sign == "-" and -count or count) end
    elseif self:token("%->") then
      pattern = self:captured(pattern)
    elseif self:token("=>") then
      pattern = Cmt(pattern, self:given(self:need(name_pattern)))
    elseif self:token("~>") then
      pattern = lpeg.Cf(pattern, self:given(self:need(name_pattern)))
    else
      return pattern
    end
  end
end

function Reader:prefix()
  if self:token("&") then return #(self:prefix() or self:fail()) end
  if self:token("!") then return -(self:prefix() or self:fail()) end
  return self:suffix()
end

function Reader:sequence()
  local all
  while true do
    local pattern = self:prefix()
    if not pattern then return all or P(true) end
    all = all and all * pattern or pattern
  end
end

function Reader:alternatives()
  local all = self:sequence()
  while self:token("/") do all = all + self:sequence() end
  return all
end

function Reader:definition_name()
  local before = self.at
  local name = self:token(name_pattern)
  if name and self:token("<%-") then return name end
  self.at = before
  return nil
end

local deepest = 100

function Reader:expression()
  self.depth = self.depth + 1
  if self.depth > deepest then self:fail("this pattern is nested too deeply") end
  self:space()
  local name = self:definition_name()
  local pattern
  if not name then
    pattern = self:alternatives()
  else
    local rules, outer = { name }, self.in_grammar
    self.in_grammar = true
    while name do
      if rules[name] then self:fail("'" .. name .. "' already defined as a rule") end
      rules[name] = self:alternatives()
      name = self:definition_name()
    end
    self.in_grammar = outer
    pattern = P(rules)
  end
  self.depth = self.depth - 1
  return pattern
end

local re = {}
host.re = re

function re.compile(text, definitions)
  if lpeg.type(text) == "pattern" then return text end
  local reader = setmetatable({ text = host.coerce.text(text), at = 1, depth = 0, definitions = definitions }, Reader)
  local pattern = reader:expression()
  if reader.at <= #reader.text then reader:fail() end
  return pattern
end

function re.match(subject, pattern, init) return lpeg.match(re.compile(pattern), subject, init or 1) end

function re.find(subject, pattern, init)
  local searched = P({ Cp() * (re.compile(pattern) / 0) * Cp() + any * V(1) })
  local from, after = lpeg.match(searched, subject, init or 1)
  if not from then return nil end
  return from, after - 1
end

function re.gsub(subject, pattern, replacement)
  return lpeg.match(Cs((re.compile(pattern) / replacement + any) ^ 0), subject)
end

function re.updatelocale() end  -- the locale of the program never changes
