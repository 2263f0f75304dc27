// The parts of a meeting's set as trees: its first page, a sheet for each item, the papers.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/build/dossier.h"

namespace kancelli {

struct SetPart {
  std::string id;                // of its first words; ids in it begin with "ID-"
  ast::Document marked;          // with places in the source; ids and links as they are in the set
  const Paper* paper = nullptr;  // nullptr for the first page and the sheets
  bool accessible = true;
};

// In reading order. Links to another part lead to "#PART" or "#PART-ID"; whether that place is on the page
// only the writer knows.
std::vector<SetPart> set_parts(const Dossier& dossier,
                               const std::map<const DossierDocument*, std::string>& beside,
                               const Project& project, Diagnostics& diagnostics);

}  // namespace kancelli
