// A Word file that somebody hands in: opened with care, nothing in it is run, followed or fetched.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"

namespace kancelli::word {

// Of a part to another, or to the world outside (ECMA-376, part 2, 9.3).
struct Relation {
  std::string id, type;  // type: the last word of its address: "image", "hyperlink", "footnotes"
  std::string target;    // a part's name, or an address where `outside`
  bool outside = false;
};

struct Package {
  std::map<std::string, std::string, std::less<>> parts;  // name, without a leading slash, to bytes
  std::vector<std::string> order;                         // as the archive has them
  std::map<std::string, std::string, std::less<>> types;  // name of a part to its content type

  const std::string* find(std::string_view name) const;
  std::vector<Relation> relations(std::string_view part) const;  // "" for the package's own
  // The part to which `part` has a relation of that type: "word/footnotes.xml"; "" when there is none.
  std::string related(std::string_view part, std::string_view type) const;
  // The part that holds the text.
  std::string main() const { return related("", "officeDocument"); }
};

struct PackageLimits {
  std::size_t file = 64u << 20, unpacked = 256u << 20;  // bytes
  std::size_t parts = 4000;
  std::size_t elements = 1'000'000, relations = 20'000;  // of all parts
};

// `file` stands for it in diagnostics. Gives diagnostics and an empty package for what is no DOCX
// (word-unreadable: damaged, encrypted, the old .doc, another kind) and for what is not let in (word-refused:
// macros, a template elsewhere, embedded objects and files, ActiveX, pictures from elsewhere, text fetched
// from other files, names that lead out of the package, two parts of one name, a DOCTYPE, more than the
// limits).
Package open_package(std::string_view bytes, Span file, Diagnostics& diagnostics,
                     const PackageLimits& limits = {});

// What a file is that is neither a DOCX nor text, by its first bytes: "" where they do not say.
struct OtherKind {
  std::string what, hint;
};
OtherKind other_kind(std::string_view bytes);

}  // namespace kancelli::word
