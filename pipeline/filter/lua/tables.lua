-- Parts of tables, and the simple form of a table.
local host = ...
local mt, coerce, class, fail, pandoc = host.metatables, host.coerce, host.class, host.fail, host.pandoc

function pandoc.Cell(contents, alignment, row_span, col_span, attributes)
  return setmetatable({ false, coerce.blocks(contents), host.own_attr(attributes), coerce.alignment(alignment or "AlignDefault"),
    coerce.number(row_span or 1), coerce.number(col_span or 1) }, mt.Cell)
end
function pandoc.Row(cells, attributes)
  return setmetatable({ false, coerce.cells(cells or {}), host.own_attr(attributes) }, mt.Row)
end
function pandoc.TableHead(rows, attributes)
  return setmetatable({ false, coerce.rows(rows or {}), host.own_attr(attributes) }, mt.TableHead)
end
function pandoc.TableFoot(rows, attributes)
  return setmetatable({ false, coerce.rows(rows or {}), host.own_attr(attributes) }, mt.TableFoot)
end
function pandoc.TableBody(body, head, row_head_columns, attributes)
  return host.body({ attr = host.own_attr(attributes), body = coerce.rows(body or {}), head = coerce.rows(head or {}),
    row_head_columns = coerce.number(row_head_columns or 0) })
end
function pandoc.Caption(long, short)
  return coerce.caption({ long = long or {}, short = short })
end
function pandoc.Table(caption, colspecs, head, bodies, foot, attributes)
  return setmetatable({ false, coerce.caption(caption), coerce.head(head), coerce.bodies(bodies), coerce.foot(foot),
    host.own_attr(attributes), coerce.columns(colspecs) }, mt.Table)
end

pandoc.Block.Table, pandoc.Block.constructor.Table = pandoc.Table, pandoc.Table

-- A caption and the body of a table: plain tables in Pandoc 2.17, objects in Pandoc 3.

local function object(name, fields, through)
  local metatable = { __name = name, properties = {}, methods = { "clone" } }
  for field in pairs(fields) do table.insert(metatable.properties, { field }) end
  function metatable.__index(value, key)
    if key == "clone" then return host.deep_copy end
    return through and through[key] and coerce.attr(rawget(value, "attr"))[key] or nil
  end
  function metatable.__newindex(value, key, new)
    if through and through[key] then
      value.attr[key] = new
    elseif fields[key] then
      rawset(value, key, fields[key](new))
    else
      error("Cannot set unknown property.", 0)
    end
  end
  function metatable.__eq(a, b)
    for field in pairs(fields) do
      if not host.same_values(rawget(a, field), rawget(b, field)) then return false end
    end
    return true
  end
  host.class_of[metatable] = name
  return metatable
end

local function show_rows(rows)
  local shown = {}
  for i, row in ipairs(rows) do shown[i] = tostring(row) end
  return "[" .. table.concat(shown, ",") .. "]"
end

local caption_mt = object("Caption", { long = coerce.blocks, short = coerce.inlines })
function caption_mt.__tostring(caption)
  local short = caption.short and "(Just " .. host.show(coerce.inlines(caption.short)) .. ")" or "Nothing"
  return "Caption " .. short .. " " .. host.show(coerce.blocks(caption.long))
end
local body_mt = object("TableBody", { attr = coerce.attr, body = coerce.rows, head = coerce.rows, row_head_columns = coerce.number },
  { identifier = true, classes = true, attributes = true })
function body_mt.__tostring(body)
  return "TableBody " .. tostring(coerce.attr(body.attr)) .. " (RowHeadColumns " .. body.row_head_columns .. ") " .. show_rows(body.head) ..
    " " .. show_rows(body.body)
end

-- The table itself, made into an object where Pandoc has one.
function host.caption(value) return host.is_3 and setmetatable(value, caption_mt) or value end
function host.body(value) return host.is_3 and setmetatable(value, body_mt) or value end
function host.bodies(list)
  for i = 1, #list do host.body(list[i]) end
end

-- SimpleTable: lives on the Lua side only.
local simple_mt = { __name = "SimpleTable" }
host.simple_table_metatable = simple_mt
local fields = { caption = coerce.inlines, aligns = nil, widths = nil, headers = coerce.items, rows = nil }

local function row(cells) return coerce.items(cells) end

fields.aligns = function(list) return host.list_of(list, coerce.alignment, "list of alignments") end
fields.widths = function(list)
  return host.list_of(list, function(width) return tonumber(width) or fail("number", width) end, "list of widths")
end
fields.headers = row
fields.rows = function(list) return host.list_of(list, row, "list of rows") end

function simple_mt.__index(table, key)
  if key == "t" or key == "tag" then return "SimpleTable" end
  if key == "header" then return rawget(table, 1).headers end
  if key == "clone" then return host.deep_copy end
  return rawget(table, 1)[key]
end
function simple_mt.__newindex(table, key, value)
  if key == "header" then key = "headers" end
  if not fields[key] then error("Cannot set unknown property '" .. tostring(key) .. "' of SimpleTable.", 0) end
  rawget(table, 1)[key] = fields[key](value)
end
function simple_mt.__eq(a, b) return host.same_values(rawget(a, 1), rawget(b, 1)) end
simple_mt.properties, simple_mt.methods = { { "aligns" }, { "caption" }, { "headers" }, { "rows" }, { "t" }, { "widths" } }, {}

local function show_each(list, show)
  local shown = {}
  for i, item in ipairs(list) do shown[i] = show(item) end
  return "[" .. table.concat(shown, ",") .. "]"
end
local function show_cells(cells) return show_each(cells, function(cell) return host.show(coerce.blocks(cell)) end) end
local function show_width(width)
  local text = host.number_text(width)
  return text:find("[.e]") and text or text .. ".0"
end
function simple_mt.__tostring(table)
  return "SimpleTable {simpleTableCaption = " .. host.show(coerce.inlines(table.caption)) .. ", simpleTableAlignments = " ..
    show_each(table.aligns, tostring) .. ", simpleTableColumnWidths = " .. show_each(table.widths, show_width) ..
    ", simpleTableHeader = " .. show_cells(table.headers) .. ", simpleTableBody = " .. show_each(table.rows, show_cells) .. "}"
end

function pandoc.SimpleTable(caption, aligns, widths, headers, rows)
  local values = { caption = fields.caption(caption), aligns = fields.aligns(aligns), widths = fields.widths(widths),
    headers = fields.headers(headers), rows = fields.rows(rows) }
  return setmetatable({ values }, simple_mt)
end

local function pad(list, count, item)
  while #list < count do list[#list + 1] = item() end
  return list
end

function host.from_simple_table(simple)
  local specs = {}
  for i = 1, math.min(#simple.aligns, #simple.widths) do
    local width = simple.widths[i]
    specs[i] = { simple.aligns[i], width ~= 0 and width or nil }
  end
  local function to_row(cells)
    local made = {}
    for i, cell in ipairs(cells) do made[i] = pandoc.Cell(cell) end
    return pandoc.Row(made)
  end
  local rows = {}
  for i, cells in ipairs(simple.rows) do rows[i] = to_row(cells) end
  return pandoc.Table({ long = #simple.caption > 0 and { pandoc.Plain(simple.caption) } or {} }, specs,
    pandoc.TableHead(#simple.headers > 0 and { to_row(simple.headers) } or {}), #rows > 0 and { pandoc.TableBody(rows) } or {},
    pandoc.TableFoot())
end

-- Cells that span get empty ones beside and below them; none reaches over the edge of the columns that head their rows.
local function lay_out(rows, columns, row_heads)
  local result, below = {}, {}
  for r, row_element in ipairs(rows) do
    local line, column = pandoc.List({}), 1
    local function skip()
      while column <= columns and (below[column] or 0) > 0 do
        below[column] = below[column] - 1
        line[column] = pandoc.Blocks({})
        column = column + 1
      end
    end
    for _, cell in ipairs(row_element.cells) do
      skip()
      if column > columns then break end
      local edge = column <= row_heads and math.min(row_heads, columns) or columns
      for offset = 0, cell.col_span - 1 do
        if column > edge or offset > 0 and (below[column] or 0) > 0 then break end
        line[column] = offset == 0 and cell.contents or pandoc.Blocks({})
        below[column] = cell.row_span - 1
        column = column + 1
      end
    end
    skip()
    result[r] = pad(line, columns, function() return pandoc.Blocks({}) end)
  end
  return result
end

function host.to_simple_table(table)
  if class(table) ~= "Block" or table.t ~= "Table" then fail("Table", table) end
  local aligns, widths = {}, {}
  for i, spec in ipairs(table.colspecs) do aligns[i], widths[i] = spec[1], math.max(spec[2] or 0, 0) end
  local caption = host.blocks_to_inlines(table.caption.long)
  local head = lay_out(table.head.rows, #aligns, 0)
  local rows = {}
  local function add(list, row_heads)
    for _, cells in ipairs(lay_out(list, #aligns, row_heads)) do rows[#rows + 1] = cells end
  end
  for i = 2, #head do rows[#rows + 1] = head[i] end
  for _, body in ipairs(table.bodies) do
    add(body.head, 0)
    add(body.body, body.row_head_columns)
  end
  add(table.foot.rows, 0)
  return pandoc.SimpleTable(caption, aligns, widths, head[1] or {}, rows)
end
