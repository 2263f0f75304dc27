#include <algorithm>
#include <map>
#include <set>

#include "pipeline/project/attached_paper.h"
#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

std::vector<const PublishedPaper*> all_papers(const Site& site) {
  std::vector<const PublishedPaper*> all;
  for (const PublishedPaper& paper : site.publication.papers) all.push_back(&paper);
  return newest_first(std::move(all));
}

std::string search_form(const Page& page) {
  return "<form class=\"big-search\" role=\"search\" action=\"" + link_to(page, "soeg/") +
         "\">\n<label for=\"q\">Søg i møder og dokumenter</label>\n<div class=\"row-of-two\">\n"
         "<input class=\"form-input\" id=\"q\" name=\"q\" type=\"search\">\n"
         "<button class=\"button button-primary\" type=\"submit\">Søg</button>\n</div>\n</form>\n";
}

Page front_page(const Site& site) {
  constexpr std::size_t most = 8;
  Page page;
  page.title = "Forside";
  page.is_list = true;
  page.main_class = "front";
  std::vector<const PublishedPaper*> papers;
  for (const PublishedPaper* paper : all_papers(site))
    if (papers.size() < most && !attached_paper(site.project, paper->paper->id).made) papers.push_back(paper);
  page.main = "<div class=\"welcome\">\n<h1>Find møder og dokumenter</h1>\n" + search_form(page) +
              "</div>\n<div class=\"halves\">\n<section>\n<h2>Seneste møder</h2>\n" +
              latest_meetings(site, page, most) + "<p>" + link(page, {"Alle møder", "moeder/"}) +
              "</p>\n</section>\n<section>\n<h2>Seneste dokumenter</h2>\n" + paper_list(site, page, papers) +
              "<p>" + link(page, {"Alle dokumenter", "dokumenter/"}) + "</p>\n</section>\n</div>\n";
  return page;
}

Page papers_page(const Site& site) {
  Page page;
  page.address = "dokumenter/";
  page.title = "Dokumenter";
  page.is_list = true;
  std::map<std::string, std::vector<const PublishedPaper*>> by_type;
  for (const PublishedPaper* paper : all_papers(site)) by_type[type_of(site, *paper->paper)].push_back(paper);
  std::string ways, lists;
  int number = 0;
  for (const auto& [type, papers] : by_type) {
    const std::string id = "type-" + std::to_string(++number);
    ways += "<li><a href=\"#" + id + "\">" + escaped(type) + "</a> (" + std::to_string(papers.size()) +
            ")</li>\n";
    lists += "<section>\n<h2 id=\"" + id + "\">" + escaped(type) + "</h2>\n" +
             paper_list(site, page, papers) + "</section>\n";
  }
  page.main =
      "<h1>Dokumenter</h1>\n<p>Efter type, de nyeste først.</p>\n<nav aria-label=\"Typer\">\n<ul "
      "class=\"ways\">\n" +
      ways + "</ul>\n</nav>\n" + lists;
  return page;
}

struct Subject {
  std::vector<const PublishedPaper*> papers;
  std::set<std::string> facets;
};

std::vector<Page> subject_pages(const Site& site) {
  std::map<std::string, Subject> subjects;
  for (const PublishedPaper* paper : all_papers(site)) {
    const Node* meta = paper->paper->root().child("meta");
    const Node* kle = meta == nullptr ? nullptr : meta->child("kle");
    if (kle == nullptr) continue;
    Subject& subject = subjects[std::string(kle->get("subject"))];
    subject.papers.push_back(paper);
    if (!kle->get("facet").empty()) subject.facets.insert(std::string(kle->get("facet")));
  }
  Page list;
  list.address = "emner/";
  list.title = "Emner";
  list.is_list = true;
  list.main = "<h1>Emner</h1>\n<p>Dokumenternes emner efter KLE, kommunernes fælles emnesystematik.</p>\n";
  list.main +=
      subjects.empty() ? "<p>Ingen af dokumenterne har et emnenummer.</p>\n" : "<ul class=\"entries\">\n";
  std::vector<Page> pages;
  for (const auto& [number, subject] : subjects) {
    const std::string name = "KLE " + number;
    list.main += "<li>" + link(list, {name, subject_address(number)}) + "\n<p class=\"entry-facts\">" +
                 std::to_string(subject.papers.size()) +
                 (subject.papers.size() == 1 ? " dokument" : " dokumenter") + "</p></li>\n";
    Page page;
    page.address = subject_address(number);
    page.title = name;
    page.above = {{"Emner", "emner/"}};
    page.main = "<h1>" + escaped(name) + "</h1>\n";
    if (!subject.facets.empty()) {
      page.main += "<p>Facetter:";
      for (const std::string& facet : subject.facets) page.main += " " + escaped(facet);
      page.main += "</p>\n";
    }
    page.main += paper_list(site, page, subject.papers);
    pages.push_back(std::move(page));
  }
  if (!subjects.empty()) list.main += "</ul>\n";
  pages.insert(pages.begin(), std::move(list));
  return pages;
}

}  // namespace

std::vector<Page> list_pages(const Site& site) {
  std::vector<Page> pages = {front_page(site), papers_page(site)};
  for (Page& page : subject_pages(site)) pages.push_back(std::move(page));
  return pages;
}

}  // namespace kancelli::site
