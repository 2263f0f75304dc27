// What a site takes from a paper's own page.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace kancelli::site {

struct PaperHtml {
  std::string main;     // what stands in its <main>
  std::string classes;  // of its body: "case", "document numbered"
};

// A site's pages have no style attributes (its Content-Security-Policy refuses them): they become data-style,
// and their values are added to `inline_styles`. Throws Error for what is no page of a paper.
PaperHtml paper_html(std::string_view page, std::set<std::string>& inline_styles);

}  // namespace kancelli::site
