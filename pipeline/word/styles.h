// Styles and lists of a Word file, as far as a text's structure depends on them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/word/document.h"

namespace kancelli::word {

// WordprocessingML by local names: the prefix and the namespace (transitional or strict) do not matter.
bool is_word(const Node& node, std::string_view name);  // an element of WordprocessingML
std::string_view word_value(const Node& node, std::string_view name = "val");  // w:val; "" when there is none
// The same, cut off where it is longer than anything that people write: each run holds some of them again.
std::string short_value(const Node& node, std::string_view name = "val");
const Node* word_child(const Node* node, std::string_view name);  // of WordprocessingML, nor of none
bool is_true(std::string_view value);                             // "1", "true", "on"; "" too
// w:b, w:vanish and their like: nullptr says nothing, else on or off.
bool is_on(const Node* property, bool otherwise);

class StyleSheet {
 public:
  StyleSheet() = default;
  explicit StyleSheet(const Node& styles);

  struct Style {
    std::string name, based_on;
    const Node *paragraph = nullptr, *run = nullptr;               // w:pPr, w:rPr
    std::map<std::string_view, const Node*> of_paragraph, of_run;  // what stands in them; of two the first
  };
  const Style* find(std::string_view id) const;
  std::string name(std::string_view id) const;  // "Normal" and "" where there is no style
  // The first that the style or one that it builds on says: a child of its w:pPr, or of its w:rPr.
  const Node* of_paragraph(std::string_view id, std::string_view property) const;
  const Node* of_run(std::string_view id, std::string_view property) const;
  std::string default_paragraph, language;

 private:
  const Node* first(std::string_view id, std::string_view property, bool of_run) const;
  std::map<std::string, Style, std::less<>> styles_;
};

// A number as a list of that format ("lowerRoman") prints it.
std::string list_number(int value, const std::string& format);

// Counts the paragraphs of lists, in reading order.
class Lists {
 public:
  Lists() = default;
  explicit Lists(const Node& numbering);

  // How the next paragraph of that list is numbered. `counts`: it is there after the changes.
  Paragraph::Numbering next(const std::string& list, int level, bool counts);

 private:
  struct Level {
    int start = 1;
    std::string format = "decimal", text;
  };
  const Level* level_of(const std::string& list, int level) const;

  std::map<std::string, std::string> definition_of_;         // list -> its abstract definition
  std::map<std::string, std::map<int, Level>> definitions_;  // by level
  std::map<std::string, std::map<int, Level>> overrides_;    // of a list
  std::map<std::string, std::map<int, int>> counts_;         // of a definition, by level
  std::map<std::string, bool> begun_;  // lists that start again at their first paragraph
};

}  // namespace kancelli::word
