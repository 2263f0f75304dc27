// The blocks of a file as its reader sees them, before they have a place in a type's grammar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/word/imported.h"

namespace kancelli::word {

struct Part {
  enum class Kind {
    heading,
    text,
    item,  // of a list
    caption,
    quote,
    quote_source,  // the line beneath a quotation that says where it is from
    note,
    figure,  // a paragraph that holds pictures and no words
    table,
    signature,
    head,     // a line around the title that says whose paper it is
    contents  // of a table of contents
  };
  Kind kind = Kind::text;
  int level = 0;          // of a heading, from 1; how deep an item stands, from 0
  bool numbered = false;  // an item: it has a number or a letter, not a bullet
  bool sure = true;       // a heading: its style says it
  bool known = false;     // no style says it, but the grammar has this title
  const Paragraph* paragraph = nullptr;
  const Table* table = nullptr;
  std::string words;      // on one line, typography folded, without what `begin` leaves out
  std::size_t begin = 0;  // where in the paragraph's text its words begin: behind a number that is made again
};

// On one line, in the form in which texts are compared.
std::string plain_words(std::string_view text);
// Of a table of contents, its heading too.
bool is_of_contents(const Paragraph& paragraph);
// Where in the paragraph the first `length` bytes of the part's words end.
std::size_t place_in(const Part& part, std::size_t length);
// The words of a heading, as titles are compared: in lower case, without a number, a point and a colon.
std::string title_words(std::string_view text);

// In the order of the body. `titles`: the headings that the type's grammar knows, as title_words: a paragraph
// that is one of them is a heading though no style says so. What a number or a bullet typed by hand is
// goes to the findings, as left_out.
std::vector<Part> parts_of(const Document& document, const std::vector<std::string>& titles,
                           std::vector<Finding>& findings);

// "Tabel 1. ", "Figur 2: ": its length in the caption's text; 0 when there is none.
std::size_t caption_number(std::string_view text);

// The stretch of a paragraph as a finding that nothing is lost with.
Finding left_out(const Document& document, const Paragraph& paragraph, std::size_t begin, std::size_t end,
                 std::string why);

}  // namespace kancelli::word
