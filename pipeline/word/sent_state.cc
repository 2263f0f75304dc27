#include "pipeline/word/sent_state.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/lower/lower.h"

namespace kancelli::word {
namespace {

bool is_look(const Node& node) {
  return node.is("strong") || node.is("em") || node.is("link") || node.is("footnote");
}

// What looks of its own an element has, in order; what a note says is its own.
void add_looks(const Node& element, std::vector<const Node*>& found) {
  for (const Node* child : element.children) {
    if (child->kind != Node::Kind::element) continue;
    if (is_look(*child)) found.push_back(child);
    if (!child->is("footnote") && is_inline_element(child->name)) add_looks(*child, found);
  }
}

bool is_within(const Node* node, const Node& element) {
  while (node != nullptr && node != &element) node = node->parent;
  return node != nullptr;
}

std::string words_within(const PrintedParagraph& paragraph, const Node& element) {
  std::string words;
  for (const Piece& piece : paragraph.pieces)
    if ((piece.kind == Piece::Kind::words || piece.kind == Piece::Kind::typed) &&
        is_within(piece.node, element))
      words += piece.text;
  return words;
}

}  // namespace

std::string words_of_source(const PrintedParagraph& paragraph) {
  std::string words;
  for (const Piece& piece : paragraph.pieces)
    if (piece.kind == Piece::Kind::words || piece.kind == Piece::Kind::typed) words += piece.text;
  return words;
}

SentState::SentState(const Document& document, const Carried& carried)
    : document_(document),
      carried_(carried),
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

// All outermost ones, in order.
std::vector<std::uint32_t> SentState::keys_of(const std::vector<const EditedParagraph*>& paragraphs) const {
  std::vector<std::uint32_t> found;
  const auto holds = [&](std::uint32_t outer, const Node* inner) {
    return is_within(inner, *carried_.elements.at(outer));
  };
  for (const EditedParagraph* paragraph : paragraphs)
    for (const Paragraph* part : paragraph->parts) {
      const auto keys = keys_.find(part->number);
      if (keys == keys_.end()) continue;
      for (const std::uint32_t key : keys->second) {
        const auto element = carried_.elements.find(key);
        if (element == carried_.elements.end() || !carried_.hashes.contains(key)) continue;
        if (is_inline_element(element->second->name) && !element->second->is("footnote")) continue;
        if (std::none_of(found.begin(), found.end(),
                         [&](std::uint32_t outer) { return holds(outer, element->second); }))
          found.push_back(key);
      }
    }
  return found;
}

bool SentState::as_sent(const std::vector<const PrintedParagraph*>& printed,
                        const std::vector<const EditedParagraph*>& edited) const {
  const std::vector<std::uint32_t> keys = keys_of(edited);
  if (keys.size() != printed.size()) return in_source(printed);
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const std::string words = words_of_source(*printed[k]);
    if (words.empty()) return in_source(printed);
    if (element_hash(words) != carried_.hashes.at(keys[k])) return false;
  }
  return true;
}

std::vector<const Node*> SentState::looks_sent(std::uint32_t key) const {
  std::vector<const Node*> looks;
  add_looks(*carried_.elements.at(key), looks);
  return looks;
}

bool SentState::looks_changed(const std::vector<const PrintedParagraph*>& printed,
                              const std::vector<const EditedParagraph*>& edited) const {
  const std::vector<std::uint32_t> keys = keys_of(edited);
  if (keys.size() != printed.size()) return false;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    if (printed[k]->element == nullptr) continue;
    std::vector<const Node*> now;
    add_looks(*printed[k]->element, now);
    const std::vector<const Node*> sent = looks_sent(keys[k]);
    const auto same = [&](const Node* a, const Node* b) {
      if (a->name != b->name || a->get("href") != b->get("href")) return false;
      return a->is("footnote") || element_hash(words_within(*printed[k], *a)) == b->get(hash_attribute);
    };
    if (!std::equal(now.begin(), now.end(), sent.begin(), sent.end(), same)) return true;
  }
  return false;
}

bool SentState::looks_untouched(const std::vector<const EditedParagraph*>& edited) const {
  // Of the words that were sent: what somebody wrote besides is no look of theirs.
  if (owners_.empty()) owners_ = owners(document_, carried_);
  std::string bold, italic, linked;
  std::size_t notes = 0;
  for (const EditedParagraph* paragraph : edited)
    for (const Paragraph* part : paragraph->parts)
      for (std::size_t r = 0; r < part->runs.size(); ++r) {
        const Run& run = part->runs[r];
        if (!shows(View::after, run.revision) || run.hidden) continue;
        if (run.kind == Run::Kind::note) ++notes;
        if (run.kind != Run::Kind::text || owners_[part->number - 1][r].kind != Owner::Kind::element)
          continue;
        if (run.bold) bold += run.text;
        if (run.italic) italic += run.text;
        if (!run.link.empty() && !run.link.starts_with("#")) linked += run.text;
      }
  std::string sent_bold, sent_italic, sent_linked;
  std::size_t sent_notes = 0;
  for (const std::uint32_t key : keys_of(edited))
    for (const Node* look : looks_sent(key)) {
      if (look->is("footnote")) {
        ++sent_notes;
        continue;
      }
      const auto own = std::find_if(carried_.elements.begin(), carried_.elements.end(),
                                    [&](const auto& each) { return each.second == look; });
      const auto words = own == carried_.elements.end() ? after_.end() : after_.find(own->first);
      if (words == after_.end()) return false;
      (look->is("strong") ? sent_bold : look->is("em") ? sent_italic : sent_linked) += words->second;
    }
  return notes == sent_notes && element_hash(bold) == element_hash(sent_bold) &&
         element_hash(italic) == element_hash(sent_italic) &&
         element_hash(linked) == element_hash(sent_linked);
}

std::optional<bool> SentState::had_words(const EditedRow& row, std::size_t cell) const {
  for (const EditedCell& each : row.cells)
    for (const EditedParagraph& paragraph : each.paragraphs) {
      const std::vector<std::uint32_t> keys = keys_of({&paragraph});
      const Node* sent = keys.empty() ? nullptr : carried_.elements.at(keys.front());
      while (sent != nullptr && !sent->is("row")) sent = sent->parent;
      const std::vector<const Node*> cells = sent == nullptr ? std::vector<const Node*>() : sent->elements();
      if (cells.size() != row.cells.size()) continue;
      for (const auto& [key, element] : carried_.elements)
        if (is_within(element, *cells[cell]) && carried_.hashes.contains(key) &&
            carried_.hashes.at(key) != element_hash(""))
          return true;
      return false;
    }
  return std::nullopt;
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

bool SentState::is_gone(std::uint32_t key) const {
  const auto words = after_.find(key);
  return words == after_.end() || trim(words->second).empty();
}

std::vector<SentState::Missing> SentState::missing(std::uint32_t above, std::uint32_t below) const {
  std::vector<Missing> found;
  for (auto at = carried_.hashes.upper_bound(above);
       at != carried_.hashes.end() && (below == 0 || at->first < below); ++at) {
    const auto element = carried_.elements.find(at->first);
    if (element == carried_.elements.end() || is_inline_element(element->second->name)) continue;
    if (!is_gone(at->first) || at->second == element_hash("")) continue;
    const auto before = before_.find(at->first);
    const bool known = before != before_.end() && element_hash(before->second) == at->second;
    found.push_back({element->second, at->second, known ? before->second : ""});
  }
  return found;
}

bool SentState::is_gone(const PrintedRow& row) const {
  std::multiset<std::string> now;
  for (const PrintedCell& cell : row.cells)
    for (const PrintedParagraph& paragraph : cell.paragraphs)
      now.insert(element_hash(words_of_source(paragraph)));
  std::map<const Node*, std::pair<std::size_t, bool>> rows;  // cells that are the same; all are gone
  for (const auto& [key, hash] : carried_.hashes) {
    const auto element = carried_.elements.find(key);
    if (element == carried_.elements.end() || is_inline_element(element->second->name)) continue;
    const Node* sent = element->second;
    while (sent != nullptr && !sent->is("row")) sent = sent->parent;
    if (sent == nullptr) continue;
    auto& [same, gone] = rows.try_emplace(sent, 0, true).first->second;
    same += now.contains(hash);
    gone = gone && is_gone(key);
  }
  return std::any_of(rows.begin(), rows.end(), [&](const auto& each) {
    return each.second.second && each.second.first > 0 && 2 * each.second.first >= now.size();
  });
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
