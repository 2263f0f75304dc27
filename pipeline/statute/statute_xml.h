// A statute as XML (content/schema/statute.rng), read into units and written back.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/core/source.h"
#include "pipeline/statute/provision.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli::statute {

// What an inline without words says that is no reference within the statute: a `law`, or a `ref` to another
// paper. "" for what cannot be resolved.
using InlinePrinter = std::function<std::string(std::string_view element,
                                                const std::map<std::string, std::string>& attributes)>;

// The element that a unit is: "subsection", "item" for numre and litraer.
std::string_view element_of(Kind kind);

// The statute below `root`, a <statute> that its grammar accepts. An element that is not there leaves its
// unit empty: nothing is checked here.
Unit read_statute(const Node& root, const InlinePrinter& printer);

// What a statute's file has beside its provisions and its title.
struct StatuteHead {
  std::string meta;              // what stands in <meta> behind the title, as it is written
  std::string enacted, amended;  // ISO dates; `amended` may be empty, and both where the day is not known
};
StatuteHead read_statute_head(const SourceMap& sources, const Node& root);

// The statute as a file that reads back the same. A mark that would say of itself what it says is written
// empty, another with its words. Units without an id get one. `since` and `origin` of the statute itself are
// not kept: `head.amended` says it. `notes`: XML that stands behind a unit's first words, by its id.
std::string write_statute(const Unit& statute, const StatuteHead& head, const InlinePrinter& printer,
                          const std::map<std::string, std::string>& notes = {});
// Where the provisions begin in such a file: behind <meta> and <enacted>.
std::size_t behind_head(std::string_view written);

}  // namespace kancelli::statute
