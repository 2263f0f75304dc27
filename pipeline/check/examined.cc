#include "pipeline/check/examined.h"

namespace kancelli {

ExaminedPaper::ExaminedPaper(const Paper& examined, const ProjectIndex& project_index)
    : paper(examined),
      index(project_index),
      project(project_index.project),
      context(project_index.context),
      text(examined.root()),
      matches(find_matches(text, project_index)),
      numbers(written_numbers(text.text())) {
  for (const Node& node : paper.xml->nodes)
    if (node.kind == Node::Kind::element) by_name_[node.name].push_back(&node);
}

const std::vector<const Node*>& ExaminedPaper::elements(std::string_view name) const {
  static const std::vector<const Node*> none;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? none : found->second;
}

}  // namespace kancelli
