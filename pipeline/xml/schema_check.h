// What is wrong with a document that its grammar refuses, in words that an author understands.
#pragma once

#include <string>
#include <vector>

#include "pipeline/xml/schema.h"

namespace kancelli {

// What libxml2 said; used where our own look at the grammar finds nothing.
struct SchemaFault {
  const Node* node = nullptr;
  std::string message;
};

// Adds every fault once, with code "schema". Never adds none: what it cannot name it reports at libxml2's
// place.
void explain_faults(const Schema& schema, const XmlDocument& document, const std::vector<SchemaFault>& faults,
                    Diagnostics& diagnostics);

}  // namespace kancelli
