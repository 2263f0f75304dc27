#include "pipeline/publish/attached_files.h"

#include <optional>

#include "pipeline/check/content_file.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/site/publication.h"

namespace kancelli {
namespace {

std::optional<std::string> bytes_of(const Project& project, const Attachment& attachment, const Files& files,
                                    Diagnostics& diagnostics) {
  const Span place = attachment.node->span;
  const std::string& path = attachment.file;
  if (!lies_in_content(path)) {
    diagnostics.error("attachment-missing", place, tr("the file \"{0}\" does not lie below content", {path}));
    return {};
  }
  try {
    std::string bytes = files.read(content_path(project, path));
    if (attachment.sha256.empty() || sha256(bytes) == attachment.sha256) return bytes;
    diagnostics.error("attachment-missing", place,
                      tr("the file \"{0}\" is not the one that was attached: its checksum differs", {path}));
  } catch (const Error& error) {
    diagnostics.error("attachment-missing", place, error.what());
  }
  return {};
}

}  // namespace

std::map<std::string, std::string> open_attachments(const Project& project, const Paper& paper,
                                                    const Files& files, Diagnostics& diagnostics) {
  std::map<std::string, std::string> all;
  for (const Attachment& attachment : paper.attachments) {
    const std::string name = site::attachment_name(paper, attachment, project.closed_edition);
    if (name.empty()) continue;
    if (auto bytes = bytes_of(project, attachment, files, diagnostics)) all[name] = std::move(*bytes);
  }
  return all;
}

}  // namespace kancelli
