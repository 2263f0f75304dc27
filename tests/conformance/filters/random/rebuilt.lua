-- Every element made anew from its properties, by its constructor.
local p = pandoc
local inline = { Str = function(el) return p.Str(el.text) end, Space = p.Space, SoftBreak = p.SoftBreak, LineBreak = p.LineBreak,
  Quoted = function(el) return p.Quoted(el.quotetype, el.content) end, Code = function(el) return p.Code(el.text, el.attr) end,
  Math = function(el) return p.Math(el.mathtype, el.text) end, RawInline = function(el) return p.RawInline(el.format, el.text) end,
  Link = function(el) return p.Link(el.content, el.target, el.title, el.attr) end, Image = function(el) return p.Image(el.caption, el.src, el.title, el.attr) end,
  Note = function(el) return p.Note(el.content) end, Span = function(el) return p.Span(el.content, el.attr) end,
  Cite = function(el)
    local citations = pandoc.List {}
    for _, c in ipairs(el.citations) do citations:insert(p.Citation(c.id, c.mode, c.prefix, c.suffix, c.note_num, c.hash)) end
    return p.Cite(el.content, citations)
  end }
for _, kind in ipairs { 'Emph', 'Underline', 'Strong', 'Strikeout', 'Superscript', 'Subscript', 'SmallCaps' } do
  inline[kind] = function(el) return p[kind](el.content) end
end
local function row(r)
  local cells = pandoc.List {}
  for _, cell in ipairs(r.cells) do cells:insert(p.Cell(cell.contents, cell.alignment, cell.row_span, cell.col_span, cell.attr)) end
  return p.Row(cells, r.attr)
end
local function rows(list)
  local made = pandoc.List {}
  for _, r in ipairs(list) do made:insert(row(r)) end
  return made
end
local block = { Plain = function(el) return p.Plain(el.content) end, Para = function(el) return p.Para(el.content) end, LineBlock = function(el) return p.LineBlock(el.content) end,
  CodeBlock = function(el) return p.CodeBlock(el.text, el.attr) end, RawBlock = function(el) return p.RawBlock(el.format, el.text) end,
  BlockQuote = function(el) return p.BlockQuote(el.content) end, HorizontalRule = p.HorizontalRule, Div = function(el) return p.Div(el.content, el.attr) end,
  Header = function(el) return p.Header(el.level, el.content, p.Attr(el.identifier, el.classes, el.attributes)) end,
  OrderedList = function(el) if #el.content > 0 then return p.OrderedList(el.content, p.ListAttributes(el.start, el.style, el.delimiter)) end end,
  BulletList = function(el) if #el.content > 0 then return p.BulletList(el.content) end end,
  Figure = function(el) return p.Figure(el.content, { long = el.caption.long, short = el.caption.short }, el.attr) end,
  Table = function(t)
    local bodies = pandoc.List {}
    for _, b in ipairs(t.bodies) do
      bodies:insert { attr = p.Attr(b.attr.identifier, b.attr.classes, b.attr.attributes), body = rows(b.body), head = rows(b.head), row_head_columns = b.row_head_columns }
    end
    return p.Table({ long = t.caption.long, short = t.caption.short }, t.colspecs, p.TableHead(rows(t.head.rows), t.head.attr), bodies, p.TableFoot(rows(t.foot.rows), t.foot.attr), t.attr)
  end }
return { inline, block, { Pandoc = function(doc) return p.Pandoc(doc.blocks, doc.meta) end } }
