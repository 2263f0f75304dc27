// What the steps share that put a file's parts into a type's grammar. Used by the placed_*.cc alone.
#pragma once

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/word/grammar_paths.h"
#include "pipeline/word/made_blocks.h"
#include "pipeline/word/paper_outline.h"

namespace kancelli::word {

using Parts = std::vector<const Part*>;

// The paper while it is being made. Its methods stand in placed_sections.cc and placed_blocks.cc.
class Placing {
 public:
  explicit Placing(Making& making)
      : root(Made::element(making.schema.root())),
        making_(making),
        grammar_(making),
        quotable_(making.project) {}

  Made root, signatures;
  Making& making() { return making_; }
  const ElementRule& rule(const Made& made) const;
  void tell(Finding::Kind kind, Finding::Certainty certainty, const Part& part, std::string after,
            std::string why);

  // Sections by their headings, and what stands before the first.
  void place(Made& parent, const std::vector<OutlineSection>& sections);
  void before_sections(const Parts& parts);
  Made title(const Part& heading);
  // The paper of the project with that title; nullptr where none has it, or several have.
  const Paper* titled_paper(const std::string& words) const;
  // The first choice of an attribute that must be there, as in a new paper.
  void required_value(Made& made, const AttributeRule& attribute);

  // The blocks of `parts` as children of `made`; what it may not hold has no home.
  void fill(Made& made, const Parts& parts);
  void homeless(const Parts& parts, const std::string& why);
  // Pictures among words that hold none: in cells, headings, titles.
  void pictures_left();
  // What has no home goes into the last element that holds such a block, marked.
  void settle();

 private:
  void place(Made& parent, const OutlineSection& section);
  std::vector<OutlineSection> with_numbered_children(const Made& parent,
                                                     const std::vector<OutlineSection>& sections) const;
  Made& descend(Made& parent, const std::string& name);
  void generic(Made& parent, const OutlineSection& section, const std::string& why);
  Made titled(const std::string& name, const OutlineSection& section);
  Parts without_lines_of(const Paper& paper, const Parts& parts);
  void named_section(Made& made, const OutlineSection& section, const SectionPath& found);
  OutlineSection by_numbered_titles(const Made& made, const OutlineSection& section);
  void add_section(Made& parent, Made made, const OutlineSection& section);
  void add(Made& made, MadeBlock block);
  bool signature(const Part& part);
  std::size_t place_of_block(const std::vector<Made>& children) const;
  Made* last_that_holds(Made& made, std::string_view block, bool sections);

  Making& making_;
  const GrammarPaths grammar_;
  QuotedPlaces quotable_;
  std::deque<Part> titles_;       // numbered lines that are titles
  std::set<std::string> headed_;  // sections of the grammar that have had their heading
  std::vector<std::pair<Made, std::string>> homeless_;
};

Made* child_of(Made& parent, std::string_view name);
Made unplaced_mark(const std::string& why);

}  // namespace kancelli::word
