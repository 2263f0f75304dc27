#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/commencement_text.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/formulas_quote.h"
#include "pipeline/statute/formulas_sentence.h"

namespace kancelli::statute {
namespace {

constexpr std::size_t widest_broken = 120;  // a file with longer lines has not been broken to fit

struct FileLine {
  std::size_t begin = 0, end = 0;
  bool quoted = false;     // it begins within a quotation
  bool restarts = false;   // it would, but the quotation is never closed
  std::size_t number = 0;  // "3. I § 5 ..." begins item 3; 0: no item begins
  std::size_t text = 0;    // where the item's words begin
  std::string section;     // "§ 2" begins here: "2"; text: what follows it
};

// A formula's first words, also of one that is not well-formed.
bool formula_begins(std::string_view text) {
  std::size_t digits = 0;  // "14 steder i"
  read_number(text, false, digits);
  if (digits != 0 && text.substr(digits + space_length(text.substr(digits))).starts_with("steder i"))
    return true;
  static constexpr std::array words = {"I ",         "Overalt ",    "Efter ",  "Før ",         "§",
                                       "Overskrift", "Vedtægtens ", "Lovens ", "Indledningen", "Kapitel ",
                                       "Bilag ",     "I\u00A0"};
  if (const std::size_t places = text.find(" steder i"); places < 9) return true;
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.starts_with(word); });
}

bool has_verb(std::string_view text) {
  static constexpr std::array verbs = {" ændres ", " udgår ", " indsættes", " affattes ", " ophæves"};
  return std::any_of(verbs.begin(), verbs.end(),
                     [&](auto verb) { return text.find(verb) != std::string_view::npos; });
}

// "3. " at the beginning of a line, where no "3. pkt." and no date stands.
std::size_t item_number(std::string_view line, std::size_t& text) {
  std::size_t at = 0, number = 0;
  while (at < line.size() && at < 5 && line[at] >= '0' && line[at] <= '9')
    number = number * 10 + static_cast<std::size_t>(line[at++] - '0');
  if (at == 0 || !line.substr(at).starts_with(".")) return 0;
  ++at;
  const std::size_t space = space_length(line.substr(at));
  Kind kind = Kind::paragraph;
  std::vector<std::string> numbers;
  if (space == 0 || read_numbers(line, kind, numbers) != 0) return 0;
  text = at + space;
  std::size_t next = text;
  const char32_t c = text < line.size() ? next_code_point(line, next) : U'\0';
  const bool small = is_letter(c) && lower(c) == c;
  const bool other = small || is_digit(c);  // "3. maj", "1. 2026"
  return c == U'\0' || (other && !formula_begins(line.substr(text))) ? 0 : number;
}

// "§ 2" alone, or "§ 2. Ændringerne træder ...".
std::string section_number(std::string_view line, std::size_t& text) {
  if (!line.starts_with("§")) return "";
  std::size_t at = 2;
  at += space_length(line.substr(at));
  const std::string number = read_number(line.substr(at), false, at);
  const bool point = line.substr(at).starts_with(".");
  if (point) ++at;
  text = at;
  return !trim(line.substr(at)).empty() && !point ? "" : number;
}

class Parser {
 public:
  Parser(const SourceMap& sources, SourceId source, Diagnostics& diagnostics)
      : sources_(sources), source_(source), text_(sources.text(source)), diagnostics_(diagnostics) {}

  Amendment parse();

 private:
  void read_lines();
  void measure();
  std::size_t end_of(std::size_t line) const {
    return line < lines_.size() ? lines_[line].begin : text_.size();
  }
  // The first line that begins behind this place.
  std::size_t line_after(std::size_t offset) const {
    const auto found = std::upper_bound(lines_.begin(), lines_.end(), offset,
                                        [](std::size_t at, const FileLine& line) { return at < line.begin; });
    return static_cast<std::size_t>(found - lines_.begin());
  }
  bool empty(std::size_t line) const {
    return trim(text_.substr(lines_[line].begin, lines_[line].end - lines_[line].begin)).empty();
  }
  std::string words(std::size_t begin, std::size_t end) const {
    return plain_words(text_.substr(begin, end - begin));
  }
  std::size_t introduction(std::size_t first, std::size_t last);
  void items(std::size_t first, std::size_t last);
  void item(std::size_t begin, std::size_t end, bool numbered);
  void failed(Cursor& cursor, std::size_t start, bool numbered);
  bool commencement_sentence(std::size_t begin, std::size_t end) const;
  void commencements(std::size_t begin, std::size_t end);
  Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  const SourceMap& sources_;
  SourceId source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<FileLine> lines_;
  std::size_t width_ = 0;
  Amendment amendment_;
};

void Parser::measure() {
  std::size_t widest = 0;
  for (const FileLine& line : lines_)
    widest = std::max(widest, code_point_count(text_.substr(line.begin, line.end - line.begin)));
  width_ = widest > widest_broken ? 0 : widest;
}

// The lines, with the items and sections that begin on them. A quotation that is never closed ends where the
// next item begins, so that one mistake does not swallow the rest.
void Parser::read_lines() {
  std::vector<int>
      depths;  // of quotation marks at the beginning of each line, counted from the file's beginning
  int depth = 0;
  for (std::size_t begin = 0; begin <= text_.size();) {
    FileLine line;
    line.begin = begin;
    line.end = std::min(text_.find('\n', begin), text_.size());
    depths.push_back(depth);
    for (std::size_t at = begin; at < line.end; ++at) {
      if (text_.substr(at, 2) == "»") ++depth;
      if (text_.substr(at, 2) == "«") --depth;
    }
    begin = line.end + 1;
    lines_.push_back(std::move(line));
  }
  std::vector<int> least(depths.size() + 1, depth);  // from each line to the end
  for (std::size_t i = depths.size(); i > 0; --i) least[i - 1] = std::min(least[i], depths[i - 1]);
  int base = 0;
  std::size_t last_number = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    FileLine& line = lines_[i];
    base = std::min(base, depths[i]);
    const std::size_t space = space_length(text_.substr(line.begin, line.end - line.begin));
    const std::string_view whole = text_.substr(line.begin + space, line.end - line.begin - space);
    std::size_t text = 0;
    const std::size_t number = item_number(whole, text);
    line.quoted = depths[i] > base;
    const bool amends =
        number != 0 ? formula_begins(whole.substr(text)) : formula_begins(whole) && has_verb(whole);
    if (line.quoted && least[i] > base && amends) {
      base = depths[i];
      line.quoted = false;
      line.restarts = true;
    }
    if (line.quoted) continue;
    if (number != 0 && (number == last_number + 1 || formula_begins(whole.substr(text)))) {
      line.number = last_number = number;
      line.text = line.begin + space + text;
    } else if (std::string section = section_number(whole, text); !section.empty()) {
      line.section = std::move(section);
      line.text = line.begin + space + text;
      last_number = 0;
    }
  }
}

// Whether the text tells when something comes into force, and amends nothing.
bool Parser::commencement_sentence(std::size_t begin, std::size_t end) const {
  const std::string all = words(begin, end);
  return all.find("»") == std::string::npos &&
         (all.find(" i kraft") != std::string::npos || all.find("ikrafttræden") != std::string::npos);
}

// A stykke each: "Stk. 2." begins the next.
void Parser::commencements(std::size_t begin, std::size_t end) {
  std::size_t from = begin;
  const auto stykke = [&](std::size_t stop) {
    from += space_length(text_.substr(from, stop - from));
    Cursor cursor{text_, source_, from, stop};
    Kind kind = Kind::paragraph;
    std::vector<std::string> numbers;
    const std::size_t length = read_numbers(cursor.rest(), kind, numbers);
    if (kind == Kind::subsection && length != 0 && cursor.rest().substr(length).starts_with("."))
      from += length + 1;
    from += space_length(text_.substr(from, stop - from));
    const std::string all = words(from, stop);
    if (all.empty()) return;
    const std::size_t size = amendment_.commencements.size();
    const Span whole = span(from, from + trim(text_.substr(from, stop - from)).size());
    if (!read_commencements(all, amendment_.commencements).empty())
      diagnostics_.error(
          "formula-unknown", whole, tr("this does not tell when the amendment comes into force"),
          {tr("write: {0}", {"Ændringerne træder i kraft den 1. januar 2026."}),
           tr("or: {0}", {"Borgerrepræsentationen fastsætter tidspunktet for ikrafttræden af § 1, nr. 7, "
                          "dog senest den 1. august 2026."})});
    for (std::size_t i = size; i < amendment_.commencements.size(); ++i)
      amendment_.commencements[i].span = whole;
  };
  bool blank = false;
  for (std::size_t i = line_after(begin); i < lines_.size() && lines_[i].begin < end; ++i) {
    const FileLine& line = lines_[i];
    const std::string_view whole = trim(text_.substr(line.begin, line.end - line.begin));
    if (blank || whole.starts_with("Stk.")) {
      stykke(line.begin);
      from = line.begin;
    }
    blank = whole.empty();
  }
  stykke(end);
}

// After what is no formula: on with the next item, or the next line that begins as a formula does.
void Parser::failed(Cursor& cursor, std::size_t start, bool numbered) {
  if (numbered) {
    cursor.at = cursor.end;
    return;
  }
  bool blank = false;
  for (std::size_t i = line_after(start); i < lines_.size() && lines_[i].begin < cursor.end; ++i) {
    const FileLine& line = lines_[i];
    const std::string_view whole = trim(text_.substr(line.begin, line.end - line.begin));
    const bool begins = !line.quoted && !whole.empty() && (blank || formula_begins(whole));
    if (begins) {
      cursor.at = line.begin;
      return;
    }
    blank = whole.empty();
  }
  cursor.at = cursor.end;
}

// The sentences of an item, or of a list whose items have no numbers.
void Parser::item(std::size_t begin, std::size_t end, bool numbered) {
  SentenceReader reader(sources_, width_, diagnostics_);
  Cursor cursor{text_, source_, begin, end};
  Item all;
  bool whole = true;
  const std::size_t first = amendment_.items.size();
  while (cursor.space(), !cursor.done()) {
    const std::size_t start = cursor.at;
    std::vector<Shift> shifts;
    if (SentenceReader::shift_begins(cursor)) {
      Item* const of = numbered ? &all : amendment_.items.size() > first ? &amendment_.items.back() : nullptr;
      if (!reader.read_shift(cursor, shifts)) failed(cursor, start, numbered);
      if (of == nullptr || (numbered && all.operations.empty()))
        diagnostics_.error("formula-shift", span(start, std::max(cursor.at, start)),
                           tr("the shift clause follows upon no item"));
      else
        of->shifts.insert(of->shifts.end(), shifts.begin(), shifts.end());
      if (of != nullptr) of->span.end = static_cast<std::uint32_t>(cursor.at);
      continue;
    }
    std::vector<Operation> operations;
    if (!reader.read(cursor, operations, shifts)) {
      whole = false;
      failed(cursor, start, numbered);
      continue;
    }
    if (numbered) {
      all.operations.insert(all.operations.end(), operations.begin(), operations.end());
      all.shifts.insert(all.shifts.end(), shifts.begin(), shifts.end());
    } else {
      amendment_.items.push_back({std::move(operations), std::move(shifts), span(start, cursor.at)});
    }
  }
  if (!numbered || !whole || all.operations.empty()) return;
  all.span = span(begin, begin + trim(text_.substr(begin, end - begin)).size());
  amendment_.items.push_back(std::move(all));
}

void Parser::items(std::size_t first, std::size_t last) {
  std::size_t begin = first < lines_.size() ? lines_[first].begin : text_.size();
  if (first < last && !lines_[first].section.empty()) begin = lines_[first].text;
  bool numbered = false;
  std::size_t expected = 1;
  const auto one = [&](std::size_t end) {
    if (words(begin, end).empty()) {
      if (numbered) diagnostics_.error("formula-unknown", span(begin, begin), tr("this item says nothing"));
      return;
    }
    if (commencement_sentence(begin, end))
      commencements(begin, end);
    else
      item(begin, end, numbered);
  };
  for (std::size_t i = first; i < last; ++i) {
    const FileLine& line = lines_[i];
    if (line.number == 0 && line.restarts && !numbered) {
      one(line.begin);
      begin = line.begin;
    }
    if (line.number == 0) {
      const bool commences =
          !numbered && !line.quoted && !empty(i) && commencement_sentence(line.begin, line.end);
      if (!commences) continue;
      one(line.begin);
      begin = line.begin;
      one(line.end);
      begin = line.end;
      continue;
    }
    one(line.begin);
    begin = line.text;
    numbered = true;
    if (line.number != expected)
      diagnostics_.warning("formula-unknown", span(line.text, line.text + 1),
                           tr("item {0} stands where item {1} comes next",
                              {std::to_string(line.number), std::to_string(expected)}));
    expected = line.number + 1;
  }
  one(end_of(last));
}

// "I styrelsesvedtægt for ... foretages følgende ændringer:", where the text has it: which line comes after
// it.
std::size_t Parser::introduction(std::size_t first, std::size_t last) {
  const std::size_t begin = first < lines_.size() && !lines_[first].section.empty() ? lines_[first].text
                            : first < lines_.size()                                 ? lines_[first].begin
                                                                                    : text_.size();
  std::size_t stop = first;
  for (std::size_t i = first; i < last && lines_[i].number == 0; ++i) {
    const std::string all = words(std::max(begin, lines_[i].begin), lines_[i].end);
    if (all.ends_with("ændringer:") || all.ends_with("ændring:")) stop = i + 1;
    if (stop > first || all.find("»") != std::string::npos) break;
  }
  if (stop > first) amendment_.introduction = words(begin, lines_[stop - 1].end);
  return stop;
}

Amendment Parser::parse() {
  if (text_.size() >= 0xFFFFFFFF) return {};
  read_lines();
  measure();
  std::vector<std::size_t> sections;
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (!lines_[i].section.empty()) sections.push_back(i);
  const std::size_t head = sections.empty() ? 0 : sections.front();
  const bool items_before = std::any_of(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(head),
                                        [](const FileLine& line) { return line.number != 0; });
  if (items_before || sections.empty()) {
    const std::size_t last = sections.empty() ? lines_.size() : head;
    items(introduction(0, last), last);
  } else {
    amendment_.title = words(0, lines_[head].begin);
  }
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::size_t first = sections[i], last = i + 1 < sections.size() ? sections[i + 1] : lines_.size();
    const std::size_t after = introduction(first, last);
    const bool numbered = std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(first),
                                      lines_.begin() + static_cast<std::ptrdiff_t>(last),
                                      [](const FileLine& line) { return line.number != 0; });
    if (after == first && !numbered && commencement_sentence(lines_[first].text, end_of(last)))
      commencements(lines_[first].text, end_of(last));
    else
      items(after, last);
  }
  return std::move(amendment_);
}

}  // namespace

Amendment parse(const SourceMap& sources, SourceId source, Diagnostics& diagnostics) {
  return Parser(sources, source, diagnostics).parse();
}

}  // namespace kancelli::statute
