-- pandoc.read and pandoc.write: parts of the document as other formats write them, and texts read again.

local function of(block) return pandoc.Pandoc({ block }) end

local function code(name, text) return pandoc.CodeBlock(text, { name, { 'written' } }) end

local seen = {}
local function first(kind)  -- each call starts a Pandoc
  if seen[kind] then return false end
  seen[kind] = true
  return true
end

local function Header(el)
  if not first('Header') then return nil end
  local text = pandoc.write(of(el), 'html')
  return { el, code('html', text), pandoc.Div(pandoc.read(text, 'html').blocks) }
end

local function BlockQuote(el)
  if not first('BlockQuote') then return nil end
  local text = pandoc.write(of(el), 'markdown', { columns = 40, wrap_text = 'wrap-auto' })
  return { el, code('markdown', text), pandoc.Div(pandoc.read(text, 'markdown').blocks) }
end

local function Pandoc(doc)
  local whole = pandoc.write(doc, 'latex', { number_sections = true, top_level_division = 'top-level-chapter' })
  doc.blocks:insert(code('latex', whole))
  local more = pandoc.read('---\ntitle: A *b*\n---\n\n\tx\ty\n\n| a | b |\n|---|:-:|\n| 1 | a cell that is so wide that the widths of the columns must be told to all |\n', 'markdown-smart')
  doc.blocks:extend(more.blocks)
  doc.meta.read = more.meta.title
  return doc
end

return { { Header = Header, BlockQuote = BlockQuote }, { Pandoc = Pandoc } }
