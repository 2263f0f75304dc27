#include "pipeline/site/pages.h"

namespace kancelli::site {

std::string meeting_page(const Site&, const Paper&) {
  return {};
}

std::string latest_meetings(const Site&, const Page&, std::size_t) {
  return "<p>Der er ingen møder endnu.</p>\n";
}

std::string meetings_of_body(const Site&, const Page&, std::string_view) {
  return {};
}

std::vector<Page> meeting_pages(const Site&) {
  Page page;
  page.address = "moeder/";
  page.title = "Møder";
  page.main = "<h1>Møder</h1>\n<p>Der er ingen møder endnu.</p>\n";
  return {page};
}

}  // namespace kancelli::site
