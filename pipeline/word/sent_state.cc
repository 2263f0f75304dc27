#include "pipeline/word/sent_state.h"

#include <algorithm>

#include "pipeline/lower/lower.h"

namespace kancelli::word {

std::string words_of_source(const PrintedParagraph& paragraph) {
  std::string words;
  for (const Piece& piece : paragraph.pieces)
    if (piece.kind == Piece::Kind::words || piece.kind == Piece::Kind::typed) words += piece.text;
  return words;
}

SentState::SentState(const Document& document, const Carried& carried)
    : carried_(carried),
      keys_(keys_by_paragraph(document)),
      added_keys_(keys_by_paragraph(document, Owner::Kind::added)),
      after_(words_by_key(document, carried)),
      before_(words_by_key(document, carried, View::before)) {
  for (const auto& [key, hash] : carried.hashes) hashes_.insert(hash);
  for (const auto& [key, hash] : carried.added) added_.insert(hash);
  for (const auto& [paragraph, keys] : keys_)
    for (const std::uint32_t key : keys) ++paragraphs_[key];
}

// The outermost element that the words of the paragraph are of.
std::uint32_t SentState::key_of(const EditedParagraph& paragraph) const {
  std::uint32_t found = 0;
  for (const Paragraph* part : paragraph.parts) {
    const auto keys = keys_.find(part->number);
    if (keys == keys_.end()) continue;
    for (const std::uint32_t key : keys->second) {
      const auto element = carried_.elements.find(key);
      if (element == carried_.elements.end() || !carried_.hashes.contains(key)) continue;
      if (is_inline_element(element->second->name) && !element->second->is("footnote")) continue;
      if (found == 0) found = key;
    }
  }
  return found;
}

bool SentState::in_source(const std::vector<const PrintedParagraph*>& paragraphs) const {
  return std::all_of(paragraphs.begin(), paragraphs.end(), [&](const PrintedParagraph* paragraph) {
    const std::string words = words_of_source(*paragraph);
    if (!words.empty()) return hashes_.contains(element_hash(words));
    const std::string hash = element_hash(paragraph->text());  // a sum, a heading that the program writes
    return hashes_.contains(hash) || added_.contains(hash);
  });
}

bool SentState::untouched(const EditedParagraph& paragraph) const {
  const std::uint32_t key = paragraph.parts.size() == 1 ? key_of(paragraph) : 0;
  if (key == 0) return added_.contains(element_hash(paragraph.text));
  if (paragraphs_.at(key) != 1) return false;
  const auto words = after_.find(key);
  return words != after_.end() && element_hash(words->second) == carried_.hashes.at(key);
}

bool SentState::knows_before(const EditedParagraph& paragraph) const {
  const std::uint32_t key = paragraph.parts.size() == 1 ? key_of(paragraph) : 0;
  if (key == 0 || paragraphs_.at(key) != 1) return false;
  const auto words = before_.find(key);
  return words != before_.end() && element_hash(words->second) == carried_.hashes.at(key);
}

std::string SentState::hash_of(const EditedParagraph& paragraph) const {
  const std::uint32_t key = paragraph.parts.size() == 1 ? key_of(paragraph) : 0;
  return key == 0 || paragraphs_.at(key) != 1 ? "" : carried_.hashes.at(key);
}

std::uint32_t SentState::added_key_of(const EditedParagraph& paragraph) const {
  const auto keys = added_keys_.find(paragraph.first()->number);
  return keys == added_keys_.end() ? 0 : keys->second.front();
}

bool SentState::in_order(const std::vector<const EditedParagraph*>& all, std::size_t begin,
                         std::size_t end) const {
  bool known = false;
  const auto fits = [&](std::uint32_t (SentState::*key_of_one)(const EditedParagraph&) const) {
    const auto key = [&](std::size_t at) { return all[at] == nullptr ? 0 : (this->*key_of_one)(*all[at]); };
    std::uint32_t above = 0, first = 0, last = 0, below = 0;
    for (std::size_t at = begin; at-- > 0 && above == 0;) above = key(at);
    for (std::size_t at = begin; at < end; ++at) {
      if (first == 0) first = key(at);
      if (key(at) != 0) last = key(at);
    }
    for (std::size_t at = end; at < all.size() && below == 0; ++at) below = key(at);
    known = known || first != 0;
    return first == 0 || (above < first && (below == 0 || last < below));
  };
  const bool elements = fits(&SentState::key_of), added = fits(&SentState::added_key_of);
  return known && elements && added;
}

}  // namespace kancelli::word
