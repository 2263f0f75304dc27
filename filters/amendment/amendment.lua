--- The papers of an amendment: its text (§§ with numbered items that quote new provisions), and the parallel text. What it prints is made by
--- pipeline/statute (amending_text.cc, parallel_text.cc) of the amendment's source.

local paper = require 'paper'
local tree = require 'tree'

local NBSP = '\u{A0}'

local become = {}

local function class(div, blocks, name)
  return tree.placed(div, { pandoc.Div(blocks, pandoc.Attr('', { name })) })
end

local function para(div) return tree.placed(div, { pandoc.Para(tree.inlines(div)) }) end

-- What an item quotes: a line for each unit, all of it set in.
become['amending-item'] = function(div)
  local out, quoted = pandoc.List(), pandoc.List()
  local function close()
    if #quoted > 0 then out:insert(pandoc.BlockQuote(quoted)) end
    quoted = pandoc.List()
  end
  for _, block in ipairs(div.content) do
    local name = tree.name(block)
    if name == 'quoted' then
      quoted:insert(para(block))
    else
      close()
      local inlines = tree.inlines(block)
      if name == 'formula' then
        local number = pandoc.Strong({ tree.generated(tree.get(div, 'number') .. '.') })
        inlines = tree.concat({ number, pandoc.Space() }, inlines)
      end
      out:insert(tree.placed(block, { pandoc.Para(inlines) }))
    end
  end
  close()
  return class(div, out, 'amending-item')
end

-- "§ 1" above its introduction and items.
function become.clause(div, convert)
  local heading = pandoc.Header(2, { tree.generated('§' .. NBSP .. tree.get(div, 'number')) }, pandoc.Attr('', { 'chapter' }))
  return tree.placed(div, tree.concat({ heading }, convert(div.content)))
end

local function convert(blocks)
  return pandoc.List(blocks):map(function(block)
    local make = block.t == 'Div' and become[tree.name(block)]
    return make and make(block, convert) or block
  end)
end

local make = paper.make({
  layout = 'document',
  before = { paper.masthead },
  after = { paper.date_and_casenumber },
  blocks = convert,
})

return { { Pandoc = make } }
