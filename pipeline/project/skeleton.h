// A new paper to fill in.
#pragma once

#include <string>

#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

// A document that the type's grammar accepts, with every required element, the sections' headings as
// comments, and "…" where text belongs; names are the first of the project's register that fit. Throws Error
// for a type without a grammar.
std::string skeleton(const Project& project, const std::string& type, const std::string& id);

// Writes it to content/papers/TYPE/ID.xml and adds it to content/project.xml. Gives the file's path in the
// project. Throws Error when a paper has that id already, or the id is not one (letters, digits, hyphens).
std::string new_paper(const Project& project, Files& files, const std::string& type, const std::string& id);

}  // namespace kancelli
