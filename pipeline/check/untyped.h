// What stands in plain words although a register or a paper holds it typed: found once, for the rule
// untyped-value and for what imports papers.
#pragma once

#include <string>
#include <vector>

#include "pipeline/check/examined.h"

namespace kancelli {

struct Untyped {
  std::size_t begin = 0, end = 0;    // in the running text
  const TextMatch* match = nullptr;  // nullptr for references and counts
  std::string element;               // what to write there; it may need an id ("#ID") that is not given yet
  std::string message;
  std::vector<std::string> hints;
  std::vector<RelatedPlace> related;
};

std::vector<Untyped> untyped_names_and_figures(const ExaminedPaper& examined);
// References that are written in plain words and could be <ref>; quotation marks around a title counted in.
std::vector<Untyped> untyped_references(const ExaminedPaper& examined);
// Numbers that count what is known.
std::vector<Untyped> untyped_counts(const ExaminedPaper& examined);

// Their findings.
void report(const ExaminedPaper& examined, std::vector<Untyped> found, Diagnostics& diagnostics);

}  // namespace kancelli
