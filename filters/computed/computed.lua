--- Fills the elements whose words the program writes: body, fact, amount, date, law. (ref: filters/references, which must know every
--- heading.) In a statute a law may have words of its own: they stay.

local kancelli = require 'kancelli'
local tree = require 'tree'

-- What there is none of, where the project cannot print an element.
local function body(get) return 'body "' .. get('ref') .. '" in the register on that date' end
local function fact(get) return 'fact "' .. get('ref') .. '" in the register' end
local function law(get) return 'law "' .. get('ref') .. '" in the register' end
local function date(get) return 'date "' .. get('value') .. '"' end
local function amount(get) return 'sum of column "' .. get('column') .. '" in table "' .. get('sum'):gsub('^#', '') .. '"' end

local LACKING = { body = body, fact = fact, amount = amount, date = date, law = law }

local function fill(span)
  local name = tree.name(span)
  local lacking = LACKING[name]
  if not lacking then return nil end
  local attributes = {}
  for key, value in pairs(span.attributes) do
    if key ~= 'data-pos' then attributes[#attributes + 1] = key .. '=' .. value end
  end
  table.sort(attributes)
  local text = kancelli.printed(name, table.unpack(attributes))
  tree.known(text, span, lacking(function(key) return tree.get(span, key) or '' end))
  local own = #span.content > 0
  local inlines = own and span.content or tree.words(text)
  local address = name == 'law' and kancelli.law(tree.get(span, 'ref')).address or ''
  if address ~= '' then inlines = { pandoc.Link(inlines, address) } end
  return pandoc.Span(inlines, tree.attr(span, span.identifier, { not own and 'generated' or nil }))
end

return { { Span = fill } }
