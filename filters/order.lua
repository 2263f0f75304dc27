--- The filters in the order they run, in stages. Each is a folder with its README, a sample and what becomes of it. docs/tree.md says what
--- the tree looks like before the first and after the last.
---   name    what messages and `--trace` call it
---   file    in this folder; {type} is the paper's type: a new type needs only its folder (a missing file is an error that names it)
---   format  runs only for that output; without: for every one

return {
  -- Words the program writes, and inlines
  { name = 'computed', file = 'computed/computed.lua' },
  { name = 'inlines', file = 'inlines/inlines.lua' },
  { name = 'numbering', file = 'numbering/numbering.lua' },

  -- What the type does with its own elements; front matter, title, Meta
  { name = 'type', file = '{type}/{type}.lua' },

  -- Common elements
  { name = 'votes', file = 'votes/votes.lua' },
  { name = 'references', file = 'references/references.lua' },
  { name = 'tables', file = 'tables/tables.lua' },
  { name = 'blocks', file = 'blocks/blocks.lua' },
  { name = 'typography', file = 'typography/typography.lua' },

  -- One output
  { name = 'docx', file = 'docx/docx.lua', format = 'docx' },
  { name = 'html', file = 'html/html.lua', format = 'html' },
}
