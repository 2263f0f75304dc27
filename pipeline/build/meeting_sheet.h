// The minute-taker's sheet (referentark): what of a meeting is to be written down, with room for it. It is
// made of the agendas as long as there are no minutes, for the house alone: it is no paper of the project,
// and nothing publishes it.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

inline constexpr std::string_view sheet_suffix = "-referentark";

// The sheets of those papers that are ordinary agendas without minutes; each with the id
// "AGENDA-referentark".
std::vector<std::unique_ptr<Paper>> meeting_sheets(Project& project, const std::vector<const Paper*>& papers,
                                                   Diagnostics& diagnostics);

// True for the id of a sheet that the project has now.
bool is_meeting_sheet(const Project& project, std::string_view id);

}  // namespace kancelli
