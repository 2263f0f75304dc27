-- Keys of metadata: numbers, odd texts, order.
function Meta(meta)
  local made = { ['nøgle med mellemrum'] = 'a', ['1'] = 'b', ['æ'] = 'c', [''] = 'd', ['a.b'] = 'e', Stor = 'f', stor = 'g', nested = { [1] = 'en', [2] = 'to' }, numbered = { ['1'] = 'x', ['2'] = 'y' } }
  for key, value in pairs(meta) do made['gammel ' .. key] = value end
  return made
end
