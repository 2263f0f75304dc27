-- pandoc.mediabag: what is put in, and how it is named.

local bag = pandoc.mediabag

local names = { 'b/y.svg', './a.png', 'a/./c.jpg', '../up.svg', '/abs/x.svg', 'http://example.org/x.png?y=1', 'no-ending', 'x.JPG' }

function Pandoc(doc)
  local out = pandoc.List({})
  local function say(text) out:insert(pandoc.Para({ pandoc.Str(text) })) end
  for i, name in ipairs(names) do bag.insert(name, i % 2 == 0 and 'image/svg+xml' or nil, '<svg' .. i .. '/>') end
  bag.delete('no-ending')
  bag.delete('never-there')
  for _, item in ipairs(bag.list()) do say(item.path .. ' ' .. item.type .. ' ' .. item.length) end
  for path, kind, bytes in bag.items() do say(path .. ' ' .. kind .. ' ' .. bytes) end
  for _, name in ipairs(names) do
    local kind, bytes = bag.lookup(name)
    say(name .. ' ' .. tostring(kind) .. ' ' .. tostring(bytes))
  end
  say(tostring(bag.lookup('a.png')) .. tostring(bag.lookup('b//y.svg')) .. tostring(bag.lookup('c.jpg')))
  local kind, bytes = bag.fetch('a.png')
  say(kind .. bytes)
  bag.empty()
  say('left: ' .. #bag.list())
  return pandoc.Pandoc(out, doc.meta)
end
