-- Strings with the methods and operators of paths.
pandoc.path.treat_strings_as_paths()
local out = { 'a' / 'b', 'a/b.txt' + 'gz', ('a/b.txt'):filename(), ('a/b.txt'):directory(), tostring(('/a'):is_absolute()), ('a//b'):normalize(),
  select(2, ('x.tar.gz'):split_extension()), #(('a/b/c'):split()) }
function Pandoc(doc) return pandoc.Pandoc({ pandoc.CodeBlock(table.concat(out, '\n')) }, doc.meta) end
