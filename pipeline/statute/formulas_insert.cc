// Formulas that insert: words, and units beside others or behind the last.
#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/statute/formulas_sentence.h"

namespace kancelli::statute {
namespace {

Unit unit_of(Kind kind, const std::string& number) {
  Unit unit;
  unit.kind = kind;
  unit.number = number;
  return unit;
}

// "stykke", "stykker", ...: which units are new.
bool noun(Cursor& cursor, Kind& kind, bool& several) {
  struct Noun {
    std::string_view one, many;
    Kind kind;
  };
  static constexpr std::array<Noun, 4> nouns = {{{"stykke", "stykker", Kind::subsection},
                                                 {"nummer", "numre", Kind::number},
                                                 {"litra", "litraer", Kind::letter},
                                                 {"punktum", "punktummer", Kind::sentence}}};
  for (const Noun& one : nouns) {
    several = cursor.words(one.many);
    kind = one.kind;
    if (several || cursor.words(one.one)) return true;
  }
  return false;
}

}  // namespace

bool SentenceReader::inserted(Operation& operation) {
  const bool after = cursor_.words("efter");
  if (!after && !cursor_.words("før")) return inserted_as(operation);
  operation.side = after ? Side::after : Side::before;
  cursor_.space();
  if (!quote_begins(cursor_.rest())) return inserted_beside_unit(operation);
  operation.action = Action::insert_words;
  if (!quoted_words(operation.old_words)) return false;
  colon();
  return quoted_words(operation.new_words);
}

// "som nyt stykke", also "som nyt stk. 3", which says too much; `read` is whether there was anything of it.
bool SentenceReader::as_new(Operation& operation, const Reference& anchor, bool& read) {
  const Kind kind = anchor.steps.back().kind;
  const std::size_t from = cursor_.at + space_length(cursor_.rest());
  read = cursor_.words("som");
  if (!read) return true;
  const bool one = cursor_.words("nyt") || cursor_.words("ny");
  const bool many = !one && cursor_.words("nye");
  Kind announced = kind;
  bool several = many;
  Operation right = operation;
  right.action = Action::insert_units;
  right.anchor.where = anchor;
  right.content = {unit_of(kind, "2")};
  if ((one || many) && noun(cursor_, announced, several)) {
    const bool deeper = depth(kind) < depth(Kind::subsection);
    if (announced != kind && !deeper)
      return wrong("formula-word", cursor_.span(from, cursor_.at),
                   tr("what is inserted beside \"{0}\" is of the same kind",
                      {plain_words(to_string(anchor.steps.back()))}),
                   {write_hint(right)});
    return content(operation, announced, several || !one);
  }
  cursor_.space();
  std::vector<std::string> numbers;
  const std::size_t length = read_numbers(cursor_.rest(), announced, numbers);
  if (length == 0 || announced != kind) return unknown(begin_);
  cursor_.at += length;
  wrong("formula-word", cursor_.span(from, cursor_.at),
        tr("the place is given already; the new unit has no number here"), {write_hint(right)});
  return content(operation, kind, !one);
}

// I § 35 indsættes efter | stk. 1[, der bliver stk. 2,] som nyt stykke:
bool SentenceReader::inserted_beside_unit(Operation& operation) {
  const std::size_t begin = cursor_.at;
  if (operation.places.size() != 1)
    return wrong("formula-unknown", cursor_.span(begin, std::min(begin + 1, cursor_.end)),
                 tr("units are inserted in one place; write an item for each"));
  Reference anchor = operation.places.front().where;
  before_ = anchor;
  std::vector<Reference> found;
  if (!references(found)) return unknown(begin_);
  const Step& last = found.front().steps.back();
  const bool beside = found.size() == 1 && depth(last.kind) >= depth(Kind::subsection) &&
                      last.kind != Kind::heading && found.front().steps.size() == anchor.steps.size() + 1;
  if (!beside) {
    cursor_.at = begin;
    return unknown(begin_);
  }
  operation.action = Action::insert_units;
  operation.places.clear();
  operation.anchor.where = found.front();
  bool read = false;
  if (!as_new(operation, operation.anchor.where, read)) return false;
  if (read) return true;
  Operation right = operation;
  right.content = {unit_of(last.kind, "2")};
  wrong("formula-unknown", cursor_.here(), tr("what is inserted is not said here"), {write_hint(right)});
  return content(operation, last.kind, true);
}

// I § 31 indsættes | som stk. 4:
bool SentenceReader::inserted_as(Operation& operation) {
  const std::size_t from = cursor_.at + space_length(cursor_.rest());
  if (!cursor_.words("som") || operation.places.size() != 1) return unknown(begin_);
  const Reference parent = operation.places.front().where;
  operation.action = Action::insert_units;
  operation.side = Side::last;
  operation.places.clear();
  operation.anchor.where =
      parent.steps.size() == 1 && parent.steps[0].kind == Kind::statute ? Reference{} : parent;
  const bool new_one = cursor_.words("nyt") || cursor_.words("nye") || cursor_.words("ny");
  if (!new_one && cursor_.words("overskrift")) return content(operation, Kind::heading, false);
  Kind kind = Kind::subsection;
  bool several = false;
  cursor_.space();
  std::vector<std::string> numbers;
  const std::size_t length = read_numbers(cursor_.rest(), kind, numbers);
  cursor_.at += length;
  if (length == 0 && (!new_one || !noun(cursor_, kind, several))) return unknown(begin_);
  if (new_one) {
    const std::string number = numbers.empty() ? "2" : numbers.front();
    const std::string previous = number_before(number);
    Operation between = operation, last = operation;
    between.side = previous.empty() ? Side::before : Side::after;
    between.anchor.where.steps.push_back({kind, previous.empty() ? number : previous, ""});
    between.content = last.content = {unit_of(kind, number)};
    const std::string shown = plain_words(to_string(Step{kind, number, ""}));
    return wrong("formula-ambiguous", cursor_.span(from, cursor_.at),
                 tr("ambiguous: whether there is a {0} already, and moves, is not said", {shown}),
                 {tr("between others write: {0}", {formula_of(between)}),
                  tr("behind the last write: {0}", {formula_of(last)})});
  }
  for (const std::string& number : numbers) operation.content.push_back(unit_of(kind, number));
  return content(operation, kind, numbers.size() > 1);
}

// Efter § 7 indsættes [i kapitel 2] [før overskriften før § 8] [som overskrift]:
bool SentenceReader::beside(Operation& operation, bool first) {
  operation.action = Action::insert_units;
  const std::size_t begin = cursor_.at;
  operation.side = cursor_.words("efter") ? Side::after : Side::before;
  if (operation.side == Side::before) cursor_.words("før");
  std::vector<Reference> found;
  const std::size_t at = cursor_.at + space_length(cursor_.rest());
  if (!references(found)) return unknown(begin_);
  if (found.size() != 1) {
    cursor_.at = at;
    return unknown(begin_);
  }
  operation.anchor.where = found.front();
  const Step last = found.front().steps.back();
  if (!cursor_.words("indsættes")) return unknown(begin_);
  if (cursor_.words("i kapitel")) {
    cursor_.space();
    operation.in_chapter = read_number(cursor_.rest(), true, cursor_.at);
    if (operation.in_chapter.empty()) return unknown(begin_);
  }
  if (cursor_.words("som overskrift") || cursor_.words("som ny overskrift"))
    return content(operation, Kind::heading, false);
  if (depth(last.kind) >= depth(Kind::subsection) && last.kind != Kind::heading)
    return beside_part(operation, begin, first);
  const std::size_t as = cursor_.at + space_length(cursor_.rest());
  if (cursor_.words("som")) return mixed(operation, as);
  if (last.kind == Kind::paragraph && beside_heading(operation))
    return content(operation, Kind::paragraph, true);
  return content(operation, last.kind == Kind::heading ? Kind::paragraph : last.kind, true);
}

// "efter stk. 2 indsættes som nyt stykke": right where the sentence has named the § before.
bool SentenceReader::beside_part(Operation& operation, std::size_t begin, bool first) {
  const Kind kind = operation.anchor.where.steps.back().kind;
  const std::size_t from = cursor_.at;
  Kind announced = kind;
  bool several = false;
  const bool named = cursor_.words("som") && (cursor_.words("nyt") || cursor_.words("nye")) &&
                     noun(cursor_, announced, several);
  if (operation.anchor.where.steps.size() > 1 && (first || !named)) {
    Operation right = operation;
    right.content = {unit_of(kind, "2")};
    wrong("formula-mixed", cursor_.span(begin, cursor_.at),
          tr("a new unit within a § is inserted in the §, not after it"), {write_hint(right)});
  }
  cursor_.at = from;
  bool read = false;
  if (!as_new(operation, operation.anchor.where, read)) return false;
  return read || content(operation, kind, true);
}

// "Efter § 9 indsættes som nyt stykke": the formula for a new § with the words for a new stykke.
bool SentenceReader::mixed(Operation& operation, std::size_t as) {
  const Step last = operation.anchor.where.steps.back();
  if (!cursor_.words("nyt") && !cursor_.words("nye") && !cursor_.words("ny")) return unknown(begin_);
  Kind kind = Kind::subsection;
  bool several = false;
  if (!noun(cursor_, kind, several)) kind = Kind::subsection;
  Operation within = operation, after = operation;
  within.anchor.where.steps.push_back({kind, kind == Kind::letter ? "b" : "2", ""});
  within.content = {unit_of(kind, "2")};
  after.content = {unit_of(last.kind, "2")};
  return wrong("formula-mixed", cursor_.span(as, cursor_.at),
               tr("two formulas are mixed: a new unit within {0} is inserted in it, not after it",
                  {plain_words(to_string(last))}),
               {tr("for a unit within it write: {0}", {formula_of(within)}),
                tr("for a new provision after it write: {0}", {formula_of(after)})});
}

// "før overskriften før § 66": then that is where it stands, and "efter § 65" says nothing more.
bool SentenceReader::beside_heading(Operation& operation) {
  const std::size_t from = cursor_.at;
  const bool before = cursor_.words("før");
  std::vector<Reference> found;
  if ((before || cursor_.words("efter")) && references(found) && found.size() == 1 &&
      found.front().steps.back().kind == Kind::heading) {
    operation.side = before ? Side::before : Side::after;
    operation.anchor.where = found.front();
    return true;
  }
  cursor_.at = from;
  return false;
}

}  // namespace kancelli::statute
