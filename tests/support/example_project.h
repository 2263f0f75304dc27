// Small projects for tests, written as the examples of `kancelli explain` are:
//
//     <!-- registers/facts.xml -->        a file below content/; the entries of a register, or
//     <!-- papers/charter/plan.xml -->    a paper. A text that begins without such a line is
//     papers/charter/eksempel.xml. <p>...</p>
//
// A file below filters/ is run over the first paper by the tests of what building finds.
//
// A paper that is not written out from its root gets what its grammar wants: elements of meta go into meta,
// named sections stand for the skeleton's own, other blocks go into its first section of running text. `as
// ID` behind a path gives the root another id than the file. The registers have one body (oeu,
// Økonomiudvalget) and no fact and no law besides those written. project.xml lists the files, and the
// registers that are written out besides organisation, facts and laws; in a text of its own, lines with
// <paper> replace the list of papers, lines with <rule> go to its rules, and others to its policy. Pictures
// that are named are there, as small as they can be, unless "missing" is part of the name.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/project/project.h"
#include "tests/support/memory_files.h"

namespace kancelli {

struct ExampleProject {
  std::unique_ptr<MemoryFiles> files;
  std::unique_ptr<Project> project;
  Diagnostics diagnostics;  // of reading and of all rules, sorted
};

// Reads and checks it, with the grammars in content/schema of the source tree, on the day `today` (ISO).
ExampleProject check_example(std::string_view text, std::string_view today = "2026-03-01");

// Reads and checks its files anew.
void check_again(ExampleProject& example, std::string_view today = "2026-03-01");
// Makes the repairs of its findings, and checks anew; how many there were.
std::size_t repair(ExampleProject& example);

// As people see them.
std::string human(const ExampleProject& example);
std::string brief(const ExampleProject& example);

}  // namespace kancelli
