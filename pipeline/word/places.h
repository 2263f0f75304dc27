// Where paragraphs of a file stand, in words: looked up once, asked for often. Document::place asks for one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/word/document.h"

namespace kancelli::word {

class Places {
 public:
  // Keeps pointers into the document: its blocks stay where they are.
  explicit Places(const Document& document);
  // "Formål, Opgaver: 2. afsnit"
  std::string of(const Paragraph& paragraph) const;

 private:
  static constexpr std::size_t nothing = SIZE_MAX;
  struct Heading {
    const Paragraph* paragraph = nullptr;
    std::size_t above = nothing;  // the one that it is below
  };
  struct Where {
    enum class Kind { margin, heading, text, box, cell };
    Kind kind = Kind::margin;
    std::size_t heading = nothing;
    int number = 0, row = 0, cell = 0;  // number: of the paragraph below its heading, or of the table
    const std::string* note = nullptr;  // its key
  };
  struct Story {
    std::size_t heading = nothing;
    int paragraphs = 0, tables = 0;
    const std::string* note = nullptr;
  };
  void look_at(const std::vector<Block>& blocks, Story& story);
  void look_at(const Table& table, const Story& story);
  void look_at_cell(const std::vector<Block>& blocks, const Where& where);
  std::size_t heading_below(const Paragraph& paragraph, std::size_t above);
  void keep(const Paragraph& paragraph, const Where& where);
  void count_notes(const Document& document);
  std::string note(const std::string& key) const;

  std::vector<Where> places_;  // by the paragraph's number - 1
  std::vector<Heading> headings_;
  std::map<std::string, std::string> notes_;  // key -> as it is printed
};

}  // namespace kancelli::word
