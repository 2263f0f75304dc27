#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/text.h"
#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

struct Kind {
  std::string_view kind, plural;
};
constexpr Kind kinds[] = {{"council", "Kommunalbestyrelse"},
                          {"committee", "Udvalg"},
                          {"administration", "Forvaltninger"},
                          {"unit", "Enheder"},
                          {"centre", "Centre"},
                          {"office", "Andre organer"},
                          {"party", "Partier"}};

std::string name_of(const Body& body) {
  const BodyName* name = body.name_on({});
  return name == nullptr ? body.id : name->name;
}

// "indtil 31. december 2025"; "" for a name that has always held.
std::string period(const BodyName& name) {
  std::string text;
  if (name.from) text = "fra " + time_html(*name.from);
  if (name.until) text += (text.empty() ? "indtil " : " til ") + time_html(*name.until);
  return text;
}

// What the page's heading does not say already.
std::string names_table(const Body& body) {
  if (body.names.size() < 2 && (body.names.empty() || period(body.names.front()).empty())) return {};
  std::string html =
      "<h2>Navne</h2>\n<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"Navne\">\n<table class=\"site-table\">\n<thead data-pagefind-ignore>\n<tr>"
      "<th scope=\"col\">Navn</th><th scope=\"col\">Forkortelse</th><th scope=\"col\">Periode</th></tr>\n"
      "</thead>\n<tbody>\n";
  for (auto name = body.names.rbegin(); name != body.names.rend(); ++name) {
    const std::string when = period(*name);
    html += "<tr><th scope=\"row\">" + escaped(name->name) + "</th><td>" +
            escaped(name->abbreviation.empty() ? name->letter : name->abbreviation) + "</td><td>" +
            (when.empty() ? "uden begrænsning" : when) + "</td></tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string above(const Site& site, const Page& page, const Body& body) {
  const Body* parent = site.project.registers.body(body.parent);
  if (parent == nullptr) return {};
  return "<p>Hører under " + link(page, {name_of(*parent), body_address(parent->id)}) + ".</p>\n";
}

std::string below(const Site& site, const Page& page, const Body& body) {
  std::string html;
  for (const auto& [id, other] : site.project.registers.bodies)
    if (other.parent == body.id) html += "<li>" + link(page, {name_of(other), body_address(id)}) + "</li>\n";
  return html.empty() ? "" : "<h2>Hører herunder</h2>\n<ul>\n" + html + "</ul>\n";
}

std::string papers_of(const Site& site, const Page& page, const std::vector<const PublishedPaper*>& papers,
                      const std::string& feed) {
  if (papers.empty()) return {};
  return "<h2>Dokumenter</h2>\n<p><a class=\"feed\" href=\"" + link_to(page, feed) +
         "\" type=\"application/atom+xml\">Nye dokumenter herfra som feed (Atom)</a></p>\n" +
         paper_list(site, page, newest_first(papers));
}

Page body_page(const Site& site, const Body& body, const std::vector<const PublishedPaper*>& papers) {
  Page page;
  page.address = body_address(body.id);
  page.title = name_of(body);
  page.above = {{"Organer", "organer/"}};
  const BodyName* now = body.name_on({});
  page.main = "<h1>" + escaped(page.title);
  if (now != nullptr && !now->abbreviation.empty()) page.main += " (" + escaped(now->abbreviation) + ")";
  const std::string feed = page.address + "feed.xml";
  if (!papers.empty())
    page.head = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"" + escaped(page.title) +
                "\" href=\"" + link_to(page, feed) + "\">\n";
  page.main += "</h1>\n" + above(site, page, body) + meetings_of_body(site, page, body.id) +
               papers_of(site, page, papers, feed) + below(site, page, body) + names_table(body);
  return page;
}

// In Danish æ, ø and å come last, in this order.
std::string sort_key(std::string_view name) {
  std::string key;
  const std::string small = lower(name);
  for (std::size_t i = 0; i < small.size();) {
    const char32_t c = next_code_point(small, i);
    append_utf8(key, c == U'æ' ? U'{' : c == U'ø' ? U'|' : c == U'å' ? U'}' : c);
  }
  return key;
}

struct ListedName {
  std::string name, html;
};

// Those that go with the name, the latest first: "SUND, tidligere SOU".
std::string abbreviations(const Body& body, std::string_view name) {
  std::vector<std::string> all;
  for (auto each = body.names.rbegin(); each != body.names.rend(); ++each)
    if (each->name == name && !each->abbreviation.empty() &&
        std::find(all.begin(), all.end(), each->abbreviation) == all.end())
      all.push_back(each->abbreviation);
  return join(all, ", tidligere ");
}

// All names that bodies of the kind have and had, in alphabetical order; an old one leads to the new.
std::string names_of_kind(const Site& site, const Page& page, std::string_view kind) {
  std::vector<ListedName> names;
  for (const auto& [id, body] : site.project.registers.bodies) {
    if (body.kind != kind) continue;
    const std::string now = name_of(body);
    std::set<std::string> said;
    for (auto name = body.names.rbegin(); name != body.names.rend(); ++name) {
      if (!said.insert(name->name).second) continue;
      const bool old = name->name != now;
      std::string html = "<li>" + link(page, {name->name, body_address(id)});
      if (const std::string short_forms = abbreviations(body, name->name); !short_forms.empty())
        html += " (" + escaped(short_forms) + ")";
      if (old) html += ", nu " + escaped(now);
      names.push_back({sort_key(name->name), html + "</li>\n"});
    }
  }
  std::stable_sort(names.begin(), names.end(),
                   [](const ListedName& a, const ListedName& b) { return a.name < b.name; });
  std::string html;
  for (const ListedName& name : names) html += name.html;
  return html;
}

}  // namespace

std::vector<Page> body_pages(const Site& site) {
  Page list;
  list.address = "organer/";
  list.title = "Organer";
  list.is_list = true;
  list.main =
      "<h1>Organer</h1>\n<p>Nuværende og tidligere navne. Et tidligere navn fører til det organ, der har et "
      "nyt.</p>\n";
  for (const Kind& kind : kinds)
    if (const std::string names = names_of_kind(site, list, kind.kind); !names.empty())
      list.main += "<section>\n<h2>" + std::string(kind.plural) + "</h2>\n<ul class=\"names\">\n" + names +
                   "</ul>\n</section>\n";
  std::map<std::string, std::vector<const PublishedPaper*>> papers;
  for (const PublishedPaper& paper : site.publication.papers)
    for (const std::string& id : std::set<std::string>{paper.paper->committee, paper.paper->responsible,
                                                       paper.paper->unit, paper.paper->recipient})
      papers[id].push_back(&paper);
  std::vector<Page> pages = {std::move(list)};
  for (const auto& [id, body] : site.project.registers.bodies)
    pages.push_back(body_page(site, body, papers[id]));
  return pages;
}

}  // namespace kancelli::site
