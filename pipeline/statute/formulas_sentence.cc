#include "pipeline/statute/formulas_sentence.h"

#include <algorithm>
#include <array>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/formulas_quote.h"

namespace kancelli::statute {
namespace {

std::string ordinary(const std::string& text) {
  return plain_words(text);
}

// What the formula would be, as a hint.
std::string write_hint(const Operation& operation) {
  Operation shown = operation;
  shown.content.resize(std::min<std::size_t>(shown.content.size(), 1));
  return tr("write: {0}", {ordinary(write(Item{{shown}, {}, {}}).front().plain())});
}

Unit unit_of(Kind kind, const std::string& number) {
  Unit unit;
  unit.kind = kind;
  unit.number = number;
  return unit;
}

bool is_quote(std::string_view text) {
  for (const std::string_view mark : {"»", "„", "“", "”", "\"", "«"})
    if (text.starts_with(mark)) return true;
  return false;
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

bool SentenceReader::wrong(std::string_view code, Span span, std::string message, std::vector<std::string> hints) {
  diagnostics_.error(code, span, std::move(message), std::move(hints));
  return false;
}

// The nearest right form, by the words that the sentence has.
std::string SentenceReader::hint_for(std::string_view sentence) const {
  const auto has = [&](std::string_view word) { return sentence.find(word) != std::string_view::npos; };
  if (has("erstattes") || has("ændres") || has("rettes"))
    return tr("words are changed so: {0}", {"I § 9, stk. 2, ændres »X« til: »Y«."});
  if (has("slettes") || has("fjernes") || has("udgår") || has("bortfalder"))
    return tr("words are deleted so: {0}; units so: {1}", {"I § 9, stk. 2, udgår »X«.", "§ 9, stk. 2, ophæves."});
  if (has("ophæves")) return tr("units are repealed so: {0}", {"§ 9, stk. 2, ophæves."});
  if (has("indsættes") || has("tilføjes") || has("indføjes"))
    return tr("words are inserted so: {0}; units so: {1} or {2}",
              {"I § 9 indsættes efter »X«: »Y«.", "Efter § 9 indsættes:", "I § 9 indsættes efter stk. 2 som nyt stykke:"});
  if (has("affattes") || has("formuleres") || has("lyder"))
    return tr("units are re-worded so: {0}", {"§ 9, stk. 2, affattes således:"});
  return tr("a formula changes, deletes, inserts, re-words or repeals: {0}", {"I § 9, stk. 2, ændres »X« til: »Y«."});
}

// The words from where reading stopped to the end of the line, or the whole line when nothing was read.
bool SentenceReader::unknown(std::size_t begin) {
  std::size_t there = std::clamp(cursor_.at, begin, cursor_.end);
  there = std::min(there + space_length(cursor_.text.substr(there, cursor_.end - there)), cursor_.end);
  const bool at_end = there == cursor_.end;
  if (at_end) there = begin;
  const std::size_t line = std::min(cursor_.text.find('\n', there), cursor_.end);
  const std::size_t stop = there + trim(cursor_.text.substr(there, line - there)).size();
  const std::string_view sentence = cursor_.text.substr(begin_, std::max(stop, begin_) - begin_);
  return wrong("formula-unknown", cursor_.span(there, stop),
               at_end           ? tr("the formula breaks off")
               : there != begin ? tr("from here on this is no formula")
                                : tr("this is no formula that amends a statute"),
               {hint_for(sentence)});
}

void SentenceReader::colon() {
  const std::size_t from = cursor_.at;
  cursor_.space();
  if (cursor_.accept(":")) return;
  cursor_.at = from;
  diagnostics_.error("formula-unknown", cursor_.here(), tr("a colon is missing here")).fix = {{cursor_.span(from, from), ":"}};
}

// ---- quotations -----------------------------------------------------------------------------------------------------

bool SentenceReader::quotation(Quotation& quotation) {
  cursor_.space();
  const std::size_t begin = cursor_.at;
  if (!is_quote(cursor_.rest())) return false;
  struct Marks {
    std::string_view open, close, other;
  };
  static constexpr std::array<Marks, 6> pairs = {{{"»", "«", ""},
                                                  {"„", "“", "”"},
                                                  {"“", "”", "“"},
                                                  {"”", "”", ""},
                                                  {"\"", "\"", ""},
                                                  {"«", "»", ""}}};
  const Marks marks = *std::find_if(pairs.begin(), pairs.end(),
                                    [&](const Marks& pair) { return cursor_.rest().starts_with(pair.open); });
  std::size_t at = begin + marks.open.size();
  std::size_t close = std::string_view::npos, length = marks.close.size();
  for (int depth = 1; at < cursor_.end && depth > 0; ++at) {
    const std::string_view here = cursor_.text.substr(at, cursor_.end - at);
    const bool other = !marks.other.empty() && here.starts_with(marks.other);
    if (here.starts_with(marks.close) || other) {
      length = other ? marks.other.size() : marks.close.size();
      if (--depth == 0) close = at;
    } else if (here.starts_with(marks.open)) {
      ++depth;
    }
  }
  if (close == std::string_view::npos) {
    wrong("formula-quote", cursor_.span(begin, begin + marks.open.size()), tr("the quotation is not closed"),
          {tr("put {0} where it ends", {marks.close})});
    cursor_.at = cursor_.end;
    return false;
  }
  cursor_.at = close + length;
  quotation.words = cursor_.span(begin + marks.open.size(), close);
  quotation.whole = cursor_.span(begin, cursor_.at);
  if (marks.open != "»") {
    Diagnostic& note = diagnostics_.note("formula-quote", quotation.whole,
                                         tr("an amendment quotes between » and «, whatever the text around it uses"));
    note.fix = {{cursor_.span(begin, begin + marks.open.size()), "»"}, {cursor_.span(close, cursor_.at), "«"}};
  }
  last_ = quotation;
  return true;
}

bool SentenceReader::quoted_words(std::string& words) {
  Quotation found;
  const std::size_t errors = diagnostics_.list().size();
  const std::size_t begin = cursor_.at;
  if (!quotation(found)) return diagnostics_.list().size() == errors ? unknown(begin_) : false;
  words = plain_words(cursor_.text.substr(found.words.begin, found.words.end - found.words.begin));
  if (words.empty())
    return wrong("formula-quote", cursor_.span(std::max<std::size_t>(begin, found.whole.begin), found.whole.end),
                 tr("nothing stands between the quotation marks"));
  return true;
}

// ": »...«" with the units that are new, and a shift clause that has got within the marks.
bool SentenceReader::content(Operation& operation, Kind kind, bool many) {
  colon();
  Quotation found;
  const std::size_t errors = diagnostics_.list().size();
  if (!quotation(found)) {
    if (diagnostics_.list().size() != errors) return false;
    return wrong("formula-quote", cursor_.here(), tr("the new text, between » and «, is expected here"));
  }
  const std::string_view text = cursor_.text;
  const std::size_t line = text.rfind('\n', found.words.end > 0 ? found.words.end - 1 : 0);
  if (line != std::string_view::npos && line > found.words.begin) {
    Cursor inner = cursor_;
    inner.at = line + 1;
    inner.space();
    inner.end = found.words.end;
    if (shift_begins(inner)) {
      wrong("formula-shift", inner.span(inner.at, inner.end),
            tr("the shift clause stands within the quotation: it comes on a line of its own after «"));
      const Cursor kept = std::exchange(cursor_, inner);
      if (shifts_ != nullptr) shift_clause(*shifts_);
      cursor_ = kept;
      found.words.end = static_cast<std::uint32_t>(line);
    }
  }
  Announced announced;
  announced.kind = kind;
  announced.many = many;
  const auto of_annex = [](const Reference& where, std::size_t least) {
    return where.steps.size() > least && where.steps.front().kind == Kind::annex;
  };
  announced.in_annex = of_annex(operation.anchor.where, operation.side == Side::last ? 0 : 1) ||
                       (!operation.places.empty() && of_annex(operation.places.front().where, 1));
  const auto becoming = [](const Step& step) { return step.becomes.empty() ? step.number : step.becomes; };
  if (operation.action == Action::insert_units && operation.side == Side::last) {
    for (const Unit& unit : operation.content) announced.numbers.push_back(unit.number);
    announced.exact = true;
  } else if (operation.action == Action::insert_units && !operation.anchor.where.empty()) {
    const Step& beside = operation.anchor.where.steps.back();
    if (beside.kind == kind)
      announced.numbers = {operation.side == Side::before ? beside.number : number_after(kind, becoming(beside))};
  } else {
    for (const Place& place : operation.places) announced.numbers.push_back(becoming(place.where.steps.back()));
    announced.exact = operation.action == Action::reword && kind != Kind::heading && kind != Kind::statute &&
                      kind != Kind::preamble && kind != Kind::sentence;
    if (operation.places.front().where.steps.back().kind == Kind::heading)
      announced.numbers = {operation.places.front().where.steps.front().number};
    if (operation.action == Action::replace_units) announced.numbers.resize(1);
  }
  operation.content = read_quoted(sources_, found.words, width_, announced, diagnostics_);
  ends_with_content_ = true;
  return !operation.content.empty();
}

// ---- references -----------------------------------------------------------------------------------------------------

void SentenceReader::report(const std::vector<ReferenceFault>& faults, std::size_t begin,
                            const std::vector<Reference>& found) {
  using Fault = ReferenceFault::Kind;
  const std::string right = tr("write: {0}", {ordinary(to_string(found))});
  for (const ReferenceFault& fault : faults) {
    const Span span = cursor_.span(begin + fault.begin, begin + std::max(fault.end, fault.begin + 1));
    std::string message;
    switch (fault.kind) {
      case Fault::two_signs: message = tr("the double sign §§ is for several whole paragraphs"); break;
      case Fault::one_sign: message = tr("several paragraphs take the double sign §§"); break;
      case Fault::comma: message = tr("a comma is missing between the parts of the reference"); break;
      case Fault::space: message = tr("a space is missing after the sign §"); break;
      case Fault::point: message = tr("a full stop is missing after the abbreviation"); break;
      case Fault::list_not_last: message = tr("a list of units can only stand last in a reference"); break;
      case Fault::becomes: message = tr("\"der bliver\" does not give each unit its new number"); break;
      case Fault::led:
        wrong("formula-word", span, tr("a reference goes down to the sentence (pkt.), never to a \"led\""),
              {tr("name the sentence, and quote the words that are changed")});
        continue;
    }
    wrong("formula-reference", span, std::move(message), fault.kind == Fault::becomes ? std::vector<std::string>{} : std::vector{right});
  }
}

bool SentenceReader::references(std::vector<Reference>& found) {
  cursor_.space();
  std::vector<ReferenceFault> faults;
  const std::size_t begin = cursor_.at;
  const std::size_t length = statute::read_references(cursor_.rest(), before_, found, &faults);
  if (length == 0) return false;
  cursor_.at += length;
  before_ = found.back();
  report(faults, begin, found);
  cursor_.accept(",");
  return true;
}

// "i", "to steder i"
bool SentenceReader::times(int& times) {
  times = 1;
  if (cursor_.words("i")) return true;
  const std::size_t from = cursor_.at;
  cursor_.space();
  const std::string_view rest = cursor_.rest();
  const std::size_t end = std::min(rest.size(), rest.find_first_of(" \n\t\r\xC2"));
  const std::optional<std::int64_t> count = read_count(rest.substr(0, end));
  if (count && *count > 0 && *count < 10000) {
    cursor_.at += end;
    if (cursor_.words("steder i") || (*count == 1 && cursor_.words("sted i"))) {
      times = static_cast<int>(*count);
      return true;
    }
  }
  cursor_.at = from;
  return false;
}

bool SentenceReader::places(std::vector<Place>& places) {
  int count = 1;
  if (!times(count)) return false;
  for (;;) {
    std::vector<Reference> where;
    if (!references(where)) return unknown(begin_);
    for (Reference& one : where) places.push_back({std::move(one), count, ""});
    const std::size_t from = cursor_.at;
    cursor_.accept(",");
    cursor_.words("og");
    if (!times(count)) {
      cursor_.at = from;
      return true;
    }
  }
}

// ---- clauses --------------------------------------------------------------------------------------------------------

// The verbs of formulas, and those that are written for them.
bool SentenceReader::verb(std::string_view right, std::initializer_list<std::string_view> wrong_ones, Span& written) {
  written = {};
  if (cursor_.words(right)) return true;
  const std::size_t from = cursor_.at + space_length(cursor_.rest());
  for (const std::string_view one : wrong_ones) {
    if (!cursor_.words(one)) continue;
    written = cursor_.span(from, cursor_.at);
    return true;
  }
  return false;
}

// When the operation is read: another word was used for it.
void SentenceReader::report_verb(Span written, std::string_view right, const Operation& operation) {
  if (written.nowhere()) return;
  const std::string_view word = cursor_.text.substr(written.begin, written.end - written.begin);
  wrong("formula-word", written, tr("the formula has \"{0}\" here, not \"{1}\"", {right, word}), {write_hint(operation)});
}

// ændres »X« til: »Y« | udgår »X« | indsættes efter »X«: »Y« | indsættes ... som nyt stykke:
bool SentenceReader::words_verb(Operation& operation, std::vector<Operation>& operations) {
  Span written;
  if (verb("ændres", {"erstattes", "rettes", "udskiftes"}, written)) {
    operation.action = Action::replace_words;
    if (!quoted_words(operation.old_words)) return false;
    const bool instead = !written.nowhere() && (cursor_.words("af") || cursor_.words("med"));
    if (!instead && !cursor_.words("til")) return unknown(begin_);
    if (!instead) colon();
    if (!quoted_words(operation.new_words)) return false;
    report_verb(written, "ændres", operation);
    return true;
  }
  if (verb("udgår", {"ophæves", "slettes", "fjernes", "bortfalder"}, written))
    return deleted(operation, operations, written);
  if (!verb("indsættes", {"tilføjes", "indføjes"}, written) || !inserted(operation, operations)) {
    return written.nowhere() && diagnostics_.list().size() == errors_before_ ? unknown(begin_) : false;
  }
  report_verb(written, "indsættes", operation);
  return true;
}

// "udgår »X« og »Y«" is two operations.
bool SentenceReader::deleted(Operation& operation, std::vector<Operation>& operations, Span written) {
  operation.action = Action::delete_words;
  const std::size_t verb_end = cursor_.at;
  cursor_.space();
  if (!is_quote(cursor_.rest())) {
    const std::size_t begin = cursor_.at;
    std::vector<Reference> found;
    if (operation.places.empty() || !references(found)) {
      cursor_.at = begin;
      return unknown(begin_);
    }
    Operation right;
    right.action = Action::repeal;
    for (Reference& one : found) right.places.push_back({std::move(one), 1, ""});
    return wrong("formula-word", cursor_.span(begin_, verb_end),
                 tr("units are repealed (\"ophæves\"); only words that are quoted \"udgår\""), {write_hint(right)});
  }
  if (!quoted_words(operation.old_words)) return false;
  report_verb(written, "udgår", operation);
  while (cursor_.words("og")) {
    cursor_.space();
    if (!is_quote(cursor_.rest())) return unknown(begin_);
    operations.push_back(operation);
    if (!quoted_words(operation.old_words)) return false;
  }
  return true;
}

bool SentenceReader::inserted(Operation& operation, std::vector<Operation>&) {
  const bool after = cursor_.words("efter");
  if (!after && !cursor_.words("før")) return inserted_as(operation);
  operation.side = after ? Side::after : Side::before;
  cursor_.space();
  if (!is_quote(cursor_.rest())) return inserted_beside_unit(operation);
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
  if (!one && !cursor_.words("nye")) return unknown(begin_);
  Kind announced = kind;
  bool several = !one;
  Operation right = operation;
  right.action = Action::insert_units;
  right.anchor.where = anchor;
  right.content = {unit_of(kind, "2")};
  if (noun(cursor_, announced, several)) {
    const bool deeper = depth(kind) < depth(Kind::subsection);
    if (announced != kind && !deeper)
      return wrong("formula-word", cursor_.span(from, cursor_.at),
                   tr("what is inserted beside \"{0}\" is of the same kind", {ordinary(to_string(anchor.steps.back()))}),
                   {write_hint(right)});
    return content(operation, announced, several || !one);
  }
  cursor_.space();
  std::vector<std::string> numbers;
  const std::size_t length = read_numbers(cursor_.rest(), announced, numbers);
  if (length == 0 || announced != kind) return unknown(begin_);
  cursor_.at += length;
  wrong("formula-word", cursor_.span(from, cursor_.at), tr("the place is given already; the new unit has no number here"),
        {write_hint(right)});
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
  operation.anchor.where = parent.steps.size() == 1 && parent.steps[0].kind == Kind::statute ? Reference{} : parent;
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
    const std::string shown = ordinary(to_string(Step{kind, number, ""}));
    return wrong("formula-ambiguous", cursor_.span(from, cursor_.at),
                 tr("ambiguous: whether there is a {0} already, and moves, is not said", {shown}),
                 {tr("between others write: {0}", {ordinary(write(Item{{between}, {}, {}}).front().plain())}),
                  tr("behind the last write: {0}", {ordinary(write(Item{{last}, {}, {}}).front().plain())})});
  }
  for (const std::string& number : numbers) operation.content.push_back(unit_of(kind, number));
  return content(operation, kind, numbers.size() > 1);
}

bool SentenceReader::everywhere(Operation& operation) {
  if (!cursor_.words("i vedtægten") && !cursor_.words("i loven")) return unknown(begin_);
  std::vector<Operation> none;
  return words_verb(operation, none);
}

// "»C« ændres til: »D«", "efter »C« indsættes: »D«": in the place of the operation before.
bool SentenceReader::same_place(std::vector<Operation>& operations) {
  Operation operation;
  operation.places = operations.back().places;
  const bool after = cursor_.words("efter"), before = !after && cursor_.words("før");
  operation.side = before ? Side::before : Side::after;
  if (!quoted_words(operation.old_words)) return false;
  if (after || before) {
    operation.action = Action::insert_words;
    if (!cursor_.words("indsættes")) return unknown(begin_);
    colon();
    if (!quoted_words(operation.new_words)) return false;
  } else if (cursor_.words("udgår")) {
    operation.action = Action::delete_words;
  } else {
    if (!cursor_.words("ændres til")) return unknown(begin_);
    colon();
    if (!quoted_words(operation.new_words)) return false;
  }
  operations.push_back(std::move(operation));
  return true;
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
  const std::size_t as = cursor_.at;
  if (cursor_.words("som overskrift") || cursor_.words("som ny overskrift")) return content(operation, Kind::heading, false);
  const bool unit_below = depth(last.kind) >= depth(Kind::subsection) && last.kind != Kind::heading;
  if (cursor_.words("som")) {
    const std::size_t after_som = cursor_.at;
    const bool new_one = cursor_.words("nyt") || cursor_.words("nye") || cursor_.words("ny");
    if (!new_one) return unknown(begin_);
    Kind kind = last.kind;
    bool several = false;
    const bool named = noun(cursor_, kind, several);
    Operation right = operation;
    right.content = {unit_of(unit_below ? last.kind : kind, "2")};
    if (unit_below && found.front().steps.size() > 1 && first)
      wrong("formula-mixed", cursor_.span(begin, cursor_.at), tr("a new unit within a § is inserted in the §, not after it"),
            {write_hint(right)});
    if (unit_below) {
      cursor_.at = as;
      bool read = false;
      return as_new(operation, operation.anchor.where, read);
    }
    cursor_.at = std::max(cursor_.at, after_som);
    right.anchor.where.steps.push_back({named && kind != last.kind ? kind : Kind::subsection, "2", ""});
    right.content.front().kind = right.anchor.where.steps.back().kind;
    const std::string in_unit = ordinary(write(Item{{right}, {}, {}}).front().plain());
    right = operation;
    right.content = {unit_of(last.kind, "2")};
    return wrong("formula-mixed", cursor_.span(as + space_length(cursor_.text.substr(as)), cursor_.at),
                 tr("two formulas are mixed: a new unit within {0} is inserted in it, not after it",
                    {ordinary(to_string(last))}),
                 {tr("for a unit within it write: {0}", {in_unit}),
                  tr("for a new provision after it write: {0}", {ordinary(write(Item{{right}, {}, {}}).front().plain())})});
  }
  if (last.kind == Kind::paragraph && beside_heading(operation)) return content(operation, Kind::paragraph, true);
  if (unit_below) {
    Operation right = operation;
    right.content = {unit_of(last.kind, "2")};
    wrong("formula-mixed", cursor_.span(begin, cursor_.at), tr("a new unit within a § is inserted in the §, not after it"),
          {write_hint(right)});
    return content(operation, last.kind, true);
  }
  const Kind kind = last.kind == Kind::heading ? Kind::paragraph : last.kind;
  return content(operation, kind, true);
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

// § 5, stk. 2, affattes således: | ophæves[, og i stedet indsættes:]
bool SentenceReader::whole_units(Operation& operation) {
  std::vector<Reference> found;
  const std::size_t begin = cursor_.at + space_length(cursor_.rest());
  if (!references(found)) return unknown(begin_);
  for (Reference& one : found) operation.places.push_back({std::move(one), 1, ""});
  const Step first = operation.places.front().where.steps.back();
  Kind kind = first.kind;
  if (kind == Kind::heading) {
    const Kind of = operation.places.front().where.steps.front().kind;
    kind = of == Kind::paragraph ? Kind::heading : of;
  }
  Span written;
  if (verb("affattes således", {"affattes på følgende måde", "får følgende ordlyd", "lyder således"}, written)) {
    operation.action = Action::reword;
    report_verb(written, "affattes således", operation);
    return content(operation, kind, operation.places.size() > 1);
  }
  if (verb("ophæves", {"udgår", "slettes", "fjernes", "bortfalder"}, written)) return repealed(operation, kind, written);
  if (cursor_.words("affattes som bilag")) {
    operation.action = Action::reword;
    return wrong("formula-unknown", cursor_.span(begin, cursor_.at), tr("the annex's new text is to be quoted in the item"),
                 {write_hint(operation)});
  }
  // "§ 5 ændres »X« til: »Y«", which lacks its "I"
  const std::size_t at = cursor_.at;
  Cursor ahead = cursor_;
  if (ahead.words("ændres") || (ahead.words("indsættes") && (ahead.words("efter") || ahead.words("før") || ahead.words("som")))) {
    std::vector<Operation> more;
    if (!words_verb(operation, more)) return false;
    return report_missing_in(begin, at, operation);
  }
  return unknown(begin_);
}

bool SentenceReader::report_missing_in(std::size_t begin, std::size_t end, const Operation& operation) {
  wrong("formula-unknown", cursor_.span(begin, end), tr("what is changed within a unit begins with \"I\""), {write_hint(operation)});
  return true;
}

bool SentenceReader::repealed(Operation& operation, Kind kind, Span written) {
  operation.action = Action::repeal;
  const std::size_t from = cursor_.at;
  cursor_.space();
  if (is_quote(cursor_.rest())) {
    operation.action = Action::delete_words;
    if (!quoted_words(operation.old_words)) return false;
    return report_missing_in(begin_, from, operation);
  }
  cursor_.at = from;
  if (!written.nowhere())
    wrong("formula-word", written, tr("units are repealed (\"ophæves\"); only words that are quoted \"udgår\""), {write_hint(operation)});
  cursor_.accept(",");
  if (cursor_.words("og i stedet indsættes")) {
    operation.action = Action::replace_units;
    return content(operation, kind, true);
  }
  cursor_.at = from;
  return true;
}

bool SentenceReader::in_places(std::vector<Operation>& operations, bool) {
  Operation operation;
  const std::size_t from = cursor_.at;
  if (cursor_.words("i vedtægten indsættes") || cursor_.words("i loven indsættes")) {
    operation.places = {{{{{Kind::statute, "", ""}}}, 1, ""}};
    if (!inserted_as(operation)) return false;
    operations.push_back(std::move(operation));
    return true;
  }
  cursor_.at = from;
  if (!places(operation.places)) return false;
  if (!words_verb(operation, operations)) return false;
  if (operation.action == Action::insert_units) before_ = operation.anchor.where;
  operations.push_back(std::move(operation));
  return true;
}

bool SentenceReader::clause(std::vector<Operation>& operations, bool first) {
  Cursor ahead = cursor_;
  const bool beside_something = ahead.words("efter") || ahead.words("før");
  ahead.space();
  if (!first && is_quote(ahead.rest())) return same_place(operations);
  Operation operation;
  if (cursor_.words("overalt")) {
    if (!everywhere(operation)) return false;
  } else if (beside_something) {
    if (!beside(operation, first)) return false;
  } else {
    int count = 1;
    ahead = cursor_;
    const bool in = times(count);
    cursor_ = ahead;
    if (in) return in_places(operations, first);
    if (!whole_units(operation)) return false;
  }
  operations.push_back(std::move(operation));
  return true;
}

bool SentenceReader::sentence(std::vector<Operation>& operations) {
  for (bool first = true;; first = false) {
    const std::size_t size = operations.size(), begin = cursor_.at;
    if (!clause(operations, first)) return false;
    for (std::size_t i = size; i < operations.size(); ++i)
      operations[i].span = cursor_.span(begin + space_length(cursor_.text.substr(begin, cursor_.at - begin)), cursor_.at);
    if (ends_with_content_) return true;
    const std::size_t from = cursor_.at;
    const bool comma = cursor_.accept(",");
    if (!cursor_.words("og") && !comma) {
      cursor_.at = from;
      return true;
    }
  }
}

// The full stop behind the sentence, and none where the quotation has it.
void SentenceReader::sentence_end() {
  const bool quoted = last_.whole.end == cursor_.at && last_.words.end > 0;
  const bool ended = quoted && cursor_.text[last_.words.end - 1] == '.';
  const std::size_t at = cursor_.at;
  const bool stop = cursor_.accept(".");
  if (ends_with_content_ ? stop && ended : stop && ended)
    diagnostics_.warning("formula-quote", cursor_.span(at, cursor_.at), tr("the quotation ends with a full stop already")).fix = {
        {cursor_.span(at, cursor_.at), ""}};
  if (!stop && !ended && !ends_with_content_)
    diagnostics_.warning(quoted ? "formula-quote" : "formula-unknown", cursor_.last(),
                         tr("a full stop is missing here")).fix = {{cursor_.span(at, at), "."}};
}

bool SentenceReader::read(Cursor& cursor, std::vector<Operation>& operations, std::vector<Shift>& shifts) {
  cursor_ = cursor;
  cursor_.space();
  begin_ = cursor_.at;
  before_ = {};
  last_ = {};
  shifts_ = &shifts;
  ends_with_content_ = false;
  const std::size_t errors = errors_before_ = diagnostics_.list().size();
  const bool read = sentence(operations);
  const bool led = std::any_of(diagnostics_.list().begin() + static_cast<std::ptrdiff_t>(errors), diagnostics_.list().end(),
                               [&](const Diagnostic& one) {
                                 const std::size_t length = one.span.end - one.span.begin;
                                 return one.code == "formula-word" &&
                                        cursor_.text.substr(one.span.begin, length).ends_with("led");
                               });
  if (read) sentence_end();
  cursor = cursor_;
  return read && !led;
}

// ---- shift clauses --------------------------------------------------------------------------------------------------

bool SentenceReader::shift_begins(Cursor cursor) {
  cursor.space();
  Kind kind = Kind::paragraph;
  std::vector<std::string> numbers;
  const std::size_t length = read_numbers(cursor.rest(), kind, numbers);
  cursor.at += length;
  return length != 0 && cursor.words("bliver");
}

bool SentenceReader::shift_clause(std::vector<Shift>& shifts) {
  cursor_.space();
  const std::size_t begin = cursor_.at;
  Shift shift;
  cursor_.at += read_numbers(cursor_.rest(), shift.kind, shift.from);
  if (!cursor_.words("bliver")) return unknown(begin);
  const std::size_t verb = cursor_.at;
  const bool hereafter = cursor_.words("herefter");
  cursor_.space();
  Kind kind = shift.kind;
  const std::size_t length = read_numbers(cursor_.rest(), kind, shift.to);
  cursor_.at += length;
  const Span span = cursor_.span(begin, cursor_.at);
  if (shift.kind != Kind::subsection && shift.kind != Kind::number && shift.kind != Kind::letter)
    return wrong("formula-shift", span, shift.kind == Kind::sentence ? tr("sentences have no shift clause: their order says it all")
                                                                      : tr("paragraphs, chapters and annexes keep their numbers"),
                 {tr("leave the clause out")});
  if (length == 0 || kind != shift.kind)
    return wrong("formula-shift", span, tr("a shift clause tells the old numbers and the new ones of the same units"),
                 {tr("write: {0}", {ordinary("Stk. 2 og 3 bliver herefter stk. 3 og 4.")})});
  if (shift.from.size() != shift.to.size()) {
    std::vector<std::string> right = {shift.to.front()};
    while (right.size() < shift.from.size()) right.push_back(number_after(kind, right.back()));
    std::string clause = numbered(kind, shift.from) + " bliver herefter " + numbered(kind, right) + ".";
    clause.front() = static_cast<char>(clause.front() - 'a' + 'A');
    return wrong("formula-shift", span,
                 tr("the clause has {0} old numbers and {1} new ones", {std::to_string(shift.from.size()), std::to_string(shift.to.size())}),
                 {tr("write: {0}", {ordinary(clause)})});
  }
  if (!hereafter)
    diagnostics_.error("formula-shift", cursor_.span(verb - 6, verb), tr("\"herefter\" is missing in the shift clause")).fix = {
        {cursor_.span(verb, verb), " herefter"}};
  shifts.push_back(std::move(shift));
  return true;
}

bool SentenceReader::read_shift(Cursor& cursor, std::vector<Shift>& shifts) {
  cursor_ = cursor;
  begin_ = cursor.at;
  bool read = shift_clause(shifts);
  while (read) {
    const std::size_t from = cursor_.at;
    cursor_.accept(",");
    if (!cursor_.words("og") || !shift_begins(cursor_)) {
      cursor_.at = from;
      break;
    }
    read = shift_clause(shifts);
  }
  if (read && !cursor_.accept("."))
    diagnostics_.warning("formula-shift", cursor_.last(), tr("a full stop is missing here")).fix = {
        {cursor_.span(cursor_.at, cursor_.at), "."}};
  cursor = cursor_;
  return read;
}

}  // namespace kancelli::statute
