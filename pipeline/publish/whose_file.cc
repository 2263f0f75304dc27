#include "pipeline/publish/whose_file.h"

#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/publish/closed_texts.h"
#include "pipeline/site/publication.h"

namespace kancelli {

Span Whose::place() const {
  if (attachment != nullptr) return attachment->node->span;
  return paper == nullptr ? Span{} : paper->root().name_span;
}

const Paper* FileOwners::paper_named(std::string_view name) const {
  for (const Paper* paper : open_)
    if (paper->id == name) return paper;
  const AttachedPaper made = attached_paper(project_, name);
  return made.made && is_among(*made.source, open_) ? made.source : nullptr;
}

Whose FileOwners::of(std::string_view path) const {
  constexpr std::string_view attachments = "/bilag/";
  Whose found;
  for (const std::string_view part : split(path, '/')) {
    if (found.paper == nullptr) found.paper = paper_named(part);
    if (found.paper == nullptr) found.paper = paper_named(part.substr(0, part.find('.')));
  }
  const std::size_t folder = path.find(attachments);
  if (found.paper == nullptr || folder == std::string_view::npos) return found;
  const std::string_view name = path.substr(folder + attachments.size());
  for (const Attachment& attachment : found.paper->attachments)
    if (site::attachment_name(*found.paper, attachment, project_.closed_edition) == name)
      found.attachment = &attachment;
  return found;
}

}  // namespace kancelli
