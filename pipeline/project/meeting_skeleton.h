// A meeting's agenda and its minutes, to fill in: what the project knows of the meeting stands in them.
#pragma once

#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

// The agenda of the meeting "BODY-DATE" ("oeu-2026-02-24"): the usual items, and the cases that are planned
// for it, the closed ones last. Where the meeting has an agenda already, a supplementary one with the cases
// that it does not have. Throws Error for a body that the register does not have, or no date.
std::string agenda_of_meeting(const Project& project, const std::string& id, const std::string& meeting);

// The minutes of the meeting that this agenda is for: a decision for each item of it and of its supplementary
// agendas. Throws Error when `agenda` is no agenda of the project.
std::string minutes_of_agenda(const Project& project, const std::string& id, const std::string& agenda);

}  // namespace kancelli
