// An amendment of a statute: numbered items, each of operations. Written as formulas (formulas.h), made by
// comparing two versions (compare.h), carried out by apply.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/source.h"
#include "pipeline/statute/provision.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {

enum class Action {
  replace_words,  // I § 5 ændres »X« til: »Y«.
  delete_words,   // I § 5 udgår »X«.
  insert_words,   // I § 5 indsættes efter »X«: »Y«.
  reword,         // § 5, stk. 2, affattes således: also titles and headings
  repeal,         // § 5, stk. 2, ophæves.
  replace_units,  // § 5, stk. 2 og 3, ophæves, og i stedet indsættes:
  insert_units,   // Efter § 7 indsættes: / I § 5 indsættes efter stk. 1 som nyt stykke:
};

// Where words are changed, and how often they stand there.
struct Place {
  Reference where;
  int times = 1;
  std::string id;  // of the unit, where the operation came from a comparison; "" when read from a formula
  friend bool operator==(const Place& a, const Place& b) { return a.where == b.where && a.times == b.times; }
};

inline bool changes_words(Action action) {
  return action <= Action::insert_words;
}

enum class Side { before, after, last };  // insert: før, efter, or "som stk. 4" behind the last

struct Operation {
  Action action = Action::replace_words;
  // What is changed or repealed. Empty with a words action: everywhere in the statute ("Overalt i
  // vedtægten").
  std::vector<Place> places;
  // Words actions: what stands there and what is to stand there. insert_words: `old_words` is what the new
  // words follow (or, with Side::before, come before).
  std::string old_words, new_words;
  // insert_units: beside what. With Side::last the unit that gets them (a §, stykke, nummer; empty for the
  // statute).
  Side side = Side::after;
  Place anchor;
  // reword, replace_units, insert_units: the new units, each with the number that the formula gives it; a
  // sentence's words are its text. An inserted § may come with the headings before it, an inserted chapter
  // holds its paragraphs.
  std::vector<Unit> content;
  std::string in_chapter;  // "Efter § 7 indsættes i kapitel 2": the chapter's number; "" when it is not said
  Span span;               // where it was read
};

// "Stk. 2 og 3 bliver herefter stk. 3 og 4."
struct Shift {
  Kind kind = Kind::subsection;
  std::vector<std::string> from, to;  // as many
  friend bool operator==(const Shift&, const Shift&) = default;
};

struct Item {
  std::vector<Operation> operations;  // more than one only within the same provision, or for the same words
  std::vector<Shift> shifts;          // the clauses on their own line
  Span span;
};

// When items begin to hold.
struct Commencement {
  enum class Kind {
    date,       // træder i kraft den 1. januar 2026
    decision,   // fixed by a body, "dog senest den ...": `latest` may be empty
    condition,  // when something has happened, as `condition` tells; the body fixes the day
  };
  Kind kind = Kind::date;
  std::vector<std::size_t> items;  // indexes from 0; empty: all that no other names
  std::string date;                // ISO; of a decision or condition "" until it is in the register
  std::string latest;              // ISO or ""
  std::string body;                // who fixes the day, by name: "Borgerrepræsentationen"
  std::string condition;           // the words after "når ": "beskæftigelsesreformen er indfaset"
  Span span;
  friend bool operator==(const Commencement& a, const Commencement& b) {
    return a.kind == b.kind && a.items == b.items && a.date == b.date && a.latest == b.latest &&
           a.body == b.body && a.condition == b.condition;
  }
};

struct Amendment {
  std::string id, title;
  std::string
      introduction;  // "I styrelsesvedtægt for Københavns Kommune af ... foretages følgende ændringer:"
  std::vector<Item> items;
  std::vector<Commencement> commencements;
};

// The same operations and clauses; ids, spans and marks apart.
bool same(const Operation& a, const Operation& b);
bool same(const Item& a, const Item& b);
// Which item is the first to differ, in words for a log; "" when none does.
std::string difference(const Amendment& a, const Amendment& b);

}  // namespace kancelli::statute
