// Which element of a type's grammar a heading of a file is.
#pragma once

#include <string>
#include <vector>

#include "pipeline/word/making.h"

namespace kancelli::word {

// Sections below an element, through others that have no title on the paper yet.
struct SectionPath {
  std::vector<std::string> path;  // names from the element's child to the section; empty: there is none
  bool exact = true;              // the titles are the same
};

class GrammarPaths {
 public:
  explicit GrammarPaths(const Making& making) : making_(making) {}

  SectionPath section_named(const std::string& parent, const Part& heading) const;
  // A child that has a title of its own and is no section of the common kind: task, area, agenda-item; "" for
  // none.
  std::string titled_child(const std::string& parent) const;
  // A child that is headed by a body's name: unit.
  std::string child_of_body(const std::string& parent) const;
  // A section without a heading whose children have titles: agenda-items.
  std::string unheaded_holder(const std::string& parent) const;

 private:
  void search(const std::string& parent, const std::string& words, std::vector<std::string>& path,
              std::vector<SectionPath>& found) const;

  const Making& making_;
};

// The headings that the type's grammar knows, as title_words.
std::vector<std::string> grammar_titles(const Schema& schema);

}  // namespace kancelli::word
