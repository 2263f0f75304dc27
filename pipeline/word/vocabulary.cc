#include "pipeline/word/vocabulary.h"

#include <algorithm>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/running_text.h"
#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"

namespace kancelli::word {

Vocabulary::Vocabulary(Speller& speller, const Project& project) : speller_(speller) {
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& name : body.names) learn(name.name), learn(name.abbreviation);
  for (const auto& [id, law] : project.registers.laws) learn(law.title), learn(law.short_name);
  for (const auto& [id, task] : project.registers.tasks) learn(task.name);
  for (const KnownWord& word : project.registers.words) learn(word.text);
  for (const auto& paper : project.papers) learn(RunningText(paper->root()).text());
}

std::string Vocabulary::lowered(std::string_view word) {
  return lower(word);
}

void Vocabulary::learn(std::string_view text) {
  std::string before;
  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = word_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    std::string small = lower(word);
    Use& use = used_[small];
    ++use.all;
    use.capital += begins_capital(word);
    // A hyphen that two words share parts them no more than a blank does: "Børne- og Ungdomsudvalget".
    const std::string_view gap = text.substr(last, at - last);
    if (!before.empty() && gap.size() <= 2 && gap.find_first_not_of("- ") == std::string_view::npos)
      pairs_.insert(before + " " + small);
    before = std::move(small);
    at = last = end;
  }
}

Vocabulary::Rank Vocabulary::rank(std::string_view word) {
  const Rank plain = rank_of_plain(word);
  if (plain != Rank::unknown) return plain;
  const auto [place, is_new] = ranks_.try_emplace(std::string(word), Rank::unknown);
  if (is_new && speller_.is_right(word)) place->second = Rank::compound;
  return place->second;
}

Vocabulary::Rank Vocabulary::rank_of_plain(std::string_view word) {
  const auto [place, is_new] = plain_ranks_.try_emplace(std::string(word), Rank::unknown);
  if (!is_new) return place->second;
  const std::string small = lower(word);
  const bool genitive = small.size() > 3 && small.back() == 's';
  if (used_.contains(small) || (genitive && used_.contains(small.substr(0, small.size() - 1))))
    place->second = Rank::attested;
  else if (is_common(small) || speller_.is_plain(word))
    place->second = Rank::plain;
  return place->second;
}

int Vocabulary::count_in_project(std::string_view word) const {
  const auto found = used_.find(lower(word));
  return found == used_.end() ? 0 : found->second.all;
}

int Vocabulary::count(std::string_view word) const {
  const auto found = heard_.find(lower(word));
  const int common = is_common(lower(word)) ? 2 : 0;  // as if the text had it twice
  return common + count_in_project(word) + (found == heard_.end() ? 0 : found->second);
}

bool Vocabulary::has_neighbour(std::string_view word) const {
  const std::string small = lower(word);
  // Its beginning and its end are the same: other endings are forms of one word.
  const std::string_view view = small, beginning = view.substr(0, 4), ending = view.substr(view.size() - 3);
  const std::size_t own = code_point_count(small);
  const auto is_near = [&](const std::string& other) {
    const std::size_t letters = code_point_count(other);
    const bool one_more = letters + 1 == own || own + 1 == letters;
    return one_more && other.starts_with(beginning) && other.ends_with(ending) &&
           edit_distance(small, other, 1) == 1;
  };
  return std::ranges::any_of(used_, [&](const auto& each) { return is_near(each.first); }) ||
         std::ranges::any_of(heard_, [&](const auto& each) { return is_near(each.first); });
}

bool Vocabulary::is_name(std::string_view word) const {
  const auto found = used_.find(lower(word));
  return found != used_.end() && found->second.capital * 2 > found->second.all;
}

bool Vocabulary::is_pair(std::string_view first, std::string_view second) const {
  return pairs_.contains(std::string(first) + " " + std::string(second));
}

}  // namespace kancelli::word
