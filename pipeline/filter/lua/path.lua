-- pandoc.path: names of files, without looking at any. As Pandoc does it where folders are parted by "/".
local host = ...
local coerce = host.coerce
local path = { separator = "/", search_path_separator = ":" }
host.pandoc.path = path

local function parts_of(name)
  local parts = {}
  if name:sub(1, 1) == "/" then
    parts[1] = name:match("^/+")
    name = name:sub(#parts[1] + 1)
  end
  for part in name:gmatch("[^/]+") do parts[#parts + 1] = part end
  return parts
end

function path.directory(name)
  local folder = coerce.text(name):match("^(.*/)[^/]*$")
  if not folder then return "." end
  return folder:match("^(.*[^/])/*$") or folder
end
function path.filename(name) return coerce.text(name):match("([^/]*)$") end
function path.is_absolute(name) return coerce.text(name):sub(1, 1) == "/" end
function path.is_relative(name) return not path.is_absolute(name) end

function path.split_extension(name)
  local stem, extension = coerce.text(name):match("^(.*)(%.[^./]*)$")
  if not stem then return name, "" end
  return stem, extension
end

function path.split(name)
  local parts = parts_of(coerce.text(name))
  return setmetatable(parts, host.metatables.List)
end

function path.split_search_path(text)
  local list = {}
  for part in (coerce.text(text) .. ":"):gmatch("([^:]*):") do list[#list + 1] = part == "" and "." or part end
  return setmetatable(list, host.metatables.List)
end

function path.join(parts)
  local joined = ""
  for _, part in ipairs(parts) do
    part = coerce.text(part)
    if joined == "" or part:sub(1, 1) == "/" then
      joined = part
    else
      joined = joined .. (joined:sub(-1) == "/" and "" or "/") .. part
    end
  end
  return joined
end

function path.normalize(name)
  name = coerce.text(name)
  local absolute, ends = name:sub(1, 1) == "/", name:match("[^/]/+$") ~= nil or name:match("/%.$") ~= nil
  local parts = {}
  for part in name:gmatch("[^/]+") do
    if part ~= "." then parts[#parts + 1] = part end
  end
  local result = (absolute and "/" or "") .. table.concat(parts, "/")
  if result == "" then return "." end
  return result .. (ends and #parts > 0 and "/" or "")
end

function path.make_relative(name, root, unsafe)
  local parts, from = parts_of(path.normalize(name)), parts_of(path.normalize(root))
  if path.is_absolute(name) ~= path.is_absolute(root) then return path.normalize(name) end
  local same = 0
  while parts[same + 1] and parts[same + 1] == from[same + 1] do same = same + 1 end
  if same < #from and not unsafe then return path.normalize(name) end
  local result = {}
  for _ = same + 1, #from do result[#result + 1] = ".." end
  for i = same + 1, #parts do result[#result + 1] = parts[i] end
  return #result == 0 and "." or table.concat(result, "/")
end
