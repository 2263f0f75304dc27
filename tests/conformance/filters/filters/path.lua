-- pandoc.path.
function Pandoc(doc)
  local path, out = pandoc.path, pandoc.List {}
  for _, name in ipairs { 'a/b/c.txt', '/a/b', 'a', '', '/', 'a/', './a/./b', 'a//b', 'a/b.tar.gz', '.hidden', 'a.b/c', '../x', 'a/../b' } do
    local stem, extension = path.split_extension(name)
    out:insert(table.concat({ name, path.directory(name), path.filename(name), tostring(path.is_absolute(name)), tostring(path.is_relative(name)),
      stem, extension, path.normalize(name), table.concat(path.split(name), '|') }, ' ; '))
  end
  out:insert(path.join { 'a', 'b/c' } .. path.join { 'a/', 'b' } .. path.join { 'a', '/b' } .. path.join { 'x' } .. path.separator .. path.search_path_separator)
  out:insert(table.concat(path.split_search_path 'a:b::c', '|'))
  out:insert(path.make_relative('/a/b/c', '/a') .. path.make_relative('/a/b', '/x') .. path.make_relative('a/b', 'a') .. path.make_relative('/a', '/a')
    .. path.make_relative('/a/b', '/a/c', true))
  doc.blocks:insert(pandoc.CodeBlock(table.concat(out, '\n')))
  return doc
end
