-- Like a filter that people write: abbreviations of the metadata are spelt out at their first use, and listed at the end.
local long, used = {}, pandoc.List {}
local function expand(el)
  local before, short, after = el.text:match '^(%p*)(%w+)(.*)$'
  local words = short and long[short]
  if not words or used:includes(short) then return nil end
  used:insert(short)
  local result = pandoc.Inlines(before ~= '' and { pandoc.Str(before) } or {})
  result:extend(words)
  result:extend { pandoc.Space(), pandoc.Str('(' .. short .. ')' .. after) }
  return result
end
return {
  { Meta = function(meta)
    for short, words in pairs(meta.abbreviations or {}) do long[short] = pandoc.Inlines(words) end
  end },
  { Pandoc = function(doc)
    doc.blocks = doc.blocks:walk { Str = expand }
    if #used > 0 then
      used:sort()
      local items = used:map(function(short) return { pandoc.Inlines(short), { pandoc.Blocks { pandoc.Plain(long[short]) } } } end)
      doc.blocks:extend { pandoc.Header(1, 'Forkortelser', { 'forkortelser', { 'unnumbered' } }), pandoc.DefinitionList(items) }
    end
    return doc
  end },
}
