-- Reading and assigning every property, also by its other names.
return { {
  Header = function(el) el.level, el.content = el.level + 1, el.content .. { pandoc.Str '!' } return el end,
  Code = function(el) return pandoc.Str(el.t .. el.tag .. el.text .. #el.classes) end,
  Math = function(el) el.mathtype = el.mathtype == 'InlineMath' and 'DisplayMath' or 'InlineMath' el.text = el.text .. '+1' return el end,
  Quoted = function(el) el.quotetype = 'SingleQuote' el.c = 'new content' return el end,
  RawInline = function(el) el.format, el.text = el.text, el.format return el end,
  RawBlock = function(el) el.format = 'html' return el end,
  Link = function(el) el.target, el.title, el.content = el.title, el.target, pandoc.Str(el.target) return el end,
  Image = function(el) el.src, el.caption, el.title = el.src .. 'x', 'new caption', 'T' return el end,
  OrderedList = function(el) el.start, el.style, el.delimiter = el.start + 10, 'Decimal', 'OneParen' return el end,
  BulletList = function(el) el.content:insert { pandoc.Plain 'one more' } return el end,
  DefinitionList = function(el)
    for _, item in ipairs(el.content) do
      item[1]:insert(pandoc.Str ':')
      item[2]:insert { pandoc.Plain 'and more' }
    end
    return el
  end,
  LineBlock = function(el) el.content:insert(pandoc.Inlines 'last line') return el end,
  CodeBlock = function(el) el.text = el.text:upper() return el end,
  Note = function(el) el.content:insert(1, pandoc.Para 'first') return el end,
  Cite = function(el)
    for _, c in ipairs(el.citations) do
      c.id, c.mode = c.id .. '2', 'SuppressAuthor'
      c.prefix:insert(pandoc.Str 'P')
      c.note_num, c.hash = c.note_num + 1, 7
    end
    return el
  end,
} }
