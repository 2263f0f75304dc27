--- Gives every caption its number: "Tabel 1. ", "Figur 1. ". Tables and figures with a caption are counted each for itself, in the order of
--- the paper; kancelli.label counts alike.

local tree = require 'tree'
local words = require 'words'

local SEQ_NAMES = { table = 'tabel', figure = 'figur' }

local function numbered(div, caption, at, number)
  local name = tree.name(div)
  local text = string.format('%d', number)
  local seq = pandoc.Span({ pandoc.Str(words.seq[name] .. '\u{A0}' .. text) },
    pandoc.Attr('', { 'seq', 'generated' }, { { 'seq', SEQ_NAMES[name] }, { 'number', text } }))
  local blocks = pandoc.List(div.content)
  blocks[at] = pandoc.Div({ pandoc.Plain(tree.concat({ seq, tree.generated('. ') }, tree.inlines(caption))) }, caption.attr)
  return pandoc.Div(blocks, div.attr)
end

local function number_captions(doc)
  local count = { table = 0, figure = 0 }
  doc.blocks = pandoc.Blocks(doc.blocks):walk({
    Div = function(div)
      local name = tree.name(div)
      local caption, at = tree.first(div.content, 'caption')
      if not count[name] or not caption then return nil end
      count[name] = count[name] + 1
      return numbered(div, caption, at, count[name])
    end,
  })
  return doc
end

return { { Pandoc = number_captions } }
