--- Inlines as Typst expressions, and the places that links lead to. Used by writer.lua, which sets `paper` (what the paper being
--- written knows of itself) and `blocks` (the function that writes blocks, for footnotes).

local helpers = require 'typst_text'
local attribute, fail, has_class, letters = helpers.attribute, helpers.fail, helpers.has_class, helpers.letters
local plain_text, quoted = helpers.plain_text, helpers.quoted

local M = {}

-- Places that links lead to -------------------------------------------------------------------------------

-- An id waits here until the first words it names are written, so that the place stands in their line.
function M.wait_for_words(el)
  local id = el.identifier
  if id and id ~= '' and M.paper.linked[id] and not M.paper.placed[id] then
    M.paper.placed[id] = true
    M.paper.waiting[#M.paper.waiting + 1] = id
  end
end

--- Expressions for the places that wait; none are left waiting.
local function waiting_places(out)
  for _, id in ipairs(M.paper.waiting) do out[#out + 1] = 'anchor(' .. quoted(id) .. ')' end
  M.paper.waiting = {}
  return out
end

-- Inlines -------------------------------------------------------------------------------------------------

local NO_BREAK_HYPHEN = '\226\128\145' -- U+2011
-- In the cells of tables, words of so many letters may be hyphenated. Nowhere else: lines are ragged and long enough, no word may
-- be broken over two pages, and Typst has far fewer breaks to weigh.
local LONG_WORD = 16

-- Letters as bytes: a to z, and the Latin ones that UTF-8 writes with C3 (æøåÆØÅé ...).
local function has_long_word(text)
  for word in text:gmatch('[%a\195][%a\195\128-\191]*') do
    if #word >= LONG_WORD and letters(word) >= LONG_WORD then return true end
  end
  return false
end

-- Where a compound is best broken, if it ends in one of these. Typst would break it in as late a syllable as the line has room for.
local LAST_PARTS = { 'udvalg', 'forvaltning', 'undervisning', 'uddannelse', 'vejledning', 'ordning' }
local SOFT_HYPHEN = '\194\173'

--- Writes a long word: a compound that is known with its own break, another with those of its language.
local function long(word)
  for _, part in ipairs(LAST_PARTS) do
    local first, last = word:match('^(.+)(' .. part .. '%a*[^%a]*)$')
    if first and letters(first) > 2 then return quoted(first .. SOFT_HYPHEN .. last) end
  end
  return 'long(' .. quoted(word) .. ')'
end

--- The function of the template that a word must be given to, or nil for words of no kind.
local function special(word)
  if word:find(NO_BREAK_HYPHEN, 1, true) then return 'nobr' end
  return M.hyphenating and has_long_word(word) and 'long' or nil
end

--- Adds `text` to the expressions in `out`: as one literal, but for words with a no-break hyphen and long ones.
local function add_text(out, text)
  if not text:find(NO_BREAK_HYPHEN, 1, true) and not M.hyphenating then
    out[#out + 1] = quoted(text)
    return
  end
  local plain = ''
  for word, space in text:gmatch('([^ ]*)( *)') do
    local name = special(word)
    if name then
      if plain ~= '' then out[#out + 1] = quoted(plain) end
      out[#out + 1] = name == 'long' and long(word) or name .. '(' .. quoted((word:gsub(NO_BREAK_HYPHEN, '-'))) .. ')'
      plain = space
    else
      plain = plain .. word .. space
    end
  end
  if plain ~= '' then out[#out + 1] = quoted(plain) end
end

--- Calls write(...); long words in what it writes may be hyphenated.
function M.with_hyphens(write, ...)
  M.hyphenating = true
  local written = write(...)
  M.hyphenating = false
  return written
end

--- One expression for several: a literal or a call stands alone, more are joined in a code block.
function M.joined(out)
  if #out == 0 then return '[]' end
  if #out == 1 then return out[1] end
  return '{' .. table.concat(out, '; ') .. '}'
end

local function call(name, inlines, options)
  return name .. '(' .. (options and options .. ', ' or '') .. M.write(inlines) .. ')'
end

-- Danish papers quote with ”…”; inside that, ’…’.
local QUOTES = { DoubleQuote = { '”', '”' }, SingleQuote = { '’', '’' } }

-- What a data address holds, as Typst takes it in the place of a path. SVG is text; of other kinds each byte is a number.
local function bytes_of(address)
  local kind, bytes = pandoc.mediabag.fetch(address)
  local format = ({ ['image/svg+xml'] = 'svg', ['image/png'] = 'png', ['image/jpeg'] = 'jpg', ['image/gif'] = 'gif' })[kind]
  if not format then fail('a picture of the type ' .. kind .. ' cannot be set') end
  if format == 'svg' then return 'bytes(' .. quoted(bytes) .. '), format: "svg"' end
  local numbers = {}
  for i = 1, #bytes do numbers[i] = bytes:byte(i) end
  return 'bytes((' .. table.concat(numbers, ',') .. ',)), format: "' .. format .. '"'
end

--- The image as an expression. A path is taken in the paper's project unless it starts with "/".
function M.image(el)
  local source
  if el.src:find('^data:') then
    source = bytes_of(el.src)
  else
    local path = el.src:gsub('%%20', ' ')
    if path:find('^%a+:') then fail('the picture ' .. path .. ' is not a file of the project') end
    source = quoted(path:sub(1, 1) == '/' and path or M.paper.resources .. path)
  end
  local alt = attribute(el, 'alt') or plain_text(el.caption)
  local decorative = has_class(el, 'decorative') or attribute(el, 'decorative') == 'true'
  if alt == '' and not decorative then
    fail('the picture ' .. el.src:sub(1, 80) .. ' has no text alternative')
  end
  local width = (attribute(el, 'width') or ''):match('^[%d.]+%%$')
  local set = 'image(' .. source .. (decorative and '' or ', alt: ' .. quoted(alt)) .. (width and ', width: ' .. width or '') .. ')'
  return decorative and 'pdf.artifact(' .. set .. ')' or set
end

--- What a marked-up text inserts and strikes out, and the functions of the template for it.
M.CHANGES = { insertion = 'inserted', deletion = 'deleted' }

local inline = {}

function inline.Emph(el) return call('emph', el.content) end
function inline.Strong(el) return call('strong', el.content) end
function inline.Underline(el) return call('underline', el.content) end
function inline.Strikeout(el) return call('strike', el.content) end
function inline.Superscript(el) return call('super', el.content) end
function inline.Subscript(el) return call('sub', el.content) end
function inline.SmallCaps(el) return call('smallcaps', el.content) end
function inline.Cite(el) return M.write(el.content) end
function inline.Code(el) return 'raw(' .. quoted(el.text) .. ')' end
function inline.LineBreak() return 'linebreak()' end
function inline.Image(el) return 'box(' .. M.image(el) .. ')' end
function inline.Note(el) return 'note(' .. M.blocks(el.content, true) .. ')' end

function inline.Math(el)
  fail('formulas cannot be set yet: ' .. el.text)
end

function inline.RawInline(el)
  return el.format == 'typst' and '[' .. el.text .. ']' or nil
end

function inline.Quoted(el)
  local marks = QUOTES[tostring(el.quotetype)] or QUOTES.DoubleQuote
  return M.joined({ quoted(marks[1]), M.write(el.content), quoted(marks[2]) })
end

function inline.Link(el)
  local id = el.target:match('^#(.+)$')
  if not id then return 'link(' .. quoted(el.target) .. ', ' .. M.write(el.content) .. ')' end
  if not M.paper.ids[id] and not M.paper.is_part then fail('the link to #' .. id .. ' leads nowhere on this paper') end
  return 'link(label(' .. quoted(id) .. '), ' .. M.write(el.content) .. ')'
end

--- A change's words in a call of the template; spaces at their ends stay outside, so that no line is drawn there.
local function changed(name, words)
  local first, last, inner = 1, #words, {}
  while first <= last and words[first].t == 'Space' do first = first + 1 end
  while last >= first and words[last].t == 'Space' do last = last - 1 end
  for i = first, last do inner[#inner + 1] = words[i] end
  local out = {}
  if first > 1 then out[#out + 1] = quoted(' ') end
  out[#out + 1] = name .. '(' .. M.write(inner) .. ')'
  if last < #words then out[#out + 1] = quoted(' ') end
  return M.joined(out)
end

function inline.Span(el)
  M.wait_for_words(el)
  for class, name in pairs(M.CHANGES) do
    if has_class(el, class) then return changed(name, el.content) end
  end
  local content = M.write(el.content)
  if attribute(el, 'lang') then
    local lang, region = attribute(el, 'lang'):match('^(%a%a%a?)%-?(%a?%a?)')
    if not lang then fail('not a language: ' .. attribute(el, 'lang')) end
    region = #(region or '') == 2 and ', region: ' .. quoted(region) or ''
    content = 'text(lang: ' .. quoted(lang:lower()) .. region .. ', ' .. content .. ')'
  end
  if has_class(el, 'seq') then return 'strong(' .. content .. ')' end
  return content
end

--- What comes right behind what went, with no space at the seam.
local function meet(gone, come)
  local function is(el, class) return el and el.t == 'Span' and has_class(el, class) and #el.content > 0 end
  return is(gone, 'deletion') and is(come, 'insertion') and gone.content[#gone.content].t ~= 'Space' and come.content[1].t ~= 'Space'
end

--- Inlines as one expression. Neighbouring words become one literal.
function M.write(inlines)
  local out = waiting_places({})
  local words = {}
  local function flush()
    if #words > 0 then add_text(out, table.concat(words)) end
    words = {}
  end
  for i, el in ipairs(inlines) do
    local tag = el.t
    if meet(inlines[i - 1], el) then
      flush()
      out[#out + 1] = 'change-gap'
    end
    if tag == 'Str' then
      words[#words + 1] = el.text
    elseif tag == 'Space' or tag == 'SoftBreak' then
      words[#words + 1] = ' '
    else
      if not inline[tag] then fail('unknown inline element ' .. tostring(tag)) end
      local expression = inline[tag](el)
      if expression then
        flush()
        out[#out + 1] = expression
      end
    end
  end
  flush()
  return M.joined(out)
end

return M
