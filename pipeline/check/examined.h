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
#include "pipeline/check/written_numbers.h"

namespace kancelli {

// A date or a period in running text: an element <date>, or plain words.
struct StatedDate {
  Date date;
  std::size_t begin = 0, end = 0;  // in the running text
  const Node* node = nullptr;      // the element
};

class ExaminedPaper {
 public:
  ExaminedPaper(const Paper& examined, const ProjectIndex& project_index);

  const Paper& paper;
  const ProjectIndex& index;
  const Project& project;
  const CheckContext& context;
  const RunningText text;                    // of the whole paper, computed elements as marks
  const std::vector<TextMatch> matches;      // in `text`
  const std::vector<EndingMatch> endings;    // in `text`
  const std::vector<WrittenNumber> numbers;  // in `text`
  const TextReferences references;           // in `text`

  // Elements of that name, in document order.
  const std::vector<const Node*>& elements(std::string_view name) const;
  // The date that begins at `at` in `text`; plain words only where a word begins and ends with them.
  std::optional<StatedDate> stated_date(std::size_t at) const;
  // The value of an attribute of an element of meta; nullptr when it is not there.
  const Attribute* meta(std::string_view element, std::string_view attribute) const;
  // The match that covers that place in `text`, or nullptr.
  const TextMatch* match_at(std::size_t at) const;
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
