// What an attachment's `paper` names: a paper of the project, or one that an amendment becomes
// ("ID-paralleltekst").
#pragma once

#include <string>
#include <string_view>

#include "pipeline/project/project.h"

namespace kancelli {

// What stands behind the amendment's id in the ids of the papers that it becomes beside its amending text.
inline constexpr std::string_view consolidated_suffix = "-sammenskrevet", parallel_suffix = "-paralleltekst",
                                  marked_suffix = "-markeret";

struct AttachedPaper {
  const Paper* source = nullptr;  // that paper, or the amendment; nullptr when there is none
  std::string title;              // as the list of attachments prints it
  bool made = false;              // one that an amendment becomes
};
AttachedPaper attached_paper(const Project& project, std::string_view id);

}  // namespace kancelli
