--- The correction sheet: a plain paper with the committee above its title. What it says is made by pipeline/build/correction_paper.

local paper = require 'paper'

local make = paper.make({
  layout = 'document',
  before = { paper.masthead },
  after = { paper.date_and_casenumber },
})

return { { Pandoc = make } }
