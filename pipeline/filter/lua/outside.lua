-- What reaches outside the tree: files, programs, the web, the machine. A filter gets what the project trusts it with; in the place of the
-- rest it finds functions that say so. A filter may change its own `string` and `table`, so nothing here goes by way of them.
local host = ...
local mt, coerce, pandoc = host.metatables, host.coerce, host.pandoc
local error, ipairs, next, pairs, pcall, select, setmetatable, tostring, type = error, ipairs, next, pairs, pcall, select, setmetatable,
  tostring, type
local find, gmatch, gsub, match, sub = string.find, string.gmatch, string.gsub, string.match, string.sub
local real_io, real_os, machine = io, os, { os = jit.os, arch = jit.arch }
local text = coerce.text

-- The functions of each capability, by the table they stand in.
local capabilities = {
  files = { io = "flush input lines open output read tmpfile write", os = "remove rename tmpname", _G = "dofile loadfile",
    package = "searchpath", ["pandoc.path"] = "exists", ["pandoc.mediabag"] = "write", ["pandoc.utils"] = "citeproc",
    ["pandoc.system"] = "copy get_working_directory list_directory make_directory read_file remove remove_directory rename " ..
      "times with_temporary_directory with_working_directory write_file" },
  processes = { io = "popen", os = "execute", pandoc = "pipe", ["pandoc.system"] = "command", ["pandoc.utils"] = "run_json_filter" },
  environment = { os = "clock date difftime getenv time", ["pandoc.system"] = "cputime environment with_environment xdg" },
}

local function refuse(name, word, script)
  host.refused = { word, (gsub(script, "^filters/", "")) }  -- how it is trusted is told as a hint
  error("filters may not use " .. name .. ": this one is not trusted with " .. word, 0)
end
host.refuse = refuse

-- Calls undo when the function has ended, whichever way.
local function finally(undo, ok, ...)
  undo()
  if not ok then error((...), 0) end
  return ...
end

local function list(items) return setmetatable(items, mt.List) end

-- Runs a program; what it complains of goes to the terminal.
local function run(program, arguments, input)
  local status, out, err = host.run_program(program, arguments, input)
  host.warn(err)
  return status, out
end

local function shell(command, input) return run("/bin/sh", { "-c", text(command) }, input) end

local function ended(status)
  if status == 0 then return true, "exit", 0 end
  return nil, "exit", status
end

-- Files as Lua 5.3 has them. The real one stands behind each; one that a program reads or writes is a temporary file.
local file_mt, methods, behind, finish = { __name = "FILE*" }, {}, setmetatable({}, { __mode = "k" }), setmetatable({}, { __mode = "k" })
host.file_metatable = file_mt
file_mt.__index = methods

local function new_file(handle, at_end)
  local file = setmetatable({}, file_mt)
  behind[file], finish[file] = handle, at_end
  return file
end

local function is_file(value) return type(value) == "table" and behind[value] ~= nil end

local function handle_of(file)
  if not is_file(file) then error("bad argument #1 (FILE* expected, got " .. type(file) .. ")", 0) end
  return behind[file] or error("attempt to use a closed file", 0)
end

function file_mt.__newindex() error("a file has no fields", 0) end
function file_mt.__tostring(file) return behind[file] and "file" or "file (closed)" end

local function formats(...)
  local all, count = { ... }, select("#", ...)
  for i = 1, count do
    if type(all[i]) == "string" and sub(all[i], 1, 1) ~= "*" then all[i] = "*" .. all[i] end
  end
  return unpack(all, 1, count)
end

function methods.read(file, ...)
  local handle = handle_of(file)
  return handle:read(formats(...))
end

function methods.lines(file, ...)
  local handle, wanted, count = handle_of(file), { formats(...) }, select("#", ...)
  return function() return handle:read(unpack(wanted, 1, count)) end
end

function methods.write(file, ...)
  local done, reason, code = handle_of(file):write(...)
  if not done then return nil, reason, code end
  return file
end

function methods.seek(file, ...) return handle_of(file):seek(...) end
function methods.flush(file)
  handle_of(file):flush()
  return file
end
function methods.setvbuf(file, ...) return handle_of(file):setvbuf(...) end

function methods.close(file)
  local handle, at_end = handle_of(file), finish[file]
  behind[file] = false
  if at_end then return at_end(handle) end
  return handle:close()
end

-- The terminal as a file: what a filter prints does not get in between the document that goes to standard output.
local terminal = { write = function(_, ...)
  for i = 1, select("#", ...) do host.warn(tostring((select(i, ...)))) end
  return true
end, read = function() return nil end, seek = function() return nil, "Illegal seek", 29 end, flush = function() return true end,
  setvbuf = function() return true end, close = function() return true end }
function host.new_terminal() return new_file(terminal) end

-- A reason as Lua gives it: after the name that the filter gave, not the one it stands for.
local function reason_for(name, path, reason) return name .. sub(reason, #path + 1) end

local function open(name, mode)
  name = text(name)
  local path = host.resolve(name)
  local handle, reason, code = real_io.open(path, mode or "r")
  if not handle then return nil, reason_for(name, path, reason), code end
  return new_file(handle)
end

local function popen(command, mode)
  local handle = real_io.tmpfile()
  if (mode or "r") == "r" then
    local status, out = shell(command, "")
    handle:write(out)
    handle:seek("set")
    return new_file(handle, function()
      handle:close()
      return ended(status)
    end)
  end
  if mode ~= "w" then error("bad argument #2 to 'popen' (invalid mode)", 0) end
  return new_file(handle, function()
    handle:seek("set")
    local input = handle:read("*a")
    handle:close()
    local status, out = shell(command, input)
    host.warn(out)
    return ended(status)
  end)
end

-- Lua's own functions, for one filter; `env` are its globals.
local function lua_functions(env, all)
  local input, output = new_file(terminal), new_file(terminal)
  local io, os = all.io, all.os
  io.open, io.popen = open, popen
  function io.tmpfile() return new_file(real_io.tmpfile()) end
  local function default(current, set, mode)
    return function(file)
      if file == nil then return current() end
      if type(file) == "string" then file = open(file, mode) or error(file .. ": cannot be opened", 0) end
      handle_of(file)
      set(file)
      return file
    end
  end
  io.input = default(function() return input end, function(file) input = file end, "r")
  io.output = default(function() return output end, function(file) output = file end, "w")
  function io.flush() return methods.flush(output) end
  function io.read(...) return methods.read(input, ...) end
  function io.write(...) return methods.write(output, ...) end
  function io.lines(name, ...)
    if name == nil then return methods.lines(input, ...) end
    local file, reason = open(name, "r")
    if not file then error(reason, 0) end
    local next_line = methods.lines(file, ...)
    return function()
      if not behind[file] then return nil end
      local line = next_line()
      if line == nil then methods.close(file) end
      return line
    end
  end

  function os.remove(name)
    local path = host.resolve(text(name))
    local done, reason, code = real_os.remove(path)
    if done then return true end
    return nil, reason_for(name, path, reason), code
  end
  function os.rename(from, to)
    local path = host.resolve(text(from))
    local done, reason, code = real_os.rename(path, host.resolve(text(to)))
    if done then return true end
    return nil, reason_for(from, path, reason), code
  end
  os.tmpname = real_os.tmpname
  function os.execute(command)
    if command == nil then return true end
    local status, out = shell(command, "")
    host.warn(out)
    return ended(status)
  end
  os.clock, os.date, os.difftime, os.time = real_os.clock, real_os.date, real_os.difftime, real_os.time
  function os.getenv(name)
    local pairs_of_texts = host.environment()
    for i = 1, #pairs_of_texts, 2 do
      if pairs_of_texts[i] == name then return pairs_of_texts[i + 1] end
    end
    return nil
  end

  function all._G.loadfile(name, _, environment)
    local read, code = pcall(host.read_file, text(name))
    if not read then return nil, "cannot open " .. code end
    return host.load(host.prepare((gsub(code, "^#[^\n]*", ""))), "@" .. name, environment or env)
  end
  function all._G.dofile(name)
    local chunk, reason = all._G.loadfile(name)
    if not chunk then error(reason, 0) end
    return chunk()
  end
  function all.package.searchpath(name, path)
    local tried = ""
    for template in gmatch(text(path), "[^;]+") do
      local file = gsub(template, "%?", (gsub(gsub(text(name), "%.", "/"), "%%", "%%%%")))
      if host.exists(file, "file") then return file end
      tried = tried .. "\n\tno file '" .. file .. "'"
    end
    return nil, tried
  end
end

-- A module beside the filter, for one that is trusted with files; nil when there is none.
function host.find_on_path(env, searchpath, name)
  local path = type(env.package) == "table" and env.package.path
  local file = type(path) == "string" and searchpath(name, path)
  if file then return host.read_file(file), file end
  return nil
end

local pipe_error_mt = { __tostring = function(problem)
  return "Error running " .. problem.command .. " (error code " .. problem.error_code .. "): " .. problem.output
end }

local interpreters = { py = "python3", hs = "runhaskell", pl = "perl", rb = "ruby", php = "php", js = "node", r = "Rscript" }

local function pandoc_functions(env, all)
  local system = all["pandoc.system"]
  system.get_working_directory = function() return host.folder() end
  function system.list_directory(path) return list(host.list_folder(text(path or "."))) end
  function system.make_directory(path, parents) host.make_folder(text(path), parents) end
  function system.remove_directory(path, recursive) host.remove_folder(text(path), recursive) end
  function system.with_working_directory(path, callback)
    local before = host.folder()
    host.folder(text(path))
    return finally(function() host.folder(before) end, pcall(callback))
  end
  function system.with_temporary_directory(above, name, callback)
    if callback == nil then above, name, callback = "", above, name end
    local path = host.make_temporary_folder(text(above), text(name))
    return finally(function() host.remove_folder(path, true) end, pcall(callback, path))
  end
  function system.copy(from, to) host.copy_file(text(from), text(to)) end
  function system.rename(from, to) host.rename_file(text(from), text(to)) end
  function system.remove(path) host.remove_file(text(path)) end
  function system.read_file(path) return host.read_file(text(path)) end
  function system.write_file(path, bytes) host.write_file(text(path), text(bytes)) end
  all["pandoc.path"].exists = function(path, what) return host.exists(text(path), what) end

  function system.times(path) return host.file_times(text(path)) end

  local places = { cache = { "XDG_CACHE_HOME", "/.cache" }, config = { "XDG_CONFIG_HOME", "/.config" },
    data = { "XDG_DATA_HOME", "/.local/share" }, state = { "XDG_STATE_HOME", "/.local/state" } }
  function system.xdg(kind, path)
    local place = places[kind] or error("Expected 'cache', 'config', 'data', or 'state', got: " .. tostring(kind), 0)
    local variables = system.environment()
    local folder = variables[place[1]] or (variables.HOME or "") .. place[2]
    return path and pandoc.path.join({ folder, text(path) }) or folder
  end
  function system.cputime() return real_os.clock() * 1e12 end
  function system.environment()
    local result, pairs_of_texts = {}, host.environment()
    for i = 1, #pairs_of_texts, 2 do result[pairs_of_texts[i]] = pairs_of_texts[i + 1] end
    return result
  end
  local made
  function system.with_environment(variables, callback)
    local before, pairs_of_texts = made, {}
    for _, name in ipairs(host.sorted_keys(variables)) do
      pairs_of_texts[#pairs_of_texts + 1] = text(name)
      pairs_of_texts[#pairs_of_texts + 1] = text(variables[name])
    end
    made = pairs_of_texts
    host.set_environment(made)
    return finally(function()
      made = before
      host.set_environment(before)
    end, pcall(callback))
  end

  local function arguments_of(given)
    local arguments = {}
    for i, argument in ipairs(given or {}) do arguments[i] = text(argument) end
    return arguments
  end
  function all.pandoc.pipe(program, arguments, input)
    local status, out = run(text(program), arguments_of(arguments), text(input or ""))
    if status == 0 then return out end
    error(setmetatable({ command = program, error_code = status, output = out }, pipe_error_mt), 0)
  end
  function system.command(program, arguments, input)
    local status, out, err = host.run_program(text(program), arguments_of(arguments), text(input or ""))
    return status ~= 0 and status, out, err
  end
  all["pandoc.utils"].run_json_filter = function(document, filter, arguments)
    filter = text(filter)
    local interpreter = host.exists(filter, "file") and interpreters[match(filter, "%.(%a+)$") or ""]
    arguments = arguments_of(arguments or { env.FORMAT })
    if interpreter then
      table.insert(arguments, 1, filter)
      filter = interpreter
    end
    return host.document_from_json(all.pandoc.pipe(filter, arguments, host.document_to_json(document)))
  end
end

-- Pandoc reads what the metadata name: files, and what lies at addresses.
local function new_citeproc(trust, refuse_citeproc)
  return function(document)
    for _, name in ipairs({ "bibliography", "csl", "citation-style", "citation-abbreviations" }) do
      local value = document.meta[name]
      if value ~= nil and not trust.network and find(pandoc.utils.stringify(value), "://", 1, true) then refuse_citeproc() end
    end
    local result, warnings = host.citeproc(host.document_to_json(document))
    host.warn(warnings)
    return result
  end
end

local function without_marks(value)
  if type(value) ~= "table" or host.class(value) or pandoc.utils.type(value) == "Inlines" then return value end
  if value["is-number"] then return tonumber(value["is-number"]) end
  local result = {}
  for key, item in pairs(value) do result[key] = without_marks(item) end
  return result
end

-- What the metadata hold themselves needs no trust; a bibliography lies in a file or on the web.
local function new_references(trust, refuse_references)
  return function(document)
    local bibliography = document.meta.bibliography
    if bibliography ~= nil then
      if not trust.files then refuse_references("files") end
      if not trust.network and find(pandoc.utils.stringify(bibliography), "://", 1, true) then refuse_references("network") end
    end
    local result, warnings = host.references(host.document_to_json(document))
    host.warn(warnings)
    return without_marks(result.meta.references)
  end
end

local function named(path, env)
  if path == "_G" then return env end
  for part in gmatch(path, "[^.]+") do
    if env[part] == nil then env[part] = {} end
    env = env[part]
  end
  return env
end

-- Puts into a filter's globals what it may use.
function host.add_outside(env, trust, script)
  local all = setmetatable({}, { __index = function(tables, name)
    tables[name] = {}
    return tables[name]
  end })
  lua_functions(env, all)
  pandoc_functions(env, all)
  host.media_functions(all, trust, function(name, word) refuse(name, word, script) end)
  all["pandoc.utils"].citeproc = new_citeproc(trust, function() refuse("pandoc.utils.citeproc", "network", script) end)
  env.pandoc.utils.references = new_references(trust, function(word) refuse("pandoc.utils.references", word, script) end)
  for word, tables in pairs(capabilities) do
    for place, names in pairs(tables) do
      local target = named(place, env)
      for name in gmatch(names, "%S+") do
        local full = place == "_G" and name or place .. "." .. name
        target[name] = trust[word] and all[place][name] or function() refuse(full, word, script) end
      end
    end
  end
  env.io.type = function(value) return is_file(value) and (behind[value] and "file" or "closed file") or nil end
  env.io.close = function(file) return methods.close(file or env.io.output()) end
  env.io.stdin, env.io.stdout, env.io.stderr = host.new_terminal(), host.new_terminal(), host.new_terminal()
  for name, value in pairs(all["pandoc.mediabag"]) do
    if capabilities.files["pandoc.mediabag"] ~= name then env.pandoc.mediabag[name] = value end
  end
  if trust.environment then
    env.pandoc.system.os = machine.os == "Linux" and "linux" or machine.os == "OSX" and "darwin" or machine.os
    env.pandoc.system.arch = machine.arch == "x64" and "x86_64" or machine.arch == "arm64" and "aarch64" or machine.arch
  else
    setmetatable(env.pandoc.system, { __index = function(_, name)
      if name == "os" or name == "arch" then refuse("pandoc.system." .. name, "environment", script) end
      return nil
    end })
  end
  if trust.files then
    local beside = pandoc.path.directory(script)
    env.package.path = beside .. "/?.lua;" .. beside .. "/?/init.lua;./?.lua;./?/init.lua"
    return function(name) return host.find_on_path(env, all.package.searchpath, name) end
  end
  return nil
end
