-- pandoc.read and pandoc.write, by the installed Pandoc; their options are given as those of its command line.
local host = ...
local coerce, fail = host.coerce, host.fail
local error, ipairs, pcall, tostring, type = error, ipairs, pcall, tostring, type
local find, formatted, match, sub, concat = string.find, string.format, string.match, string.sub, table.concat
local text = coerce.text

local function number(value) return formatted("%d", coerce.number(value)) end

local function valued(option) return function(value) return { option .. "=" .. text(value) } end end
local function numbered(option) return function(value) return { option .. "=" .. number(value) } end end
local function flag(option) return function(value) return value and { option } or {} end end
-- Of words such as "wrap-auto" the option wants "auto".
local function worded(option, pattern)
  return function(value) return { option .. "=" .. (match(text(value), pattern) or value) } end
end
local function joined(option, of)
  return function(value)
    local parts = {}
    for i, each in ipairs(value) do parts[i] = of(each) end
    return #parts > 0 and { option .. "=" .. concat(parts, ",") } or {}
  end
end
local function nothing() return {} end

local function math_method(value)
  local method = type(value) == "table" and value.method or value
  local address = type(value) == "table" and value.url
  if method == "plain" then return {} end
  return { "--" .. text(method) .. (address and address ~= "" and "=" .. text(address) or "") }
end

-- By name: the value when none is given, and what makes the option; without that, another value is refused.
local reader = {
  abbreviations = { {} },
  columns = { 80, numbered("--columns") },
  default_image_extension = { "", valued("--default-image-extension") },
  extensions = { {}, nothing },  -- those of the format count
  indented_code_classes = { {}, joined("--indented-code-classes", text) },
  standalone = { false, flag("--standalone") },
  strip_comments = { false, flag("--strip-comments") },
  tab_stop = { 4, numbered("--tab-stop") },
  track_changes = { "accept-changes", worded("--track-changes", "^(%a+)%-changes$") },
}
local writer = {
  chunk_template = { "%s-%i.html" },
  cite_method = { "citeproc", function(value) return value == "citeproc" and {} or { "--" .. text(value) } end },
  columns = { 72, numbered("--columns") },
  dpi = { 96, numbered("--dpi") },
  email_obfuscation = { "none", valued("--email-obfuscation") },
  epub_chapter_level = { 1, numbered("--epub-chapter-level") },
  epub_fonts = { {} },
  epub_metadata = { nil },
  epub_subdirectory = { "EPUB" },
  epub_title_page = { true },
  extensions = { {}, nothing },
  figure_caption_position = { "below" },
  highlight_method = { "default", function(value)
    if value == "none" then return { "--no-highlight" } end
    return value == "default" and {} or { "--highlight-style=" .. text(value) }
  end },
  highlight_style = { {}, valued("--highlight-style") },
  html_math_method = { "plain", math_method },
  html_q_tags = { false, flag("--html-q-tags") },
  identifier_prefix = { "", valued("--id-prefix") },
  incremental = { false, flag("--incremental") },
  link_images = { false },
  list_of_figures = { false },
  list_of_tables = { false },
  list_tables = { false },
  listings = { false, flag("--listings") },
  number_offset = { { 0, 0, 0, 0, 0, 0 }, joined("--number-offset", number) },
  number_sections = { false, flag("--number-sections") },
  prefer_ascii = { false, flag("--ascii") },
  reference_doc = { nil },
  reference_links = { false, flag("--reference-links") },
  reference_location = { "end-of-document", worded("--reference-location", "^end%-of%-(%a+)$") },
  section_divs = { false, flag("--section-divs") },
  setext_headers = { false, function(value) return { "--markdown-headings=" .. (value and "setext" or "atx") } end },
  slide_level = { nil, numbered("--slide-level") },
  split_level = { 1, numbered("--epub-chapter-level") },
  tab_stop = { 4, numbered("--tab-stop") },
  table_caption_position = { "above" },
  table_of_contents = { false, flag("--table-of-contents") },
  template = { nil },
  toc_depth = { 3, numbered("--toc-depth") },
  top_level_division = { "top-level-default", worded("--top-level-division", "^top%-level%-(%a+)$") },
  variables = { {}, nothing },  -- they are for templates
  wrap_text = { "wrap-auto", worded("--wrap", "^wrap%-(%a+)$") },
}

local function same(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for i = 1, math.max(#a, #b) do
    if a[i] ~= b[i] then return false end
  end
  return true
end

-- The options that say otherwise than Pandoc would do by itself.
local function command_line(options, known, caller)
  local result = {}
  if options == nil then return result end
  if type(options) ~= "table" then fail("table of options", options) end
  for _, name in ipairs(host.sorted_keys(options)) do
    local row, value = known[name], options[name]
    if not row then error(caller .. " knows no option '" .. tostring(name) .. "'", 0) end
    if not same(value, row[1]) then
      if not row[2] then error(caller .. " cannot give Pandoc the option '" .. name .. "'", 0) end
      for _, option in ipairs(row[2](value)) do result[#result + 1] = option end
    end
  end
  return result
end

-- A format may be a table, as in Pandoc 3: { format = 'markdown', extensions = { 'smart', raw_html = false } }.
local function format_name(given, default)
  if given == nil then return default end
  if type(given) ~= "table" or not given.format then return text(given) end
  local name, extensions = text(given.format), given.extensions or {}
  for _, extension in ipairs(extensions) do name = name .. "+" .. text(extension) end
  for _, extension in ipairs(host.sorted_keys(extensions)) do
    if type(extension) == "string" then name = name .. (extensions[extension] and "+" or "-") .. extension end
  end
  return name
end

local function source_text(given)
  if type(given) ~= "table" then return text(given) end
  local parts = {}
  for i, source in ipairs(given) do parts[i] = type(source) == "table" and text(source.text) or text(source) end
  return concat(parts)
end

-- Which function failed stands before why.
local function named(caller, ok, ...)
  if ok then return ... end
  local reason = ...
  if type(reason) == "string" and not host.time_is_up() then reason = caller .. ": " .. reason end
  error(reason, 0)
end

-- Texts that Pandoc's command line ends with a line feed of its own.
local unended = {}
for name in ("ansi beamer docbook docbook4 docbook5 dzslides html html4 html5 icml jats jats_archiving jats_articleauthoring " ..
  "jats_publishing json latex man ms native opendocument opml revealjs s5 slideous slidy tei xml"):gmatch("%S+") do
  unended[name] = true
end

local ended_by_writer = { latex = { "\\end{verbatim}\n$", "\\end{Shaded}\n$", "\\end{lstlisting}\n$" }, ms = { "%.FE\n$" } }
local unended_after = { mediawiki = "<references />\n$", typst = "\n%]\n$" }

local function without_added_end(written, name)
  if written == "\n" then return "" end
  local format = match(name, "^[%w_]+")
  for _, ending in ipairs(ended_by_writer[format] or {}) do
    if find(written, ending) then return written end
  end
  local is_unended = unended[format] or unended_after[format] and find(written, unended_after[format])
  if is_unended and sub(written, -1) == "\n" then return sub(written, 1, -2) end
  return written
end

-- The functions of one filter.
function host.external_functions(env)
  function env.pandoc.read(source, format_given, options)
    local arguments = command_line(options, reader, "pandoc.read")
    if not options or options.columns == nil or options.columns == 80 then arguments[#arguments + 1] = "--columns=80" end
    local document, warnings = named("pandoc.read", pcall(host.pandoc_read, source_text(source), format_name(format_given, "markdown"),
      arguments))
    host.warn(warnings)
    return document
  end

  function env.pandoc.write(document, format_given, options)
    local name = format_name(format_given, host.is_3 and "markdown" or "html")
    local arguments = command_line(options, writer, "pandoc.write")
    local written, warnings = named("pandoc.write", pcall(host.pandoc_write, host.document_to_json(document), name, arguments))
    host.warn(warnings)
    return without_added_end(written, name)
  end
end
