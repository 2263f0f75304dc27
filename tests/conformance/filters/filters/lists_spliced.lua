-- Functions of lists that add, remove and splice.
return { {
  Inlines = function(list)
    local kept = pandoc.List {}
    for i, el in ipairs(list) do
      if el.t == 'SoftBreak' then
        kept:extend { pandoc.Space(), pandoc.Str '/', pandoc.Space() }
      elseif not (el.t == 'Space' and list[i + 1] and list[i + 1].t == 'Space') then
        kept:insert(el)
      end
    end
    return kept
  end,
  Blocks = function(list)
    for i = #list, 1, -1 do
      if list[i].t == 'HorizontalRule' or list[i].t == 'RawBlock' then list:remove(i) end
      if list[i] and list[i].t == 'Header' then list:insert(i, pandoc.Plain { pandoc.RawInline('html', '<a>') }) end
    end
    return list
  end,
} }
