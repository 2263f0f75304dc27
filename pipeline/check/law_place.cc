// Reads a place in a law as people write it, and tells how far that is from the prescribed form.
#include <array>
#include <optional>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/text_references.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view sign = "§";

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool small(char c) {
  return c >= 'a' && c <= 'z';
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) { place_.begin = at; }

  LawPlace read() {
    const bool many = signs();
    const std::size_t members = paragraphs();
    if (members == 0) {
      place_.end = at_;
      place_.faults.clear();
      return std::move(place_);
    }
    const std::size_t subdivisions = this->subdivisions();
    place_.end = at_;
    number_of_signs(many, members, subdivisions);
    compound();
    closing_comma(subdivisions);
    place_.form = prescribed();
    return std::move(place_);
  }

 private:
  char char_at(std::size_t i) const { return i < text_.size() ? text_[i] : '\n'; }
  bool stands(std::string_view what, std::size_t i) const {
    return text_.substr(std::min(i, text_.size())).starts_with(what);
  }
  bool word_ends(std::size_t i) const { return word_end(text_, i) == i; }

  void fault(FormFault::Kind kind, std::size_t begin, std::size_t end, std::string text,
             bool certain = true) {
    place_.faults.push_back({kind, begin, end, std::move(text), certain});
  }

  // One space from `at_` on, which is moved past it; a fault where none stands.
  void one_space() {
    if (char_at(at_) == ' ')
      ++at_;
    else
      fault(FormFault::Kind::space, at_, at_, " ");
  }

  bool signs() {
    at_ += sign.size();
    const bool many = stands(sign, at_);
    if (many) at_ += sign.size();
    if (char_at(at_) == ' ' ? digit(char_at(at_ + 1)) : digit(char_at(at_))) one_space();
    return many;
  }

  // "7", "7 a", "7a"
  bool paragraph() {
    if (!digit(char_at(at_))) return false;
    while (digit(char_at(at_))) ++at_;
    // "§ 7 i loven": an i is the preposition. "§ 7 a", but not "§ 7 af".
    const bool glued = small(char_at(at_)) && word_ends(at_ + 1);
    const bool apart =
        char_at(at_) == ' ' && small(char_at(at_ + 1)) && char_at(at_ + 1) != 'i' && word_ends(at_ + 2);
    if (glued) fault(FormFault::Kind::space, at_, at_, " ");
    if (glued || apart) at_ += glued ? 1 : 2;
    return true;
  }

  // Behind a number at `i`: what joins it to the next one, "", "-", " og ", ", "; `next` is where that
  // begins.
  std::string_view joint(std::size_t i, std::size_t& next) const {
    for (const std::string_view each : {"-", "–", " og ", " eller ", ", "})
      if (stands(each, i) && digit(char_at(i + each.size()))) {
        next = i + each.size();
        return each;
      }
    return {};
  }

  // True for an ordinal: "1. pkt." is no number of the list before it.
  bool ordinal(std::size_t i) const {
    while (digit(char_at(i))) ++i;
    return char_at(i) == '.' && (stands("pkt", i + 1) || stands(" pkt", i + 1) || stands(" led", i + 1));
  }

  // True where a list may end: what follows a number that "og" joins is certainly no word it counts.
  bool list_ends(std::size_t i) const {
    while (digit(char_at(i))) ++i;
    if (char_at(i) == '.' && char_at(i + 1) == ' ' && small(char_at(i + 2))) return false;  // "og 1. januar"
    return std::string_view(".,;:)\n").find(char_at(i)) != std::string_view::npos || stands(" i lov", i);
  }

  // Reads the paragraphs; gives how many are named, a range as its two ends.
  std::size_t paragraphs() {
    if (!paragraph()) return 0;
    std::size_t members = 1, next = 0;
    for (std::string_view how = joint(at_, next); !how.empty() && !ordinal(next); how = joint(at_, next)) {
      const bool many = stands(sign, place_.begin + sign.size());
      if (!many && how != "-" && how != "–" && (how == ", " || !list_ends(next))) break;
      if (!many && (how == "-" || how == "–") && compound_follows(next)) break;
      joined_ = true;
      const std::size_t joint_begin = at_, number = next;
      at_ = next;
      paragraph();
      pair(how, joint_begin, number);
      members += 1;
    }
    return members;
  }

  bool compound_follows(std::size_t i) const {
    while (digit(char_at(i))) ++i;
    return char_at(i) == '-';
  }

  std::int64_t number_before(std::size_t end) const {
    std::size_t begin = end;
    while (begin > place_.begin && digit(text_[begin - 1])) --begin;
    return number_at(begin);
  }
  std::int64_t number_at(std::size_t i) const {
    std::int64_t number = 0;
    for (; digit(char_at(i)) && number < 100000; ++i) number = number * 10 + (text_[i] - '0');
    return number;
  }

  // "4-5": two that follow each other are joined by "og".
  void pair(std::string_view how, std::size_t joint_begin, std::size_t number) {
    if ((how == "-" || how == "–") && number_before(joint_begin) + 1 == number_at(number) &&
        !compound_follows(number))
      fault(FormFault::Kind::pair, joint_begin, number, " og ");
  }

  void numbers() {
    while (digit(char_at(at_))) ++at_;
    std::size_t next = 0;
    for (std::string_view how = joint(at_, next); !how.empty() && !ordinal(next); how = joint(at_, next)) {
      if (how == ", " && !comma_list(next)) break;
      if ((how == " og " || how == " eller ") && !list_ends(next) && !unit_follows(next)) break;
      pair(how, at_, next);
      at_ = next;
      while (digit(char_at(at_))) ++at_;
    }
  }

  bool unit_follows(std::size_t i) const {
    while (digit(char_at(i))) ++i;
    return stands(", nr", i) || stands(" i ", i) || stands(" og ", i);
  }

  // "stk. 2, 4 og 5": numbers with commas between them end with "og".
  bool comma_list(std::size_t i) const {
    for (;;) {
      while (digit(char_at(i))) ++i;
      std::size_t next = 0;
      const std::string_view how = joint(i, next);
      if (how == " og " || how == " eller ") return true;
      if (how != ", ") return false;
      i = next;
    }
  }

  struct Unit {
    std::string_view written, form;
  };

  // The name of a subdivision at `i`, and the form of it that is prescribed; "" when there is none.
  Unit unit_at(std::size_t i) const {
    static constexpr std::array<Unit, 8> units = {{{"stykke", "stk."},
                                                   {"Stk.", "stk."},
                                                   {"stk.", "stk."},
                                                   {"stk", "stk."},
                                                   {"Nr.", "nr."},
                                                   {"nr.", "nr."},
                                                   {"nr", "nr."},
                                                   {"litra", "litra"}}};
    for (const Unit& unit : units) {
      if (!stands(unit.written, i)) continue;
      const std::size_t end = i + unit.written.size(), value = end + (char_at(end) == ' ' ? 1 : 0);
      const bool named = unit.form == "litra" ? value > end && small(char_at(value)) && word_ends(value + 1)
                                              : digit(char_at(value));
      if (named) return unit;
    }
    return {};
  }

  // ", stk. 2, nr. 3, litra b", ", 1. pkt."; gives how many subdivisions were read.
  std::size_t subdivisions() {
    std::size_t read = 0;
    for (;; ++read) {
      const std::size_t comma = at_;
      std::size_t next = at_;
      if (char_at(next) == ',') ++next;
      if (char_at(next) == ' ') ++next;
      const Unit unit = unit_at(next);
      const bool sentence = unit.written.empty() && digit(char_at(next)) && ordinal(next);
      if (next == comma || (unit.written.empty() && !sentence)) return read;
      // "§ 17 1. pkt." is not how anybody writes; a number behind a blank alone may be anything.
      if (sentence && char_at(comma) != ',') return read;
      if (text_.substr(comma, next - comma) != ", ")
        fault(char_at(comma) == ',' ? FormFault::Kind::space : FormFault::Kind::comma, comma, next, ", ");
      at_ = next;
      sentence ? sentences() : values(unit);
    }
  }

  void values(const Unit& unit) {
    if (unit.written != unit.form)
      fault(FormFault::Kind::abbreviation, at_, at_ + unit.written.size(), std::string(unit.form));
    at_ += unit.written.size();
    one_space();
    if (unit.form != "litra") return numbers();
    ++at_;
  }

  void sentences() {
    while (digit(char_at(at_))) ++at_;
    ++at_;  // the ordinal's point
    if (stands(" led", at_)) {
      fault(FormFault::Kind::led, at_ + 1, at_ + 4, "", false);
      at_ += 4;
      return;
    }
    one_space();
    at_ += 3;
    if (char_at(at_) == '.')
      ++at_;
    else
      fault(FormFault::Kind::abbreviation, at_, at_, ".");
  }

  void number_of_signs(bool many, std::size_t members, std::size_t subdivisions) {
    const std::size_t behind = place_.begin + sign.size();
    if (many && members == 1 && !stands(" ff", at_) && !stands(" f.", at_))
      insert_first({FormFault::Kind::one_paragraph, behind, behind + sign.size(), "", true});
    else if (many && members > 1 && subdivisions > 0)
      insert_first({FormFault::Kind::mixed, place_.begin, behind + sign.size(), "", false});
    else if (!many && joined_)
      insert_first({FormFault::Kind::paragraphs, behind, behind, std::string(sign), subdivisions == 0});
  }

  void insert_first(FormFault first) { place_.faults.insert(place_.faults.begin(), std::move(first)); }

  // "stk. 4 udvalg", "§ 17 udvalget": one word, with a hyphen.
  void compound() {
    if (!stands(" udvalg", at_)) return;
    const std::string_view word = text_.substr(at_ + 1, word_end(text_, at_ + 1) - at_ - 1);
    for (const std::string_view each :
         {"udvalg", "udvalget", "udvalgene", "udvalgs", "udvalgets", "udvalgenes"})
      if (word == each) {
        fault(FormFault::Kind::hyphen, at_, at_ + 1, "-");
        place_.end = at_ + 1 + word.size();
      }
  }

  // Where the sentence goes on with the law, a comma closes the place: "§ 18, stk. 2, i lov om ...".
  void closing_comma(std::size_t subdivisions) {
    if (subdivisions == 0 || !stands(" i ", at_)) return;
    const std::size_t word = at_ + 3, end = word_end(text_, word);
    const std::string_view name = text_.substr(word, end - word);
    if (name == "lov" || name.ends_with("loven") || name.ends_with("bekendtgørelsen") ||
        name.ends_with("vedtægten"))
      fault(FormFault::Kind::closing_comma, at_, at_, ",");
  }

  std::string prescribed() const {
    std::string form;
    std::size_t from = place_.begin;
    for (const FormFault& each : place_.faults) {
      if (!each.certain) continue;
      form += text_.substr(from, each.begin - from);
      form += each.text;
      from = each.end;
    }
    return form += text_.substr(from, place_.end - from);
  }

  std::string_view text_;
  std::size_t at_;
  LawPlace place_;
  bool joined_ = false;
};

}  // namespace

LawPlace read_law_place(std::string_view text, std::size_t at) {
  return Reader(text, at).read();
}

}  // namespace kancelli
