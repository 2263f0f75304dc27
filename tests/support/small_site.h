// A publication of a small project (example_project.h) whose pages are written by hand, and files as the site
// has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/site/publication.h"
#include "tests/support/example_project.h"

namespace kancelli {

struct SmallSite {
  explicit SmallSite(std::string_view text) : example(check_example(text)) {
    for (const auto& paper : example.project->papers) add(*paper);
  }

  // A paper with one version; its page has the words of `paragraph`.
  void add(const Paper& paper) {
    site::PublishedVersion version;
    version.sent = paper.sent;
    version.html = page(paper, "Udvalget skal tage stilling til planen for byens nye haller.");
    version.pdf = "%PDF " + paper.id;
    publication.papers.push_back({&paper, {version}, {}});
    put(paper.id, version);
  }

  // A newer version of the paper with that index, with its correction sheet.
  void correct(std::size_t index, std::string_view sent, std::string_view reason,
               std::string_view paragraph) {
    site::PublishedPaper& paper = publication.papers[index];
    site::PublishedVersion version = paper.versions.front();
    ++version.number;
    version.sent = Date::parse(sent);
    version.reason = reason;
    version.html = page(*paper.paper, paragraph);
    version.pdf += " igen";
    version.correction_pdf = "%PDF rettet";
    paper.versions.insert(paper.versions.begin(), version);
    put(paper.paper->id, version);
  }

  static std::string page(const Paper& paper, std::string_view paragraph) {
    return "<html lang=\"da\"><head><title>" + paper.title +
           "</title><meta name=\"description\" content=\"Indstilling, Økonomiudvalget\"></head><body><main "
           "id=\"content\"><p>Før overskriften</p><h1>" +
           paper.title + "</h1><p>Sagsnr. 1</p><p>" + std::string(paragraph) + "</p></main></body></html>";
  }

  ExampleProject example;
  House house;
  site::Publication publication{*example.project, house, false, {}};
  site::SiteFiles files;

 private:
  void put(const std::string& id, const site::PublishedVersion& version) {
    files[site::paper_address(id) + "index.html"] = version.html;
    files[site::version_address(id, version.number) + "index.html"] = version.html;
    files[site::output_address(id, version.number, "pdf", false)] = version.pdf;
    if (version.correction_pdf.empty()) return;
    files[site::correction_address(id, version.number)] = version.correction_pdf;
    files[site::changes_address(id, version.number) + "index.html"] = version.html;
  }
};

}  // namespace kancelli
