#include "pipeline/check/text_matches.h"

#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/check/places.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

class Finder {
 public:
  Finder(const RunningText& running, const ProjectIndex& index)
      : running_(running), text_(running.text()), index_(index) {}

  std::vector<TextMatch> find() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = word_end(text_, at);
      if (end == at) {
        ++at;
        continue;
      }
      std::optional<TextMatch> match = phrase(at);
      if (digit(text_[at]))
        for (auto other : {&Finder::date, &Finder::amount})
          if (auto found = (this->*other)(at); found && (!match || found->end > match->end)) match = found;
      if (match && usable(*match)) {
        at = std::max(match->end, end);
        matches_.push_back(*match);
      } else {
        at = end;
      }
    }
    return std::move(matches_);
  }

 private:
  bool usable(const TextMatch& match) const {
    const TextContext& context = running_.context(match.begin);
    return !context.quote && !context.foreign && !context.link && !context.counted;
  }

  std::optional<TextMatch> phrase(std::size_t at) const {
    std::size_t length = 0;
    const Phrase* phrase = index_.lexicon().longest(text_, at, length);
    if (phrase == nullptr) return std::nullopt;
    TextMatch match;
    match.begin = at;
    match.end = at + length;
    switch (phrase->kind) {
      case Phrase::Kind::name:
        match.name = &index_.name(*phrase);
        match.genitive = length > phrase->text.size();
        if (!stands_for_name(match, at + phrase->text.size())) return std::nullopt;
        break;
      case Phrase::Kind::fact:
        match.kind = TextMatch::Kind::fact;
        match.fact = &index_.fact(*phrase);
        match.held = value_in_tag(index_.project.sources, match.fact->span, "value");
        if (number_goes_on(at)) return std::nullopt;
        take_circa(match);
        break;
      case Phrase::Kind::law:
        match.kind = TextMatch::Kind::law;
        match.law = &index_.law(*phrase);
        match.title = phrase->text != match.law->short_name;
        match.genitive = length > phrase->text.size();
        break;
      case Phrase::Kind::period:
        match.kind = TextMatch::Kind::date;
        match.date = index_.period(*phrase).date;
        match.held = index_.period(*phrase).span;
        if (match.date.precision == Date::Precision::month && day_before(at)) return std::nullopt;
        break;
      case Phrase::Kind::event:  // in a lexicon of their own
        return std::nullopt;
    }
    return match;
  }

  std::string_view before(std::size_t at) const { return text_.substr(0, at); }

  // "1. januar 2026" is no month; "... i 2025. Januar 2026" ends a sentence.
  bool day_before(std::size_t at) const {
    if (at < 3 || !before(at).ends_with(". ") || !digit(text_[at - 3])) return false;
    return at < 5 || !digit(text_[at - 4]) || !digit(text_[at - 5]);
  }

  // "2.780 ansatte" and "3,780" do not hold the number 780.
  bool number_goes_on(std::size_t at) const {
    return at >= 2 && (text_[at - 1] == '.' || text_[at - 1] == ',' || text_[at - 1] == '-') &&
           digit(text_[at - 2]);
  }

  void take_circa(TextMatch& match) const {
    if (match.fact != nullptr && match.fact->approximate && before(match.begin).ends_with("ca. "))
      match.begin -= 4;
  }

  // False where the letters are part of something else: a longer name, an address, an identifier, words in
  // capitals.
  bool stands_for_name(const TextMatch& match, std::size_t end) const {
    const std::string_view left = before(match.begin), right = text_.substr(match.end);
    const bool abbreviation = match.name->abbreviation;
    if (ends_with_any(left, {"@", "_", "#", "."}) || right.starts_with("@") || right.starts_with("_"))
      return false;
    if (right.size() >= 2 && (right[0] == '-' || right[0] == '.') &&
        (digit(right[1]) || (right[0] == '.' && word_end(right, 1) > 1)))
      return false;
    if (left.ends_with("-") && (!abbreviation || !within_word(text_, match.begin - 1))) return false;
    if (!abbreviation)
      return !ends_with_any(left, {"- og ", "- eller ", "-, "}) && !opens_sentence_as_word(match);
    return !capitals_around(match.begin, end);
  }

  // "Alternativet er ..." at the beginning of a sentence may mean the alternative: of one-word parties only
  // what stands within a sentence is sure.
  bool opens_sentence_as_word(const TextMatch& match) const {
    if (match.name->text.find(' ') != std::string::npos) return false;
    const bool party = std::all_of(match.name->bearers.begin(), match.name->bearers.end(),
                                   [](const auto& b) { return b.body->kind == "party"; });
    return party && (match.begin == 0 ||
                     ends_with_any(before(match.begin), {"\n", ". ", "! ", "? ", ": ", "»", "“", "”", "\""}));
  }

  // A heading in capitals: every word looks like an abbreviation.
  bool capitals_around(std::size_t begin, std::size_t end) const {
    const auto shouted = [&](std::string_view word) {
      if (code_point_count(word) < 2 || index_.is_abbreviation(std::string(word))) return false;
      for (std::size_t i = 0; i < word.size();) {
        const char32_t c = next_code_point(word, i);
        if (!is_letter(c) || lower(c) == c) return false;
      }
      return true;
    };
    if (text_.substr(end).starts_with(" ") &&
        shouted(text_.substr(end + 1, word_end(text_, end + 1) - end - 1)))
      return true;
    if (begin == 0 || text_[begin - 1] != ' ') return false;
    std::size_t start = begin - 1;
    while (start > 0 && within_word(text_, start)) --start;
    return shouted(text_.substr(start, begin - 1 - start));
  }

  std::optional<TextMatch> date(std::size_t at) const {
    std::size_t length = 0;
    const auto found = read_date(text_.substr(at, 40), length);
    if (!found || number_goes_on(at) || (at > 0 && text_[at - 1] == '-')) return std::nullopt;
    if (word_end(text_, at + length) != at + length) return std::nullopt;
    const TypedPeriod* held = index_.day(*found);
    if (held == nullptr) return std::nullopt;
    TextMatch match;
    match.kind = TextMatch::Kind::date;
    match.begin = at;
    match.end = at + length;
    match.date = *found;
    match.held = held->span;
    if (text_.substr(at, length).find(' ') == std::string_view::npos) match.form = "short";
    const std::string weekday = without_typography(format_date(*found, "weekday"));
    const std::size_t more = weekday.size() - std::min(weekday.size(), length);
    if (match.form == "long" && at >= more && text_.substr(at - more, weekday.size()) == weekday) {
      match.form = "weekday";
      match.begin -= more;
    }
    return match;
  }

  std::optional<TextMatch> amount(std::size_t at) const {
    const WrittenAmount written = read_amount(text_.substr(at, 60));
    if (written.length == 0 || number_goes_on(at) || ends_with_any(before(at), {"-", "−"}))
      return std::nullopt;
    const TypedAmount* held = index_.amount(written.kr);
    if (held == nullptr) return std::nullopt;
    TextMatch match;
    match.kind = TextMatch::Kind::amount;
    match.begin = at;
    match.end = at + written.length;
    match.kr = written.kr;
    match.in = written.in;
    match.fact = held->fact;
    match.held = held->span;
    take_circa(match);
    return match;
  }

  const RunningText& running_;
  std::string_view text_;
  const ProjectIndex& index_;
  std::vector<TextMatch> matches_;
};

}  // namespace

WrittenAmount read_amount(std::string_view text) {
  struct Unit {
    std::string_view text, in;
    int zeros;
  };
  static constexpr std::array<Unit, 13> units = {{{"mio. kr.", "mio", 6},
                                                  {"mio. kroner", "mio", 6},
                                                  {"mio.kr.", "mio", 6},
                                                  {"millioner kr.", "mio", 6},
                                                  {"millioner kroner", "mio", 6},
                                                  {"million kroner", "mio", 6},
                                                  {"mia. kr.", "mia", 9},
                                                  {"mia. kroner", "mia", 9},
                                                  {"mia.kr.", "mia", 9},
                                                  {"milliarder kroner", "mia", 9},
                                                  {"t.kr.", "t", 3},
                                                  {"kr.", "kr", 0},
                                                  {"kroner", "kr", 0}}};
  std::size_t at = 0;
  std::string plain;
  while (at < text.size() && digit(text[at])) plain += text[at++];
  const auto group = [&] {
    const auto is_digit_at = [&](std::size_t i) { return i < text.size() && digit(text[i]); };
    return at < text.size() && text[at] == '.' && is_digit_at(at + 1) && is_digit_at(at + 2) &&
           is_digit_at(at + 3) && !is_digit_at(at + 4);
  };
  if (plain.size() <= 3)
    for (; group(); at += 4) plain += text.substr(at + 1, 3);
  if (at + 1 < text.size() && text[at] == ',' && digit(text[at + 1])) {
    plain += '.';
    for (++at; at < text.size() && digit(text[at]); ++at) plain += text[at];
  }
  const auto number = Decimal::parse(plain);
  if (!number) return {};
  if (at < text.size() && text[at] == ' ') ++at;
  for (const Unit& unit : units) {
    if (!text.substr(at).starts_with(unit.text) ||
        (unit.text.back() != '.' && word_end(text, at + unit.text.size()) != at + unit.text.size()))
      continue;
    if (plain.size() + static_cast<std::size_t>(unit.zeros) > 17)
      return {};  // more than the city will ever have
    // "4,1 mio." is 41 with one decimal, moved six places: exact, whatever the decimals.
    const int decimals = number->decimals - unit.zeros;
    const Decimal kr =
        decimals >= 0 ? Decimal{number->units, decimals} : Decimal{number->units, 0}.rounded(-decimals);
    return {at + unit.text.size(), Decimal{kr.units, std::max(decimals, 0)}, unit.in};
  }
  return {};
}

std::vector<TextMatch> find_matches(const RunningText& text, const ProjectIndex& index) {
  return Finder(text, index).find();
}

}  // namespace kancelli
