-- pandoc.structure and pandoc.format, and a document's normal form.
local host = ...
local pandoc, coerce, class = host.pandoc, host.coerce, host.class
local structure, formats = {}, {}
pandoc.structure, pandoc.format = structure, formats

local function blocks_of(value)
  if class(value) == "Pandoc" then return value.blocks end
  return coerce.blocks(value)
end

function structure.make_sections(blocks, options)
  options = options or {}
  return pandoc.utils.make_sections(options.number_sections, options.base_level, blocks_of(blocks))
end

-- The highest level of heading with content right below it.
local function slide_level(blocks, least)
  for i, block in ipairs(blocks) do
    local after = blocks[i + 1] and blocks[i + 1].t
    if block.t == "Div" then
      least = slide_level(block.content, least)
    elseif block.t == "Header" and after and after ~= "Header" and after ~= "HorizontalRule" then
      least = math.min(least, block.level)
    end
  end
  return least
end
function structure.slide_level(blocks) return slide_level(blocks_of(blocks), 6) end

local without_links = { Link = function(link) return link.content end, Note = function() return {} end }

local function entries_of(blocks, entry_of)
  local entries = pandoc.List({})
  for _, block in ipairs(blocks) do
    local header = block.t == "Div" and block.content[1]
    if header and header.t == "Header" and block.classes:includes("section") then
      local entry = entry_of(block, header)
      if entry then
        local below = entries_of(block.content, entry_of)
        if #below > 0 then entry:insert(pandoc.BulletList(below)) end
        entries:insert(entry)
      end
    elseif block.t == "Div" then
      entries:extend(entries_of(block.content, entry_of))
    end
  end
  return entries
end

function structure.table_of_contents(source, options)
  options = options or {}
  local depth, numbers = options.toc_depth or 3, options.number_sections
  local function entry_of(section, header)
    local classes = header.classes
    if header.level > depth or classes:includes("unlisted") and classes:includes("unnumbered") then return nil end
    local text = header.content:walk(without_links)
    local number = section.attributes.number
    if numbers and number then
      text = pandoc.Inlines({ pandoc.Span(number, { class = "toc-section-number" }), pandoc.Space() }) .. text
    end
    local id = section.identifier
    if id ~= "" then text = { pandoc.Link(text, "#" .. id, "", { id = "toc-" .. id }) } end
    return pandoc.Blocks({ pandoc.Plain(text) })
  end
  local sections = pandoc.utils.make_sections(numbers, nil, blocks_of(source))
  return pandoc.BulletList(entries_of(sections, entry_of))
end

local other_spaces = { [0xA0] = true, [0x1680] = true, [0x202F] = true, [0x205F] = true, [0x3000] = true }
local function is_space(code)
  return code == 32 or code >= 9 and code <= 13 or code >= 0x2000 and code <= 0x200A or other_spaces[code] or false
end

-- Letters and what may stand between them, in lower case, from the first letter on; hyphens for spaces.
function structure.unique_identifier(inlines, used, extensions)
  if extensions then error("filters may not use pandoc.structure.unique_identifier with extensions: leave the third argument out", 0) end
  local words, kept, begun = {}, {}, false
  local function end_word()
    if #kept > 0 then words[#words + 1], kept = table.concat(kept), {} end
  end
  for _, code in host.utf8.codes(host.lower(pandoc.utils.stringify(coerce.inlines(inlines)))) do
    local letter = host.is_letter(code)
    begun = begun or letter
    if is_space(code) then
      end_word()
    elseif begun and (letter or code < 128 and string.char(code):find("[%d_.-]")) then
      kept[#kept + 1] = host.utf8.char(code)
    end
  end
  end_word()
  local identifier = table.concat(words, "-")
  if identifier == "" then identifier = "section" end
  if not (used and used[identifier]) then return identifier end
  local number = 1
  while used[identifier .. "-" .. number] do number = number + 1 end
  return identifier .. "-" .. number
end

-- The format that a file's name says.
local format_of = {}
for format, extensions in pairs({ asciidoc = "adoc asciidoc", biblatex = "bib", context = "context ctx", csv = "csv", docbook = "db", doc = "doc",
  docx = "docx", dokuwiki = "dokuwiki", epub = "epub", fb2 = "fb2", html = "htm html xhtml", icml = "icml", ipynb = "ipynb", json = "json",
  latex = "latex ltx tex", man = "1 2 3 4 5 6 7 8 9", markdown = "lhs markdown md mdown mdwn mkd mkdn text txt", markua = "markua",
  mediawiki = "wiki", ms = "ms roff", muse = "muse", native = "native", odt = "odt", opml = "opml", org = "org", pdf = "pdf", pod = "pod",
  pptx = "pptx", ris = "ris", rst = "rst", rtf = "rtf", s5 = "s5", t2t = "t2t", tei = "tei", texinfo = "texi texinfo", textile = "textile",
  tsv = "tsv", typst = "typ", xls = "xls", xlsx = "xlsx", xml = "xml" }) do
  for extension in extensions:gmatch("%S+") do format_of[extension] = format end
end

function formats.from_path(paths)
  if type(paths) == "string" then paths = { paths } end
  for _, path in ipairs(paths) do
    local _, extension = pandoc.path.split_extension(path)
    local format = format_of[extension:sub(2):lower()]
    if format then return format end
  end
  return nil
end

local together = { Inlines = function(inlines) return host.meld(pandoc.Inlines({}), inlines, true) end }
function host.normalize(document) return document:walk(together) end
