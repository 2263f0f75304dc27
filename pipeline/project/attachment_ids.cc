#include "pipeline/project/attachment_ids.h"

#include "pipeline/project/attached_paper.h"

namespace kancelli {

bool is_withheld(const Project& project, const Paper& paper, const Attachment& attachment) {
  if (project.closed_edition || paper.closed) return false;
  const Paper* enclosed = attached_paper(project, attachment.paper).source;
  return attachment.closed || (enclosed != nullptr && enclosed->closed);
}

std::string printed_id(const Project& project, const Paper& paper, const Attachment& attachment) {
  if (attachment.id.empty() || !is_withheld(project, paper, attachment)) return attachment.id;
  std::string id = "bilag-" + std::to_string(attachment.number);
  while (id != attachment.id && paper.ids.contains(id)) id += "-";
  return id;
}

}  // namespace kancelli
