--- Links out of the paper are marked and open in a window of their own; those within it lose nothing.
function Link(link)
  if not link.target:match('^https?://') then return nil end
  link.classes:insert('external')
  link.attributes.target = '_blank'
  link.attributes.rel = 'noopener'
  return link
end
