#include "pipeline/check/lexicon.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// The bytes of letters and digits. Two-byte characters from U+00C0 up are letters (but for × and ÷), what
// lies above is punctuation.
constexpr std::array<std::uint8_t, 256> make_word_bytes() {
  std::array<std::uint8_t, 256> length{};
  for (unsigned c = 0; c < 256; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) length[c] = 1;
    if (c >= 0xC3 && c <= 0xDF) length[c] = 2;
  }
  return length;
}
// How many bytes of a word begin with that byte: 0, 1 or 2.
constexpr std::array<std::uint8_t, 256> word_bytes = make_word_bytes();

bool word_byte(unsigned char c) {
  return word_bytes[c] != 0;
}

bool continuation(unsigned char c) {
  return (c & 0xC0) == 0x80;
}

// The length of a genitive's ending that stands there.
std::size_t genitive_ending(std::string_view rest) {
  static constexpr auto endings = std::to_array<std::string_view>({"\u2019s", "'s", "s", "\u2019", "'"});
  for (const std::string_view ending : endings)
    if (rest.starts_with(ending) && word_end(rest, ending.size()) == ending.size()) return ending.size();
  return 0;
}

}  // namespace

std::size_t word_end(std::string_view text, std::size_t at) {
  const std::size_t size = text.size();
  while (at < size) {
    const std::uint8_t length = word_bytes[static_cast<unsigned char>(text[at])];
    if (length == 0) return at;
    at += length;
  }
  return size;
}

bool within_word(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t before = at - 1;
  while (before > 0 && continuation(static_cast<unsigned char>(text[before]))) --before;
  return word_byte(static_cast<unsigned char>(text[before]));
}

std::size_t Lexicon::first_two(std::string_view text) {
  return static_cast<unsigned char>(text[0]) * 256u +
         (text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0u);
}

void Lexicon::add(std::string text, Phrase::Kind kind, std::uint32_t index) {
  const std::size_t end = word_end(text, 0);
  if (end == 0) return;
  beginnings_.set(first_two(text));
  std::vector<Phrase>& phrases = by_first_word_[text.substr(0, end)];
  const auto longer = [](const Phrase& a, const Phrase& b) { return a.text.size() > b.text.size(); };
  Phrase phrase{std::move(text), kind, index};
  const auto place = std::lower_bound(phrases.begin(), phrases.end(), phrase, longer);
  for (auto same = place; same != phrases.end() && same->text.size() == phrase.text.size(); ++same)
    if (same->text == phrase.text) return;
  phrases.insert(place, std::move(phrase));
}

const Phrase* Lexicon::longest(std::string_view text, std::size_t at, std::size_t& length) const {
  if (!beginnings_.test(first_two(text.substr(at, 2)))) return nullptr;
  const std::string_view rest = text.substr(at);
  // A genitive's s belongs to the first word of a name of one word: "Koncernservices".
  const std::string_view word = rest.substr(0, word_end(rest, 0));
  const Phrase* best = nullptr;
  const auto look_up = [&](std::string_view first_word) {
    const auto found = by_first_word_.find(std::string(first_word));
    if (found == by_first_word_.end()) return;
    for (const Phrase& phrase : found->second) {
      if (best != nullptr && phrase.text.size() <= best->text.size()) return;
      if (!rest.starts_with(phrase.text)) continue;
      const std::size_t ending = phrase.kind == Phrase::Kind::name || phrase.kind == Phrase::Kind::law
                                     ? genitive_ending(rest.substr(phrase.text.size()))
                                     : 0;
      if (ending == 0 && word_end(rest, phrase.text.size()) != phrase.text.size()) continue;
      best = &phrase;
      length = phrase.text.size() + ending;
      return;
    }
  };
  look_up(word);
  if (word.size() > 1 && word.back() == 's') look_up(word.substr(0, word.size() - 1));
  return best;
}

}  // namespace kancelli
