#include "pipeline/word/quoted_place.h"

#include "pipeline/check/running_text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli::word {
namespace {

// Fewer words stand somewhere by chance.
constexpr std::size_t fewest_words = 5;

// What it says itself: what it quotes is from where that stands.
std::string own_words(const RunningText& text) {
  std::string words;
  for (std::size_t at = 0; at < text.text().size();) {
    const std::size_t end = text.text().find('\n', at) + 1;
    if (!text.context(at).quote) words += text.text().substr(at, end - at);
    at = end;
  }
  return words;
}

}  // namespace

void QuotedPlaces::gather() {
  places_.emplace();
  for (const auto& paper : project_.papers)
    for (const auto& [id, node] : paper->ids) {
      if (node == &paper->root() || node->is("attachment") || project_.is_closed(*node)) continue;
      const RunningText text(*node,
                             [&](const Node& computed) { return printed(computed, *paper, project_); });
      places_->push_back({paper->id + "#" + std::string(id), paper.get(), tokens_of(own_words(text), false)});
    }
}

std::string QuotedPlaces::find(std::string_view words, std::string_view said) {
  const std::vector<Token> quotation = tokens_of(words, true);
  if (quotation.size() < fewest_words) return {};
  if (!places_) gather();
  const Place* found = nullptr;
  for (const Place& place : *places_) {
    if (place.words.empty() || compare(quotation, place.words)) continue;
    const bool named = said.find(place.paper->title) != std::string_view::npos;
    if (!said.empty() && !named) continue;
    if (found == nullptr) {
      found = &place;
    } else if (found->paper != place.paper) {
      return {};
    } else if (place.words.size() < found->words.size()) {
      found = &place;
    }
  }
  return found == nullptr ? std::string() : found->reference;
}

bool is_quoted_whole(std::string_view words) {
  const auto between = [&](std::string_view open, std::string_view close) {
    return words.size() > open.size() + close.size() && words.starts_with(open) && words.ends_with(close) &&
           words.find(open, open.size()) == words.rfind(close) && open == close;
  };
  if (words.starts_with("»") && words.find("«") == words.size() - 2) return true;
  if (words.starts_with("“") && words.find("”") == words.size() - 3) return true;
  return between("”", "”") || between("\"", "\"");
}

}  // namespace kancelli::word
