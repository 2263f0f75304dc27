#include "pipeline/check/examined.h"

#include <algorithm>

namespace kancelli {

ExaminedPaper::ExaminedPaper(const Paper& examined, const ProjectIndex& project_index)
    : paper(examined),
      index(project_index),
      project(project_index.project),
      context(project_index.context),
      text(examined.root()),
      matches(find_matches(text, project_index)),
      endings(find_endings(text.text(), project_index.endings())),
      numbers(written_numbers(text.text())) {
  for (const Node& node : paper.xml->nodes)
    if (node.kind == Node::Kind::element) by_name_[node.name].push_back(&node);
}

const std::vector<const Node*>& ExaminedPaper::elements(std::string_view name) const {
  static const std::vector<const Node*> none;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? none : found->second;
}

std::optional<StatedDate> ExaminedPaper::stated_date(std::size_t at) const {
  const std::string_view all = text.text();
  if (at >= all.size()) return std::nullopt;
  if (all.substr(at).starts_with(RunningText::computed_mark)) {
    const Node* node = text.computed(at);
    const auto date = node != nullptr && node->is("date") ? Date::parse(node->get("value")) : std::nullopt;
    if (!date) return std::nullopt;
    return StatedDate{*date, at, at + RunningText::computed_mark.size(), node};
  }
  std::size_t length = 0;
  const auto date = within_word(all, at) ? std::nullopt : read_period(all.substr(at, 60), length);
  if (!date || word_end(all, at + length) != at + length) return std::nullopt;
  return StatedDate{*date, at, at + length, nullptr};
}

const Attribute* ExaminedPaper::meta(std::string_view element, std::string_view attribute) const {
  const Node* meta_node = paper.root().child("meta");
  const Node* node = meta_node == nullptr ? nullptr : meta_node->child(element);
  return node == nullptr ? nullptr : node->find(attribute);
const TextMatch* ExaminedPaper::match_at(std::size_t at) const {
  const auto after = std::upper_bound(matches.begin(), matches.end(), at,
                                      [](std::size_t a, const TextMatch& match) { return a < match.begin; });
  return after == matches.begin() || (after - 1)->end <= at ? nullptr : &*(after - 1);
}

}  // namespace kancelli
