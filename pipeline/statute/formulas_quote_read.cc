// Reads the units that a formula quotes.
#include <algorithm>
#include <optional>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/formulas_quote.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

// A line of the quotation, or several that the file's width broke apart.
struct ReadLine {
  std::string number, words;
  std::optional<Kind> kind;  // none: it has no designation
  std::size_t indent = 0;
  bool apart = false;  // an empty line stands before it
  Span span;
};

// Reads "§ 7 a.", "Stk. 2.", "3)", "b)", "Kapitel 4 a" or "Bilag 1" off the beginning of the words.
void take_designation(ReadLine& line) {
  const std::string_view words = line.words;
  std::size_t at = 0;
  const auto take = [&](Kind kind, std::string number) {
    line.kind = kind;
    line.number = std::move(number);
    line.words = std::string(trim(words.substr(at)));
  };
  const auto numbered_by = [&](std::string_view word, bool letters) -> std::string {
    if (!words.starts_with(word)) return "";
    at = word.size();
    at += space_length(words.substr(at));
    return read_number(words.substr(at), letters, at);
  };
  const auto ends = [&] { return at == words.size() || words[at] == ' '; };
  if (std::string number = numbered_by("§", true); !number.empty() && words.substr(at).starts_with(".")) {
    ++at;
    if (ends()) return take(Kind::paragraph, number);
  }
  if (std::string number = numbered_by("Stk.", false); !number.empty() && words.substr(at).starts_with(".")) {
    ++at;
    if (ends()) return take(Kind::subsection, number);
  }
  if (std::string number = numbered_by("Kapitel", true); !number.empty() && at == words.size())
    return take(Kind::chapter, number);
  if (std::string number = numbered_by("Bilag", true); !number.empty() && at == words.size())
    return take(Kind::annex, number);
  if (std::string number = numbered_by("", false); !number.empty() && words.substr(at).starts_with(")")) {
    ++at;
    if (ends()) return take(Kind::number, number);
  }
  const std::size_t bracket = words.find(')');
  if (bracket == 0 || bracket > 4 || bracket == std::string_view::npos) return;
  const std::string letter(words.substr(0, bracket));
  at = bracket + 1;
  const bool counts = letter == "a" || !number_after(Kind::letter, letter).empty();
  if (counts && ends()) take(Kind::letter, letter);
}

void append(std::string& words, std::string_view more) {
  if (!words.empty() && !more.empty()) words += ' ';
  words += more;
}

bool lower_case(std::string_view words) {
  std::size_t at = 0;
  const char32_t c = words.empty() ? U'A' : next_code_point(words, at);
  return is_letter(c) && lower(c) == c;
}

class QuoteReader {
 public:
  QuoteReader(const SourceMap& sources, Span words, std::size_t width, const Announced& announced,
              Diagnostics& diagnostics)
      : sources_(sources), span_(words), width_(width), announced_(announced), diagnostics_(diagnostics) {}

  std::vector<Unit> read();

 private:
  void read_lines();
  bool broken_to_fit(std::string_view before, std::string_view line) const;
  bool comes_next(const ReadLine& line) const;
  std::vector<Unit> running_text();
  Unit paragraph();
  Unit chapter_or_annex();
  Unit subsection(bool in_annex);
  Unit list_member();
  void list_of(Unit& unit, bool in_annex);
  void tail_of(Unit& unit, bool in_annex);
  bool is_heading(std::size_t at) const;
  bool check(std::vector<Unit>& units);
  bool more() const { return at_ < lines_.size(); }
  bool next_is(Kind kind) const { return more() && lines_[at_].kind == kind; }
  bool next_is_plain() const { return more() && !lines_[at_].kind; }
  bool wrong(Span span, std::string message, std::vector<std::string> hints = {}) {
    diagnostics_.error("formula-quote", span, std::move(message), std::move(hints));
    return false;
  }

  std::string begin_with(const std::string& number) const {
    return tr("write: {0}", {"»" + plain_words(designation(announced_.kind, number)) + " ...«"});
  }

  const SourceMap& sources_;
  Span span_;
  std::size_t width_;
  const Announced& announced_;
  Diagnostics& diagnostics_;
  std::vector<ReadLine> lines_;
  std::size_t at_ = 0;
};

// Whether the line end between two lines is only there because the next word did not fit.
bool QuoteReader::broken_to_fit(std::string_view before, std::string_view line) const {
  if (width_ == 0) return false;
  const std::string_view word = line.substr(0, line.find_first_of(" \r\n"));  // with the « and . behind it
  return code_point_count(before) + 1 + code_point_count(word) > width_;
}

// Whether a nummer or litra is what may stand here: the first, the next, or one that the formula names.
bool QuoteReader::comes_next(const ReadLine& line) const {
  for (const std::string_view reference : {"stk.", "nr.", "litra"})  // "(jf. stk." and "2)" on the next line
    if (lines_.back().words.ends_with(reference)) return false;
  if (line.number == "1" || line.number == "a") return true;
  const auto& named = announced_.numbers;
  if (line.kind == announced_.kind && std::find(named.begin(), named.end(), line.number) != named.end())
    return true;
  const auto last = std::find_if(lines_.rbegin(), lines_.rend(),
                                 [&](const ReadLine& earlier) { return earlier.kind == line.kind; });
  return last != lines_.rend() && number_after(*line.kind, last->number) == line.number;
}

void QuoteReader::read_lines() {
  const std::string_view text = sources_.text(span_.source);
  std::size_t from = span_.begin;
  const std::size_t line_start = from == 0 ? 0 : text.rfind('\n', from - 1) + 1;  // npos + 1 is 0
  const std::size_t margin = code_point_count(text.substr(line_start, space_length(text.substr(line_start))));
  std::size_t physical = line_start;
  std::string_view before;
  bool empty_before = false;
  while (from <= span_.end) {
    const std::size_t end = std::min<std::size_t>(span_.end, std::min(text.find('\n', from), text.size()));
    const std::string_view whole = text.substr(from, end - from);
    const std::size_t space = space_length(whole);
    ReadLine line;
    line.words = plain_words(whole);
    line.span = {span_.source, static_cast<std::uint32_t>(from + space), static_cast<std::uint32_t>(end)};
    const std::size_t indent = code_point_count(whole.substr(0, space));
    line.indent = indent > margin ? indent - margin : 0;
    line.apart = empty_before;
    if (!line.words.empty()) {
      const bool wrapped =
          !lines_.empty() && !empty_before && broken_to_fit(before, text.substr(from + space));
      take_designation(line);
      const bool counted = line.kind == Kind::number || line.kind == Kind::letter;
      if (wrapped && (!line.kind || (counted && !comes_next(line)))) {
        ReadLine& last = lines_.back();
        append(last.words, plain_words(whole));
        last.span.end = line.span.end;
      } else {
        lines_.push_back(std::move(line));
      }
    }
    empty_before = trim(whole).empty();
    before = text.substr(physical, end - physical);
    while (!before.empty() && is_xml_space(before.back())) before.remove_suffix(1);
    from = physical = end + 1;
    if (end >= span_.end) break;
  }
}

std::vector<Unit> QuoteReader::running_text() {
  const std::string words =
      plain_words(sources_.text(span_.source).substr(span_.begin, span_.end - span_.begin));
  std::vector<Unit> units;
  const auto add = [&](std::string part) {
    Unit unit;
    unit.kind = announced_.kind;
    if (unit.kind == Kind::sentence) {
      const auto& numbers = announced_.numbers;
      if (units.size() < numbers.size())
        unit.number = numbers[units.size()];
      else if (!units.empty())
        unit.number = number_after(Kind::sentence, units.back().number);
    }
    unit.text.words = std::move(part);
    units.push_back(std::move(unit));
  };
  if (!announced_.many) {
    add(words);
    return units;
  }
  for (const auto& [begin, end] : sentences({words, {}, {}})) add(words.substr(begin, end - begin));
  return units;
}

// Whether a line without designation is the heading before the § that comes next.
bool QuoteReader::is_heading(std::size_t at) const {
  if (at + 1 >= lines_.size() || lines_[at + 1].kind != Kind::paragraph) return false;
  const std::string& words = lines_[at].words;
  const bool sentence =
      words.ends_with('.') || words.ends_with(',') || words.ends_with(';') || words.ends_with(':');
  return !sentence && !lower_case(words);
}

// The words that go on behind a list. Those of a nummer are moved in as far as its litraer.
void QuoteReader::tail_of(Unit& unit, bool in_annex) {
  if (!next_is_plain() || unit.units.empty() || !unit.tail.empty() || is_heading(at_)) return;
  const ReadLine& line = lines_[at_];
  if (unit.kind == Kind::number && announced_.kind != Kind::number && line.indent < 3) return;
  if (in_annex && unit.kind == Kind::subsection && line.indent < 1 && !lower_case(line.words)) return;
  unit.tail.words = line.words;
  ++at_;
}

void QuoteReader::list_of(Unit& unit, bool in_annex) {
  while (next_is(Kind::number) || next_is(Kind::letter)) {
    const Kind kind = *lines_[at_].kind;
    if (unit.kind == kind || unit.kind == Kind::letter) break;
    if (!unit.tail.empty()) {  // the list goes on: the words belonged to its last member
      Unit& last = unit.units.back();
      if (last.units.empty())
        append(last.text.words, unit.tail.words);
      else
        last.tail = unit.tail;
      unit.tail = {};
    }
    const std::string expected =
        unit.units.empty() ? ordinal(kind, 0) : number_after(kind, unit.units.back().number);
    if (lines_[at_].number != expected)
      wrong(lines_[at_].span,
            tr("\"{0}\" stands where \"{1}\" comes next", {plain_words(designation(kind, lines_[at_].number)),
                                                           plain_words(designation(kind, expected))}));
    unit.units.push_back(list_member());
    tail_of(unit, in_annex);
  }
}

Unit QuoteReader::list_member() {
  Unit unit;
  unit.kind = *lines_[at_].kind;
  unit.number = lines_[at_].number;
  unit.text.words = lines_[at_++].words;
  list_of(unit, false);
  return unit;
}

Unit QuoteReader::subsection(bool in_annex) {
  Unit unit;
  unit.kind = Kind::subsection;
  unit.number = lines_[at_].kind == Kind::subsection ? lines_[at_].number : "1";
  if (lines_[at_].kind == Kind::subsection && unit.number == "1")
    wrong(lines_[at_].span, tr("the first stykke has no designation: write the text only"));
  unit.text.words = lines_[at_++].words;
  list_of(unit, in_annex);
  return unit;
}

Unit QuoteReader::paragraph() {
  Unit unit;
  unit.kind = Kind::paragraph;
  unit.number = lines_[at_].number;
  unit.units.push_back(subsection(false));
  while (more()) {
    if (next_is(Kind::subsection)) {
      const std::string expected = number_after(Kind::subsection, unit.units.back().number);
      if (lines_[at_].number != expected)
        wrong(lines_[at_].span, tr("\"{0}\" stands where \"{1}\" comes next",
                                   {plain_words(designation(Kind::subsection, lines_[at_].number)),
                                    plain_words(designation(Kind::subsection, expected))}));
      unit.units.push_back(subsection(false));
    } else if (next_is_plain() && !lines_[at_].apart && !is_heading(at_)) {
      append(unit.units.back().text.words, lines_[at_++].words);
    } else {
      break;
    }
  }
  return unit;
}

Unit QuoteReader::chapter_or_annex() {
  Unit unit;
  unit.kind = *lines_[at_].kind;
  unit.number = lines_[at_++].number;
  if (next_is_plain()) unit.text.words = lines_[at_++].words;
  const bool annex = unit.kind == Kind::annex;
  while (more() && !next_is(Kind::chapter) && !next_is(Kind::annex)) {
    if (next_is(Kind::paragraph)) {
      unit.units.push_back(paragraph());
    } else if (annex) {
      Unit inner = subsection(true);
      inner.number = ordinal(Kind::subsection, unit.units.size());
      unit.units.push_back(std::move(inner));
    } else {
      if (!next_is_plain()) wrong(lines_[at_].span, tr("in a chapter a § is expected here"));
      Unit heading;
      heading.kind = Kind::heading;
      heading.text.words = lines_[at_++].words;
      unit.units.push_back(std::move(heading));
    }
  }
  return unit;
}

std::vector<Unit> QuoteReader::read() {
  const Kind kind = announced_.kind;
  const bool text =
      kind == Kind::sentence || kind == Kind::statute || kind == Kind::preamble || kind == Kind::heading;
  if (text) return running_text();
  read_lines();
  std::vector<Unit> units;
  while (more()) {
    const std::optional<Kind> next = lines_[at_].kind;
    const bool stykke = next == Kind::subsection || (!next && kind == Kind::subsection);
    if (next == Kind::paragraph) {
      units.push_back(paragraph());
    } else if (next == Kind::chapter || next == Kind::annex) {
      units.push_back(chapter_or_annex());
    } else if (stykke) {
      if (!next && !units.empty() && !announced_.in_annex) {
        append(units.back().text.words, lines_[at_++].words);
        continue;
      }
      Unit unit = subsection(announced_.in_annex);
      if (announced_.in_annex) {
        const auto& numbers = announced_.numbers;
        unit.number = units.size() < numbers.size() ? numbers[units.size()]
                      : units.empty()               ? "1"
                                                    : number_after(Kind::subsection, units.back().number);
      }
      units.push_back(std::move(unit));
    } else if (next) {
      units.push_back(list_member());
      tail_of(units.back(), false);
    } else if ((kind == Kind::number || kind == Kind::letter) && !units.empty()) {
      append(units.back().text.words, lines_[at_++].words);
    } else {
      Unit heading;
      heading.kind = Kind::heading;
      heading.text.words = lines_[at_++].words;
      units.push_back(std::move(heading));
    }
  }
  if (!check(units)) units.clear();
  return units;
}

// Whether the quotation holds the units that the formula announces. Of a wrong number the formula's is taken.
bool QuoteReader::check(std::vector<Unit>& units) {
  std::vector<std::string> numbers;
  for (const Unit& unit : units) {
    if (unit.kind == Kind::heading &&
        (announced_.kind == Kind::paragraph || announced_.kind == Kind::chapter))
      continue;
    const bool fits =
        unit.kind == announced_.kind ||
        (announced_.kind == Kind::paragraph && (unit.kind == Kind::chapter || unit.kind == Kind::annex)) ||
        (announced_.kind == Kind::chapter && (unit.kind == Kind::paragraph || unit.kind == Kind::annex)) ||
        (announced_.kind == Kind::annex && (unit.kind == Kind::paragraph || unit.kind == Kind::chapter));
    if (!fits) {
      const std::string found = designation(unit.kind, unit.number),
                        first = announced_.numbers.empty() ? "" : announced_.numbers.front();
      const std::string hint = announced_.kind == Kind::subsection && (first.empty() || first == "1")
                                   ? tr("the first stykke has no designation: write the text only")
                                   : begin_with(first.empty() ? "2" : first);
      return wrong(span_,
                   found.empty() ? tr("the quotation is not of what the formula announces")
                                 : tr("\"{0}\" is not what the formula announces", {plain_words(found)}),
                   {hint});
    }
    numbers.push_back(unit.number);
  }
  if (numbers.empty())
    return wrong(span_, tr("nothing is quoted of what the formula announces"),
                 announced_.numbers.empty() ? std::vector<std::string>{}
                                            : std::vector{begin_with(announced_.numbers[0])});
  if (!announced_.exact || numbers == announced_.numbers) return true;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i < announced_.numbers.size() && numbers[i] == announced_.numbers[i]) continue;
    const std::string found = numbers[i] == "1" && announced_.kind == Kind::subsection
                                  ? tr("a text without designation")
                                  : designation(announced_.kind, numbers[i]);
    if (i >= announced_.numbers.size())
      return wrong(span_,
                   tr("the quotation has {0}, which the formula does not announce", {plain_words(found)}));
    wrong(span_,
          tr("the quotation has {0} where the formula announces {1}",
             {plain_words(found), plain_words(to_string(Step{announced_.kind, announced_.numbers[i], ""}))}),
          {announced_.kind == Kind::subsection && announced_.numbers[i] == "1"
               ? tr("the first stykke has no designation: write the text only")
               : begin_with(announced_.numbers[i])});
    break;
  }
  if (numbers.size() == announced_.numbers.size()) {
    std::size_t next = 0;
    for (Unit& unit : units)
      if (unit.kind == announced_.kind) unit.number = announced_.numbers[next++];
    return true;
  }
  return wrong(span_,
               tr("the quotation lacks {0}, which the formula announces",
                  {plain_words(to_string(Step{announced_.kind, announced_.numbers[numbers.size()], ""}))}));
}

}  // namespace

std::vector<Unit> read_quoted(const SourceMap& sources, Span words, std::size_t width,
                              const Announced& announced, Diagnostics& diagnostics) {
  return QuoteReader(sources, words, width, announced, diagnostics).read();
}

}  // namespace kancelli::statute
