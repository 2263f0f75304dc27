// Words of a printed paragraph changed in its source: only the bytes of what changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/word/edited.h"
#include "pipeline/word/look_changes.h"
#include "pipeline/word/printed.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {

// One paragraph, or several with a paragraph_mark between, as one text.
struct PrintedText {
  std::vector<const PrintedParagraph*> paragraphs;
  std::vector<Piece> pieces;
  std::vector<std::size_t> begins;  // of the pieces, in `text`
  std::string text;

  explicit PrintedText(std::vector<const PrintedParagraph*> of);
  std::size_t end_of(std::size_t piece) const { return begins[piece] + pieces[piece].text.size(); }
};

struct EditedText {
  std::vector<const EditedParagraph*> paragraphs;
  std::string text;
  std::vector<const Run*> runs;  // of each byte; nullptr for a paragraph_mark
  std::vector<EditedParagraph::Gone> gone;

  explicit EditedText(std::vector<const EditedParagraph*> of);
  // Those who made the words [begin, end), or took words out there.
  std::vector<Person> people(const Hunk& hunk) const;
};

// The start tag of an element without its id; its end tag.
std::string start_tag(const Project& project, const Node& element);
std::string end_tag(const Project& project, const Node& element);
// An item for the paragraph that is all it holds; else the element itself.
const Node* whole_block(const Node* element);
// White space before the element, from its line's end.
std::string indentation(const Project& project, const Node& element);

class SourceWords {
 public:
  SourceWords(const Project& project, const PrintedText& printed) : project_(project), printed_(printed) {}

  // What [begin_b, end_b) of the copy says instead; nothing, with a reason in problem(), where that cannot be
  // done. Footnotes and pictures stay where they are.
  std::optional<std::vector<Edit>> rewrite(const Hunk& hunk, const EditedText& edited);
  // Raw markup between two characters.
  std::optional<std::vector<Edit>> insert(std::size_t at, const std::string& xml);
  // Words become bold, italic or a link, or no longer are.
  std::optional<std::vector<Edit>> restyle(const LookChange& change);
  const std::string& problem() const { return problem_; }

  struct Spot {
    std::uint32_t offset = 0;
    const Node* parent = nullptr;  // the element that the spot is directly in
    bool bold = false, italic = false;
  };
  std::optional<Spot> before_spot(std::size_t at) const;  // behind the character in front of it
  std::optional<Spot> after_spot(std::size_t at) const;   // in front of the character behind it

 private:
  SourceId source() const;
  Span span_of(const Piece& piece, std::size_t begin, std::size_t end) const;
  std::optional<std::vector<Edit>> insertion(std::size_t at, const EditedText& edited, std::size_t begin,
                                             std::size_t end);
  std::optional<std::vector<Edit>> replacement(const Hunk& hunk, const EditedText& edited);
  std::optional<std::vector<Edit>> joining(const Hunk& hunk, const EditedText& edited);
  std::optional<std::string> xml_of(const EditedText& edited, std::size_t begin, std::size_t end,
                                    const Spot& spot);
  std::optional<std::string> parting(const Spot& spot);
  bool wholly_within(const Node& element, std::size_t begin, std::size_t end) const;
  std::nullopt_t refuse(std::string why);

  const Project& project_;
  const PrintedText& printed_;
  std::string problem_;
};

}  // namespace kancelli::word
