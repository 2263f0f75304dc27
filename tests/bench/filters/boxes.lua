--- A box (a Div of the class "note") opens with a word, and becomes what the format has for it.
function Div(div)
  if not div.classes:includes('note') then return nil end
  local first = div.content[1]
  if first and (first.t == 'Para' or first.t == 'Plain') then
    first.content:insert(1, pandoc.Space())
    first.content:insert(1, pandoc.Strong({ pandoc.Str('Bemærk:') }))
    div.content[1] = first
  end
  if FORMAT ~= 'latex' then return div end
  return { pandoc.RawBlock('latex', '\\begin{note}'), div, pandoc.RawBlock('latex', '\\end{note}') }
end
