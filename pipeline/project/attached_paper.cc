#include "pipeline/project/attached_paper.h"

namespace kancelli {

AttachedPaper attached_paper(const Project& project, std::string_view id) {
  if (const Paper* paper = project.paper(id)) return {paper, paper->title};
  for (const std::string_view suffix : {consolidated_suffix, parallel_suffix, marked_suffix}) {
    if (!id.ends_with(suffix)) continue;
    const Paper* amendment = project.paper(id.substr(0, id.size() - suffix.size()));
    if (amendment == nullptr || amendment->type != "amendment") continue;
    if (suffix == parallel_suffix) return {amendment, "Paralleltekst: " + amendment->title, true};
    const auto edited = project.edited.find(amendment->id);
    const Node* change = amendment->root().child("change");
    const Paper* statute = edited != project.edited.end() && edited->second.paper != nullptr
                               ? edited->second.paper.get()
                               : project.paper(change == nullptr ? "" : change->get("statute"));
    // The two have the statute's own title: here it must say which of them it is.
    const std::string title = statute == nullptr ? amendment->title : statute->title;
    return {amendment, (suffix == marked_suffix ? "Markeret tekst: " : "Sammenskrevet tekst: ") + title,
            true};
  }
  return {};
}

}  // namespace kancelli
