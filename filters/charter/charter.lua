--- The charter: a document with numbered sections, which number its tasks too.

local paper = require 'paper'

local make = paper.make({
  layout = 'document',
  numbered = true,
  before = { paper.masthead },
  after = { paper.date_and_casenumber },
})

return { { Pandoc = make } }
