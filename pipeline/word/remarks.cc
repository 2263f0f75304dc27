#include "pipeline/word/remarks.h"

#include <algorithm>
#include <numeric>

#include "pipeline/core/text.h"
#include "pipeline/word/paragraph_comparison.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {
namespace {

constexpr double alike = 0.4;  // below, it is another paragraph

std::string words_between(const std::vector<const Paragraph*>& paragraphs, const Comment& comment,
                          View view) {
  constexpr std::size_t longest = 2000;  // who comments on a whole chapter names it by where it begins
  std::string words;
  for (std::uint32_t number = std::max(comment.begin.paragraph, 1u);
       number <= std::min<std::size_t>(comment.end.paragraph, paragraphs.size()); ++number) {
    const Paragraph& paragraph = *paragraphs[number - 1];
    if (!words.empty()) words += " ";
    for (std::uint32_t k = 0; k < paragraph.runs.size(); ++k) {
      const Place here{number, k};
      const Run& run = paragraph.runs[k];
      const bool within = here >= comment.begin && here < comment.end;
      if (within && run.kind == Run::Kind::text && !run.hidden && shows(view, run.revision))
        words += run.text;
    }
    if (words.size() > longest) {
      std::size_t end = 0;
      while (end < longest) next_code_point(words, end);
      words = words.substr(0, end) + "…";
      break;
    }
  }
  return shown(compared_text(words));
}

std::string words_of(const std::vector<const Paragraph*>& paragraphs, const Comment& comment) {
  const std::string now = words_between(paragraphs, comment, View::after);
  return trim(now).empty() ? words_between(paragraphs, comment, View::before) : now;
}

}  // namespace

// Where
// -----------------------------------------------------------------------------------------------------------

PlacesByWords::PlacesByWords(const PrintedPaper& printed) {
  for (const PrintedBlock& block : printed.blocks) {
    if (block.paragraph() != nullptr) add(*block.paragraph());
    if (block.table() != nullptr)
      for (const PrintedRow& row : block.table()->rows)
        for (const PrintedCell& cell : row.cells)
          for (const PrintedParagraph& paragraph : cell.paragraphs) add(paragraph);
  }
  for (const PrintedNote& note : printed.notes)
    for (const PrintedParagraph& paragraph : note.paragraphs) add(paragraph);
}

void PlacesByWords::add(const PrintedParagraph& paragraph) {
  if (paragraph.element == nullptr) return;
  const std::string text = paragraph.text();
  if (!exact_.emplace(text, paragraph.element->name_span).second) return;
  Said said{paragraph.element->name_span, 0};
  for (const Token& token : tokens_of(text)) {
    if (!token.is_word) continue;
    ++said.words;
    by_word_[token.hash].push_back(all_.size());
  }
  all_.push_back(said);
}

Span PlacesByWords::of(const std::string& text) const {
  const auto found = exact_.find(text);
  return found == exact_.end() ? Span() : found->second;
}

Span PlacesByWords::nearest(const std::string& text) const {
  std::map<std::size_t, std::size_t> common;  // in all_ -> words that both have
  std::size_t words = 0;
  std::unordered_map<std::uint64_t, std::size_t> here;
  for (const Token& token : tokens_of(text)) {
    if (!token.is_word) continue;
    ++words;
    ++here[token.hash];
  }
  for (const auto& [hash, count] : here) {
    const auto found = by_word_.find(hash);
    if (found == by_word_.end()) continue;
    // Indices of one paragraph stand beside each other, one for each time that it says the word.
    std::size_t last = SIZE_MAX, times = 0;
    for (const std::size_t index : found->second) {
      times = index == last ? times + 1 : 1;
      last = index;
      if (times <= count) ++common[index];
    }
  }
  Span best;
  double most = alike;
  for (const auto& [index, both] : common)
    if (const double how = 2.0 * static_cast<double>(both) / static_cast<double>(words + all_[index].words);
        how > most)
      most = how, best = all_[index].place;
  return best;
}

// Remarks
// -----------------------------------------------------------------------------------------------------------

void Remarks::tell_place(const Paragraph& paragraph, const Places& places, Remark& remark) const {
  remark.where = places.of(paragraph);
  const std::string now = compared_text(paragraph.text()),
                    before = compared_text(paragraph.text(View::before));
  for (const std::string* text : {&now, &before})
    if (remark.place.nowhere()) remark.place = places_.of(*text);
  for (const std::string* text : {&before, &now})
    if (remark.place.nowhere()) remark.place = places_.nearest(*text);
}

// Of two that say the same in one copy none is the other: `seen` counts them.
std::size_t Remarks::kept(Remark remark, std::map<std::string, std::size_t>& seen) {
  const std::string key = remark.person + "\n" + remark.date + "\n" + remark.text;
  std::vector<std::size_t>& known = known_[key];
  const std::size_t times = seen[key]++;
  if (times >= known.size()) {
    known.push_back(made_.size());
    roots_.push_back(made_.size());
    made_.push_back(std::move(remark));
    return made_.size() - 1;
  }
  Remark& other = made_[known[times]];
  if (other.place.nowhere()) other.place = remark.place;
  if (other.answers.empty()) other.answers = remark.answers;
  other.resolved = other.resolved || remark.resolved;
  return known[times];
}

void Remarks::add(const Document& document, const Places& places) {
  const std::vector<const Paragraph*> paragraphs = document.paragraphs();
  std::map<std::string, const Comment*> by_id;
  for (const Comment& comment : document.comments) by_id[comment.id] = &comment;
  std::map<std::string, std::size_t> seen, index_of;  // index_of: of a comment's id
  for (const Comment& comment : document.comments) {
    Remark remark;
    remark.person = comment.author;
    remark.date = comment.date;
    remark.text = comment.text;
    remark.resolved = comment.resolved;
    const auto parent = by_id.find(comment.parent);
    if (!comment.parent.empty() && parent != by_id.end()) remark.answers = parent->second->text;
    if (comment.anchored) {
      remark.words = words_of(paragraphs, comment);
      const std::size_t number = comment.begin.paragraph;
      if (number >= 1 && number <= paragraphs.size()) tell_place(*paragraphs[number - 1], places, remark);
    }
    const std::size_t made = kept(std::move(remark), seen);
    index_of[comment.id] = made;
    // One that comes later in the file is not followed: nobody can be led in a circle.
    const auto above = comment.parent.empty() ? index_of.end() : index_of.find(comment.parent);
    if (above != index_of.end() && above->second != made) roots_[made] = roots_[above->second];
  }
}

std::vector<Remark> Remarks::ordered() {
  std::vector<std::size_t> order(made_.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto key = [&](std::size_t index) {
      const Span& place = made_[roots_[index]].place;
      return std::tuple(place.nowhere(), place.source, place.begin, roots_[index]);
    };
    return key(a) < key(b);
  });
  std::vector<Remark> result;
  for (const std::size_t index : order) result.push_back(std::move(made_[index]));
  return result;
}

}  // namespace kancelli::word
