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
      endings(find_endings(text.text(), project_index.endings())) {
  for (const Node& node : paper.xml->nodes)
    if (node.kind == Node::Kind::element) by_name_[node.name].push_back(&node);
}

const std::vector<const Node*>& ExaminedPaper::elements(std::string_view name) const {
  static const std::vector<const Node*> none;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? none : found->second;
}

const TextMatch* ExaminedPaper::match_at(std::size_t at) const {
  const auto after = std::upper_bound(matches.begin(), matches.end(), at,
                                      [](std::size_t a, const TextMatch& match) { return a < match.begin; });
  return after == matches.begin() || (after - 1)->end <= at ? nullptr : &*(after - 1);
}

}  // namespace kancelli
