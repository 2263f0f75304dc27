// The papers of a meeting in one PDF: set as one document from their trees, so that it is tagged throughout,
// with bookmarks, and references between its papers lead there.
#pragma once

#include <map>
#include <string>

#include "pipeline/build/dossier.h"

namespace kancelli {

// `beside`: the names of the foreign files that lie beside the set, by the addresses of their documents.
// Documents have their trees. "" with diagnostics when something is wrong: also when the set does not say
// what the papers say.
std::string make_set(const Dossier& dossier, const std::map<const DossierDocument*, std::string>& beside,
                     const Workshop& workshop, Diagnostics& diagnostics);

}  // namespace kancelli
