// `kancelli filter`: Lua filters over Pandoc's JSON.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/cli/options.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

int run_filter(const Options& options);

// What FORMAT is in Pandoc for a --to: "docx" for "docx+styles".
std::string format_name(const std::string& to);

// Writes the files below the folder, never outside it, and makes the images of the tree that mean them point
// there. Gives the paths.
std::vector<std::string> write_media(const std::vector<MediaFile>& media, const std::string& folder,
                                     Files& files, ast::Document& document);

// Adds the metadata that Pandoc reads from the files: what the document says goes before what they say, a
// later file before an earlier one. A file that is no metadata is a diagnostic; throws Error for one that
// cannot be read.
void add_metadata(ast::Document& document, const std::vector<std::string>& paths, const Files& files,
                  ProcessRunner& processes, Diagnostics& diagnostics);

// The oldest version of Pandoc that has this API version.
std::vector<int> oldest_pandoc(const ast::ApiVersion& api);
// The installed Pandoc's; without one, or with one of another API version, the oldest that has this one.
std::vector<int> pandoc_version(const ast::ApiVersion& api, ProcessRunner& processes);

}  // namespace kancelli
