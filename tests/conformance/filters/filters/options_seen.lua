-- What a filter can read of the run: names that are the same for every run of ours and of Pandoc's.
local function words(value)
  if type(value) ~= 'table' then return tostring(value) end
  return #value .. ' items'
end
local out = {}
for _, name in ipairs { 'columns', 'tab_stop', 'cite_method', 'dpi', 'email_obfuscation', 'epub_subdirectory', 'html_math_method', 'html_q_tags',
  'identifier_prefix', 'incremental', 'number_sections', 'number_offset', 'prefer_ascii', 'reference_links', 'reference_location',
  'section_divs', 'setext_headers', 'slide_level', 'table_of_contents', 'template', 'toc_depth', 'top_level_division', 'wrap_text',
  'reference_doc', 'epub_metadata', 'listings', 'none_such' } do
  out[#out + 1] = name .. '=' .. words(PANDOC_WRITER_OPTIONS[name])
end
for _, name in ipairs { 'tab_stop', 'default_image_extension', 'standalone', 'strip_comments', 'track_changes', 'none_such' } do
  out[#out + 1] = 'reader ' .. name .. '=' .. words(PANDOC_READER_OPTIONS[name])
end
for _, name in ipairs { 'output_file', 'log', 'verbosity', 'resource_path', 'source_url', 'trace', 'request_headers' } do
  out[#out + 1] = 'state ' .. name .. '=' .. words(PANDOC_STATE[name])
end
local mine = pandoc.WriterOptions { columns = 40, wrap_text = 'wrap-none' }
out[#out + 1] = table.concat({ mine.columns, mine.wrap_text, mine.tab_stop, pandoc.ReaderOptions({}).columns }, ' ')
out[#out + 1] = tostring(pcall(pandoc.WriterOptions, { none_such = 1 }))
for _, value in ipairs { PANDOC_STATE, PANDOC_WRITER_OPTIONS, PANDOC_READER_OPTIONS, mine, pandoc.ReaderOptions {} } do
  out[#out + 1] = type(value) .. ' ' .. pandoc.utils.type(value)
end
function Pandoc(doc) return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(out, '\n')) }, doc.meta) end
