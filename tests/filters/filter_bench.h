// A project of the filters' samples (filters/*/sample.xml) with registers of its own, and what the filters
// make of a paper.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/build/house.h"
#include "pipeline/project/project.h"

namespace kancelli {

// The folder with filters/, content/ and tests/: that of the sources, or what KANCELLI_ROOT names (a copy in
// which scripts/new-filter tries what it makes).
const std::string& root();

// The folders of filters/ that have a sample.xml, sorted.
std::vector<std::string> sample_names();

// The filters of one output, as the order lists them; their samples are final trees
// (filters/NAME/sample.json).
std::vector<FilterEntry> output_filters();

// Papers: "sample-NAME" for each folder. `changed` replaces the text of a sample: name -> XML.
std::unique_ptr<Project> sample_papers(const std::map<std::string, std::string>& changed = {});
std::string sample_text(const std::string& name);

const House& house();

// The lowered paper after the filters of every format up to and including `last` (an entry's name in
// filters/order.lua; "": all of them). Every question that was asked goes to `asked`, for
// answers_file. Throws FilterError, and Error for a type without filter.
ast::Document filtered(const Project& project, const Paper& paper, const std::string& last = "",
                       std::map<std::string, std::string>* asked = nullptr);

// The sample of an output's filter, and what the filter makes of it, as JSON with one block a line.
std::string output_sample(const FilterEntry& filter);
std::string output_made(const FilterEntry& filter);
// JSON that somebody else made of it, so that it can be compared.
std::string by_lines(const std::string& json);

// The tree as text (outline.lua).
std::string outline(const ast::Document& document);

// Where a text that was made differs from the one in a file: the lines from the first to the last that do,
// those of the file with "-", those made with "+", and a few around them. "" where it does not.
std::string difference(const std::string& made, const std::string& expected);

}  // namespace kancelli
