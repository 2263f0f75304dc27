-- FORMAT: html latex json
-- Like a filter that people write: boxes with a heading of their own, in words and marks of the format.
local titles = { note = 'Bemærk', advarsel = 'Advarsel', ['bemærkning'] = 'Bemærkning' }
local function latex(text) return pandoc.RawBlock('latex', text) end
function Div(el)
  for _, class in ipairs(el.classes) do
    local title = titles[class]
    if title then
      title = el.attributes.title or title
      el.attributes.title = nil
      if FORMAT:match 'latex' then
        local result = pandoc.List { latex('\\begin{boks}{' .. title .. '}') }
        result:extend(el.content)
        result:insert(latex '\\end{boks}')
        return result
      end
      el.classes:insert(1, 'boks')
      el.content:insert(1, pandoc.Para { pandoc.Strong(pandoc.Inlines(title)) })
      return pandoc.Div(el.content, el.attr)
    end
  end
end
