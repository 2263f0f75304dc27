// The pages of a site, kind by kind.
#pragma once

#include <string>
#include <vector>

#include "pipeline/site/frame.h"

namespace kancelli::site {

// A paper's page, and one for each of its versions. Throws Error for a page that has other words than the
// paper's own.
std::vector<Page> paper_pages(const Site& site, const PublishedPaper& paper);

// What a version changed in the one before it, which must be there.
Page changes_page(const Site& site, const PublishedPaper& paper, const PublishedVersion& version);
const PublishedVersion* changes_before(const PublishedPaper& paper, const PublishedVersion& version);

// Where the attachment can be read; "" when it cannot be here.
std::string attachment_target(const Site& site, const PublishedPaper& paper, const Attachment& attachment);
std::string attachment_title(const Site& site, const Attachment& attachment);

// The words of an agenda or minutes, in which the items' headings and attachments lead to their papers.
std::string with_item_links(const Site& site, const Page& page, const Paper& paper, std::string html);

// The page of the meeting that a paper is for; "" when there is none.
std::string meeting_page(const Site& site, const Paper& paper);

// Lists of meetings as HTML, the latest first; "" or a sentence where there is none.
std::string latest_meetings(const Site& site, const Page& page, std::size_t most);
std::string meetings_of_body(const Site& site, const Page& page, std::string_view body);

std::vector<Page> list_pages(const Site& site);  // the front page and the lists of papers and subjects
std::vector<Page> meeting_pages(const Site& site);
std::vector<Page> body_pages(const Site& site);
std::vector<Page> statute_pages(const Site& site);
std::vector<Page> fixed_pages(const Site& site);  // search and accessibility
Page missing_page(const Site& site);              // what a server shows for an address that leads nowhere

}  // namespace kancelli::site
