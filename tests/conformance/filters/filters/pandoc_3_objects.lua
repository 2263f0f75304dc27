-- PANDOC: 3
-- Captions and bodies of tables as objects, Figure, what a document's normal form is, locals that are constant.
local out <const> = {}
local function say(...)
  local parts = {}
  for i = 1, select('#', ...) do parts[i] = tostring((select(i, ...))) end
  out[#out + 1] = table.concat(parts, ' | ')
end
local function members(object)
  local names = {}
  for name in pairs(object) do names[#names + 1] = name end
  return table.concat(names, ' ')
end
local caption <const>, short = pandoc.Caption('lang', 'kort'), pandoc.Caption 'x'
say(caption, short, caption.short, caption == caption:clone(), type(caption), pandoc.utils.type(caption), members(caption))
short.short, short.long = 'ny', { pandoc.Para 'tekst' }
say(short, pcall(function() short.none = 1 end))
local figure = pandoc.Figure({ pandoc.Plain 'x' }, caption, { id = 'f' })
figure.caption.long:insert(pandoc.Para 'mere')
say(figure, figure.identifier, pandoc.utils.type(figure.caption), pandoc.utils.stringify(figure.caption), members(figure))
function Table(el)
  for _, body in ipairs(el.bodies) do
    say(type(body), pandoc.utils.type(body), body, body.attr.identifier, members(body))
    body.attr = { id = 'body', key = 'value' }
    body.body[1] = body.body[1]
  end
  el.caption.short = 'kort'
  return el
end
function Figure(el)
  say(el.caption, el.content)
  el.caption.long = { pandoc.Para(pandoc.utils.stringify(el.caption.long)) }
  return el
end
say(pandoc.Null, pandoc.List { 1, 'a' }, pandoc.List { 1, 2 }:at(-1), pandoc.utils.blocks_to_inlines { pandoc.Para 'a', pandoc.Para 'b' })
say(#pandoc.log.silence(function() pandoc.log.warn 'x' pandoc.log.info 'y' end), pandoc.readers.markdown, pandoc.writers.docx)
say(pandoc.with_state({ resource_path = { 'q' } }, function() return PANDOC_STATE.resource_path[1] end), PANDOC_STATE.resource_path[1])
function Pandoc(doc)
  local plain = pandoc.Pandoc { pandoc.Para { pandoc.Str 'a', pandoc.Str 'b', pandoc.Space(), pandoc.SoftBreak(), pandoc.Emph 'c', pandoc.Emph 'd' } }
  say(plain:normalize())
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
