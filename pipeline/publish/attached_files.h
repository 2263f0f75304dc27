// Files that are attached to papers (attachment file="..."), as they become part of a release.
#pragma once

#include <map>
#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

// The open attached files of a paper: site::attachment_name() -> bytes. A file that is not there, or is not
// the one that was attached (sha256), is an error at the attachment (code attachment-missing), and is left
// out. Of a closed one nothing is read, but in the closed edition.
std::map<std::string, std::string> open_attachments(const Project& project, const Paper& paper,
                                                    const Files& files, Diagnostics& diagnostics);

}  // namespace kancelli
