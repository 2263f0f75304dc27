// A DOCX as a package of named parts.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace kancelli::docx {

// Part name, without a leading slash ("word/document.xml"), to its bytes.
using Package = std::map<std::string, std::string>;

// Throws Error when `bytes` is no ZIP archive, or one that is damaged. `what` names it in the message.
Package read_package(std::string_view bytes, const std::string& what);

// Content types first, then the package's relations, as readers expect; no folders, one fixed date, pictures
// stored as they are. The same parts give the same bytes.
std::string write_package(const Package& package);

}  // namespace kancelli::docx
