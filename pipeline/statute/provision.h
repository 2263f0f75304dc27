// A statute (styrelsesvedtægt) as a tree of provisions, whatever it was read from.
//
// The divisions and their names are those of Danish statutes: Justitsministeriets vejledning om lovkvalitet
// (2023), section 3.4.5. Knows nothing of XML, papers or amendments.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli::statute {

enum class Kind {
  statute,     // the whole; its text is the title
  preamble,    // indledning: words before the first provision
  chapter,     // kapitel; its text is the heading
  heading,     // overskrift before the paragraph that follows it
  paragraph,   // §: holds stykker only, at least one
  subsection,  // stykke
  number,      // nummer: "1)" where it stands, "nr. 1" elsewhere
  letter,      // litra: "a)" where it stands, "litra a" elsewhere
  sentence,    // punktum: in references and amendments only, never in a statute's tree
  annex,       // bilag to the statute; its text is the heading; holds stykker without designation
};

// What an element of the source stood for in the words: `ref` (to provisions, or a paper), `law`, ...
struct Mark {
  std::size_t begin = 0, end = 0;  // bytes of Text::words
  std::string element;
  std::map<std::string, std::string> attributes;
  friend bool operator==(const Mark&, const Mark&) = default;
};

// Running text: one space between words, none at the ends, no-break spaces as ordinary ones.
struct Text {
  std::string words;
  std::vector<Mark> marks;                                         // in order, not overlapping
  std::vector<std::pair<std::size_t, std::size_t>> own_sentences;  // where the source corrects sentences()
  bool empty() const { return words.empty(); }
};

// The punktummer of a text, as bytes [begin, end) of its words, without the spaces between them. A full stop
// after an abbreviation, an ordinal or within quotation marks ends none, unless the source says so.
std::vector<std::pair<std::size_t, std::size_t>> sentences(const Text& text);

struct Unit {
  Kind kind = Kind::statute;
  std::string id;      // permanent: it stays when numbers change; "" in units read from a formula
  std::string number;  // "7 a", "2", "b": how the unit is called now; "" for statute, preamble, heading
  Text text;           // the words before its own units (statute, chapter, annex: title or heading)
  std::vector<Unit> units;
  Text tail;           // the words after them, in a stykke or nummer that goes on behind its list
  std::string since;   // ISO date from which it has been worded so; "" from the beginning
  std::string origin;  // the amendment, and its item, that worded it: "vedtaegtsaendring-2026, nr. 3"
};

// Stykker, numre and litraer: their order is their number.
bool is_ordered(Kind kind);
// Numbers stykker, numre and litraer by their order; chapters, paragraphs and annexes keep theirs.
void renumber(Unit& unit);
// The designation that the order gives: 1, 2, ... or a, b, ... å.
std::string ordinal(Kind kind, std::size_t index);  // index from 0
// How a § or chapter number sorts: "7" < "7 a" < "7 b" < "8".
bool number_less(std::string_view a, std::string_view b);

// Same structure, numbers and words; ids, marks, origin and dates apart. `difference`: where the first one
// is, in words for a log, "" when there is none.
bool same_text(const Unit& a, const Unit& b);
std::string difference(const Unit& a, const Unit& b);

// Every unit below and at `root`, in document order, with its parent (nullptr for the root).
struct Located {
  const Unit* unit;
  const Unit* parent;
};
std::vector<Located> all_units(const Unit& root);

// Fills in ids that are missing, from place and number ("p7a-s2-n1"), none of them taken.
void give_ids(Unit& root);

}  // namespace kancelli::statute
