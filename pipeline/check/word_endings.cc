#include "pipeline/check/word_endings.h"

#include <algorithm>

#include "pipeline/check/lexicon.h"

namespace kancelli {
namespace {

// A letter of ASCII or of the Latin-1 block, in its last byte: capitals differ by one bit.
bool same_letter(char a, char lower) {
  return a == lower || static_cast<char>(a | 0x20) == lower;
}

bool ends_with(std::string_view word, std::string_view ending) {
  if (word.size() < ending.size()) return false;
  const std::string_view tail = word.substr(word.size() - ending.size());
  const std::size_t first = static_cast<unsigned char>(ending[0]) >= 0xC0 ? 2 : 1;
  return tail.substr(first) == ending.substr(first) &&
         tail.substr(0, first - 1) == ending.substr(0, first - 1) &&
         same_letter(tail[first - 1], ending[first - 1]);
}

}  // namespace

void WordEndings::add(WordEnding ending) {
  if (ending.text.empty()) return;
  auto& list = by_last_byte_[static_cast<unsigned char>(ending.text.back())];
  const auto place = std::find_if(list.begin(), list.end(), [&](const WordEnding& each) {
    return each.text.size() < ending.text.size();
  });
  list.insert(place, std::move(ending));
}

const WordEnding* WordEndings::of(std::string_view word) const {
  for (const WordEnding& each : by_last_byte_[static_cast<unsigned char>(word.back())])
    if (ends_with(word, each.text)) return &each;
  return nullptr;
}

std::vector<EndingMatch> find_endings(std::string_view text, const WordEndings& endings) {
  std::vector<EndingMatch> matches;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = word_end(text, at);
    if (end - at >= 4)
      if (const WordEnding* ending = endings.of(text.substr(at, end - at)))
        matches.push_back({at, end, ending});
    at = std::max(end, at + 1);
  }
  return matches;
}

std::array<std::string, 4> noun_forms(std::string_view noun) {
  const std::string word(noun);
  if (word.ends_with("mand")) {
    const std::string plural = word.substr(0, word.size() - 3) + "ænd";
    return {word, word + "en", plural, plural + "ene"};
  }
  const std::string stem = word.ends_with("e") ? word.substr(0, word.size() - 1) : word;
  return {word, stem + "en", stem + "er", stem + "erne"};
}

}  // namespace kancelli
