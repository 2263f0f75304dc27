--- The module `kancelli` where Pandoc runs the filters: it answers from a file. Inside Kancelli the program answers, and this file is not read.
---
---   kancelli build --to ast
---   KANCELLI_ANSWERS=out/ID.answers.json LUA_PATH='filters/lib/?.lua;;' pandoc -f json out/ID.lowered.json -L FILTER.lua -L ... -o ID.odt
---
--- out/ID.lowered.json is the tree before the first filter, out/ID.json the one after the last.
---
--- The file is one object: the question's name and its arguments, joined by the character U+001F (empty ones at the end left
--- out), and the answer. It holds what the paper's filters asked, and every body, fact, law and paper as of the paper's date.

local path = os.getenv('KANCELLI_ANSWERS') or error('KANCELLI_ANSWERS does not say which file answers', 0)
local file = assert(io.open(path, 'rb'))
local text = file:read('*a')
file:close()

-- JSON ------------------------------------------------------------------------------------------------------

local at = 1
local ESCAPES = { b = '\b', f = '\f', n = '\n', r = '\r', t = '\t' }

local function skip_space() at = text:find('[^ \t\r\n]', at) or #text + 1 end

local function unescaped(letter, hex)
  return letter == 'u' and utf8.char(tonumber(hex, 16)) or (ESCAPES[letter] or letter) .. hex
end

local function read_string()
  local first = at + 1
  local stop = text:find('["\\]', first)
  while text:sub(stop, stop) == '\\' do stop = text:find('["\\]', stop + 2) end
  at = stop + 1
  return (text:sub(first, stop - 1):gsub('\\(.)(%x?%x?%x?%x?)', unescaped))
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

local NOTHING = {} -- the answer null: there is no such thing

local answers = {}
skip_space()
read_members('}', function()
  local key = read_string()
  skip_space()
  at = at + 1 -- the colon
  local value = read_value()
  answers[key] = value == nil and NOTHING or value
end)

-- Answers ---------------------------------------------------------------------------------------------------

--- A question that the file does not answer is an error: nil would say that there is no such thing.
local function ask(name, ...)
  local key = name
  for i = 1, select('#', ...) do key = key .. '\31' .. tostring(select(i, ...) or '') end
  key = key:gsub('\31+$', '')
  local answer = answers[key]
  if answer == nil then error(path .. ' does not answer ' .. key:gsub('\31', '(', 1):gsub('\31', ', ') .. ')', 0) end
  if answer ~= NOTHING then return answer end
end

return setmetatable({}, { __index = function(_, name) return function(...) return ask(name, ...) end end })
