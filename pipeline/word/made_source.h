// A source while it is being made of a file's words, and the text it becomes, with the way back to the file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/word/imported.h"

namespace kancelli::word {

// An element, words, or an instruction.
struct Made {
  std::string name;   // "" for words, "?kancelli" for an instruction
  std::string words;  // of words; the data of an instruction
  Span place;  // of words: where they stand in the file, byte for byte; nowhere for a space that joins;
               // of a cell with a number: its words
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<Made> children;

  static Made element(std::string name) { return {std::move(name), {}, {}, {}, {}}; }
  static Made text(std::string words, Span place) { return {{}, std::move(words), place, {}, {}}; }
  Made& set(const std::string& attribute, const std::string& value);  // the last one given holds
  std::string get(std::string_view attribute) const;
  const Made* child(std::string_view name) const;
  std::string content() const;  // all words below
  bool is_words() const { return name.empty(); }
};

struct MadeText {
  std::string xml;
  std::vector<Origin> origins;  // sorted
};

// The source as an author would lay it out: blocks on lines of their own, one step further in than what they
// stand in.
MadeText written(const Made& root);

// [begin, end) of the source becomes `text`, which says the same words.
struct Change {
  std::uint32_t begin = 0, end = 0;
  std::string text;
};
// `changes`: sorted, apart from each other. The words that a change replaces keep their place in the file.
MadeText changed(const MadeText& source, const std::vector<Change>& changes);
// Lines of at most some 120 characters, broken at spaces between words.
MadeText wrapped(const MadeText& source);

// Where [begin, end) of the source comes from; nowhere for what no words were made into.
Span place_in_file(const MadeText& source, std::uint32_t begin, std::uint32_t end);

}  // namespace kancelli::word
