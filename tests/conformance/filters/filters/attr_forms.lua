-- Attr from every form that a constructor takes, and what stays in order.
function Pandoc(doc)
  local p, out = pandoc, pandoc.List {}
  local forms = {
    function() return p.Attr() end, function() return p.Attr 'id' end, function() return p.Attr('id', { 'a', 'b' }) end,
    function() return p.Attr('id', { 'a' }, { k = 'v' }) end, function() return p.Attr('id', {}, { { 'z', '1' }, { 'a', '2' } }) end,
    function() return p.Attr { id = 'x', class = 'en to', lang = 'da' } end, function() return p.Attr { 'x', { 'en' }, { { 'k', 'v' } } } end,
    function() return 'kun-id' end, function() return { 'id', { 'klasse' } } end, function() return { id = 'x' } end,
    function() return { class = 'kun klasser' } end, function() return { k = 'v' } end, function() return {} end,
    function() return { 'id', {}, { b = '1' } } end, function() return { '', { 'c' } } end, function() return { 'id' } end,
    function() return p.Span({}, p.Attr('fra', { 'span' })).attr end, function() return p.Span({}, { k = '1' }).attributes end,
    function() return nil end,
  }
  for i, form in ipairs(forms) do
    local ok, span = pcall(function() return p.Span('n' .. i, form()) end)
    if ok then out:insert(p.Para { span, p.Code('c', form()), p.Link('l', 'u', '', form()) }) else out:insert(p.Para('fejl ' .. i)) end
    if ok then out:insert(p.Div({ p.Plain 'x' }, form())) end
    local header = p.Header(1, 'h')
    if ok and form() then
      header.attr = form()
      out:insert(header)
    end
  end
  doc.blocks:extend(out)
  return doc
end
