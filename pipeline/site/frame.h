// What the pages of a site have in common: the frame around each, and what they say of papers and bodies.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/meeting.h"
#include "pipeline/site/assets.h"
#include "pipeline/site/paper_html.h"
#include "pipeline/site/publication.h"

namespace kancelli::site {

struct Link {
  std::string text, address;  // plain text; below the root
};

struct Page {
  std::string address;      // "dokumenter/ID/"
  std::string root;         // of a page that is shown at any address: what its links begin with; else ""
  std::string title;        // plain text; of the tab and of the way to it
  std::vector<Link> above;  // the pages above, the front page left out
  std::string head;         // more for <head>; this and the rest is HTML
  std::string notice;       // before main
  std::string main;
  std::string aside;  // beside main, a landmark of its own: `aside_name`
  std::string aside_name;
  std::string main_class;
  bool found = true;  // by search: not what repeats another page
};

// What all pages know.
struct Site {
  explicit Site(const Publication& of);

  const Publication& publication;
  const Project& project;
  SiteSettings settings;
  // By paper id and version number.
  std::map<std::pair<std::string, int>, PaperHtml> html, corrections;
  Assets assets;
  std::map<std::string, const PublishedPaper*, std::less<>> by_id;
  std::vector<Meeting> meetings;  // by date

  const PublishedPaper* find(std::string_view id) const;
};

// The whole page.
std::string framed(const Site& site, const Page& page);

// For text and attribute values.
std::string escaped(std::string_view text);
// An address as a link from the page, percent-encoded.
std::string link_to(const Page& page, std::string_view address);
std::string link(const Page& page, const Link& to);

std::string title_of(const Site& site, const Paper& paper);  // as lists print it
std::string type_of(const Site& site, const Paper& paper);   // "Indstilling"
std::string state_of(const Paper& paper);                    // "Udsendt"
std::optional<Date> day_of(const Paper& paper);  // its own, else when it was sent, else its meeting
std::string body_name(const Site& site, std::string_view id, const std::optional<Date>& day);
std::string time_html(const Date& date);   // <time>
std::string size_text(std::size_t bytes);  // "35 kB"

// Newest first; what has no date last.
std::vector<const PublishedPaper*> newest_first(std::vector<const PublishedPaper*> papers);
std::string paper_list(const Site& site, const Page& page, const std::vector<const PublishedPaper*>& papers);

}  // namespace kancelli::site
