// A paper as the rules read it. What several rules need is made once, here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/check/places.h"
#include "pipeline/check/project_index.h"
#include "pipeline/check/text_matches.h"
#include "pipeline/check/text_references.h"

namespace kancelli {

class ExaminedPaper {
 public:
  ExaminedPaper(const Paper& examined, const ProjectIndex& project_index);

  const Paper& paper;
  const ProjectIndex& index;
  const Project& project;
  const CheckContext& context;
  const RunningText text;                // of the whole paper, computed elements as marks
  const std::vector<TextMatch> matches;  // in `text`
  const TextReferences references;       // in `text`

  // Elements of that name, in document order.
  const std::vector<const Node*>& elements(std::string_view name) const;
  // The table or figure with a caption, or the attachment, that the program gives that number; or nullptr.
  const Node* numbered(NumberedReference::Kind kind, std::int64_t number) const;
  // The place that belongs to a law's name in `text`: "§ 18, stk. 2, i NAME", "NAMEs § 18"; or nullptr.
  const LawPlace* place_in(const TextMatch& law) const;
  // The place of a stretch of `text`.
  Span span(std::size_t begin, std::size_t end) const { return text.span(project.sources, begin, end); }
  // The change of the source after which [begin, end) of `text` reads `with`, begin > 0; nothing where a tag
  // stands in between.
  std::optional<Edit> edit(std::size_t begin, std::size_t end, std::string_view with) const;

 private:
  std::unordered_map<std::string_view, std::vector<const Node*>> by_name_;
};

}  // namespace kancelli
