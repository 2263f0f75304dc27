// The filters that project.xml trusts: <filters><trust filter="diagram/diagram.lua" with="files"/></filters>.
#pragma once

#include <string>

#include "pipeline/build/house.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

// What the project trusts the file with, a path below filters/ as it is once {type} is filled in.
Trust trust_in(const Project& project, std::string_view file);

// A finding for each file that is trusted and that the house does not run (code `filter`).
void check_trust(const Project& project, const House& house, Diagnostics& diagnostics);

// All that is trusted, as a text to compare; "" for nothing.
std::string trust_text(const Project& project);

// The file of a trusted filter that works on papers of the type; "" when there is none.
std::string trusted_filter_of(const Project& project, const House& house, const std::string& type);

// The entry's file, a path below filters/, for papers of the type.
std::string file_of_entry(const FilterEntry& entry, const std::string& type);

}  // namespace kancelli
