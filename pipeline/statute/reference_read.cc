#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

using Fault = ReferenceFault::Kind;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(next_code_point(text, at));
}

// "§ 7 i" is a paragraph, "§ 7 i vedtægten" is not: after an ordinary space an i is a letter only where the reference
// or the sentence goes on as a formula does.
bool number_letter_i(std::string_view after) {
  const std::size_t space = space_length(after);
  if (space == 0) return true;
  after.remove_prefix(space);
  static constexpr std::array words = {"ændres", "udgår", "indsættes", "affattes", "ophæves", "og", "eller", "bliver", "som"};
  return after.empty() || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return after.starts_with(word) && !letter_at(after, word.size());
         });
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

namespace {

// Reads from the beginning of a text; a function that finds nothing leaves the place as it was.
class Reader {
 public:
  Reader(std::string_view text, const Reference& before, std::vector<Reference>& references,
         std::vector<ReferenceFault>* faults)
      : text_(text), before_(before), references_(references), faults_(faults) {}

  std::size_t read() {
    if (!one()) return 0;
    while (further()) {}
    return at_;
  }
  std::size_t numbers(Kind& kind, std::vector<std::string>& numbers) {
    return step(kind, numbers) ? at_ : 0;
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }
  bool space() {
    const std::size_t length = space_length(rest());
    at_ += length;
    return length != 0;
  }
  bool accept(std::string_view what) {
    if (!rest().starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  // The word itself, or with a capital; not the beginning of a longer one.
  bool word(std::string_view what) {
    if (rest().size() < what.size()) return false;
    const std::string_view found = rest().substr(0, what.size());
    if (lower(found.substr(0, 1)) != what.substr(0, 1) || found.substr(1) != what.substr(1)) return false;
    if (letter_at(text_, at_ + what.size())) return false;
    at_ += what.size();
    return true;
  }
  void fault(Fault kind, std::size_t begin) {
    if (faults_ != nullptr) faults_->push_back({kind, begin, at_});
  }

  bool one();
  bool further();
  bool step(Kind& kind, std::vector<std::string>& numbers);
  bool paragraphs(std::vector<std::string>& numbers);
  bool sentence_list(std::vector<std::string>& numbers);
  bool list(Kind kind, std::vector<std::string>& numbers, bool several);
  bool member(Kind kind, std::vector<std::string>& numbers);
  bool ended_sentence_number();
  bool range_to(Kind kind, std::vector<std::string>& numbers);
  bool heading(Reference& reference, std::vector<std::string>& numbers);
  bool named(Reference& reference);
  bool conjunction() { return word("og") || word("eller") || word("samt"); }
  bool becomes(Kind kind, const std::vector<std::string>& numbers, std::vector<std::string>& becomes);
  bool comma_before_step();
  void distribute(std::size_t list, std::size_t end, const Reference& last, std::size_t begin);
  void finish(const Reference& prefix, Kind kind, const std::vector<std::string>& numbers,
              const std::vector<std::string>& becomes);

  std::string_view text_;
  Reference before_;
  std::vector<Reference>& references_;
  std::vector<ReferenceFault>* faults_;
  std::size_t at_ = 0, list_begin_ = 0;  // where the last list begins among the references
  bool inherited_ = false;               // the last reference began below the one before it
};

// "1. " of "1. pkt." or of "1. og 2. pkt.": no member of a list of stykker.
bool Reader::ended_sentence_number() {
  const std::size_t from = at_;
  std::vector<ReferenceFault>* const kept = std::exchange(faults_, nullptr);
  std::vector<std::string> ignored;
  const bool found = sentence_list(ignored);
  faults_ = kept;
  at_ = from;
  return found;
}

bool Reader::member(Kind kind, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  std::string number;
  if (kind == Kind::letter) {
    const std::size_t length = lone_letter(rest(), 2);
    number = std::string(rest().substr(0, length));
    at_ += length;
    if (number == "i" && !numbers.empty() && !number_letter_i(rest())) number.clear();
  } else if (!ended_sentence_number()) {
    number = read_number(rest(), kind == Kind::paragraph || kind == Kind::chapter, at_);
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
  range_to(kind, numbers);
  return true;
}

// "-4" after "2": what lies between is spelled out. A range that does not rise is none.
bool Reader::range_to(Kind kind, std::vector<std::string>& numbers) {
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
      last = read_number(rest(), kind == Kind::paragraph || kind == Kind::chapter, at_);
    }
  }
  std::vector<std::string> between;
  for (std::string next = numbers.back(); !last.empty() && next != last && between.size() < 500;) {
    next = number_after(kind, next);
    if (next.empty()) break;
    between.push_back(next);
  }
  if (between.empty() || between.back() != last) {
    at_ = from;
    return false;
  }
  numbers.insert(numbers.end(), between.begin(), between.end());
  return true;
}

// "2", "2-4", "2, 4 og 5": commas count only where an "og" ends the list.
bool Reader::list(Kind kind, std::vector<std::string>& numbers, bool several) {
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

bool Reader::sentence_list(std::vector<std::string>& numbers) {
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

bool Reader::paragraphs(std::vector<std::string>& numbers) {
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

bool Reader::step(Kind& kind, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
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

// ", der bliver stk. 3 og 4"
bool Reader::becomes(Kind kind, const std::vector<std::string>& numbers, std::vector<std::string>& becomes) {
  const std::size_t from = at_;
  Kind of = kind;
  if (accept(",") && space() && word("der") && space() && word("bliver") && space() && step(of, becomes) &&
      of == kind && becomes.size() == numbers.size())
    return true;
  if (!becomes.empty() && of == kind && faults_ != nullptr) {
    fault(Fault::becomes, from);
    becomes.clear();
    return true;
  }
  becomes.clear();
  at_ = from;
  return false;
}

bool Reader::comma_before_step() {
  const std::size_t from = at_;
  if (accept(",")) {
    space();
    return true;
  }
  if (!space()) return false;
  const std::size_t here = at_;
  Kind kind = Kind::paragraph;
  std::vector<std::string> numbers;
  std::vector<ReferenceFault>* const kept = std::exchange(faults_, nullptr);
  const bool follows = step(kind, numbers) && kind != Kind::paragraph && depth(kind) > 0;
  faults_ = kept;
  at_ = here;
  if (follows)
    fault(Fault::comma, from);
  else
    at_ = from;
  return follows;
}

void Reader::finish(const Reference& prefix, Kind kind, const std::vector<std::string>& numbers,
                    const std::vector<std::string>& becomes) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    Reference reference = prefix;
    reference.steps.push_back({kind, numbers[i], becomes.empty() ? "" : becomes[i]});
    references_.push_back(std::move(reference));
  }
}

bool Reader::heading(Reference& reference, std::vector<std::string>& numbers) {
  const std::size_t from = at_;
  Kind kind = Kind::paragraph;
  if ((word("overskriften") || word("overskrifterne")) && space() && (word("før") || word("til")) && space() &&
      step(kind, numbers) && depth(kind) <= 1) {
    for (const std::string& number : numbers)
      references_.push_back({{{kind, number, ""}, {Kind::heading, "", ""}}});
    reference = references_.back();
    return true;
  }
  numbers.clear();
  at_ = from;
  return false;
}

bool Reader::named(Reference& reference) {
  const std::size_t from = at_;
  if ((word("vedtægtens") || word("lovens")) && space() && word("titel")) {
    reference.steps = {{Kind::statute, "", ""}};
  } else {
    at_ = from;
    if (!word("indledningen")) return false;
    reference.steps = {{Kind::preamble, "", ""}};
  }
  references_.push_back(reference);
  return true;
}

// One reference, or those that a list at its end names.
bool Reader::one() {
  Reference reference;
  std::vector<std::string> numbers;
  inherited_ = false;
  if (heading(reference, numbers) || named(reference)) {
    before_ = reference;
    list_begin_ = references_.size() - 1;
    return true;
  }
  Kind kind = Kind::paragraph;
  if (!step(kind, numbers)) return false;
  if (before_.steps.empty() || before_.steps.back().kind != Kind::heading)
    for (const Step& outer : before_.steps)
      if (depth(outer.kind) < depth(kind) && depth(kind) > 1) reference.steps.push_back(outer);
  inherited_ = !reference.steps.empty();
  for (;;) {
    std::vector<std::string> new_numbers;
    becomes(kind, numbers, new_numbers);
    const std::size_t from = at_;
    Kind deeper = kind;
    std::vector<std::string> inner;
    if (numbers.size() == 1 && comma_before_step() && step(deeper, inner) && depth(deeper) > depth(kind)) {
      reference.steps.push_back({kind, numbers.front(), new_numbers.empty() ? "" : new_numbers.front()});
      kind = deeper;
      numbers = std::move(inner);
      continue;
    }
    at_ = from;
    list_begin_ = references_.size();
    finish(reference, kind, numbers, new_numbers);
    before_ = references_.back();
    return true;
  }
}

// "§ 5, stk. 2 og 3, 1. pkt.": what follows a list without "og" is part of each member.
void Reader::distribute(std::size_t list, std::size_t end, const Reference& last, std::size_t begin) {
  const std::vector<Step> steps = references_[end].steps;
  const auto depth_of_last = static_cast<std::ptrdiff_t>(last.steps.size());
  if (steps.size() <= last.steps.size() || !std::equal(last.steps.begin(), last.steps.end(), steps.begin())) return;
  references_.erase(references_.begin() + static_cast<std::ptrdiff_t>(end) - 1);
  for (std::size_t i = list; i + 1 < end; ++i)
    references_[i].steps.insert(references_[i].steps.end(), steps.begin() + depth_of_last, steps.end());
  fault(Fault::list_not_last, begin);
}

// ", § 16, stk. 2", ", og § 18", " og stk. 3": what comes after it belongs to the list too.
bool Reader::further() {
  const std::size_t from = at_;
  const bool comma = accept(",");
  if (space()) {
    const std::size_t here = at_;
    bool joined = conjunction() && space();
    if (!joined) at_ = here;
    const std::size_t begin = at_, list = list_begin_, size = references_.size();
    const Reference last = references_.back();
    if ((comma || joined) && one()) {
      if (!joined && size - list > 1 && inherited_) distribute(list, size, last, begin);
      return true;
    }
  }
  at_ = from;
  return false;
}

}  // namespace

std::size_t read_references(std::string_view text, const Reference& before, std::vector<Reference>& references,
                            std::vector<ReferenceFault>* faults) {
  std::vector<Reference> read;
  const std::size_t length = Reader(text, before, read, faults).read();
  references.insert(references.end(), read.begin(), read.end());
  return length;
}

std::size_t read_numbers(std::string_view text, Kind& kind, std::vector<std::string>& numbers) {
  std::vector<Reference> ignored;
  return Reader(text, {}, ignored, nullptr).numbers(kind, numbers);
}

}  // namespace kancelli::statute
