// What the steps of an import share. Used by imported.cc and the files beside it alone.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/word/made_source.h"
#include "pipeline/word/paper_parts.h"

namespace kancelli::word {

struct Making {
  const Document& document;
  const Project& project;
  const Schema& schema;
  std::string paper;          // its id
  std::optional<Date> dated;  // known once its meta is made
  std::vector<Finding> findings;
  std::vector<Span> accounted;                   // words of the file that the program prints again of itself
  std::map<std::string, std::string> files;      // pictures, by their place below content/
  std::set<std::string, std::less<>> ids;        // that are given already
  std::map<std::string, int> tags;               // how many parts a content control of the file is around
  std::set<const Run*> pictured = {};            // pictures of the file that have been taken or told of
  std::map<std::string, int> last_numbers = {};  // of ids that were wanted more than once: "x-7"

  const ElementRule* rule(std::string_view element) const { return schema.element(element); }
  bool may(std::string_view parent, std::string_view child) const;
  bool has_attribute(std::string_view element, std::string_view attribute, bool required = false) const;

  // An id that nothing has yet, like the words; for an element whose words say nothing like its name.
  std::string new_id(std::string_view words, std::string_view element);
  // The id that the file's content control alone around this part gives; "" without one.
  std::string id_of(const std::vector<std::string>& controls);

  Finding& tell(Finding::Kind kind, Finding::Certainty certainty, Span place, std::string before,
                std::string after, std::string why);
  Span span(const Part& part) const;
};

// A small letter, then small letters, digits and hyphens.
bool is_id(std::string_view id);

// The body with that name or abbreviation on that day, where only one has it. `form`: of the element that
// prints it.
struct NamedBody {
  const Body* body = nullptr;
  std::string_view form = "name";
};
NamedBody body_named(const Project& project, std::string_view words, const std::optional<Date>& day);

}  // namespace kancelli::word
