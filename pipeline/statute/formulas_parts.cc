// The parts of a formula's sentence: quotations, references and places; shift clauses.
#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/statute/formulas_sentence.h"

namespace kancelli::statute {

bool SentenceReader::quotation(Quotation& quotation) {
  cursor_.space();
  const std::size_t begin = cursor_.at;
  if (!quote_begins(cursor_.rest())) return false;
  struct Marks {
    std::string_view open, close, other;
  };
  static constexpr std::array<Marks, 6> pairs = {
      {{"»", "«", ""}, {"„", "“", "”"}, {"“", "”", "“"}, {"”", "”", ""}, {"\"", "\"", ""}, {"«", "»", ""}}};
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
    Diagnostic& note =
        diagnostics_.note("formula-quote", quotation.whole,
                          tr("an amendment quotes between » and «, whatever the text around it uses"));
    note.fix = {{cursor_.span(begin, begin + marks.open.size()), "»"},
                {cursor_.span(close, cursor_.at), "«"}};
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
    return wrong("formula-quote",
                 cursor_.span(std::max<std::size_t>(begin, found.whole.begin), found.whole.end),
                 tr("nothing stands between the quotation marks"));
  return true;
}

// A shift clause that has got within the marks, as the quotation's last line: it is read, and left out of
// what is quoted.
void SentenceReader::take_shift(Quotation& quoted) {
  const std::size_t line = cursor_.text.rfind('\n', quoted.words.end > 0 ? quoted.words.end - 1 : 0);
  if (line == std::string_view::npos || line <= quoted.words.begin) return;
  Cursor inner = cursor_;
  inner.at = line + 1;
  inner.end = quoted.words.end;
  inner.space();
  if (!shift_begins(inner)) return;
  wrong("formula-shift", inner.span(inner.at, inner.end),
        tr("the shift clause stands within the quotation: it comes on a line of its own after «"));
  const Cursor kept = std::exchange(cursor_, inner);
  if (shifts_ != nullptr) shift_clause(*shifts_);
  cursor_ = kept;
  quoted.words.end = static_cast<std::uint32_t>(line);
}

// What the formula says about the units it quotes.
Announced SentenceReader::announced(const Operation& operation, Kind kind, bool many) {
  const auto of_annex = [](const Reference& where, std::size_t least) {
    return where.steps.size() > least && where.steps.front().kind == Kind::annex;
  };
  const auto becoming = [](const Step& step) { return step.becomes.empty() ? step.number : step.becomes; };
  Announced result;
  result.kind = kind;
  result.many = many;
  result.in_annex = of_annex(operation.anchor.where, operation.side == Side::last ? 0 : 1) ||
                    (!operation.places.empty() && of_annex(operation.places.front().where, 1));
  if (operation.action == Action::insert_units && operation.side == Side::last) {
    for (const Unit& unit : operation.content) result.numbers.push_back(unit.number);
    result.exact = true;
  } else if (operation.action == Action::insert_units) {
    const Step& beside = operation.anchor.where.steps.back();
    if (beside.kind == kind)
      result.numbers = {operation.side == Side::before ? beside.number
                                                       : number_after(kind, becoming(beside))};
  } else {
    for (const Place& place : operation.places) result.numbers.push_back(becoming(place.where.steps.back()));
    const bool text =
        kind == Kind::heading || kind == Kind::statute || kind == Kind::preamble || kind == Kind::sentence;
    result.exact = operation.action == Action::reword && !text;
    const std::vector<Step>& first = operation.places.front().where.steps;
    if (first.back().kind == Kind::heading) result.numbers = {first.front().number};
    if (operation.action == Action::replace_units) result.numbers.resize(1);
  }
  return result;
}

// ": »...«" with the units that are new.
bool SentenceReader::content(Operation& operation, Kind kind, bool many) {
  Cursor ahead = cursor_;
  ahead.space();
  if (!ahead.accept(":") && !quote_begins(ahead.rest())) return unknown(begin_);
  colon();
  Quotation found;
  const std::size_t errors = diagnostics_.list().size();
  if (!quotation(found)) {
    if (diagnostics_.list().size() != errors) return false;
    return wrong("formula-quote", cursor_.here(), tr("the new text, between » and «, is expected here"));
  }
  take_shift(found);
  const Announced told = announced(operation, kind, many);
  operation.content = read_quoted(sources_, found.words, width_, told, diagnostics_);
  ends_with_content_ = true;
  return !operation.content.empty();
}

void SentenceReader::report(const std::vector<ReferenceFault>& faults, std::size_t begin,
                            const std::vector<Reference>& found) {
  using Fault = ReferenceFault::Kind;
  const std::string right = tr("write: {0}", {plain_words(to_string(found))});
  for (const ReferenceFault& fault : faults) {
    const Span span = cursor_.span(begin + fault.begin, begin + std::max(fault.end, fault.begin + 1));
    std::string message;
    switch (fault.kind) {
      case Fault::two_signs:
        message = tr("the double sign §§ is for several whole paragraphs");
        break;
      case Fault::one_sign:
        message = tr("several paragraphs take the double sign §§");
        break;
      case Fault::comma:
        message = tr("a comma is missing between the parts of the reference");
        break;
      case Fault::space:
        message = tr("a space is missing after the sign §");
        break;
      case Fault::point:
        message = tr("a full stop is missing after the abbreviation");
        break;
      case Fault::list_not_last:
        message = tr("a list of units can only stand last in a reference");
        break;
      case Fault::becomes:
        message = tr("\"der bliver\" does not give each unit its new number");
        break;
      case Fault::range_of_two:
        diagnostics_.note("formula-reference", span,
                          tr("two are joined by \"og\"; a range has three or more"), {right});
        continue;
      case Fault::led:
        wrong("formula-word", span, tr("a reference goes down to the sentence (pkt.), never to a \"led\""),
              {tr("name the sentence, and quote the words that are changed")});
        continue;
    }
    wrong("formula-reference", span, std::move(message),
          fault.kind == Fault::becomes ? std::vector<std::string>{} : std::vector{right});
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
    return wrong("formula-shift", span,
                 shift.kind == Kind::sentence ? tr("sentences have no shift clause: their order says it all")
                                              : tr("paragraphs, chapters and annexes keep their numbers"),
                 {tr("leave the clause out")});
  if (length == 0 || kind != shift.kind)
    return wrong("formula-shift", span,
                 tr("a shift clause tells the old numbers and the new ones of the same units"),
                 {tr("write: {0}", {plain_words("Stk. 2 og 3 bliver herefter stk. 3 og 4.")})});
  if (shift.from.size() != shift.to.size()) {
    std::vector<std::string> right = {shift.to.front()};
    while (right.size() < shift.from.size()) right.push_back(number_after(kind, right.back()));
    std::string clause = numbered(kind, shift.from) + " bliver herefter " + numbered(kind, right) + ".";
    clause.front() = static_cast<char>(clause.front() - 'a' + 'A');
    return wrong("formula-shift", span,
                 tr("the clause has {0} old numbers and {1} new ones",
                    {std::to_string(shift.from.size()), std::to_string(shift.to.size())}),
                 {tr("write: {0}", {plain_words(clause)})});
  }
  if (!hereafter)
    diagnostics_
        .error("formula-shift", cursor_.span(verb - 6, verb),
               tr("\"herefter\" is missing in the shift clause"))
        .fix = {{cursor_.span(verb, verb), " herefter"}};
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
