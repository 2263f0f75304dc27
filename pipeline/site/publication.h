// What goes out to one site: papers that passed the gate, with their outputs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/build/house.h"
#include "pipeline/project/project.h"

namespace kancelli::site {

using SiteFiles = std::map<std::string, std::string>;  // path below the site's root -> bytes

struct PublishedVersion {
  int number = 1;
  std::optional<Date> sent;
  std::string reason;           // why it replaced the one before; "" for the first
  std::string html, pdf, docx;  // bytes
  // The correction sheet that was sent with it (rettelsesblad); "" when there is none.
  std::string correction_html = {}, correction_pdf = {};
};

// Stands for an output that a preview makes when somebody asks for it, and back: the paper's id and the
// format.
std::string output_on_demand(std::string_view id, std::string_view format);
std::optional<std::pair<std::string, std::string>> on_demand(std::string_view bytes);

struct PublishedPaper {
  const Paper* paper = nullptr;            // as it was sent last
  std::vector<PublishedVersion> versions;  // newest first; at least one
  SiteFiles attachments;                   // the open attached files: name -> bytes
};

struct Publication {
  const Project& project;
  const House& house;
  bool closed = false;  // the edition for those who may read what is closed; never mixed with the open one
  std::vector<PublishedPaper> papers;  // in the project's order, those of an amendment one after the other
  std::string root = {};               // where the site lies on its server: "/"; "" where its address says it
};

// The <site> of project.xml's policy.
struct SiteSettings {
  std::string address;  // "https://intranet.example/dokumenter/", ending in /, of this edition; "" when the
                        // house has not said
  std::string name;     // on every page: "Københavns Kommune: møder og dokumenter"
  std::string contact;  // whom to tell of a page that is not accessible: an e-mail address; may be empty
  std::optional<Date> assessed;  // when the house last looked at the accessibility of all of it
};
SiteSettings site_settings(const Project& project);

// Addresses below the root; each is a folder with an index.html, and ends in /. Links between pages are
// relative to the page (`relative`), so that a site works below any address.
std::string paper_address(std::string_view id);                // "dokumenter/ID/"
std::string version_address(std::string_view id, int number);  // "dokumenter/ID/version-1/"
// Of a version's file, ending "pdf" or "docx": "dokumenter/ID/version-1/ID.pdf"; of the closed edition
// ".../ID-lukket.pdf", as it is built: whoever has both on their desk sees which is which.
std::string output_address(std::string_view id, int number, std::string_view ending, bool closed_edition);
std::string correction_address(std::string_view id, int number);  // ".../version-2/ID-rettelsesblad.pdf"
std::string changes_address(std::string_view id, int number);     // ".../version-2/aendringer/"
std::string attachment_address(std::string_view id, std::string_view);  // "dokumenter/ID/bilag/NAME"
// The name of an attached file there: its own; of two with one name the second has its number before it. ""
// for a paper of the project and, in the open edition, for a closed file.
std::string attachment_name(const Paper& paper, const Attachment& attachment, bool closed_edition);
std::string meeting_address(std::string_view name);                     // "moeder/oeu-2026-02-24/"
std::string body_address(std::string_view id);                          // "organer/oeu/"
std::string subject_address(std::string_view kle);                      // "emner/00-01-00/"
std::string relative(std::string_view from_page, std::string_view to);  // "../../organer/oeu/"
// Besides: "" (front page), "dokumenter/", "moeder/", "organer/", "emner/", "vedtaegt/" (the statutes),
// "soeg/" (search), "tilgaengelighed/" (accessibility), "feed.xml", "organer/oeu/feed.xml", "sitemap.xml",
// "oparl/system.json", "assets/...".

// All pages with the style and script files they need. Everything is computed from the publication: no
// clock, no machine. Throws Error for a paper whose page has other words than its HTML output.
SiteFiles make_site(const Publication& publication);

// What programs read. Each adds its files to those of the site.
void add_feeds(const Publication& publication, SiteFiles& files);    // Atom (RFC 4287) of all, and per body
void add_sitemap(const Publication& publication, SiteFiles& files);  // sitemaps.org; needs the site's address
void add_oparl(const Publication& publication, SiteFiles& files);    // OParl 1.1
// JSON-LD for the head of a paper's page: schema.org/Report, laws as schema.org/Legislation.
std::string structured_data(const Publication& publication, const PublishedPaper& paper);

}  // namespace kancelli::site
