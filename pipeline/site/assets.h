// The style and script files of a site, each named by its hash, so that a browser may keep it for ever.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "pipeline/build/house.h"
#include "pipeline/site/publication.h"

namespace kancelli::site {

struct Assets {
  std::string system_css, site_css, search_js, icon;  // addresses below the root
  SiteFiles files;
};

// `inline_styles`: values of style attributes that pages have as data-style (paper_html.h).
Assets make_assets(const House& house, const std::set<std::string>& inline_styles);

// A style sheet of pages that stand alone, for a part of a page: every selector gets `scope` before it, :root
// becomes it, and a rem is `rem` of the site's. Rules for the whole sheet of paper (@page) are left out.
std::string scoped(std::string_view css, std::string_view scope, double rem);

}  // namespace kancelli::site
