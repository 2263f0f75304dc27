--- Metadata: what the paper does not say itself, and the date in words.
local months = { 'januar', 'februar', 'marts', 'april', 'maj', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'december' }

function Meta(meta)
  meta.lang = meta.lang or 'da'
  meta.description = meta.description or pandoc.MetaString(pandoc.utils.stringify(meta.title))
  local year, month, day = pandoc.utils.stringify(meta.date):match('^(%d+)-(%d+)-(%d+)$')
  if year then meta.date = pandoc.MetaInlines({ pandoc.Str(('%d. %s %s'):format(tonumber(day), months[tonumber(month)], year)) }) end
  return meta
end
