// Amendments in the words that Danish law prescribes: Justitsministeriets vejledning om lovkvalitet (November
// 2023), 3.4.5; for a statute "vedtægten" stands where a law has "loven".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"
#include "pipeline/statute/amendment.h"

namespace kancelli::statute {

// A stretch of a line. Italic: what is changed or new, with the punctuation that touches it (3.4.5 on
// kursivering).
struct Run {
  std::string text;
  bool italic = false;
};

struct Line {
  enum class Role {
    formula,  // the sentence of the item, without its number
    quoted,   // a line of what it quotes, with » and « where they stand
    shift,    // "Stk. 2 bliver herefter stk. 3."
  };
  Role role = Role::formula;
  Kind kind = Kind::statute;  // quoted: the unit that begins here, or goes on behind its list
  std::vector<Run> runs;
  std::string plain() const;
};

// The item's lines. Every item that is well-formed can be written, and is read back the same. Well-formed:
// what is quoted is `quotable`; lists are numbered from 1 or a; the words behind a list end with a full stop
// or begin with a small letter, which no heading does; a sentence is one to sentences(); sentences and
// stykker of an annex have the numbers that follow from the formula. "Overskriften til kapitel 4" is
// re-worded by a chapter without units.
std::vector<Line> write(const Item& item);
// Not empty, and each » in it has its «.
bool quotable(std::string_view words);
// "Ændringerne træder i kraft den 1. januar 2026." and its exceptions: a stykke each, without designation.
// `whole`: what comes into force, "Ændringerne"; items are numbers of § 1.
std::vector<std::string> write(const std::vector<Commencement>& commencements);
// The whole amendment as a text file, ordinary spaces for no-break ones: title, § 1 with introduction and
// numbered items, § 2 with the commencement.
std::string write_text(const Amendment& amendment);

// Reads such a text: with title and §§, or a bare list of items, numbered or not. What is no formula has a
// diagnostic with its place, what is wrong with it and how it would be right; the items that can be read are
// read. Codes: formula-unknown, formula-mixed ("Efter § 9 indsættes som nyt stykke"), formula-reference ("§§
// 16, stk. 2"), formula-word (a unit "udgår", words "ophæves", "led"), formula-ambiguous ("som nyt stk. 2"),
// formula-quote (quotation marks that do not close, a designation that is not the one announced),
// formula-shift.
Amendment parse(const SourceMap& sources, SourceId source, Diagnostics& diagnostics);

}  // namespace kancelli::statute
