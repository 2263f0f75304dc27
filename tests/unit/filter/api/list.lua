-- Lists what a filter finds in Pandoc: an expression a line, and the type of its value. Run by the Pandoc that is to be listed:
--   pandoc --lua-filter tests/unit/filter/api/list.lua /dev/null > tests/unit/filter/api/pandoc-VERSION.txt
local lines, seen = {}, {}

local function add(expression, value) lines[#lines + 1] = expression .. '\t' .. type(value) end

local function sorted(list)
  local keys = {}
  for key in pairs(list) do
    if type(key) == 'string' and not key:match('^__') then keys[#keys + 1] = key end
  end
  table.sort(keys)
  return keys
end

local function visit(expression, value)
  add(expression, value)
  if type(value) ~= 'table' or seen[value] then return end
  seen[value] = true
  for _, key in ipairs(sorted(value)) do
    visit(key:match('^[%a_][%w_]*$') and expression .. '.' .. key or expression .. '["' .. key .. '"]', value[key])
  end
end

-- Whose members are listed, where this Pandoc can make one: properties, methods, aliases.
local objects = {
  'pandoc.Str("x")', 'pandoc.Emph("x")', 'pandoc.Underline("x")', 'pandoc.Strong("x")', 'pandoc.Strikeout("x")', 'pandoc.Superscript("x")',
  'pandoc.Subscript("x")', 'pandoc.SmallCaps("x")', 'pandoc.Quoted("SingleQuote", "x")',
  'pandoc.Cite("x", {pandoc.Citation("a", "NormalCitation")})', 'pandoc.Code("x")', 'pandoc.Space()', 'pandoc.SoftBreak()',
  'pandoc.LineBreak()', 'pandoc.Math("InlineMath", "x")', 'pandoc.RawInline("html", "x")', 'pandoc.Link("x", "y")', 'pandoc.Image("x", "y")',
  'pandoc.Note("x")', 'pandoc.Span("x")', 'pandoc.Plain("x")', 'pandoc.Para("x")', 'pandoc.LineBlock({{"x"}})', 'pandoc.CodeBlock("x")',
  'pandoc.RawBlock("html", "x")', 'pandoc.BlockQuote("x")', 'pandoc.OrderedList({{"x"}})', 'pandoc.BulletList({{"x"}})',
  'pandoc.DefinitionList({{"x", {"y"}}})', 'pandoc.Header(1, "x")', 'pandoc.HorizontalRule()',
  'pandoc.Table({long = {}}, {}, pandoc.TableHead(), {}, pandoc.TableFoot())', 'pandoc.Figure("x")', 'pandoc.Div("x")', 'pandoc.Null()',
  'pandoc.Attr("x")', 'pandoc.ListAttributes()', 'pandoc.Citation("a", "NormalCitation")', 'pandoc.Cell("x")', 'pandoc.Row()',
  'pandoc.TableHead()', 'pandoc.TableFoot()', 'pandoc.Caption("x")', 'pandoc.SimpleTable("x", {}, {}, {}, {})',
  'pandoc.utils.from_simple_table(pandoc.SimpleTable("x", {"AlignLeft"}, {0}, {"x"}, {{"x"}})).bodies[1]',
  'pandoc.utils.from_simple_table(pandoc.SimpleTable("x", {"AlignLeft"}, {0}, {"x"}, {{"x"}})).caption',
  'pandoc.Pandoc("x")', 'pandoc.List({1})', 'pandoc.Inlines("x")', 'pandoc.Blocks("x")', 'pandoc.types.Version("1.2")', 'PANDOC_STATE',
  'PANDOC_READER_OPTIONS', 'PANDOC_WRITER_OPTIONS', 'pandoc.ReaderOptions({})', 'pandoc.WriterOptions({})',
}
local names = {}
for name in ([[aligns alignment at attr attributes blocks bodies body c caption cells citations classes clone col_span colspecs content
  contents delimiter extend filter find find_if foot format hash head header headers id identifier includes input_files insert iter level
  listAttributes log long map mathtype meta mode must_be_at_least new normalize note_num output_file prefix quotetype remove
  request_headers resource_path row_head_columns row_span rows short show sort source_url src start style suffix t tag target text title
  trace user_data_dir verbosity walk widths abbreviations columns default_image_extension extensions indented_code_classes standalone
  strip_comments tab_stop track_changes cite_method dpi email_obfuscation epub_chapter_level epub_fonts epub_metadata epub_subdirectory
  highlight_style html_math_method html_q_tags identifier_prefix incremental listings number_offset number_sections prefer_ascii
  reference_doc reference_links reference_location section_divs setext_headers slide_level table_of_contents template toc_depth
  top_level_division variables wrap_text chunk_template split_level list_of_figures list_of_tables syntax_highlighting figure_caption_position
  table_caption_position link_images epub_title_page highlight_method list_tables]]):gmatch('%S+') do names[#names + 1] = name end

for _, key in ipairs(sorted(_G)) do
  if key ~= '_G' and key ~= 'package' then visit(key, _G[key]) end
end
for _, key in ipairs(sorted(package.loaded)) do add('require "' .. key .. '"', package.loaded[key]) end
for _, expression in ipairs(objects) do
  local made, object = pcall(load('return ' .. expression))
  if made and object ~= nil then
    add(expression, object)
    for _, name in ipairs(names) do
      local known, value = pcall(function() return object[name] end)
      if known and value ~= nil then add(expression .. '.' .. name, value) end
    end
  end
end
io.write(table.concat(lines, '\n'), '\n')
os.exit(0)
