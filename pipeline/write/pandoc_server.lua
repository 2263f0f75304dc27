--- Pandoc as one process that writes many documents: run as the Lua filter of an empty document, for the page's template and options,
--- which it takes over for every page. Pandoc 2.17 or later. One question a line on standard input, one answer a line:
---
---   version     ->  ok VERSION API-VERSION
---   docx JSON   ->  ok BYTES          built on --reference-doc
---   html JSON   ->  ok TEXT           a whole page
---   whatever fails  ->  error MESSAGE
---
--- In an answer a backslash stands as "\\", a line feed as "\n". What Pandoc warns of goes to standard error before the answer.

local page = PANDOC_WRITER_OPTIONS
local make = {}

function make.version() return tostring(PANDOC_VERSION) .. ' ' .. tostring(PANDOC_API_VERSION) end

-- Older Words show no SVG. The DOCX writer puts a PNG beside it where the media bag has one of this name; Pandoc's own program draws it
-- so too.
local function draw(picture)
  local name = picture .. '.png'
  if not (picture:lower():match('%.svg$') or picture:match('^data:image/svg%+xml')) or pandoc.mediabag.lookup(name) then return end
  local _, svg = pandoc.mediabag.fetch(picture)
  if not svg then return end
  local arguments = { '-f', 'png', '-a', '--dpi-x', '96', '--dpi-y', '96' }
  local drawn, png = pcall(pandoc.pipe, 'rsvg-convert', arguments, svg)
  if not drawn then error('rsvg-convert could not draw ' .. picture:sub(1, 80) .. ': ' .. tostring(png), 0) end
  pandoc.mediabag.insert(name, 'image/png', png)
end

function make.docx(json)
  local document, pictures = pandoc.read(json, 'json'), {}
  document:walk({ Image = function(image) pictures[#pictures + 1] = image.src end })
  for _, picture in ipairs(pictures) do draw(picture) end
  return pandoc.write(document, 'docx', { reference_doc = page.reference_doc })
end

function make.html(json) return pandoc.write(pandoc.read(json, 'json'), 'html5', page) end

local ESCAPED = { ['\\'] = '\\\\', ['\n'] = '\\n' }

for line in io.lines() do
  local what, json = line:match('^(%w+) ?(.*)$')
  local good, result = pcall(make[what], json)
  io.write(good and 'ok ' or 'error ', (tostring(result):gsub('[\\\n]', ESCAPED)), '\n')
  io.flush()
end
os.exit(0)
