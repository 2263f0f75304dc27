--- The number of words, in the metadata.
local words = 0

local count = {
  Str = function(str)
    if str.text:match('%w') then words = words + 1 end
  end,
  Code = function(code)
    for _ in code.text:gmatch('%S+') do words = words + 1 end
  end,
}

function Pandoc(doc)
  pandoc.walk_block(pandoc.Div(doc.blocks), count)
  doc.meta.words = tostring(words)
  return doc
end
