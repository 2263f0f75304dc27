-- Patterns of lpeg and re: grammars, captures of each kind, replacements.
local P, R, S, V, C, Ct, Cc, Cg, Cb, Cf, Cmt, Cp, Cs = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Ct, lpeg.Cc, lpeg.Cg, lpeg.Cb, lpeg.Cf,
  lpeg.Cmt, lpeg.Cp, lpeg.Cs
local out = {}
local function say(...)
  local parts = {}
  for i = 1, select('#', ...) do
    local value = select(i, ...)
    if type(value) == 'table' then
      local keys = {}
      for key in pairs(value) do keys[#keys + 1] = tostring(key) end
      table.sort(keys)
      local inner = {}
      for _, key in ipairs(keys) do inner[#inner + 1] = key .. '=' .. tostring(value[key] or value[tonumber(key)]) end
      value = '{' .. table.concat(inner, ',') .. '}'
    end
    parts[i] = tostring(value)
  end
  out[#out + 1] = pandoc.Para(table.concat(parts, ' | '))
end

local digits = R '09' ^ 1
local number = digits / tonumber
local space = S ' \n' ^ 0
say(digits:match '123abc', digits:match 'abc', number:match '42', C(R('az', 'AZ') ^ -3):match 'abcdef')
say((Cp() * P 'x' ^ 0 * Cp()):match 'xxxy', (-P 'a' * P(1)):match 'b', (#P 'a' * C(2)):match 'ab')
say(Ct(C(digits) * (P ',' * C(digits)) ^ 0):match '1,22,333')
say(Ct(Cg(digits / tonumber, 'first') * P '-' * Cg(C(digits), 'second')):match '7-8')
say(Cs((P '&' / '&amp;' + P '<' / '&lt;' + 1) ^ 0):match 'a<b&c')
say((C(P 'a' ^ 1) / '[%1%0]'):match 'aaa', (Cc(1, 'two', true) * P 'x'):match 'x')
say((Cg(P '=' ^ 0, 'level') * P '[' * Cmt(P ']' * C(P '=' ^ 0) * P ']' * Cb 'level', function(_, i, a, b) return a == b and i end)):match '=[]=]')
say(P { 'sum', sum = V 'product' * (S '+-' * V 'product') ^ 0 * Cp(), product = V 'value' * (S '*/' * V 'value') ^ 0,
  value = digits + P '(' * V 'sum' / 0 * P ')' }:match '2*(3+4)-1')
say(P { P '(' * ((1 - S '()') + V(1)) ^ 0 * P ')' }:match '(a(b)c)(', lpeg.type(digits), lpeg.type 'x')
say((P 'a' * lpeg.B 'a' * P 'b'):match 'ab', (P(true) + P(false)):match '', P(3):match 'ab', P(-1):match '')
say((P 'a' - P 'ab'):match 'ab', (space * C(P 'word')):match '  word', lpeg.match('a', 'ba', 2))
say(Ct((C(R 'az' ^ 1) + P ' ') ^ 0):match('en to tre'), (P 'é' ^ 1):match 'éé')
say((pcall(function() return P '' ^ 0 end)))
say((pcall(P, { V 'no' })), (pcall(P, {})), (pcall(re.compile, '(a')), (pcall(re.compile, 'no_rule')))

say(re.match('hello world', '{%a+} %s {.*}'), re.match('abc', "'a' {'b'} .") , re.match('abc', '[^b]+'))
say(re.find('the number 423 is odd', '[0-9]+'), re.find('abc', [['x']]))
say(re.gsub('hello World', '[aeiou]', '.'), re.gsub('a b', '%s', function() return '_' end))
say(re.match('1,2,3', "{| {[0-9]} (',' {[0-9]})* |}"), re.match('aaa', "'a'^2 {}"), re.match('aaa', "'a'^-2 {}"), re.match('aaa', "'a'^+2 {}"))
say(re.match('x=1', "{:key: %w+ :} '=' {%d}"), re.match('[[x]]', "{:open: '['+ :} {[^]]*} ']'+"))
say(re.match('key=val', "{| {:k: {%a+} :} '=' {:v: {%a+} :} |}"), re.match("''a''", [[{:q: "'"+ :} {%a} =q]]))
say(re.compile([[ sum <- num ('+' num)* num <- {%d+} -> number ]], { number = tonumber }):match '3+4')
say(re.compile "{~ ('a' -> 'b' / .)* ~}":match 'banana', re.compile "%x+ !." :match 'ff0', re.compile "&'a' . / 'b'?":match 'b')
say(re.match('ab', "{.} {.} -> {}"), re.match('word', "({%w} -> 'x%1y')*"))
function Pandoc(doc) return pandoc.Pandoc(out, doc.meta) end
