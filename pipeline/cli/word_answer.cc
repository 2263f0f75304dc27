#include "pipeline/cli/word_answer.h"

#include <filesystem>

#include "pipeline/build/tools.h"
#include "pipeline/cli/take_command.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/system/temporary_folder.h"
#include "pipeline/word/proposals.h"
#include "pipeline/word/rejected.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

std::string words_of(const Error& error) {
  return error.hint.empty() ? std::string(error.what()) : std::string(error.what()) + ": " + error.hint;
}

// The folder as it is, but for what is added: links to what is on the disk, and files. Typst and Pandoc read
// pictures from the disk.
void lay_out(const fs::path& from, const fs::path& to, const std::map<std::string, std::string>& added) {
  fs::create_directory(to);
  const auto is_below = [&](const fs::path& folder) {
    const auto next = added.lower_bound(folder.string() + "/");
    return next != added.end() && next->first.starts_with(folder.string() + "/");
  };
  std::error_code none;
  for (fs::directory_iterator each(from, none), end; each != end; ++each) {
    const fs::path &own = each->path(), there = to / own.filename();
    if (is_below(own))
      lay_out(own, there, added);
    else if (!added.contains(own.string()))
      fs::create_symlink(own, there);
  }
  for (const auto& [path, bytes] : added)
    if (const fs::path own = path; own.string().starts_with(from.string() + "/")) {
      const fs::path there = to / own.lexically_relative(from);
      if (!fs::exists(there)) DiskFiles().write(there.string(), bytes);
    }
}

std::string note(const std::string& text) {
  return "<p class=\"hint\">" + xml_escape(as_sentence(text)) + "</p>\n";
}

}  // namespace

std::string FilesBeside::read(const std::string& path) const {
  const auto found = added.find(path);
  return found != added.end() ? found->second : DiskFiles::read(path);
}
bool FilesBeside::exists(const std::string& path) const {
  return added.contains(path) || DiskFiles::exists(path);
}
void FilesBeside::write(const std::string& path, std::string_view bytes) {
  added[path] = bytes;
}
void FilesBeside::remove(const std::string& path) {
  added.erase(path);
}

WordPdf pdf_beside(const std::string& root, const FilesBeside& beside, const std::string& id, bool closed) {
  const TemporaryFolder folder("kancelli-pdf");
  WordPdf pdf;
  Diagnostics found;
  try {
    lay_out(root + "/content", folder.path() + "/content", beside.added);
    DiskFiles files;
    SystemProcesses processes;
    const auto project = load_project(files, folder.path(), found);
    found = {};
    project->closed_edition = closed;
    const Paper* paper = project->paper(id);
    if (paper == nullptr || !paper->valid) return {{}, {tr("the paper {0} cannot be read", {id})}};
    BuildTools tools(files, processes, project->root, find_house(files, root), 1);
    tools.pandoc.learn_version();
    warm_up_for_pdf(tools);
    const Workshop workshop{*project,    tools.house,      files, processes, tools.pandoc,
                            tools.typst, tools.typst_root, "",    false};
    PaperMaker maker(workshop);
    const auto tree = maker.tree(*paper, found);
    if (tree != nullptr) pdf.bytes = maker.output(*paper, *tree, "pdf", found);
  } catch (const Error& error) {
    return {{}, {words_of(error)}};
  }
  if (!found.has_errors()) return pdf;
  pdf.bytes.clear();
  for (const Diagnostic& each : found.list())
    if (each.severity == Severity::error) pdf.why_not.push_back(each.message);
  return pdf;
}

std::string changes_part(const std::string& root, const std::string& id, const std::string& name,
                         std::string_view bytes) {
  DiskFiles files;
  Diagnostics found;
  const auto project = load_project(files, root, found);
  found = {};
  std::vector<word::Copy> copies(1);
  copies[0].name = name;
  copies[0].document = word::read_document(project->sources, name, bytes, found);
  if (copies[0].document == nullptr) return "";
  copies[0].carried = word::carried(project->sources, *copies[0].document);
  const Paper* paper = project->paper(id);
  if (paper == nullptr) return "";
  if (paper->closed || (copies[0].carried && copies[0].carried->edition == "closed"))
    return "<p>Dokumentet er lukket, eller kopien er af den lukkede udgave. Ændringerne vises ikke her, hvor "
           "flere kan "
           "læse med. <code>kancelli take</code> viser dem.</p>\n";
  try {
    word::Proposals proposals = proposals_on(files, *project, *paper, copies, found);
    if (found.has_errors()) return note(tr("the paper {0} cannot be read", {id}));
    word::leave_out_rejected(*project, files, proposals);
    return word::proposals_part(proposals, *project, 3);
  } catch (const Error& error) {
    return note(words_of(error));
  }
}

}  // namespace kancelli
