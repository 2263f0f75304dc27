#include "pipeline/site/publication.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

std::string last_part(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

// No output begins so.
constexpr std::string_view demand{"\0kancelli-on-demand ", 20};

}  // namespace

std::string output_on_demand(std::string_view id, std::string_view format) {
  return std::string(demand) + std::string(format) + " " + std::string(id);
}

std::optional<std::pair<std::string, std::string>> on_demand(std::string_view bytes) {
  if (!bytes.starts_with(demand)) return std::nullopt;
  const auto words = split(bytes.substr(demand.size()));
  return std::pair(std::string(words.at(1)), std::string(words.at(0)));
}

SiteSettings site_settings(const Project& project) {
  SiteSettings settings;
  if (const auto found = project.policies("site"); !found.empty()) {
    settings.address = found.front()->get(project.closed_edition ? "closed-address" : "address");
    settings.name = found.front()->get("name");
    settings.contact = found.front()->get("contact");
    settings.assessed = Date::parse(found.front()->get("assessed"));
  }
  if (!settings.address.empty() && !settings.address.ends_with('/')) settings.address += '/';
  if (settings.name.empty()) settings.name = city_name(project) + ": møder og dokumenter";
  return settings;
}

std::string paper_address(std::string_view id) {
  return "dokumenter/" + std::string(id) + "/";
}

std::string version_address(std::string_view id, int number) {
  return paper_address(id) + "version-" + std::to_string(number) + "/";
}

std::string output_address(std::string_view id, int number, std::string_view ending, bool closed_edition) {
  return version_address(id, number) + std::string(id) + (closed_edition ? closed_mark : "") + "." +
         std::string(ending);
}

std::string correction_address(std::string_view id, int number) {
  return version_address(id, number) + std::string(id) + "-rettelsesblad.pdf";
}

std::string changes_address(std::string_view id, int number) {
  return version_address(id, number) + "aendringer/";
}

std::string attachment_address(std::string_view id, std::string_view name) {
  return paper_address(id) + "bilag/" + std::string(name);
}

std::string attachment_name(const Paper& paper, const Attachment& attachment, bool closed_edition) {
  const auto goes_out = [&](const Attachment& each) {
    return (!each.closed || closed_edition) && !each.file.empty();
  };
  if (!goes_out(attachment)) return {};
  const std::string name = last_part(attachment.file);
  for (const Attachment& other : paper.attachments) {
    if (&other == &attachment) break;
    // Two that differ in case alone would be one file to some servers.
    if (goes_out(other) && lower(last_part(other.file)) == lower(name))
      return std::to_string(attachment.number) + "-" + name;
  }
  return name;
}

std::string meeting_address(std::string_view name) {
  return "moeder/" + std::string(name) + "/";
}

std::string body_address(std::string_view id) {
  return "organer/" + std::string(id) + "/";
}

std::string subject_address(std::string_view kle) {
  std::string name(kle);
  std::replace(name.begin(), name.end(), '.', '-');
  return "emner/" + name + "/";
}

std::string relative(std::string_view from_page, std::string_view to) {
  const std::string_view folder = from_page.substr(0, from_page.rfind('/') + 1);
  std::size_t common = 0;
  for (std::size_t i = 0; i < std::min(folder.size(), to.size()) && folder[i] == to[i]; ++i)
    if (folder[i] == '/') common = i + 1;
  std::string path;
  for (const char c : folder.substr(common))
    if (c == '/') path += "../";
  path += to.substr(common);
  return path.empty() ? "./" : path;
}

}  // namespace kancelli::site
