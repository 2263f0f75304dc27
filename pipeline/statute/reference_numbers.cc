#include "pipeline/statute/reference_numbers.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kancelli::statute {
namespace {

using Fault = ReferenceFault::Kind;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(next_code_point(text, at));
}

// "§ 7 i" is a paragraph, "§ 7 i vedtægten" is not: after an ordinary space an i is a letter only where the
// reference or the sentence goes on as a formula does.
bool number_letter_i(std::string_view after) {
  const std::size_t space = space_length(after);
  if (space == 0) return true;
  after.remove_prefix(space);
  static constexpr std::array words = {"ændres", "udgår", "indsættes", "affattes", "ophæves",
                                       "og",     "eller", "bliver",    "som"};
  return after.empty() || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return after.starts_with(word) && !letter_at(after, word.size());
         });
}

bool has_letters(Kind kind) {
  return kind == Kind::paragraph || kind == Kind::chapter;
}

// What a range spells out behind its first: "5", "6", "6 a" of "4-6 a". Empty, or without `last` at its end,
// when it is none.
std::vector<std::string> numbers_between(Kind kind, const std::string& first, const std::string& last) {
  constexpr std::size_t most = 500;
  const auto count_up = [&](std::string from) {
    std::vector<std::string> all;
    while (!last.empty() && from != last && all.size() < most) {
      from = number_after(kind, from);
      if (from.empty()) break;
      all.push_back(from);
    }
    return all;
  };
  const std::size_t letter = last.find(' ');
  const std::string whole = last.substr(0, letter);
  std::vector<std::string> all = count_up(first);
  if (!has_letters(kind) || (!all.empty() && all.back() == last) || !number_less(first, last)) return all;
  all.clear();
  for (int next = std::stoi(first) + 1; next <= std::stoi(last) && all.size() < most; ++next)
    all.push_back(std::to_string(next));
  if (letter == std::string::npos) return all;
  const std::vector<std::string> lettered = count_up(whole + " a");
  all.push_back(whole + " a");
  all.insert(all.end(), lettered.begin(), lettered.end());
  return all;
}

// A single letter that stands for itself, with its length; 0 when there is none.
std::size_t lone_letter(std::string_view text, std::size_t most) {
  std::size_t end = 0, count = 0;
  while (count < most && letter_at(text, end)) {
    std::size_t next = end;
    const char32_t c = next_code_point(text, next);
    if (lower(c) != c) return 0;
    end = next;
    ++count;
  }
  return count == 0 || letter_at(text, end) || (end < text.size() && digit(text[end])) ? 0 : end;
}

}  // namespace

std::size_t space_length(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_xml_space(text[i]))
      ++i;
    else if (text.substr(i).starts_with("\u00A0"))
      i += 2;
    else if (text.substr(i).starts_with("\u202F"))
      i += 3;
    else
      break;
  }
  return i;
}

std::string read_number(std::string_view text, bool with_letter, std::size_t& read) {
  std::size_t i = 0;
  while (i < text.size() && i < 6 && digit(text[i])) ++i;
  if (i == 0 || (i < text.size() && digit(text[i]))) return "";
  std::string number(text.substr(0, i));
  read += i;
  if (!with_letter) return number;
  const std::size_t space = space_length(text.substr(i));
  const std::string_view rest = text.substr(i + space);
  const std::size_t length = lone_letter(rest, 1);
  if (length == 0) return number;
  const bool breaks = space == 1 && text[i] == ' ';
  if (breaks && rest.starts_with("i") && !number_letter_i(rest.substr(length))) return number;
  read += space + length;
  return number + " " + std::string(rest.substr(0, length));
}

bool NumberReader::word(std::string_view what) {
  if (rest().size() < what.size()) return false;
  const std::string_view found = rest().substr(0, what.size());
  if (lower(found.substr(0, 1)) != what.substr(0, 1) || found.substr(1) != what.substr(1)) return false;
  if (letter_at(text_, at_ + what.size())) return false;
  at_ += what.size();
  return true;
}

// "1. " of "1. pkt." or of "1. og 2. pkt.": no member of a list of stykker.
bool NumberReader::ended_sentence_number() {
  const std::size_t from = at_;
  std::vector<ReferenceFault>* const kept = std::exchange(faults_, nullptr);
  std::vector<std::string> ignored;
  const bool found = sentence_list(ignored);
  faults_ = kept;
  at_ = from;
  return found;
}

bool NumberReader::member(Kind kind, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  std::string number;
  if (kind == Kind::letter) {
    const std::size_t length = lone_letter(rest(), 2);
    number = std::string(rest().substr(0, length));
    at_ += length;
    if (number == "i" && !numbers.empty() && !number_letter_i(rest())) number.clear();
  } else if (!ended_sentence_number()) {
    number = read_number(rest(), has_letters(kind), at_);
    const std::string_view after = rest();
    const bool goes_on = after.size() > 1 && (after[0] == '.' || after[0] == ',') && digit(after[1]);
    const bool counts = after.substr(space_length(after)).starts_with("steder");  // "og 13 steder i § 6"
    if (goes_on || counts || after.starts_with("/")) number.clear();
  }
  if (number.empty()) {
    at_ = from;
    return false;
  }
  numbers.push_back(number);
  const std::size_t size = numbers.size();
  if (range_to(kind, numbers) && numbers.size() == size + 1 && !has_letters(kind))
    fault(Fault::range_of_two, from);
  return true;
}

// "-4" after "2": what lies between is spelled out. A range that does not rise is none.
bool NumberReader::range_to(Kind kind, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  std::size_t length = 0;
  for (const std::string_view hyphen : {"-", "\u2011", "\u2013"})
    if (rest().starts_with(hyphen)) length = hyphen.size();
  at_ += length;
  std::string last;
  if (length != 0 && kind == Kind::letter) {
    const std::size_t letters = lone_letter(rest(), 2);
    last = std::string(rest().substr(0, letters));
    at_ += letters;
  } else if (length != 0) {
    const std::size_t lone = lone_letter(rest(), 1), space = numbers.back().rfind(' ');
    if (lone != 0 && space != std::string::npos) {  // "7 a-c"
      last = numbers.back().substr(0, space + 1) + std::string(rest().substr(0, lone));
      at_ += lone;
    } else {
      last = read_number(rest(), has_letters(kind), at_);
    }
  }
  const std::vector<std::string> between = numbers_between(kind, numbers.back(), last);
  if (between.empty() || between.back() != last) {
    at_ = from;
    return false;
  }
  numbers.insert(numbers.end(), between.begin(), between.end());
  if (has_letters(kind)) ranged_.insert(ranged_.end(), between.begin(), between.end());
  return true;
}

// "2", "2-4", "2, 4 og 5": commas count only where an "og" ends the list.
bool NumberReader::list(Kind kind, std::vector<std::string>& numbers, bool several) {
  if (!member(kind, numbers)) return false;
  if (!several) return true;
  const std::size_t from = at_, size = numbers.size();
  std::size_t end = from;
  for (;;) {
    const std::size_t here = at_;
    if (accept(",")) {
      space();
      if (member(kind, numbers)) continue;
    }
    at_ = here;
    break;
  }
  if (space() && conjunction() && space() && member(kind, numbers)) end = at_;
  at_ = end;
  if (end == from) numbers.resize(size);
  return true;
}

bool NumberReader::sentence_list(std::vector<std::string>& numbers) {
  const std::size_t from = at_, size = numbers.size();
  if (word("sidste") && space() && (accept("pkt.") || accept("pkt") || word("punktum"))) {
    numbers.emplace_back("sidste");
    return true;
  }
  at_ = from;
  const auto one_number = [&] {
    std::string number = read_number(rest(), false, at_);
    if (number.empty() || !accept(".")) return false;
    numbers.push_back(std::move(number));
    const std::size_t here = at_;
    if (range_to(Kind::sentence, numbers) && !accept(".")) at_ = here;
    return true;
  };
  bool read = one_number();
  while (read) {
    const std::size_t here = at_;
    const bool comma = accept(",");
    if (space() && (comma || (conjunction() && space())) && one_number()) continue;
    at_ = here;
    break;
  }
  if (read && space()) {
    const std::size_t here = at_;
    if (accept("pkt.") || word("punktum")) return true;
    if (word("pkt")) {
      fault(Fault::point, here);
      return true;
    }
    if (faults_ != nullptr && word("led")) {
      fault(Fault::led, from);
      return true;
    }
  }
  at_ = from;
  numbers.resize(size);
  return false;
}

bool NumberReader::paragraphs(std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  if (!accept("§")) return false;
  const bool two = accept("§");
  const std::size_t sign = at_;
  const bool spaced = space();
  if (!list(Kind::paragraph, numbers, two || faults_ != nullptr)) {
    at_ = from;
    return false;
  }
  if (!spaced) {
    const std::size_t end = std::exchange(at_, sign);
    fault(Fault::space, from);
    at_ = end;
  }
  if (two != (numbers.size() > 1)) fault(two ? Fault::two_signs : Fault::one_sign, from);
  return true;
}

bool NumberReader::step(Kind& kind, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  ranged_.clear();
  if (paragraphs(numbers)) {
    kind = Kind::paragraph;
    return true;
  }
  if (sentence_list(numbers)) {
    kind = Kind::sentence;
    return true;
  }
  struct Named {
    std::string_view word;
    Kind kind;
    bool point;
  };
  static constexpr std::array<Named, 6> words = {{{"stk", Kind::subsection, true},
                                                  {"nr", Kind::number, true},
                                                  {"litra", Kind::letter, false},
                                                  {"kapitel", Kind::chapter, false},
                                                  {"kap", Kind::chapter, true},
                                                  {"bilag", Kind::annex, false}}};
  for (const Named& named : words) {
    if (!word(named.word)) continue;
    const bool pointed = !named.point || accept(".");
    const std::size_t end = at_;
    space();
    if (list(named.kind, numbers, true)) {
      kind = named.kind;
      if (!pointed) {
        const std::size_t after = std::exchange(at_, end);
        fault(Fault::point, from);
        at_ = after;
      }
      return true;
    }
    at_ = from;
  }
  return false;
}

std::size_t read_numbers(std::string_view text, Kind& kind, std::vector<std::string>& numbers) {
  NumberReader reader(text, nullptr);
  return reader.step(kind, numbers) ? reader.at() : 0;
}

}  // namespace kancelli::statute
