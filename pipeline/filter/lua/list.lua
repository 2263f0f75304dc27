-- pandoc.List, and Inlines and Blocks, which have its methods too.
local host = ...
local insert, remove, sort, setmetatable, getmetatable, type = table.insert, table.remove, table.sort, setmetatable, getmetatable, type

-- Where a search begins; a negative place counts from the end.
local function position(list, init)
  if not init then return 1 end
  return init < 0 and math.max(#list + init + 1, 1) or init
end

local methods = {}

function methods.clone(self)
  local copy = {}
  for i = 1, #self do copy[i] = self[i] end
  return setmetatable(copy, getmetatable(self))
end

function methods.extend(self, list)
  local n = #self
  for i = 1, #list do self[n + i] = list[i] end
end

function methods.filter(self, test)
  local kept, n = {}, 0
  for i = 1, #self do
    if test(self[i], i) then
      n = n + 1
      kept[n] = self[i]
    end
  end
  return setmetatable(kept, getmetatable(self))
end

function methods.find(self, needle, init)
  for i = position(self, init), #self do
    if self[i] == needle then return self[i], i end
  end
  return nil
end

function methods.find_if(self, test, init)
  for i = position(self, init), #self do
    if test(self[i], i) then return self[i], i end
  end
  return nil
end

function methods.includes(self, needle, init)
  for i = position(self, init), #self do
    if self[i] == needle then return true end
  end
  return false
end

-- At a place in the list, or right after it.
function methods.insert(self, ...)
  if select("#", ...) == 2 then host.check_place("insert", (...), #self + 1) end
  return insert(self, ...)
end
function methods.remove(self, place)
  if place == nil then return remove(self) end
  if place ~= #self then host.check_place("remove", place, #self + 1) end
  return remove(self, place)
end
methods.sort = sort

function methods.map(self, change)
  local changed = {}
  for i = 1, #self do changed[i] = change(self[i], i) end
  return setmetatable(changed, host.metatables.List)
end

function methods.at(self, index, default)
  local item = self[index < 0 and #self + index + 1 or index]
  if item == nil then return default end
  return item
end

function methods.iter(self, step)
  step = step or 1
  local i = step > 0 and 1 - step or #self + 1 + (-step - 1)
  return function()
    i = i + step
    return self[i]
  end
end

local function is_list(value) return type(value) == "table" and not host.class(value) end

local function concat(a, b)
  if not is_list(a) or not is_list(b) then
    local wrong = is_list(a) and b or a
    error("attempt to concatenate a " .. (host.class(wrong) or type(wrong)) .. " value to a list", 0)
  end
  local both, n = {}, #a
  for i = 1, n do both[i] = a[i] end
  for i = 1, #b do both[n + i] = b[i] end
  return setmetatable(both, getmetatable(a))
end

local function equal(a, b)
  if getmetatable(a) ~= getmetatable(b) or #a ~= #b then return false end
  for i = 1, #a do
    if a[i] ~= b[i] then return false end
  end
  return true
end

-- A list is made of the table itself, which gets the methods.
local function new(metatable)
  return function(_, table)
    if table == nil then table = {} end
    if type(table) == "function" then
      local list = {}
      for item in table do list[#list + 1] = item end
      table = list
    end
    if type(table) ~= "table" then error("table expected, got " .. type(table), 0) end
    return setmetatable(table, metatable)
  end
end

local function show(list)
  local parts = {}
  for i = 1, #list do parts[i] = tostring(list[i]) end
  return "List {" .. table.concat(parts, ", ") .. "}"
end

-- Filters may add to these tables; every run begins with them as they are here.
local function fill(metatable, name)
  debug.setmetatable(metatable, nil)  -- one of the filter's own, which would see what is put into the table
  for key in pairs(metatable) do metatable[key] = nil end
  for key, method in pairs(methods) do metatable[key] = method end
  metatable.__index = metatable
  metatable.__name = name
  metatable.__concat = concat
  metatable.__eq = equal
  metatable.__tostring = show
end

function host.reset_lists()
  local mt = host.metatables
  fill(mt.List, "List")
  fill(mt.Inlines, "Inlines")
  fill(mt.Blocks, "Blocks")
  mt.List.new = new(mt.List)
  setmetatable(mt.List, { __call = new(mt.List) })
  for _, name in ipairs({ "Inlines", "Blocks" }) do
    mt[name].new = new(mt[name])
    mt[name].walk = host.walk
    mt[name].clone = host.deep_copy
    mt[name].__tostring = host.show
  end
end
