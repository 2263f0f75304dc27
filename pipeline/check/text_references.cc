#include "pipeline/check/text_references.h"

#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
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

// What a byte may begin: 1 a number, 2 a paragraph sign or a quotation mark.
constexpr std::array<std::uint8_t, 256> make_beginnings() {
  std::array<std::uint8_t, 256> all{};
  for (unsigned c = '0'; c <= '9'; ++c) all[c] = 1;
  for (const unsigned c : {0x22u, 0xC2u, 0xE2u}) all[c] = 2;
  return all;
}
constexpr std::array<std::uint8_t, 256> beginnings = make_beginnings();

class Finder {
 public:
  Finder(const RunningText& running, TextReferences& found)
      : running_(running), text_(running.text()), found_(found) {}

  void find() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::uint8_t beginning = beginnings[static_cast<unsigned char>(text_[at])];
      if (beginning == 1) {
        at = number(at);
      } else if (beginning == 2) {
        at = sign(at);
      } else {
        ++at;
      }
    }
  }

 private:
  char char_at(std::size_t i) const { return i < text_.size() ? text_[i] : '\n'; }
  bool stands(std::string_view what, std::size_t i) const {
    return text_.substr(std::min(i, text_.size())).starts_with(what);
  }
  bool plain(std::size_t at) const {
    const TextContext& context = running_.context(at);
    return !context.quote && !context.foreign && !context.link;
  }
  bool quoted(std::size_t at) const { return !found_.quoted.empty() && at < found_.quoted.back().end; }

  std::size_t sign(std::size_t at) {
    if (stands("§", at)) {
      LawPlace place = read_law_place(text_, at);
      const std::size_t end = std::max(place.end, at + std::string_view("§").size());
      if (!place.form.empty() && !quoted(at) && plain(at)) found_.laws.push_back(std::move(place));
      return end;
    }
    if (!found_.quoted.empty() && at == found_.quoted.back().end) return found_.quoted.back().after;
    struct Marks {
      std::string_view open, close;
    };
    // »« is the Danish form; ”…” with the same mark on both sides is common.
    static constexpr std::array<Marks, 5> marks = {
        {{"»", "«"}, {"“", "”"}, {"”", "”"}, {"„", "“"}, {"\"", "\""}}};
    for (const Marks& mark : marks) {
      if (!stands(mark.open, at)) continue;
      const std::size_t begin = at + mark.open.size(), end = text_.find(mark.close, begin);
      const std::size_t block_end = text_.find('\n', begin);
      if (end != std::string_view::npos && end < block_end && !quoted(at) && plain(at))
        found_.quoted.push_back({at, begin, end, end + mark.close.size()});
      return begin;
    }
    return at + 1;
  }

  std::size_t number(std::size_t at) {
    std::size_t end = at;
    while (digit(char_at(end))) ++end;
    NumberedReference reference;
    const std::size_t word = word_before(at, reference.kind);
    if (word == at || quoted(at) || !plain(at)) return end;
    reference.begin = word;
    reference.end = at;
    list(at, reference);
    if (reference.numbers.empty()) return end;
    reference.ours = !anothers_before(word) && !anothers_behind(reference.end);
    found_.numbered.push_back(reference);
    return reference.end;
  }

  // Where the word of a numbered thing begins that stands right before `at`; `at` itself when none does.
  std::size_t word_before(std::size_t at, NumberedReference::Kind& kind) const {
    struct Word {
      std::string_view text;
      NumberedReference::Kind kind;
    };
    using enum NumberedReference::Kind;
    static constexpr std::array<Word, 8> words = {{{"bilag ", attachment},
                                                   {"bilagene ", attachment},
                                                   {"tabel ", table},
                                                   {"tabeller ", table},
                                                   {"tabellerne ", table},
                                                   {"figur ", figure},
                                                   {"figurer ", figure},
                                                   {"figurerne ", figure}}};
    if (at < 6 || text_[at - 1] != ' ') return at;
    for (const Word& each : words) {
      if (at < each.text.size()) continue;
      const std::size_t begin = at - each.text.size();
      const std::string_view written = text_.substr(begin, at - begin);
      if (written.substr(1) != each.text.substr(1) || (written[0] | 0x20) != each.text[0] ||
          within_word(text_, begin))
        continue;
      if (begin > 0 && text_[begin - 1] == '-') continue;
      kind = each.kind;
      return begin;
    }
    return at;
  }

  // "3", "4a", "2 og 3", "4-6", "4 til 6", "1, 2 og 3"
  void list(std::size_t at, NumberedReference& reference) const {
    for (std::size_t joint = 0;; at += joint) {
      NumberedReference::Number number;
      number.begin = at;
      if (!range(at, number)) break;
      // "bilag 2 og 1 tabel": a number that goes backwards counts something else.
      if (number.last < number.first || (joint != 0 && number.first <= reference.numbers.back().last)) break;
      number.end = reference.end = at;
      reference.numbers.push_back(number);
      joint = joint_at(at);
      if (joint == 0) break;
    }
    const bool ends = std::string_view(".,;:)\n").find(char_at(reference.end)) != std::string_view::npos;
    for (std::size_t i = 1; i < reference.numbers.size(); ++i) reference.numbers[i].sure = ends;
  }

  bool range(std::size_t& at, NumberedReference::Number& number) const {
    number.first = number.last = value(at);
    if (!take_number(at)) return false;
    for (const std::string_view joint : {"-", "–", " til "}) {
      if (!stands(joint, at) || !digit(char_at(at + joint.size()))) continue;
      at += joint.size();
      number.last = value(at);
      return take_number(at);
    }
    return true;
  }

  std::int64_t value(std::size_t at) const {
    std::int64_t number = 0;
    for (; digit(char_at(at)) && number < 100000; ++at) number = number * 10 + (text_[at] - '0');
    return number;
  }

  // Past a number and the letter of a part of it; false for one that goes on ("2.1", "3,5", "2026/12").
  bool take_number(std::size_t& at) const {
    while (digit(char_at(at))) ++at;
    if (char_at(at) >= 'a' && char_at(at) <= 'z' && word_end(text_, at) == at + 1) ++at;
    const char next = char_at(at);
    if ((next == '.' || next == ',' || next == '/') && digit(char_at(at + 1))) return false;
    return word_end(text_, at) == at;
  }

  // The length of what joins a number to the next one of its list. Commas count where "og" ends the list.
  std::size_t joint_at(std::size_t at) const {
    for (const std::string_view joint : {" og ", " eller ", " samt "})
      if (stands(joint, at) && digit(char_at(at + joint.size()))) return joint.size();
    if (!stands(", ", at) || !digit(char_at(at + 2))) return 0;
    std::size_t next = at + 2;
    if (!take_number(next)) return 0;
    return joint_at(next) != 0 ? 2 : 0;
  }

  // "aftalens bilag 3", "ØU's bilag 1", "rapporten, tabel 2"
  bool anothers_before(std::size_t at) const {
    const std::string_view before = text_.substr(0, at);
    if (before.ends_with(RunningText::computed_mark) ||
        (before.ends_with(" ") && before.substr(0, before.size() - 1).ends_with(RunningText::computed_mark)))
      return true;
    if (ends_with_any(before, {" et ", " en ", "\nEt ", "\nEn ", ". Et ", ". En "}))
      return true;  // "et bilag 2 gange"
    if (ends_with_any(before, {"s ", "s’ ", "s' "}))
      return !ends_with_any(before, {" ses ", " vises ", "henvises "});
    return before.ends_with(", ") && !follows_reference(at);
  }

  // "tabel 1, tabel 2 og bilag 3"
  bool follows_reference(std::size_t at) const {
    return !found_.numbered.empty() && found_.numbered.back().end + 2 == at && found_.numbered.back().ours;
  }

  // "bilag 3 til aftalen", "tabel 2 i rapporten", "bilag 1, som hører til kommissoriet" is ours.
  bool anothers_behind(std::size_t at) const {
    for (const std::string_view each : {" til ", " i ", " fra ", " hos ", " under ", " af "})
      if (stands(each, at)) return true;
    return false;
  }

  const RunningText& running_;
  std::string_view text_;
  TextReferences& found_;
};

}  // namespace

TextReferences::TextReferences(const RunningText& text) {
  Finder(text, *this).find();
}

}  // namespace kancelli
