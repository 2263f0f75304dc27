#include "pipeline/word/provision_begin.h"

#include <algorithm>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

using Begin = ProvisionBegin;
using Level = Begin::Level;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// "7 a" and "12" at `at`, which goes behind it; "" where there is none.
std::string number_at(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && digit(text[at])) ++at;
  if (at == begin || text[begin] == '0') return {};
  const std::string number(text.substr(begin, at - begin));
  const std::string_view rest = text.substr(at);
  const bool letter = rest.size() > 1 && rest[0] == ' ' && rest[1] >= 'a' && rest[1] <= 'z' &&
                      (rest.size() == 2 || rest[2] == '.' || rest[2] == ' ' || rest[2] == '\n');
  if (!letter) return number;
  at += 2;
  return number + " " + rest[1];
}

std::size_t behind_spaces(std::string_view text, std::size_t at) {
  const std::size_t words = text.find_first_not_of(" \t\n", at);
  return words == std::string_view::npos ? text.size() : words;
}

Begin numbered(std::string_view text) {
  struct Word {
    std::string_view word;
    Level level;
  };
  static constexpr Word words[] = {{"kapitel", Level::chapter},
                                   {"§", Level::paragraph},
                                   {"stk.", Level::subsection},
                                   {"bilag", Level::annex}};
  const std::string small = lower(text.substr(0, 8));
  for (const Word& word : words) {
    if (!small.starts_with(word.word)) continue;
    std::size_t at = behind_spaces(text, word.word.size());
    std::string number = number_at(text, at);
    if (number.empty()) return {};
    const bool stop = at < text.size() && (text[at] == '.' || text[at] == ':');
    const bool ends = at == text.size() || text[at] == '\n';
    // "§ 5 gælder ...", "Bilag 2 viser ...": a sentence.
    const bool needs_stop = word.level == Level::paragraph || word.level == Level::subsection;
    if (!stop && !ends && (needs_stop || word.level == Level::annex)) return {};
    return {word.level, std::move(number), behind_spaces(text, at + (stop ? 1 : 0))};
  }
  return {};
}

// "4)", "b)".
Begin listed(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && digit(text[at])) ++at;
  const bool letter = at == 0 && !text.empty() && text[0] >= 'a' && text[0] <= 'z';
  if (letter) at = 1;
  if (at == 0 || at > 3 || at >= text.size() || (text[at] != ')' && text[at] != '.')) return {};
  const std::size_t words = behind_spaces(text, at + 1);
  if (words == at + 1 && words < text.size()) return {};
  std::size_t length = 0;
  if (read_date(text, length)) return {};
  return {letter ? Level::letter : Level::number, std::string(text.substr(0, at)), words};
}

std::string without_typography_of(std::string_view text) {
  std::string plain(text);
  for (const std::string_view space : {"\u00A0", "\u202F", "\u2007"})
    for (std::size_t at = plain.find(space); at != std::string::npos; at = plain.find(space, at))
      plain.replace(at, space.size(), std::string(space.size() - 1, ' ') + " ");
  return plain;
}

}  // namespace

Begin begin_of(const Part& part) {
  if (part.paragraph == nullptr) return {};
  // Spaces of another kind become as many of the plain kind, so that places stay.
  const std::string text = without_typography_of(part.paragraph->text());
  const Paragraph::Numbering& numbering = part.paragraph->numbering;
  const bool apart = !numbering.list.empty() && !numbering.text.empty() && numbering.format != "bullet" &&
                     !std::string_view(trim(text)).starts_with(numbering.text);
  if (apart) {
    const std::string mark = without_typography_of(numbering.text);
    Begin made = numbered(mark);
    if (made.level == Level::none)
      made = listed(mark + (mark.ends_with(')') || mark.ends_with('.') ? "" : ")"));
    made.length = 0;
    if (made.level == Level::number && numbering.format == "lowerLetter") made.level = Level::letter;
    return made;
  }
  const std::size_t start = behind_spaces(text, 0);
  Begin made = numbered(std::string_view(text).substr(start));
  if (made.level == Level::none) made = listed(std::string_view(text).substr(start));
  if (made.level != Level::none) made.length += start;
  return made;
}

}  // namespace kancelli::word
