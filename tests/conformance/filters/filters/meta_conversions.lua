-- What becomes of Lua's values in metadata.
function Meta(meta)
  local p = pandoc
  local made = { int = 3, negative = -4, float = 2.25, large = 123456789012, small = 1e-7, huge = 1e300, text = 'æ ø', empty_text = '', yes = true, no = false,
    inline = p.Str 'x', block = p.HorizontalRule(), inlines = p.Inlines 'a b', blocks = p.Blocks { p.Para 'x' }, none = p.Inlines {}, no_blocks = p.Blocks {},
    list = p.List { 1, 'to', p.Str 'tre', true, { k = 'v' }, p.List {} }, sequence = { 1, 2, 3 }, texts = { 'a', 'b' }, inline_list = { p.Str 'a', p.Emph 'b' },
    block_list = { p.Para 'a', p.Plain 'b' }, mixed = { p.Para 'a', p.Str 'b' }, map = { a = 1, b = { c = { d = 'e' } } }, empty = {}, empty_list = p.List {},
    meta_list = p.MetaList { 'x' }, meta_map = p.MetaMap { x = 'y' }, meta_empty_map = p.MetaMap {}, meta_string = p.MetaString 'x', meta_bool = p.MetaBool(false),
    meta_inlines = p.MetaInlines 'x y', meta_blocks = p.MetaBlocks 'x y', deep = { { { { 'dyb' } } } }, list_of_maps = { { a = 1 }, { b = 2 } }, }
  made.old = meta
  made.again = { meta, meta }
  return made
end
