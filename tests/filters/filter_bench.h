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

// The folders of filters/ that have a sample.xml, sorted.
std::vector<std::string> sample_names();

// Papers: "sample-NAME" for each folder. `changed` replaces the text of a sample: name -> XML.
std::unique_ptr<Project> sample_papers(const std::map<std::string, std::string>& changed = {});
std::string sample_text(const std::string& name);

const House& house();

// The lowered paper after the filters of every format up to and including `last` (an entry's name in
// filters/order.lua; "": all of them). Every question that was asked goes to `asked`, for
// answers_file. Throws FilterError, and Error for a type without filter.
ast::Document filtered(const Project& project, const Paper& paper, const std::string& last = "",
                       std::map<std::string, std::string>* asked = nullptr);

// The tree as text (outline.lua).
std::string outline(const ast::Document& document);

}  // namespace kancelli
