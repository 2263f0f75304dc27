-- pandoc.mediabag. What is in the bag is kept on the other side; a filter may always fill it with what it makes itself.
local host = ...
local coerce, pandoc = host.coerce, host.pandoc
local error, pairs, pcall, setmetatable, type = error, pairs, pcall, setmetatable, type
local find, format, gsub, match, sub, byte, char = string.find, string.format, string.gsub, string.match, string.sub, string.byte, string.char
local text = coerce.text

local function percent_encoded(bytes)
  return (gsub(bytes, "[^%w%-._~]", function(c) return format("%%%02X", byte(c)) end))
end

local function percent_decoded(name)
  return (gsub(name, "%%(%x%x)", function(digits) return char(tonumber(digits, 16)) end))
end

-- What a data address holds.
local function of_data(source)
  local kind, bytes = match(source, "^data:([^,]*),(.*)$")
  if not kind then error("this is no data address", 0) end
  local plain = match(kind, "^(.*);base64$")
  bytes = percent_decoded(bytes)
  kind = plain or kind
  return kind == "" and "text/plain" or kind, plain and host.from_base64(bytes) or bytes
end

-- The functions of one filter; `refuse` raises the error of what it is not trusted with.
function host.media_functions(all, trust, refuse)
  local bag = all["pandoc.mediabag"]

  function bag.insert(name, kind, bytes) host.media_insert(text(name), kind and text(kind) or "", text(bytes)) end
  function bag.lookup(name)
    local kind, bytes = host.media_lookup(text(name))
    if kind then return kind, bytes end
    return nil
  end
  function bag.delete(name) host.media_remove(text(name)) end
  function bag.empty() host.media_remove() end
  function bag.list()
    local result = setmetatable({}, host.metatables.List)
    for i, name in ipairs(host.media_list()) do
      local kind, bytes = host.media_lookup(name)
      result[i] = { path = host.media_path(name), type = kind, length = #bytes }
    end
    return result
  end
  function bag.items()
    local names, i = host.media_list(), 0
    return function()
      i = i + 1
      if not names[i] then return nil end
      local path = host.media_path(names[i])
      if not path then return nil end
      return path, host.media_lookup(names[i])
    end
  end

  -- Whether the filter may fetch it is asked before anything is done.
  local function fetcher(source, caller)
    if host.media_lookup(source) then return host.media_lookup end
    if find(source, "^data:") then return of_data end
    if find(source, "^https?://") then
      if not trust.network then refuse(caller, "network") end
      return host.fetch_address
    end
    if not trust.files then refuse(caller, "files") end
    return function(name)
      name = match(name, "^file://(.*)$") and percent_decoded(sub(name, 8)) or name
      if not host.exists(name) then error("File " .. name .. " not found in resource path", 0) end
      return host.media_type(name), host.read_file(name)
    end
  end

  function bag.fetch(source)
    source = text(source)
    return fetcher(source, "pandoc.mediabag.fetch")(source)
  end

  function bag.fill(document)
    return host.walk(document, { Image = function(image)
      local source = image.src
      if host.media_lookup(source) then return nil end
      local fetched, kind, bytes = pcall(fetcher(source, "pandoc.mediabag.fill"), source)
      if fetched then
        host.media_insert(source, kind or "", bytes)
        return nil
      end
      host.warn("Could not fetch resource " .. source .. ": " .. tostring(kind) .. "\n")
      local attr = image.attr:clone()
      attr.classes:insert(1, "image")
      table.insert(attr.attributes, 1, { "original-image-title", image.title })
      table.insert(attr.attributes, 1, { "original-image-src", source })
      return pandoc.Span(image.caption, attr)
    end })
  end

  function bag.make_data_uri(kind, bytes)
    kind, bytes = text(kind), text(bytes)
    if sub(kind, 1, 5) == "text/" then return "data:" .. kind .. "," .. percent_encoded(bytes) end
    return "data:" .. kind .. ";base64," .. host.base64(bytes)
  end

  function bag.write(folder, name)
    local one = name and text(name)
    if one and not host.media_path(one) then error("Resource not in mediabag: " .. one, 0) end
    for _, each in ipairs(one and { one } or host.media_list()) do
      local target = text(folder) .. "/" .. host.media_path(each)
      host.make_folder(pandoc.path.directory(target), true)
      local _, bytes = host.media_lookup(each)
      host.write_file(target, bytes)
    end
  end
end
