#include "pipeline/site/frame.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

struct MenuEntry {
  std::string_view text, address;
};
constexpr MenuEntry menu[] = {{"Møder", "moeder/"}, {"Dokumenter", "dokumenter/"}, {"Organer", "organer/"},
                              {"Emner", "emner/"},  {"Vedtægt", "vedtaegt/"},      {"Søg", "soeg/"}};

std::string head(const Site& site, const Page& page) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  html +=
      page.address.empty() ? escaped(site.settings.name) : escaped(page.title + " – " + site.settings.name);
  html += "</title>\n";
  for (const std::string& css : {site.assets.system_css, site.assets.site_css})
    html += "<link rel=\"stylesheet\" href=\"" + link_to(page, css) + "\">\n";
  html += "<link rel=\"icon\" type=\"image/svg+xml\" href=\"" + link_to(page, site.assets.icon) + "\">\n";
  html += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Nye dokumenter\" href=\"" +
          link_to(page, "feed.xml") + "\">\n";
  if (!page.found) html += "<meta name=\"robots\" content=\"noindex\">\n";
  return html + page.head + "</head>\n";
}

std::string menu_html(const Page& page) {
  std::string html = "<nav class=\"site-menu\" aria-label=\"Hovedmenu\">\n<ul class=\"container\">\n";
  for (const MenuEntry& entry : menu) {
    html += "<li><a href=\"" + link_to(page, entry.address) + "\"";
    if (page.address == entry.address)
      html += " aria-current=\"page\"";
    else if (page.address.starts_with(entry.address))
      html += " aria-current=\"true\"";
    html += ">" + std::string(entry.text) + "</a></li>\n";
  }
  return html + "</ul>\n</nav>\n";
}

std::string header(const Site& site, const Page& page) {
  std::string html =
      "<a class=\"skipnav\" href=\"#site-indhold\">Gå til indholdet</a>\n<header class=\"site-head\">\n";
  if (site.publication.closed)
    html +=
        "<p class=\"closed-edition\"><span class=\"container\">Lukket udgave: kun for dem, der har adgang "
        "til lukkede punkter</span></p>\n";
  html += "<div class=\"container site-name\">\n<a href=\"" + link_to(page, "") + "\">" +
          escaped(site.settings.name) + "</a>\n";
  if (!page.address.empty() && page.address != "soeg/")
    html += "<form class=\"site-search\" role=\"search\" action=\"" + link_to(page, "soeg/") +
            "\">\n<label class=\"sr-only\" for=\"site-q\">Søg i møder og dokumenter</label>\n"
            "<input class=\"form-input\" id=\"site-q\" name=\"q\" type=\"search\">\n"
            "<button class=\"button-search\" type=\"submit\"><span "
            "class=\"sr-only\">Søg</span></button>\n</form>\n";
  return html + "</div>\n" + menu_html(page) + "</header>\n";
}

std::string breadcrumbs(const Page& page) {
  if (page.address.empty()) return {};
  std::string html =
      "<nav class=\"breadcrumbs\" aria-label=\"Brødkrumme\">\n<ol class=\"breadcrumbs__list\">\n";
  std::vector<Link> way = {{"Forside", ""}};
  way.insert(way.end(), page.above.begin(), page.above.end());
  for (const Link& each : way)
    html += "<li class=\"breadcrumbs__list-item\"><a class=\"breadcrumbs__link\" href=\"" +
            link_to(page, each.address) + "\">" + escaped(each.text) + "</a></li>\n";
  return html + "<li class=\"breadcrumbs__list-item\" aria-current=\"page\">" + escaped(page.title) +
         "</li>\n</ol>\n</nav>\n";
}

std::string footer(const Site& site, const Page& page) {
  std::string html = "<footer class=\"site-foot\">\n<div class=\"container\">\n<p><strong>" +
                     escaped(site.settings.name) + "</strong></p>\n<ul>\n<li>" +
                     link(page, {"Tilgængelighed", "tilgaengelighed/"}) +
                     "</li>\n<li><a class=\"feed\" href=\"" + link_to(page, "feed.xml") +
                     "\" type=\"application/atom+xml\">Nye dokumenter som feed (Atom)</a></li>\n";
  if (!site.settings.address.empty())
    html += "<li>" + link(page, {"Åbne data (OParl)", "oparl/system.json"}) + "</li>\n";
  if (!site.settings.contact.empty())
    html += "<li><a href=\"mailto:" + escaped(site.settings.contact) +
            "\">Kontakt: " + escaped(site.settings.contact) + "</a></li>\n";
  return html + "</ul>\n</div>\n</footer>\n";
}

bool comes_before(const PublishedPaper* a, const PublishedPaper* b) {
  const auto x = day_of(*a->paper), y = day_of(*b->paper);
  if (x && y && x->day_number() != y->day_number()) return x->day_number() > y->day_number();
  return x.has_value() > y.has_value();
}

}  // namespace

Site::Site(const Publication& of)
    : publication(of), project(of.project), settings(site_settings(of.project)) {
  std::set<std::string> inline_styles;
  for (const PublishedPaper& paper : publication.papers) {
    by_id[paper.paper->id] = &paper;
    for (const PublishedVersion& version : paper.versions) {
      html[{paper.paper->id, version.number}] = paper_html(version.html, inline_styles);
      if (!version.correction_html.empty())
        corrections[{paper.paper->id, version.number}] = paper_html(version.correction_html, inline_styles);
    }
  }
  assets = make_assets(publication.house, inline_styles);
  std::vector<const Paper*> shown;
  for (const PublishedPaper& paper : publication.papers) shown.push_back(paper.paper);
  meetings = meetings_of(project, shown);
}

const PublishedPaper* Site::find(std::string_view id) const {
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

std::string framed(const Site& site, const Page& page) {
  std::string html = head(site, page) + "<body>\n" + header(site, page) +
                     "<div class=\"container site-body\">\n" + breadcrumbs(page) + page.notice;
  if (!page.aside.empty()) html += "<div class=\"columns\">\n";
  html += "<main id=\"site-indhold\" tabindex=\"-1\"";
  if (!page.main_class.empty()) html += " class=\"" + page.main_class + "\"";
  html +=
      std::string(page.found && !page.is_list ? " data-pagefind-body" : "") + ">\n" + page.main + "</main>\n";
  if (!page.aside.empty())
    html += "<aside class=\"beside\" id=\"site-om\" tabindex=\"-1\" aria-label=\"" +
            escaped(page.aside_name) + "\">\n" + page.aside + "</aside>\n</div>\n";
  return html + "</div>\n" + footer(site, page) + "</body>\n</html>\n";
}

std::string escaped(std::string_view text) {
  return xml_escape(text);
}

std::string link_to(const Page& page, std::string_view address) {
  return encoded(page.root.empty() ? relative(page.address, address) : page.root + std::string(address));
}

std::string link(const Page& page, const Link& to) {
  return "<a href=\"" + link_to(page, to.address) + "\">" + escaped(to.text) + "</a>";
}

std::string title_of(const Site& site, const Paper& paper) {
  return title_name(site.project, paper);
}

std::string type_of(const Site& site, const Paper& paper) {
  return type_name(site.project, paper);
}

std::string state_of(const Paper& paper) {
  if (paper.state == "sent") return "Udsendt";
  if (paper.state == "superseded") return "Erstattet";
  if (paper.state == "withdrawn") return "Trukket tilbage";
  if (paper.state == "in-approval") return "Til godkendelse";
  return "Udkast";
}

std::optional<Date> day_of(const Paper& paper) {
  if (paper.dated) return paper.dated;
  return paper.sent ? paper.sent : paper.meeting;
}

std::string body_name(const Site& site, std::string_view id, const std::optional<Date>& day) {
  const Body* body = site.project.registers.body(id);
  if (body == nullptr) return std::string(id);
  const BodyName* name = body->name_on(day);
  if (name == nullptr) name = body->name_on({});
  return name == nullptr ? std::string(id) : name->name;
}

std::string time_html(const Date& date) {
  return "<time datetime=\"" + date.iso() + "\">" + escaped(format_date(date, "long")) + "</time>";
}

std::string size_text(std::size_t bytes) {
  constexpr std::size_t kilo = 1000, mega = kilo * kilo;
  if (bytes < mega) return std::to_string((bytes + kilo - 1) / kilo) + "\u00a0kB";
  const std::size_t tenths = (bytes * 10 + mega / 2) / mega;
  return format_number({static_cast<std::int64_t>(tenths), 1}) + "\u00a0MB";
}

std::vector<const PublishedPaper*> newest_first(std::vector<const PublishedPaper*> papers) {
  std::stable_sort(papers.begin(), papers.end(), comes_before);
  return papers;
}

std::string paper_list(const Site& site, const Page& page, const std::vector<const PublishedPaper*>& papers) {
  std::string html = "<ul class=\"entries\">\n";
  for (const PublishedPaper* each : papers) {
    const Paper& paper = *each->paper;
    html += "<li>" + link(page, {title_of(site, paper), paper_address(paper.id)}) +
            "\n<p class=\"entry-facts\">" + escaped(type_of(site, paper));
    if (const auto day = day_of(paper)) html += " · " + time_html(*day);
    if (!paper.committee.empty()) html += " · " + escaped(body_name(site, paper.committee, paper.dated));
    if (paper.state != "sent") html += " · <strong>" + state_of(paper) + "</strong>";
    html += "</p></li>\n";
  }
  return html + "</ul>\n";
}

}  // namespace kancelli::site
