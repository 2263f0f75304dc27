--- Fills the elements whose words the program writes: body, fact, amount, date, law. (ref: filters/references, which must know every heading.)

local kancelli = require 'kancelli'
local tree = require 'tree'
local get, known = tree.get, tree.known

-- Of a computed sum in millions, one decimal is printed where there are more.
local DECIMALS_OF_SUMS = { mio = 1, mia = 1 }

local printed = {}

function printed.body(span)
  local id, date = get(span, 'ref'), get(span, 'as-of')
  local body = known(kancelli.body(id, date), span, 'body "' .. id .. '" in the register on that date')
  local own = get(span, 'genitive') == 'true' and kancelli.genitive or function(name) return name end
  local form = body.abbreviation ~= '' and get(span, 'form') or 'name'
  if form == 'abbreviation' then return own(body.abbreviation) end
  if form == 'both' then return own(body.name) .. ' (' .. body.abbreviation .. ')' end
  return own(body.name)
end

function printed.fact(span)
  local id = get(span, 'ref')
  local fact = known(kancelli.fact(id), span, 'fact "' .. id .. '" in the register')
  return get(span, 'form') == 'value' and fact.number or fact.full
end

local function rounded_sum(kr, unit)
  local exact = kancelli.format_amount(kr, unit)
  local decimals = DECIMALS_OF_SUMS[unit]
  local _, digits = (exact:match(',(%d+)') or ''):gsub('%d', '')
  return decimals and digits > decimals and kancelli.format_amount(kr, unit, decimals) or exact
end

function printed.amount(span)
  local unit = get(span, 'in') or 'kr'
  if get(span, 'kr') then return kancelli.format_amount(get(span, 'kr'), unit) end
  local id, column = (get(span, 'sum') or ''):match('^#(.+)$'), get(span, 'column') or ''
  local sum = id and kancelli.sum('', id, column)
  return rounded_sum(known(sum, span, 'sum of column "' .. column .. '" in table "' .. (id or '') .. '"').kr, unit)
end

function printed.date(span)
  return kancelli.format_date(get(span, 'value'), get(span, 'form') or 'long')
end

--- "§ 18, stk. 2, i kommunestyrelsesloven"; "§ 18 i kommunestyrelsesloven". With an address where the register knows it.
function printed.law(span)
  local id, at = get(span, 'ref'), get(span, 'at')
  local law = known(kancelli.law(id), span, 'law "' .. id .. '" in the register')
  local name = law.short ~= '' and law.short or law.title
  return at and at .. (at:find(',', 1, true) and ', i ' or ' i ') .. name or name, law.address
end

local function fill(span)
  local print_it = printed[tree.name(span)]
  if not print_it then return nil end
  local words, address = print_it(span)
  local inlines = tree.words(words)
  if (address or '') ~= '' then inlines = { pandoc.Link(inlines, address) } end
  return pandoc.Span(inlines, tree.attr(span, span.identifier, { 'generated' }))
end

-- A section or paragraph that speaks of another time gives its date to the bodies in it; the innermost date holds.
local function hand_down(div)
  local date = tree.get(div, 'as-of')
  if not date then return nil end
  return div:walk({
    Span = function(span)
      if tree.name(span) ~= 'body' or tree.get(span, 'as-of') then return nil end
      span.attributes['as-of'] = date
      return span
    end,
  })
end

return { { Div = hand_down }, { Span = fill } }
