// The papers that an amendment of the project becomes: amending text, consolidated text, parallel text,
// marked-up text. Each is made as source and goes the way of every paper; the proof that they agree is made
// before.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/project.h"
#include "pipeline/statute/proof.h"

namespace kancelli {

struct AmendmentPapers {
  std::vector<std::unique_ptr<Paper>> papers;  // the first has the amendment's own id
  std::vector<statute::Finding> proof;
};

// Makes them, and registers their sources and statutes in the project. A claim of the proof that does not
// hold is an error (code amendment-proof).
AmendmentPapers amendment_papers(Project& project, const WorkedAmendment& worked, Diagnostics& diagnostics);

// A paper that is made of text, not read from a file of the project. The project holds its text afterwards.
struct PaperSource {
  std::string id, type, title, xml;
  std::string folder = "amendment";  // below content/papers: where messages say that it stands
};
std::unique_ptr<Paper> made_paper(Project& project, const PaperSource& source, Diagnostics& diagnostics);

// True for an id that such a paper has: "ID-paralleltekst". The amendment is of the project.
bool is_amendment_paper(const Project& project, std::string_view id);

// The proof as the reader of a terminal sees it: a line each.
std::string protocol(const std::string& id, const std::vector<statute::Finding>& proof);

}  // namespace kancelli
