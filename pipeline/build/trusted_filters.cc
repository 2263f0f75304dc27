#include "pipeline/build/trusted_filters.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view writer = "typst/writer.lua";

std::vector<const Node*> trusts(const Project& project) {
  const Node* filters = project.settings == nullptr ? nullptr : project.settings->root->child("filters");
  return filters == nullptr ? std::vector<const Node*>() : filters->elements("trust");
}

// Every file that may run: the entries' own, and for {type} each that is there.
std::vector<std::string> files_that_run(const House& house) {
  constexpr std::string_view above = "filters/";
  std::vector<std::string> files = {std::string(writer)};
  for (const FilterEntry& entry : house.order) {
    if (file_of_entry(entry, "") == entry.file) files.push_back(entry.file);
    for (const auto& [path, text] : house.files) {
      const std::vector<std::string_view> parts = split(path, '/');
      if (parts.size() < 3 || !path.starts_with(above)) continue;
      std::string file = file_of_entry(entry, std::string(parts[1]));
      if (file != entry.file && file == path.substr(above.size())) files.push_back(std::move(file));
    }
  }
  return files;
}

}  // namespace

std::string file_of_entry(const FilterEntry& entry, const std::string& type) {
  std::string file = entry.file;
  for (std::size_t at = file.find("{type}"); at != std::string::npos; at = file.find("{type}"))
    file.replace(at, 6, type);
  return file;
}

Trust trust_in(const Project& project, std::string_view file) {
  Trust trust;
  for (const Node* node : trusts(project)) {
    if (node->get("filter") != file) continue;
    const Trust more = Trust::of(collapse_space(node->get("with")));
    trust.files = trust.files || more.files;
    trust.processes = trust.processes || more.processes;
    trust.network = trust.network || more.network;
    trust.environment = trust.environment || more.environment;
  }
  return trust;
}

void check_trust(const Project& project, const House& house, Diagnostics& diagnostics) {
  const std::vector<const Node*> all = trusts(project);
  if (all.empty()) return;
  const std::vector<std::string> files = files_that_run(house);
  for (const Node* node : all) {
    const std::string_view named = node->get("filter");
    if (std::find(files.begin(), files.end(), named) != files.end()) continue;
    const Attribute* place = node->find("filter");
    const std::string_view meant = nearest(named, std::vector<std::string_view>(files.begin(), files.end()));
    diagnostics.error("filter", place == nullptr ? node->name_span : place->value_span,
                      tr("the filter {0} is trusted, but filters/order.lua does not run it", {named}),
                      {meant.empty() ? tr("name the file as filters/order.lua does, or delete the line")
                                     : tr("did you mean {0}?", {meant})});
  }
}

std::string trust_text(const Project& project) {
  std::vector<std::string> lines;
  for (const Node* node : trusts(project))
    lines.push_back(std::string(node->get("filter")) + ": " + collapse_space(node->get("with")));
  std::sort(lines.begin(), lines.end());
  return join(lines, "\n");
}

std::string trusted_filter_of(const Project& project, const House& house, const std::string& type) {
  const auto is_trusted = [&](std::string_view file) {
    const std::vector<const Node*> all = trusts(project);
    return std::any_of(all.begin(), all.end(), [&](const Node* node) { return node->get("filter") == file; });
  };
  for (const FilterEntry& entry : house.order)
    if (const std::string file = file_of_entry(entry, type); is_trusted(file)) return file;
  return is_trusted(writer) ? std::string(writer) : "";
}

}  // namespace kancelli
