// The two cases of an amendment of a statute: for the first reading, and from it for the second.
#pragma once

#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

// The case that lays an amendment before the council for the first time, as far as the project knows what it
// says: the recommendation, the attachments, the readings still to be dated, and when it comes into force.
// The rest are placeholders. Throws Error when `amendment` is no amendment of the project.
std::string first_reading_case(const Project& project, const std::string& id, const std::string& amendment);

// The same case for the second reading: word for word the first, with what must differ. Throws Error when
// `first` is no case of the project with a first reading.
std::string second_reading_case(const Project& project, const std::string& id, const std::string& first);

// True for an item of the recommendation that only the first reading decides: that the case is sent to the
// second.
bool only_for_first_reading(std::string_view item);

}  // namespace kancelli
