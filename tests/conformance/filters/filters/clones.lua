-- Copies are independent of what they were made from, at every depth.
return { { Block = function(el)
  local copy = el:clone()
  if copy.content and type(copy.content) ~= 'userdata' and #copy.content > 0 and el.t ~= 'DefinitionList' and el.t ~= 'LineBlock' then
    copy.content[#copy.content] = nil
  end
  if copy.attr then
    copy.identifier = 'kopi'
    copy.classes:insert 'kopi'
    copy.attributes.kopi = 'ja'
  end
  return { el, copy }
end }, { Inline = function(el)
  local copy = el:clone()
  if copy.content and #copy.content > 0 then copy.content:remove() end
  if copy.attr then copy.classes:insert 'kopi' end
  if copy.text then copy.text = copy.text .. "'" end
  if el.t == 'Cite' then copy.citations[1].id = 'kopi' end
  return { el, copy }
end }, { Pandoc = function(doc)
  local copy = doc:clone()
  copy.blocks:insert(pandoc.Para 'kun i kopien')
  copy.meta.kopi = true
  local list = doc.blocks:clone()
  list:insert(1, pandoc.Para(#copy.blocks .. ' ' .. #doc.blocks .. tostring(doc.meta.kopi)))
  return pandoc.Pandoc(list, doc.meta)
end } }
