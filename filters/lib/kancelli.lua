--- The module `kancelli` where Pandoc runs the filters: it answers from a file. Inside Kancelli the program answers, and this file is not read.
---
---   KANCELLI_ANSWERS=answers.json LUA_PATH='filters/lib/?.lua;;' pandoc -f json -t json -L filters/.../....lua tree.json
---
--- answers.json is one object: the question's name and its arguments, joined by the character U+001F, and the answer.

local path = os.getenv('KANCELLI_ANSWERS') or error('KANCELLI_ANSWERS does not say which file answers', 0)
local file = assert(io.open(path, 'rb'))
local text = file:read('*a')
file:close()

-- JSON ------------------------------------------------------------------------------------------------------

local at = 1
local ESCAPES = { b = '\b', f = '\f', n = '\n', r = '\r', t = '\t' }

local function skip_space() at = text:find('[^ \t\r\n]', at) or #text + 1 end

local function escaped(code)
  return code:sub(1, 1) == 'u' and utf8.char(tonumber(code:sub(2), 16)) or ESCAPES[code] or code
end

local function read_string()
  local stop = at
  repeat
    stop = text:find('["\\]', stop + 1)
    if text:sub(stop, stop) == '\\' then stop = stop + 1 end
  until text:sub(stop, stop) == '"' and text:sub(stop - 1, stop - 1) ~= '\\' or stop >= #text
  local raw = text:sub(at + 1, stop - 1)
  at = stop + 1
  return (raw:gsub('\\(u%x%x%x%x)', escaped):gsub('\\(.)', escaped))
end

local read_value

local function read_members(close, member)
  at = at + 1
  skip_space()
  while text:sub(at, at) ~= close do
    member()
    skip_space()
    if text:sub(at, at) == ',' then at = at + 1 end
    skip_space()
  end
  at = at + 1
end

function read_value()
  skip_space()
  local first = text:sub(at, at)
  if first == '"' then return read_string() end
  local value = {}
  if first == '{' then
    read_members('}', function()
      local key = read_string()
      skip_space()
      at = at + 1 -- the colon
      value[key] = read_value()
    end)
    return value
  elseif first == '[' then
    read_members(']', function() value[#value + 1] = read_value() end)
    return value
  end
  local word = text:match('^[%w.+-]+', at)
  at = at + #word
  if word == 'null' then return nil end
  if word == 'true' or word == 'false' then return word == 'true' end
  return tonumber(word)
end

local answers = read_value()

-- Answers ---------------------------------------------------------------------------------------------------

local function ask(name, ...)
  local key = name
  for i = 1, select('#', ...) do key = key .. '\31' .. tostring(select(i, ...) or '') end
  -- An answer of null is absent; a question that was never asked is too, and then the filters differ from those that asked.
  return answers[key]
end

local M = { target = function() return FORMAT == 'json' and 'ast' or FORMAT end }
return setmetatable(M, { __index = function(_, name) return function(...) return ask(name, ...) end end })
