// The lines of a text file, and how they stand. Used by plain_text.cc alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli::word {

struct PlainLine {
  std::string text;          // trimmed; its blanks and tabs as they were
  std::size_t indent = 0;    // blanks before it
  std::size_t length = 0;    // code points of `text`
  std::size_t gap = 0;       // empty lines before it, on its page
  std::size_t page = 0;      // from 0
  bool new_page = false;     // the first of its page, or behind a head or foot that was taken out
  bool soft_hyphen = false;  // it ended with one: its last word goes on in the next
};

struct PlainPages {
  std::vector<PlainLine> lines;    // of the text
  std::vector<PlainLine> margins;  // heads, feet and numbers of pages
};

// `text` is in UTF-8. Form feeds part its pages.
PlainPages lines_of(std::string_view text);

// What a list's item or a numbered heading begins with.
struct Marker {
  std::string text;        // "2.1", "a)", "–"; empty: there is none
  std::string format;      // as in Paragraph::Numbering
  std::size_t length = 0;  // bytes up to the words behind it
  int level = 0;           // from 0; of numbers by their parts
  bool may_head = false;   // "2.1", "§ 3.", "Kapitel 2": headings are numbered so
};
Marker marker_of(std::string_view line);

// Stretches of a line that are parted by a tab or three blanks: cells of a table.
struct PlainCell {
  std::size_t begin = 0, end = 0;  // columns, from the page's edge
  std::string text;
};
std::vector<PlainCell> cells_of(const PlainLine& line);

// Ends a sentence or a part of one that stands alone.
bool ends_sentence(std::string_view line);
// A broken word, or a hyphen that two words share; no dash.
bool ends_hyphenated(std::string_view line);
// The sentence goes on: a comma, or a word like "og" and "til".
bool waits_for_more(std::string_view line);
bool begins_small(std::string_view line);

}  // namespace kancelli::word
