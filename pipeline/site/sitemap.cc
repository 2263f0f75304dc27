#include "pipeline/core/text.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

constexpr std::size_t most_addresses = 50'000;  // of one file, by sitemaps.org
constexpr std::string_view space = "http://www.sitemaps.org/schemas/sitemap/0.9";

// The days on which pages changed: those of papers and of their versions. Nobody knows it of other pages.
std::map<std::string, Date> changes(const Publication& publication) {
  std::map<std::string, Date> days;
  for (const PublishedPaper& paper : publication.papers) {
    const std::string& id = paper.paper->id;
    if (const auto day = last_changed(paper)) days[paper_address(id)] = *day;
    for (const PublishedVersion& version : paper.versions)
      if (version.sent) days[version_address(id, version.number)] = *version.sent;
  }
  return days;
}

std::string map_of(const std::vector<std::string>& entries, const std::string& root) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root + " xmlns=\"" + std::string(space) + "\">\n";
  for (const std::string& entry : entries) out += entry;
  return out + "</" + root + ">\n";
}

}  // namespace

void add_sitemap(const Publication& publication, SiteFiles& files) {
  const SiteSettings settings = site_settings(publication.project);
  if (settings.address.empty()) return;
  static constexpr std::string_view index = "index.html";
  const auto days = changes(publication);
  std::vector<std::string> entries;
  for (const auto& [path, bytes] : files) {
    if (path != index && !path.ends_with("/" + std::string(index))) continue;
    if (bytes.find(R"(<meta name="robots" content="noindex">)") != std::string::npos) continue;
    const std::string page = path.substr(0, path.size() - index.size());
    const auto day = days.find(page);
    entries.push_back("<url><loc>" + xml_escape(absolute(settings, page)) + "</loc>" +
                      (day == days.end() ? "" : "<lastmod>" + day->second.first().iso() + "</lastmod>") +
                      "</url>\n");
  }
  if (entries.size() <= most_addresses) {
    files["sitemap.xml"] = map_of(entries, "urlset");
    return;
  }
  std::vector<std::string> maps;
  for (std::size_t from = 0; from < entries.size(); from += most_addresses) {
    const std::string name = "sitemap-" + std::to_string(maps.size() + 1) + ".xml";
    const std::size_t end = std::min(entries.size(), from + most_addresses);
    files[name] = map_of({entries.begin() + static_cast<std::ptrdiff_t>(from),
                          entries.begin() + static_cast<std::ptrdiff_t>(end)},
                         "urlset");
    maps.push_back("<sitemap><loc>" + xml_escape(absolute(settings, name)) + "</loc></sitemap>\n");
  }
  files["sitemap.xml"] = map_of(maps, "sitemapindex");
}

}  // namespace kancelli::site
