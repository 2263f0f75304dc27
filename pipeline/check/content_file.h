// Files that papers name: attachments and pictures, by their path below content/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/check/rule.h"

namespace kancelli {

// True for a path that stays below content/.
bool lies_in_content(std::string_view path);
// The path on the disk.
std::string content_path(const Project& project, std::string_view path);
// Its bytes. A file that cannot be read (a folder, a pipe, no permission) is a finding with `code` at `path`.
std::optional<std::string> read_content_file(const Project& project, const CheckContext& context,
                                             const Attribute& path, std::string_view code,
                                             Diagnostics& diagnostics);
// True when there is such a file (a folder is none).
bool is_content_file(const Project& project, const CheckContext& context, std::string_view path);
// The file in the same folder whose name is nearly the one asked for, as a path below content/; "" when there
// is none.
std::string similar_content_file(const Project& project, const CheckContext& context, std::string_view path);

// How many pages a PDF has; nothing for what is none, or cannot be read.
std::optional<std::int64_t> pdf_pages(const std::string& bytes);

}  // namespace kancelli
