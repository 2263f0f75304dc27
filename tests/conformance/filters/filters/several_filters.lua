-- A list of filters: each goes over what the one before left.
local total = 0
local function add(what) return function(el) total = total + what return nil end end
return {
  { Str = function(el) return pandoc.Emph { el } end },
  { Emph = function(el) return pandoc.Strong(el.content) end, Strong = add(1) },
  { Strong = add(100), Str = add(1) },
  {},
  { Meta = function(meta) meta.total = total return meta end },
  { traverse = 'topdown', Strong = function(el) return el.content end },
  { traverse = 'ukendt', Str = function(el) return el end },
}
