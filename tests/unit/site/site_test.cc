// The pages of small projects, as a browser would find them.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "pipeline/build/house.h"
#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/site/assets.h"
#include "pipeline/site/publication.h"
#include "tests/support/example_project.h"

namespace kancelli::site {
namespace {

const House& house() {
  static const House instance = [] {
    House loaded = load_house(DiskFiles(), KANCELLI_ROOT);
    load_site_styles(DiskFiles(), loaded);
    return loaded;
  }();
  return instance;
}

std::string page_of(const std::string& title, const std::string& text) {
  return "<!DOCTYPE html>\n<html lang=\"da\"><head><title>x</title></head>\n<body class=\"document\">\n<main "
         "id=\"content\" tabindex=\"-1\">\n<h1>" +
         xml_escape(title) + "</h1>\n<p>" + text + "</p>\n</main>\n</body>\n</html>\n";
}

// All papers of the project, each with one version, whose page says its title and `text`.
Publication publication_of(const Project& project, const std::string& text = "Udvalget mødes.") {
  Publication publication{project, house(), false, {}};
  for (const auto& paper : project.papers)
    if (!paper->closed)
      publication.papers.push_back(
          {paper.get(), {{1, paper->sent, "", page_of(paper->title, text), "%PDF", "PK"}}, {}});
  return publication;
}

bool is_page(const std::string& path) {
  return path == "index.html" || path.ends_with("/index.html");
}

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it)
    found.push_back((*it)[1]);
  return found;
}

// Where a relative link from a page leads: a path of the site; "" for what leaves it or leads above its root.
std::string target(const std::string& page, std::string link) {
  link = link.substr(0, link.find_first_of("#?"));
  std::string folder = page.substr(0, page.rfind('/') + 1);
  if (link.empty()) return page;
  for (link = link == "./" ? "" : link; link.starts_with("../"); link.erase(0, 3)) {
    if (folder.empty()) return {};
    folder.erase(folder.rfind('/', folder.size() - 2) + 1);
  }
  const std::string path = folder + link;
  return path.empty() || path.ends_with('/') ? path + "index.html" : path;
}

// What other programs of this house add later (feeds, OParl).
bool comes_later(const std::string& path) {
  return path.ends_with("feed.xml") || path.starts_with("oparl/");
}

constexpr const char* sent = "<state value=\"sent\" sent=\"2026-02-18\"/>\n";

const std::string small_project =
    "<!-- registers/organisation.xml -->\n"
    "<body id=\"oeu\" kind=\"committee\"><name abbreviation=\"ØU\">Økonomiudvalget</name></body>\n"
    "<body id=\"tmu\" kind=\"committee\">\n"
    "<name until=\"2025-12-31\" abbreviation=\"TMU\">Teknik- og Miljøudvalget</name>\n"
    "<name from=\"2026-01-01\" abbreviation=\"KTU\">Klima-, Miljø- og Teknikudvalget</name></body>\n"
    "<!-- papers/charter/plan.xml -->\n<title>Plan for arbejdet</title>\n"
    "<record case=\"2026-0000001\"/>\n<kle subject=\"00.01.00\" facet=\"G01\"/>\n<dated "
    "value=\"2026-02-10\"/>\n" +
    std::string(sent) +
    "<p>Udvalget mødes.</p>\n<!-- papers/case/sag.xml -->\n<title>Sag om planen</title>\n"
    "<dated value=\"2026-02-17\"/>\n<meeting date=\"2026-02-24\"/>\n" +
    sent + "<attachments><attachment id=\"bilag-plan\" paper=\"plan\"/></attachments>\n<p>Teksten.</p>\n";

TEST(Site, EveryLinkLeadsToAFileOfTheSite) {
  const ExampleProject example = check_example(small_project);
  const SiteFiles files = make_site(publication_of(*example.project));
  std::size_t links = 0;
  for (const auto& [path, bytes] : files) {
    if (!is_page(path)) continue;
    for (const std::string& link : all_matches(bytes, "(?:href|src|action)=\"([^\"]*)\"")) {
      if (link.starts_with("mailto:") || link == "https://www.digst.dk/") continue;
      ++links;
      const std::string to = target(path, link);
      EXPECT_TRUE(files.contains(to) || comes_later(to)) << path << " leads to " << link;
    }
  }
  EXPECT_GT(links, 200u);
  for (const auto& [path, bytes] : files) {
    if (!path.ends_with(".css")) continue;
    for (const std::string& url : all_matches(bytes, "url\\(([^)\"]*)\\)"))
      EXPECT_TRUE(files.contains("assets/" + url)) << path << " wants " << url;
  }
}

TEST(Site, EachPageHasOneHeadingATitleOfItsOwnAndALanguage) {
  const ExampleProject example = check_example(small_project);
  std::set<std::string> titles;
  for (const auto& [path, bytes] : make_site(publication_of(*example.project))) {
    if (!is_page(path)) continue;
    EXPECT_EQ(all_matches(bytes, "<(h1)[ >]").size(), 1u) << path;
    EXPECT_EQ(all_matches(bytes, "<(main) ").size(), 1u) << path;
    EXPECT_NE(bytes.find("<html lang=\"da\">"), std::string::npos) << path;
    const auto title = all_matches(bytes, "<title>([^<]*)</title>");
    ASSERT_EQ(title.size(), 1u) << path;
    EXPECT_TRUE(titles.insert(title[0]).second) << path << " is called as another page: " << title[0];
  }
}

TEST(Site, AnOldNameLeadsToTheBodyThatHasANewOne) {
  const ExampleProject example = check_example(small_project);
  const SiteFiles files = make_site(publication_of(*example.project));
  EXPECT_NE(
      files.at("organer/index.html")
          .find("<a href=\"tmu/\">Teknik- og Miljøudvalget</a> (TMU), nu Klima-, Miljø- og Teknikudvalget"),
      std::string::npos)
      << files.at("organer/index.html");
  const std::string& page = files.at("organer/tmu/index.html");
  for (const char* name : {"Teknik- og Miljøudvalget", "TMU", "Klima-, Miljø- og Teknikudvalget", "KTU",
                           "datetime=\"2025-12-31\""})
    EXPECT_NE(page.find(name), std::string::npos) << name;
}

TEST(Site, APapersPageTellsWhatItIsAndLeadsOn) {
  const ExampleProject example = check_example(small_project);
  const SiteFiles files = make_site(publication_of(*example.project));
  const std::string &plan = files.at("dokumenter/plan/index.html"),
                    &sag = files.at("dokumenter/sag/index.html");
  for (const char* said : {"Kommissorium", "2026-0000001", "../../emner/00-01-00/", "../../organer/oeu/",
                           "version-1/plan.pdf", "version-1/plan.docx", "href=\"../sag/\""})
    EXPECT_NE(plan.find(said), std::string::npos) << said;
  for (const char* said : {"../../moeder/oeu-2026-02-24/", "href=\"../plan/\"", "Udsendt"})
    EXPECT_NE(sag.find(said), std::string::npos) << said;
  EXPECT_NE(files.at("emner/00-01-00/index.html").find("Plan for arbejdet"), std::string::npos);
  EXPECT_NE(files.at("moeder/oeu-2026-02-24/index.html").find("Sag om planen"), std::string::npos);
}

TEST(Site, WhatAuthorsWriteIsNeverMarkup) {
  const ExampleProject example = check_example(
      "<title>&lt;script&gt;alert(\"1\")&lt;/script&gt; &amp; 'x'</title>\n<record "
      "case=\"&lt;b&gt;&quot;\"/>\n" +
      std::string(sent) + "<p>Tekst.</p>");
  for (const auto& [path, bytes] : make_site(publication_of(*example.project))) {
    if (!is_page(path)) continue;
    EXPECT_EQ(bytes.find("<script>"), std::string::npos) << path;
    EXPECT_EQ(bytes.find("<b>"), std::string::npos) << path;
  }
}

TEST(Site, NoPageNeedsMoreThanAStrictContentSecurityPolicyAllows) {
  const ExampleProject example = check_example(small_project);
  const std::string text =
      "Et afsnit</p>\n<p style=\"text-align: right;\">til højre</p><p>om style=\"color: red\"";
  const SiteFiles files = make_site(publication_of(*example.project, text));
  std::string css;
  for (const auto& [path, bytes] : files) {
    if (path.starts_with("assets/site-")) css = bytes;
    if (!is_page(path)) continue;
    EXPECT_TRUE(all_matches(bytes, "<[^>]*( style=)").empty()) << path;
    EXPECT_EQ(bytes.find("<style"), std::string::npos) << path;
    EXPECT_TRUE(all_matches(bytes, "<script(>)").empty()) << path;
    EXPECT_TRUE(all_matches(bytes, "(?:src|href)=\"((?:https?:)?//(?!www.digst.dk)[^\"]*)\"").empty())
        << path;
  }
  EXPECT_NE(css.find("[data-style=\"text-align: right;\"] { text-align: right; }"), std::string::npos);
  EXPECT_NE(files.at("dokumenter/plan/index.html").find("om style=\"color: red\""), std::string::npos);
}

constexpr const char* with_closed_items =
    "<!-- papers/agenda/dagsorden.xml -->\n<agenda xmlns=\"urn:kancelli:1\" xml:lang=\"da\" "
    "id=\"dagsorden\" "
    "kind=\"ordinary\"><meta><title>Dagsorden</title><organ committee=\"oeu\"/><meeting "
    "date=\"2026-02-24\"/>"
    "<access state=\"open\"/><state value=\"sent\" sent=\"2026-02-18\"/></meta><agenda-items>"
    "<agenda-item id=\"a\"><title>Meddelelser</title></agenda-item>"
    "<agenda-item id=\"b\" access=\"closed\" reason=\"Forhandling\" ground=\"Forvaltningslovens § 27\" "
    "public=\"En aftale\"><title>Hemmelighed</title></agenda-item>"
    "<agenda-item id=\"c\" access=\"closed\" reason=\"Forhandling\" ground=\"Forvaltningslovens § 27\">"
    "<title>Dybere hemmelighed</title></agenda-item></agenda-items></agenda>\n";

TEST(Site, OfAClosedItemOnlyWhatMayBePublicIsShown) {
  const ExampleProject example = check_example(with_closed_items);
  ASSERT_EQ(example.project->papers.size(), 1u) << human(example);
  const SiteFiles files = make_site(publication_of(*example.project));
  const std::string& page = files.at("moeder/oeu-2026-02-24/index.html");
  EXPECT_NE(page.find("Meddelelser"), std::string::npos);
  EXPECT_NE(page.find("Lukket punkt: En aftale"), std::string::npos) << page;
  for (const auto& [path, bytes] : files)
    for (const char* secret : {"emmelighed", "Forhandling"})
      EXPECT_EQ(bytes.find(secret), std::string::npos) << path;
}

TEST(Site, TheClosedEditionShowsAClosedItemAndSaysThatItIs) {
  const ExampleProject example = check_example(with_closed_items);
  example.project->closed_edition = true;
  Publication publication = publication_of(*example.project);
  publication.closed = true;
  const std::string page = make_site(publication).at("moeder/oeu-2026-02-24/index.html");
  EXPECT_NE(page.find("<h3>Hemmelighed (lukket punkt)</h3>"), std::string::npos) << page;
  EXPECT_NE(page.find("<h3>Meddelelser</h3>"), std::string::npos) << page;
}

TEST(Site, TheClosedEditionsFilesSayInTheirNamesThatTheyAreClosed) {
  const ExampleProject example = check_example(small_project);
  Publication publication = publication_of(*example.project);
  publication.closed = true;
  SiteFiles files = make_site(publication);
  add_feeds(publication, files);
  add_oparl(publication, files);
  for (const char* name : {"plan-lukket.pdf", "plan-lukket.docx"}) {
    EXPECT_TRUE(files.contains(std::string("dokumenter/plan/version-1/") + name));
    EXPECT_NE(files.at("dokumenter/plan/index.html").find(name), std::string::npos);
  }
  EXPECT_NE(files.at("feed.xml").find("version-1/plan-lukket.pdf"), std::string::npos);
  for (const auto& [path, bytes] : files) {
    EXPECT_FALSE(path.ends_with("/plan.pdf") || path.ends_with("/plan.docx")) << path;
    EXPECT_EQ(bytes.find("version-1/plan.pdf"), std::string::npos) << path;
  }
}

Publication with_two_versions(const Project& project) {
  Publication publication = publication_of(project, "Udvalget mødes fire gange om året.");
  PublishedPaper& paper = publication.papers.front();
  PublishedVersion second = paper.versions.front();
  second.number = 2;
  second.sent = Date::parse("2026-03-01");
  second.reason = "Antallet af møder var <forkert>";
  second.html = page_of(paper.paper->title, "Udvalget mødes fem gange om året.");
  paper.versions.insert(paper.versions.begin(), second);
  return publication;
}

TEST(Site, ACorrectionSaysWhyAndWhatItChangedAndTheOldOneKeepsItsAddress) {
  const ExampleProject example = check_example(small_project);
  const SiteFiles files = make_site(with_two_versions(*example.project));
  const std::string &now = files.at("dokumenter/plan/index.html"),
                    &first = files.at("dokumenter/plan/version-1/index.html"),
                    &changes = files.at("dokumenter/plan/version-2/aendringer/index.html");
  EXPECT_NE(now.find("Revideret den <time datetime=\"2026-03-01\">"), std::string::npos);
  EXPECT_NE(now.find("Antallet af møder var &lt;forkert&gt;"), std::string::npos);
  EXPECT_NE(now.find("fem gange"), std::string::npos);
  EXPECT_NE(first.find("fire gange"), std::string::npos);
  EXPECT_NE(first.find("Version 1 er afløst af en nyere"), std::string::npos);
  EXPECT_NE(first.find("noindex"), std::string::npos);
  EXPECT_NE(changes.find("mødes <del>fire</del> gange"), std::string::npos) << changes;
  EXPECT_NE(changes.find("mødes <ins>fem</ins> gange"), std::string::npos);
  EXPECT_TRUE(files.contains("dokumenter/plan/version-1/plan.pdf"));
  EXPECT_FALSE(files.contains("dokumenter/sag/version-2/index.html"));
}

TEST(Site, ACorrectionSheetThatWasSentSaysWhatChanged) {
  const ExampleProject example = check_example(small_project);
  Publication publication = with_two_versions(*example.project);
  publication.papers.front().versions.front().correction_html = page_of("Rettelsesblad", "Fem, ikke fire.");
  publication.papers.front().versions.front().correction_pdf = "%PDF sheet";
  const SiteFiles files = make_site(publication);
  EXPECT_NE(files.at("dokumenter/plan/version-2/aendringer/index.html").find("Fem, ikke fire."),
            std::string::npos);
  EXPECT_EQ(files.at("dokumenter/plan/version-2/plan-rettelsesblad.pdf"), "%PDF sheet");
  EXPECT_NE(files.at("dokumenter/plan/index.html").find("version-2/plan-rettelsesblad.pdf"),
            std::string::npos);
}

TEST(Site, IsTheSameForTheSamePublication) {
  const ExampleProject example = check_example(small_project);
  EXPECT_EQ(make_site(with_two_versions(*example.project)), make_site(with_two_versions(*example.project)));
}

TEST(Site, RefusesAPageThatIsNone) {
  const ExampleProject example = check_example(small_project);
  Publication publication = publication_of(*example.project);
  publication.papers.front().versions.front().html = "<p>Kun et afsnit</p>";
  EXPECT_THROW(make_site(publication), Error);
}

TEST(Site, RelativeLinksWorkBelowAnyAddress) {
  EXPECT_EQ(relative("", "dokumenter/"), "dokumenter/");
  EXPECT_EQ(relative("dokumenter/plan/", "organer/oeu/"), "../../organer/oeu/");
  EXPECT_EQ(relative("dokumenter/plan/", "dokumenter/plan/version-1/plan.pdf"), "version-1/plan.pdf");
  EXPECT_EQ(relative("dokumenter/plan/", "dokumenter/planen/"), "../planen/");
  EXPECT_EQ(relative("dokumenter/", "dokumenter/"), "./");
  EXPECT_EQ(relative("dokumenter/", ""), "../");
}

TEST(Site, TwoAttachmentsOfOneNameAreTwoFiles) {
  Paper paper;
  paper.attachments = {{1, "a", "", "bilag/plan.pdf", "", "", "", false, "", "", nullptr},
                       {2, "b", "", "andre/Plan.pdf", "", "", "", false, "", "", nullptr}};
  EXPECT_EQ(attachment_name(paper, paper.attachments[0], false), "plan.pdf");
  EXPECT_EQ(attachment_name(paper, paper.attachments[1], false), "2-Plan.pdf");
}

TEST(Site, AClosedAttachmentHasANameInTheClosedEditionAloneAndTellsNothingInTheOtherOne) {
  Paper paper;
  paper.attachments = {{1, "a", "", "bilag/plan.pdf", "", "", "", true, "", "", nullptr},
                       {2, "b", "", "andre/plan.pdf", "", "", "", false, "", "", nullptr}};
  EXPECT_EQ(attachment_name(paper, paper.attachments[0], false), "");
  EXPECT_EQ(attachment_name(paper, paper.attachments[1], false), "plan.pdf");
  EXPECT_EQ(attachment_name(paper, paper.attachments[0], true), "plan.pdf");
  EXPECT_EQ(attachment_name(paper, paper.attachments[1], true), "2-plan.pdf");
}

TEST(Site, AStyleSheetIsKeptWithinItsPartOfThePage) {
  EXPECT_EQ(scoped(":root { --a: 1rem; }\n/* h2 { } */ h1, a:not(.b, .c) { margin: 1.5rem 2px; }", ".x", 2),
            ".x { --a: 2.0000rem; }\n.x h1, .x a:not(.b, .c) { margin: 3.0000rem 2px; }\n");
  EXPECT_EQ(scoped("@page { size: A4; @bottom-right { content: \"1\"; } } @media print { p { color: red; } }",
                   ".x", 1),
            "@media print {\n.x p { color: red; }\n}\n");
}

}  // namespace
}  // namespace kancelli::site
