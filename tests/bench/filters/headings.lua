--- Headings one level down, with their number in front.
local numbers = { 0, 0, 0, 0, 0, 0 }

function Header(header)
  numbers[header.level] = numbers[header.level] + 1
  for level = header.level + 1, 6 do numbers[level] = 0 end
  local number = table.concat(numbers, '.', 1, header.level)
  header.content:insert(1, pandoc.Space())
  header.content:insert(1, pandoc.Str(number))
  header.level = math.min(header.level + 1, 6)
  return header
end
