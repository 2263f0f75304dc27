// Where comments are tied to the text of a Word file: bytes to be put into its main part, and none taken out.
// Used by annotated.cc alone.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "pipeline/word/document.h"

namespace kancelli::word {

// What is put in front of which byte of a text.
using Insertions = std::map<std::size_t, std::string>;
std::string with(std::string_view text, const Insertions& insertions);

// The name of an element as its start tag has it, and its prefix: "w:", "" where it has none.
std::string_view qualified_name(std::string_view part, const Node& node);
std::string_view prefix_of(std::string_view part, const Node& node);
// Where its end tag begins; of an empty-element tag nothing, it has no room.
bool is_empty_tag(std::string_view part, const Node& node);
std::size_t end_tag(std::string_view part, const Node& node);
// Puts `content` behind an element's children, also where that is an empty-element tag: what is left of it
// becomes an XML comment.
void append_children(std::string_view part, const Node& node, const std::string& content,
                     Insertions& insertions);

// Numbers for annotations, of which a file has no two alike.
class AnnotationIds {
 public:
  explicit AnnotationIds(const Document& document);
  std::string next();

 private:
  std::set<std::int64_t> used_;
  std::int64_t next_ = 0;
};

class Anchors {
 public:
  Anchors(const Document& document, AnnotationIds& ids);

  struct Words {
    const Paragraph* paragraph = nullptr;
    std::size_t begin = 0, end = 0;  // bytes of its text after the changes
  };
  Words words_at(const Span& place) const;  // whole characters; all of the paragraph where it names none
  struct Tie {
    Words words;                    // no paragraph: the text has none
    const Node* inlined = nullptr;  // or around this
    bool at_words = true;  // false where Word has no comments (notes, text boxes, heads and feet of pages):
                           // it is what stands nearest in the text; and where the comment stands in front of
                           // the paragraph, which begins a control
  };
  // To the words at `place`; to the paragraph where it has none.
  Tie tie(const Span& place) const;
  void add(const std::string& comment, const Tie& tie);
  Insertions insertions() const;

 private:
  // What is put in front of one byte: the marks of what ends and of what begins there, within a run also the
  // tags that part it.
  struct Cut {
    std::string close, ends, begins, open;
  };
  const Paragraph* first_of_text() const;
  const Node* call_of(const Node& paragraph) const;
  bool is_in_text(const Node& node) const;
  bool in_front(const std::string& comment,
                const Node& paragraph);  // of all of it, where it begins a control
  void around_words(const std::string& comment, const Words& words);
  void around(const std::string& comment, const Node& inlined);
  void in_empty(const std::string& comment, const Paragraph& paragraph);
  Cut& cut_before(const Run& run, std::size_t offset);
  Cut& cut_behind(const Run& run, std::size_t offset);
  Cut& cut_run(const Run& run, std::size_t at);
  Cut* cut_text(const Run& run, std::size_t offset);  // nullptr where it cannot be cut
  std::string opening_of(const Node& run);
  std::string begin_mark(const std::string& comment) const;
  std::string end_mark(const std::string& comment) const;

  const Document& document_;
  AnnotationIds& ids_;
  std::string_view part_;  // the main part
  const Node* root_ = nullptr;
  std::string element_, attribute_;  // their prefixes
  std::string style_;                // of what stands for a comment in the text
  std::vector<const Paragraph*> paragraphs_;
  std::map<std::size_t, Cut> cuts_;
  Insertions others_;
};

}  // namespace kancelli::word
