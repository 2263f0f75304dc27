#include "pipeline/site/pages.h"

namespace kancelli::site {

std::vector<Page> statute_pages(const Site&) {
  Page page;
  page.address = "vedtaegt/";
  page.title = "Vedtægt";
  page.main = "<h1>Vedtægt</h1>\n";
  return {page};
}

}  // namespace kancelli::site
