-- stringify of what is made, of parts and of mixed lists.
function Pandoc(doc)
  local p, u, out = pandoc, pandoc.utils, pandoc.List {}
  local function say(...)
    local parts = {}
    for i = 1, select('#', ...) do parts[i] = '[' .. tostring((select(i, ...))) .. ']' end
    out:insert(table.concat(parts))
  end
  say(u.stringify(p.Note 'x'), u.stringify(p.RawInline('html', '<br>')), u.stringify(p.RawInline('html', '<br/>')), u.stringify(p.RawInline('html', '<b>')), u.stringify(p.RawInline('latex', '<br>')))
  say(u.stringify(p.CodeBlock 'x'), u.stringify(p.LineBlock { 'a', 'b' }), u.stringify(p.RawBlock('html', '<br>')), u.stringify(p.Div { p.Para 'a', p.Para 'b' }), u.stringify(p.HorizontalRule()))
  say(u.stringify(p.Image('alt', 'src', 'titel')), u.stringify(p.DefinitionList { { 'a', { 'b' } } }), u.stringify(p.OrderedList { 'a', 'b' }), u.stringify(p.BulletList { { p.Para 'x', p.Para 'y' } }))
  say(u.stringify(p.Quoted('SingleQuote', 'x')), u.stringify(p.Quoted('DoubleQuote', 'y')), u.stringify(p.Math('DisplayMath', 'x^2')), u.stringify(p.Cite('t', { p.Citation('id', 'NormalCitation', 'før') })))
  say(u.stringify(p.Table({ long = { p.Plain 'navn' }, short = p.Inlines 'kort' }, {}, p.TableHead { p.Row { p.Cell 'h' } }, {}, p.TableFoot { p.Row { p.Cell 'f' } })))
  say(u.stringify { p.Str 'a', 5, true, { p.Str 'b' } }, u.stringify {}, u.stringify '', u.stringify { 'a', { 'b', { 'c' } } }, u.stringify(false), u.stringify(p.Str ''))
  say(u.stringify { k = 'v' }, u.stringify(p.Inlines 'a  b\nc'), u.stringify(p.Blocks { p.Para 'a', p.Plain 'b' }), u.stringify(p.LineBreak()), u.stringify(p.SoftBreak()))
  say(u.stringify(doc), u.stringify(doc.meta), u.stringify(p.Span('x', { 'id' })), u.stringify(p.Header(1, 'h')))
  say((pcall(u.stringify)), (pcall(u.stringify, print)))
  doc.blocks:insert(p.CodeBlock(table.concat(out, '\n')))
  return doc
end
