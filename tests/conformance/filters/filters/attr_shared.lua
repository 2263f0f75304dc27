-- One Attr given to several elements, and attributes taken from one to another.
local last
return { {
  Span = function(el)
    if last then el.attr = last end
    last = el.attr
    return el
  end,
}, {
  Header = function(h)
    local attr = pandoc.Attr('a', { 'b' }, { c = 'd' })
    local one, two = pandoc.Div(h, attr), pandoc.Div('x', attr)
    one.classes:insert 'kun-den-første'
    attr.identifier = 'bagefter'
    two.attributes.c = nil
    return { one, two, pandoc.Para(attr.identifier .. #attr.classes .. #attr.attributes) }
  end,
} }
