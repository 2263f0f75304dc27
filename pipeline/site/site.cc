#include <algorithm>
#include <set>

#include "pipeline/core/parallel.h"
#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

void add_outputs(const PublishedPaper& paper, bool closed, SiteFiles& files) {
  const std::string& id = paper.paper->id;
  for (const PublishedVersion& version : paper.versions) {
    if (!version.pdf.empty()) files[output_address(id, version.number, "pdf", closed)] = version.pdf;
    if (!version.correction_pdf.empty())
      files[correction_address(id, version.number)] = version.correction_pdf;
    if (!version.docx.empty()) files[output_address(id, version.number, "docx", closed)] = version.docx;
  }
  for (const auto& [name, bytes] : paper.attachments) files[attachment_address(id, name)] = bytes;
}

// Two pages of one title cannot be told apart among open tabs: the second has its address behind it.
void tell_apart(std::vector<Page>& pages) {
  std::set<std::string> taken;
  for (Page& page : pages)
    if (!taken.insert(page.title).second) {
      page.title += " (" + page.address.substr(0, page.address.size() - 1) + ")";
      taken.insert(page.title);
    }
}

}  // namespace

SiteFiles make_site(const Publication& publication) {
  const Site site(publication);
  std::vector<std::vector<Page>> of_papers(publication.papers.size());
  for_each_index(of_papers.size(), processors(),
                 [&](std::size_t i) { of_papers[i] = paper_pages(site, publication.papers[i]); });
  std::vector<Page> pages = list_pages(site);
  for (auto& more : {meeting_pages(site), body_pages(site), statute_pages(site), fixed_pages(site)})
    pages.insert(pages.end(), more.begin(), more.end());
  for (auto& more : of_papers)
    pages.insert(pages.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  tell_apart(pages);
  SiteFiles files = site.assets.files;
  for (const PublishedPaper& paper : publication.papers) add_outputs(paper, publication.closed, files);
  for (const Page& page : pages) files[page.address + "index.html"] = framed(site, page);
  const Page missing = missing_page(site);
  files[missing.address] = framed(site, missing);
  return files;
}

}  // namespace kancelli::site
