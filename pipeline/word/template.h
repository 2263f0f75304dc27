// The Word template of a type of paper: its sections and what it says about itself as content controls to
// fill in, from its grammar, the project's registers and the house's styles (docs/word.md).
#pragma once

#include <string>
#include <string_view>

#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli::word {

// The bytes of a .dotx. `reference`: those of styles/generated/reference.docx. The same project gives the
// same bytes. Throws Error for a type that there is none of.
std::string word_template(const Project& project, const Files& files, const std::string& type,
                          std::string_view reference);

// What the file is called: the type's Danish title, "Indstilling.dotx".
std::string template_name(const Project& project, const Files& files, const std::string& type);

}  // namespace kancelli::word
