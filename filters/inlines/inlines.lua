--- Inline elements that hold words: em, strong, term, foreign, link, count, sentence, footnote.

local tree = require 'tree'

local become = {}

function become.em(span) return { pandoc.Emph(span.content) } end
function become.strong(span) return { pandoc.Strong(span.content) } end
function become.count(span) return span.content end
function become.sentence(span) return span.content end
function become.link(span) return { pandoc.Link(span.content, tree.get(span, 'href')) } end

function become.term(span)
  return { pandoc.Span({ pandoc.Emph(span.content) }, pandoc.Attr('', { 'term' })) }
end

function become.foreign(span)
  return { pandoc.Span(span.content, pandoc.Attr('', {}, { lang = tree.get(span, 'lang') })) }
end

-- A Note cannot carry attributes: its words keep the place.
function become.footnote(span)
  return { pandoc.Note({ pandoc.Para({ pandoc.Span(span.content, tree.attr(span)) }) }) }
end

local function rebuild(span)
  local name = tree.name(span)
  local make = become[name]
  if not make then return nil end
  local inlines = make(span)
  if name == 'footnote' then return inlines end
  return pandoc.Span(inlines, tree.attr(span, span.identifier))
end

return { { Span = rebuild } }
