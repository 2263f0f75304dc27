-- Metadata of every kind, read and written.
function Meta(meta)
  local kinds = {}
  for key, value in pairs(meta) do kinds[#kinds + 1] = key .. '=' .. pandoc.utils.type(value) end
  table.sort(kinds)
  return {
    title = meta.title, kinds = table.concat(kinds, ' '), number = 5, half = 1.5, tiny = 0.01, large = 1e25, yes = true, no = false,
    words = 'a text', list = { 'a', 'b' }, map = { a = 'x', b = { c = 'y' } }, inline = pandoc.Emph 'e', block = pandoc.Para 'p',
    inlines = { pandoc.Str 'a', pandoc.Space() }, blocks = { pandoc.Para 'a' }, empty = {}, empty_list = pandoc.List {},
    empty_inlines = pandoc.Inlines {}, mixed = { pandoc.Str 'a', 'b' }, nested = { { 'a' }, { k = 'v' } },
    made_list = pandoc.MetaList { 'a', pandoc.Str 'b' }, made_map = pandoc.MetaMap { k = 'v' }, made_string = pandoc.MetaString 's',
    made_bool = pandoc.MetaBool(true), made_inlines = pandoc.MetaInlines { pandoc.Str 'i' }, made_blocks = pandoc.MetaBlocks { pandoc.Para 'b' },
    old = meta,
  }
end
