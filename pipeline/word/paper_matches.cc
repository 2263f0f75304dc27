#include "pipeline/word/paper_matches.h"

#include <algorithm>
#include <set>

#include "pipeline/word/paper_blocks.h"
#include "pipeline/word/table_comparison.h"

namespace kancelli::word {
namespace {

Unit unit_of(const EditedBlock& block) {
  if (const EditedTable* table = block.table()) return {true, text_of(*table), before_of(*table), false};
  const EditedParagraph& paragraph = *block.paragraph();
  return {false, paragraph.text, paragraph.before, paragraph.moved_here};
}

}  // namespace

std::string text_of(const PrintedBlock& block) {
  return block.table() != nullptr ? text_of(*block.table()) : block.paragraph()->text();
}
std::string text_of(const EditedBlock& block) {
  return block.table() != nullptr ? text_of(*block.table()) : block.paragraph()->text;
}
const Paragraph* place_in(const EditedBlock& block) {
  return block.table() != nullptr ? first_paragraph(*block.table()) : block.paragraph()->first();
}

PaperMatches::PaperMatches(const Compared& compared)
    : compared_(compared), a_(compared.printed.blocks), b_(compared.edited.blocks) {
  std::vector<Unit> a, b;
  for (const PrintedBlock& block : a_) a.push_back({block.table() != nullptr, text_of(block), "", false});
  for (const EditedBlock& block : b_) b.push_back(unit_of(block));
  matches_ = align(a, b);
  if (compared_.sent == nullptr) return;
  const auto add = [&](const PrintedParagraph& each) { hashes_.insert(element_hash(words_of_source(each))); };
  for (const PrintedBlock& block : a_) {
    if (block.paragraph() != nullptr) add(*block.paragraph());
    if (block.table() == nullptr) continue;
    for (const PrintedRow& row : block.table()->rows)
      for (const PrintedCell& cell : row.cells)
        std::for_each(cell.paragraphs.begin(), cell.paragraphs.end(), add);
  }
  for (const Match& match : matches_)
    for (const std::size_t j : match.b)
      if (const EditedParagraph* each = b_[j].paragraph(); each != nullptr)
        of_source_[compared_.sent->key_of(*each)] |= !match.a.empty();
}

// Of the next paragraph of the copy that was sent and stands where it stood.
std::uint32_t PaperMatches::key_beside(std::size_t k, int step) const {
  for (std::size_t at = k + static_cast<std::size_t>(step); at < matches_.size();
       at += static_cast<std::size_t>(step)) {
    if (!stays(matches_[at])) continue;
    const EditedParagraph* each = b_[matches_[at].b.front()].paragraph();
    if (const std::uint32_t key = each == nullptr ? 0 : compared_.sent->key_of(*each); key != 0) return key;
  }
  return 0;
}

bool PaperMatches::changed_since(std::size_t k) const {
  const Match& match = matches_[k];
  const PrintedParagraph* printed = match.b.empty() ? a_[match.a[0]].paragraph() : nullptr;
  if (compared_.sent == nullptr || printed == nullptr || printed->element == nullptr ||
      !(printed->element->is("p") || printed->element->is("item")) || compared_.sent->in_source({printed}))
    return false;
  const std::string text = printed->text();
  for (const SentState::Missing& each : compared_.sent->missing(key_beside(k, -1), key_beside(k, 1))) {
    if (each.element->name != printed->element->name || hashes_.contains(each.hash)) continue;
    const auto kept =
        compared_.texts == nullptr ? SentTexts::const_iterator() : compared_.texts->find(each.hash);
    const bool is_kept = compared_.texts != nullptr && kept != compared_.texts->end();
    const std::string before = !each.before.empty() ? each.before : is_kept ? kept->second : "";
    if (before.empty() || likeness(before, text) > 0.4) return true;
  }
  return false;
}

bool PaperMatches::taken_out(std::size_t k) const {
  const Match& match = matches_[k];
  if (compared_.sent == nullptr || !match.a.empty() || by_source(k)) return false;
  if (const EditedParagraph* paragraph = b_[match.b[0]].paragraph()) {
    const std::uint32_t key = compared_.sent->key_of(*paragraph);
    return key != 0 && !of_source_.at(key) && !hashes_.contains(compared_.sent->hash_of(*paragraph));
  }
  std::size_t sent = 0, still = 0;
  for (const EditedRow& row : b_[match.b[0]].table()->rows)
    for (const EditedCell& cell : row.cells)
      for (const EditedParagraph& each : cell.paragraphs)
        if (const std::string hash = compared_.sent->hash_of(each); !hash.empty())
          ++sent, still += hashes_.contains(hash);
  return sent > 0 && 2 * still < sent;
}

bool PaperMatches::by_source(std::size_t k) const {
  const Match& match = matches_[k];
  if (compared_.sent == nullptr) return false;
  if (match.b.empty()) {
    if (const PrintedTable* table = a_[match.a[0]].table()) return !any_cell_sent(*table);
    const PrintedParagraph& paragraph = *a_[match.a[0]].paragraph();
    if (paragraph.text() == std::string(1, picture_mark)) return !picture_sent(paragraph);
    return paragraph.element != nullptr && !compared_.sent->in_source({&paragraph}) && !changed_since(k);
  }
  if (!match.a.empty()) return false;
  if (const EditedParagraph* paragraph = b_[match.b[0]].paragraph())
    return compared_.sent->untouched(*paragraph);
  for (const EditedRow& row : b_[match.b[0]].table()->rows)
    for (const EditedCell& cell : row.cells)
      for (const EditedParagraph& each : cell.paragraphs)
        if (!compared_.sent->untouched(each)) return false;
  return true;
}

// Nothing tells a picture without words: its caption does, or that pictures were sent at all.
bool PaperMatches::picture_sent(const PrintedParagraph& picture) const {
  const Node* caption = picture.element == nullptr ? nullptr : picture.element->child("caption");
  for (const PrintedBlock& block : a_)
    if (caption != nullptr && block.paragraph() != nullptr && block.paragraph()->element == caption)
      return compared_.sent->in_source({block.paragraph()});
  return compared_.copy.carried &&
         !compared_.copy.carried->pictures.value_or(std::set<std::string>()).empty();
}

bool PaperMatches::any_cell_sent(const PrintedTable& table) const {
  for (const PrintedRow& row : table.rows)
    for (const PrintedCell& cell : row.cells)
      for (const PrintedParagraph& paragraph : cell.paragraphs)
        if (compared_.sent->in_source({&paragraph})) return true;
  return false;
}

std::size_t PaperMatches::moved_together(std::size_t k) const {
  std::size_t count = 0;
  while (k + count < matches_.size() && matches_[k + count].moved &&
         (count == 0 || matches_[k + count].a.front() == matches_[k + count - 1].a.back() + 1))
    ++count;
  return count;
}

bool PaperMatches::stood_there(std::size_t k, std::size_t count) const {
  if (compared_.sent == nullptr || b_[matches_[k].b[0]].paragraph() == nullptr) return false;
  std::vector<const EditedParagraph*> all;
  for (const EditedBlock& block : b_) all.push_back(block.paragraph());
  return compared_.sent->in_order(all, matches_[k].b.front(), matches_[k + count - 1].b.back() + 1);
}

const PrintedBlock* PaperMatches::before(std::size_t k) const {
  while (k-- > 0)
    if (stays(matches_[k])) return &a_[matches_[k].a.back()];
  return nullptr;
}
const PrintedBlock* PaperMatches::after(std::size_t k) const {
  while (++k < matches_.size())
    if (stays(matches_[k])) return &a_[matches_[k].a.front()];
  return nullptr;
}
const Paragraph* PaperMatches::near(std::size_t k) const {
  for (std::size_t at = k; at-- > 0;)
    if (!matches_[at].b.empty()) return place_in(b_[matches_[at].b.back()]);
  for (std::size_t at = k; at < matches_.size(); ++at)
    if (!matches_[at].b.empty()) return place_in(b_[matches_[at].b.front()]);
  return nullptr;
}

std::vector<HeadingAbove> PaperMatches::headings_above(std::size_t k) const {
  std::vector<HeadingAbove> above;
  for (std::size_t at = 0; at < k; ++at) {
    if (!stays(matches_[at])) continue;
    const EditedParagraph* heading = b_[matches_[at].b[0]].paragraph();
    const Node* section = section_of(a_[matches_[at].a[0]]);
    if (heading == nullptr || heading->first()->heading == 0 || section == nullptr) continue;
    while (!above.empty() && above.back().level >= heading->first()->heading) above.pop_back();
    above.push_back({heading->first()->heading, section});
  }
  return above;
}

std::vector<const EditedBlock*> PaperMatches::together(std::size_t k) const {
  std::vector<const EditedBlock*> blocks;
  const auto author = [](const EditedBlock& block) {
    const std::vector<Person> who =
        block.table() != nullptr ? people_of(*block.table()) : people_of(*block.paragraph());
    return who.empty() ? std::string() : who[0].name;
  };
  const auto level = [](const EditedBlock& block) {
    const EditedParagraph* paragraph = block.paragraph();
    return paragraph != nullptr && paragraph->heading ? std::max(1, paragraph->first()->heading) : 0;
  };
  const auto depth = [](const EditedBlock& block) {
    const EditedParagraph* paragraph = block.paragraph();
    return paragraph != nullptr && paragraph->item && !paragraph->heading
               ? paragraph->first()->numbering.level
               : -1;
  };
  for (; k < matches_.size() && matches_[k].a.empty(); ++k) {
    const EditedBlock& block = b_[matches_[k].b[0]];
    if (!blocks.empty()) {
      const int first = level(*blocks.front()), own = level(block);
      if (by_source(k) || taken_out(k) || author(block) != author(*blocks.front())) break;
      if (own > 0 && (first == 0 || own <= first)) break;
      // A point of a list has another place than what stands outside of it.
      if (first == 0 && depth(block) != depth(*blocks.back())) break;
    }
    blocks.push_back(&block);
  }
  return blocks;
}

}  // namespace kancelli::word
