#include <algorithm>
#include <filesystem>

#include "pipeline/ast/ast_json.h"
#include "pipeline/cli/filter_command.h"
#include "pipeline/core/danish.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/media_name.h"

// What the filters of the command find around them: metadata, Pandoc's version, and a folder for their media.
namespace kancelli {
namespace {

namespace fs = std::filesystem;

// Neither the path nor a link in the folder may lead out of it.
void stay_within(const std::string& folder, const std::string& path) {
  std::error_code no_root, problem;
  fs::path root = fs::weakly_canonical(folder, no_root);
  if (!root.has_filename()) root = root.parent_path();  // "media/", which is still to be made
  const fs::path target = fs::weakly_canonical(path, problem);
  const auto [end, ignored] = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
  if (no_root || problem || end != root.end())
    throw Error(tr("cannot write {0}: it lies outside {1}", {path, folder}),
                tr("choose a folder without links in it"));
}

void point_images(std::vector<ast::Element>& elements,
                  const std::vector<std::pair<std::string, std::string>>& paths) {
  std::vector<std::vector<ast::Element>*> remaining = {&elements};
  while (!remaining.empty()) {
    std::vector<ast::Element>& list = *remaining.back();
    remaining.pop_back();
    for (ast::Element& element : list) {
      if (element.kind == ast::Kind::Image) {
        const std::string name = media_name(element.text);
        const auto found =
            std::lower_bound(paths.begin(), paths.end(), name,
                             [](const auto& entry, const std::string& src) { return entry.first < src; });
        if (found != paths.end() && found->first == name) element.text = found->second;
      }
      if (!element.content.empty()) remaining.push_back(&element.content);
    }
  }
}

void point_images(ast::Meta& meta, const std::vector<std::pair<std::string, std::string>>& paths) {
  point_images(meta.content, paths);
  for (auto& [key, value] : meta.entries) point_images(value, paths);
}

std::string how_to_get() {
  return tr("install it: apt-get install pandoc (2.17 or later), or run scripts/setup");
}

}  // namespace

std::string format_name(const std::string& to) {
  if (to.ends_with(".lua")) return to;  // a custom writer
  return to.substr(0, to.find_first_of("+-"));
}

std::vector<std::string> write_media(const std::vector<MediaFile>& media, const std::string& folder,
                                     Files& files, ast::Document& document) {
  std::vector<std::pair<std::string, std::string>> paths;
  std::vector<std::string> written;
  for (const MediaFile& file : media) {
    const std::string path = (fs::path(folder) / file.path).string();
    stay_within(folder, path);
    paths.emplace_back(file.name.empty() ? file.path : file.name, path);
  }
  for (std::size_t i = 0; i < media.size(); ++i) {
    files.write(paths[i].second, media[i].bytes);
    written.push_back(paths[i].second);
  }
  std::sort(paths.begin(), paths.end());
  point_images(document.blocks, paths);
  point_images(document.meta, paths);
  return written;
}

void add_metadata(ast::Document& document, const std::vector<std::string>& paths, const Files& files,
                  ProcessRunner& processes, Diagnostics& diagnostics) {
  for (const std::string& path : paths)
    static_cast<void>(files.read(path));  // says in our own words why one cannot be read
  if (!paths.empty() && !find_program("pandoc"))
    throw Error(tr("metadata files are read by Pandoc, which is not installed"), how_to_get());
  // The last one first: what is there already stays.
  for (auto path = paths.rbegin(); path != paths.rend(); ++path) {
    Command command;
    command.program = "pandoc";
    // An empty document: what Pandoc then writes is the metadata.
    command.arguments = {"--from=native", "--to=json", "--metadata-file=" + *path};
    command.input = "[]";
    command.environment = {{"LC_ALL", "C.UTF-8"}};
    const ProcessResult result = processes.run(command);
    if (result.status != 0) {
      Diagnostic& d = diagnostics.error(
          "metadata", {}, tr("Pandoc cannot read the metadata: {0}", {collapse_space(result.err)}),
          {tr("a metadata file is one object, in YAML or JSON")});
      d.place = *path;
      continue;
    }
    ast::ApiVersion ignored;
    for (auto& [key, value] : ast::from_json(result.out, ignored).meta.entries)
      if (document.meta.find(key) == nullptr) document.meta.set(key, std::move(value));
  }
}

std::vector<int> oldest_pandoc(const ast::ApiVersion& api) {
  return api >= ast::ApiVersion{1, 23} ? std::vector<int>{3, 0} : std::vector<int>{2, 17};
}

std::vector<int> pandoc_version(const ast::ApiVersion& api, ProcessRunner& processes) {
  const std::vector<int> oldest = oldest_pandoc(api);
  if (!find_program("pandoc")) return oldest;
  Command command;
  command.program = "pandoc";
  command.arguments = {"--version"};
  const ProcessResult result = processes.run(command);
  const auto words = split(std::string_view(result.out).substr(0, result.out.find('\n')));
  std::vector<int> version;
  if (result.status == 0 && words.size() > 1)
    for (const std::string_view part : split(words[1], '.'))
      if (const auto number = read_count(part)) version.push_back(static_cast<int>(*number));
  const bool fits = !version.empty() && (version[0] >= 3) == (oldest[0] >= 3);
  return fits ? version : oldest;
}

}  // namespace kancelli
