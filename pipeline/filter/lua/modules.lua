-- pandoc.text and pandoc.log, the options that a filter can read, and what of Pandoc's modules is left out.
local host = ...
local pandoc, class_of, type = host.pandoc, host.class_of, type

local text = {}
pandoc.text = text
for name, value in pairs(host.text) do text[name] = value end

local raised = { ["+"] = "⁺", ["-"] = "⁻", ["−"] = "⁻", ["="] = "⁼", ["("] = "⁽", [")"] = "⁾", [" "] = " " }
local lowered = { ["+"] = "₊", ["-"] = "₋", ["="] = "₌", ["("] = "₍", [")"] = "₎", [" "] = " " }
for digit, form in pairs({ [0] = "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" }) do raised[tostring(digit)] = form end
for digit, form in pairs({ [0] = "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" }) do lowered[tostring(digit)] = form end

-- nil where a character has no such form.
local function with_forms(forms)
  return function(value)
    local made = {}
    for character in host.coerce.text(value):gmatch(host.utf8.charpattern) do
      if not forms[character] then return nil end
      made[#made + 1] = forms[character]
    end
    return table.concat(made)
  end
end
text.superscript, text.subscript = with_forms(raised), with_forms(lowered)

-- Options stand in the table itself; other names cannot be set.

local function options_type(name)
  local metatable = { __name = name }
  function metatable.__newindex(options, key, value)
    if not metatable.known[key] then error("Cannot set unknown property.", 0) end
    rawset(options, key, value)
  end
  class_of[metatable] = name
  return metatable
end

local reader_defaults = { columns = 80, tab_stop = 4, default_image_extension = "", standalone = false, strip_comments = false,
  track_changes = "accept-changes" }
local writer_defaults = { columns = 72, tab_stop = 4, cite_method = "citeproc", dpi = 96, email_obfuscation = "none", epub_subdirectory = "EPUB",
  html_math_method = "plain", html_q_tags = false, identifier_prefix = "", incremental = false, number_sections = false,
  prefer_ascii = false, reference_links = false, reference_location = "end-of-document", section_divs = false, setext_headers = false,
  table_of_contents = false, toc_depth = 3, top_level_division = "top-level-default", wrap_text = "wrap-auto", epub_chapter_level = 1 }
local writer_unset = { "epub_metadata", "reference_doc", "slide_level", "template" }
local of_pandoc_3 = { chunk_template = "%s-%i.html", split_level = 1, list_of_figures = false, list_of_tables = false, list_tables = false,
  figure_caption_position = "below", table_caption_position = "above", link_images = false, epub_title_page = true,
  highlight_method = "default" }
if host.is_3 then
  for key, value in pairs(of_pandoc_3) do writer_defaults[key] = value end
end

local reader_type, fixed_reader_type = options_type("ReaderOptions"), options_type("ReaderOptions (read-only)")
local writer_type = options_type("WriterOptions")

local function list() return setmetatable({}, host.metatables.List) end

local function describe(metatable, defaults, others)
  metatable.properties, metatable.known, metatable.methods = {}, {}, {}
  for _, names in ipairs({ host.sorted_keys(defaults), others }) do
    for _, name in ipairs(names) do
      metatable.known[name] = true
      table.insert(metatable.properties, { name })
    end
  end
end
local reader_lists = { "abbreviations", "extensions", "indented_code_classes" }
describe(reader_type, reader_defaults, reader_lists)
describe(fixed_reader_type, reader_defaults, reader_lists)
describe(writer_type, writer_defaults, { "extensions", "epub_fonts", "number_offset", "variables", "highlight_style", "listings",
  unpack(writer_unset) })

local function reader_values()
  local values = { abbreviations = {}, extensions = list(), indented_code_classes = list() }
  for key, value in pairs(reader_defaults) do values[key] = value end
  return values
end

local function writer_values()
  local values = { extensions = list(), epub_fonts = list(), number_offset = list(), variables = {} }
  for key, value in pairs(writer_defaults) do values[key] = value end
  if host.is_3 then return values end
  values.highlight_style, values.listings = {}, false
  for i = 1, 6 do values.number_offset[i] = 0 end
  return values
end

local function made_of(values, metatable, given)
  local options = setmetatable(values, metatable)
  for name, value in pairs(given) do options[name] = value end
  return options
end
function pandoc.ReaderOptions(given) return made_of(reader_values(), reader_type, given or {}) end
function pandoc.WriterOptions(given) return made_of(writer_values(), writer_type, given or {}) end

local state_type = { __name = host.is_3 and "CommonStateInterface" or "pandoc CommonState" }
local state_names = { "input_files", "log", "output_file", "request_headers", "resource_path", "source_url", "trace", "user_data_dir", "verbosity" }
local in_state = {}
for _, name in ipairs(state_names) do in_state[name] = true end
function state_type.__index(state, key)
  if host.is_3 and not in_state[key] then error("Unknown key", 0) end
  return rawget(state, 1)[key]
end
function state_type.__newindex(state, key, value)
  if not host.is_3 then error("'" .. tostring(key) .. "' is a read-only property.", 0) end
  if not in_state[key] then error("Unknown key", 0) end
  rawget(state, 1)[key] = value
end
state_type.methods, state_type.properties = {}, {}
for _, name in ipairs(state_names) do table.insert(state_type.properties, { name }) end
if not host.is_3 then class_of[state_type] = state_type.__name end

-- What a run of ours is: no input files, and warnings shown.
function host.add_options(env)
  local resource_path = list()
  resource_path[1] = "."
  env.PANDOC_STATE = setmetatable({ { input_files = list(), log = list(), request_headers = list(), resource_path = resource_path,
    trace = false, verbosity = "WARNING" } }, state_type)
  env.PANDOC_READER_OPTIONS = setmetatable(reader_values(), fixed_reader_type)
  env.PANDOC_WRITER_OPTIONS = setmetatable(writer_values(), writer_type)
  host.state = env.PANDOC_STATE
end

local may_change = { request_headers = true, resource_path = true, user_data_dir = true }

-- Calls the function with other values in PANDOC_STATE, and puts back what was there.
function pandoc.with_state(options, callback, ...)
  local values = rawget(host.state, 1)
  local before = {}
  for name, value in pairs(options) do
    if not may_change[name] then error("Unknown or unsupported state option: " .. tostring(name), 0) end
    before[name] = { values[name] }
    values[name] = value
  end
  local function finish(ok, ...)
    for name, value in pairs(before) do values[name] = value[1] end
    if not ok then error((...), 0) end
    return ...
  end
  return finish(pcall(callback, ...))
end

-- pandoc.log: messages for the person at the terminal, or for who wants to see them.

local log, silent = {}, nil
pandoc.log = log
function host.reset_log() silent = nil end  -- a filter may have left a coroutine in the middle of log.silence
local message_type = { __name = "LogMessage" }
function message_type.__tostring(message) return message.text end

local function say(severity, message)
  local caller = debug.getinfo(3, "Sl")
  local place = caller and caller.currentline > 0 and caller.short_src .. " line " .. caller.currentline .. ": " or ""
  message = setmetatable({ severity = severity, text = place .. host.coerce.text(message) }, message_type)
  if silent then
    silent[#silent + 1] = message
  elseif severity == "WARNING" or rawget(host.state, 1).verbosity == "INFO" then
    host.warn("[" .. severity .. "] " .. message.text .. "\n")
  end
end
function log.info(message) say("INFO", message) end
function log.warn(message) say("WARNING", message) end
function log.silence(callback, ...)
  local outer, messages = silent, list()
  silent = messages
  local function finish(ok, ...)
    silent = outer
    if not ok then error((...), 0) end
    return messages, ...
  end
  return finish(pcall(callback, ...))
end
function host.warning(...)  -- Lua 5.4's warn
  local message = table.concat({ ... })
  if select("#", ...) > 1 or message:sub(1, 1) ~= "@" then say("WARNING", message) end
end

-- What is left out of Pandoc 3's modules: the names say so where they are used.

local left_out = {
  { "pandoc.layout", "after_break before_non_blank bg blanklines bold braces brackets cblock chomp concat double_quotes fg flush hang " ..
    "height inside is_empty italic lblock literal min_offset nest nestle nowrap offset parens prefixed quotes rblock real_length " ..
    "render strikeout underlined update_column vfill", "build the text with table.concat", { "blankline", "cr", "empty", "space" } },
  { "pandoc.scaffolding", "", "define Writer(doc, options), which returns the text", { "Writer" } },
  { "pandoc.zip", "Archive Entry read_entry zip", "filters have no archives; unpack them before Kancelli runs" },
  { "pandoc.image", "format size", "the size of a picture is in its attributes width and height, where the author gave one" },
  { "pandoc.cli", "parse_options repl", "a filter gets what it needs to know from metadata", { "default_options" } },
  { "pandoc.format", "all_extensions default_extensions extensions", "`pandoc --list-extensions=FORMAT` prints them" },
  { "pandoc.structure", "split_into_chunks", "pandoc.structure.make_sections gives the sections" },
  { "pandoc.text", "fromencoding toencoding", "texts are UTF-8; `iconv` changes a file before Kancelli reads it" },
  { "pandoc.template", "apply compile default get meta_to_context", "build the text in the filter, or write with Pandoc and --template" },
  { "pandoc.utils", "documentation", "https://pandoc.org/lua-filters.html has it" },
  { "pandoc", "write_classic", "define Writer(doc, options), which returns the text" },
}
local classic = { ["pandoc.template"] = true, ["pandoc.utils"] = true }  -- in Pandoc 2.17 too

local function refuse(name, hint) error("filters may not use " .. name .. ": " .. hint, 0) end

local function module_of(pandoc_table, name)
  local key = name:match("^pandoc%.(%a+)$")
  if not key then return pandoc_table end
  pandoc_table[key] = pandoc_table[key] or {}
  return pandoc_table[key]
end

local readers = "asciidoc biblatex bibtex bits commonmark commonmark_x creole csljson csv djot docbook dokuwiki endnotexml fb2 gfm haddock html " ..
  "ipynb jats jira json latex man markdown markdown_github markdown_mmd markdown_phpextra markdown_strict mdoc mediawiki muse native opml " ..
  "org pod ris rst rtf t2t textile tikiwiki tsv twiki typst vimwiki xml"
local writers = "ansi asciidoc asciidoc_legacy asciidoctor bbcode bbcode_fluxbb bbcode_hubzilla bbcode_phpbb bbcode_steam bbcode_xenforo beamer " ..
  "biblatex bibtex commonmark commonmark_x context csljson djot docbook docbook4 docbook5 dokuwiki dzslides fb2 gfm haddock html html4 " ..
  "html5 icml ipynb jats jats_archiving jats_articleauthoring jats_publishing jira json latex man markdown markdown_github " ..
  "markdown_mmd markdown_phpextra markdown_strict markua mediawiki ms muse native opendocument opml org plain revealjs rst rtf s5 " ..
  "slideous slidy tei texinfo textile typst vimdoc xml xwiki zimwiki"

local function kinds(texts, bytes)
  local result = {}
  for name in texts:gmatch("%S+") do result[name] = "text" end
  for name in bytes:gmatch("%S+") do result[name] = "bytestring" end
  return result
end

-- Completes the table `pandoc` of one run.
function host.add_modules(made)
  for _, name in ipairs({ "text", "log", "structure", "format" }) do
    made[name] = {}
    for key, value in pairs(pandoc[name]) do made[name][key] = value end
  end
  for _, row in ipairs(left_out) do
    local name, functions, hint, values = unpack(row)
    if host.is_3 or classic[name] then
      local module, refused = module_of(made, name), {}
      for word in functions:gmatch("%S+") do module[word] = function() refuse(name .. "." .. word, hint) end end
      for _, word in ipairs(values or {}) do refused[word] = true end
      if values then
        setmetatable(module, { __index = function(_, key)
          if refused[key] then refuse(name .. "." .. key, hint) end
          return nil
        end })
      end
    end
  end
  made[host.has_figure and "Null" or "Figure"] = nil
  made.Block[host.has_figure and "Null" or "Figure"] = nil
  if host.is_3 then
    made.readers = kinds(readers, "docx epub odt pptx xlsx")
    made.writers = kinds(writers, "chunkedhtml docx epub epub2 epub3 odt pptx")
  else
    made.Caption = nil
  end
end
