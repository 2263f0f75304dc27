#include <gtest/gtest.h>

#include <set>

#include "pipeline/site/site_data.h"
#include "tests/support/small_site.h"

namespace kancelli {
namespace {

using site::SiteFiles;

// What stands between the tags of each element of that name, in order.
std::vector<std::string> all(const std::string& text, const std::string& name) {
  std::vector<std::string> found;
  const std::string begin = "<" + name + ">", end = "</" + name + ">";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    found.push_back(text.substr(at, text.find(end, at) - at));
  }
  return found;
}

const std::string two =
    "<!-- papers/case/a.xml -->\n<title>Den ældste</title>\n<dated value=\"2026-01-10\"/>\n"
    "<state value=\"sent\" sent=\"2026-01-12\"/>\n<p>Ja.</p>\n"
    "<!-- papers/case/b.xml -->\n<title>Den &lt;nyeste&gt;</title>\n<dated value=\"2026-02-10\"/>\n"
    "<state value=\"sent\" sent=\"2026-07-12\"/>\n<p>Ja.</p>\n";

using Texts = std::vector<std::string>;

TEST(Feed, HasTheNewestFirst) {
  SmallSite small(two);
  add_feeds(small.publication, small.files);
  const std::string& feed = small.files.at("feed.xml");
  EXPECT_EQ(all(feed, "title"),
            (Texts{site::site_settings(*small.example.project).name, "Den &lt;nyeste&gt;", "Den ældste"}));
  EXPECT_EQ(all(feed, "updated"),
            (Texts{"2026-07-12T00:00:00+02:00", "2026-07-12T00:00:00+02:00", "2026-01-12T00:00:00+01:00"}));
}

TEST(Feed, OfABodyHasWhatBelongsToIt) {
  SmallSite small(two);
  add_feeds(small.publication, small.files);
  ASSERT_TRUE(small.files.contains("organer/oeu/feed.xml"));
  EXPECT_EQ(all(small.files.at("organer/oeu/feed.xml"), "entry").size(), 2U);
  EXPECT_NE(all(small.files.at("organer/oeu/feed.xml"), "id")[0], all(small.files.at("feed.xml"), "id")[0]);
}

TEST(Feed, TellsOfACorrectionUnderTheSameName) {
  SmallSite small(two);
  SiteFiles before = small.files;
  add_feeds(small.publication, before);
  small.correct(0, "2026-08-01", "Tallet i afsnit 2 var forkert",
                "Udvalget skal tage stilling til den rettede plan for byens haller.");
  add_feeds(small.publication, small.files);
  const std::string feed = small.files.at("feed.xml");
  EXPECT_EQ(all(feed, "title")[1], "Den ældste");
  EXPECT_EQ(all(feed, "updated")[1], "2026-08-01T00:00:00+02:00");
  EXPECT_EQ(all(feed, "published")[0], "2026-01-12T00:00:00+01:00");
  EXPECT_EQ(all(feed, "summary")[0],
            "Rettet den 1. august 2026: Tallet i afsnit 2 var forkert. Udvalget skal tage stilling til den "
            "rettede plan for byens haller.");
  EXPECT_EQ(all(feed, "id")[1], all(before.at("feed.xml"), "id")[2]);
}

TEST(Feed, TellsOfACorrectionSheetAsNewsOfItsOwn) {
  SmallSite small(two);
  small.correct(0, "2026-06-01", "Tallet i afsnit 2 var forkert", "Andre ord.");
  SiteFiles before = small.files;
  add_feeds(small.publication, before);
  small.correct(0, "2026-08-01", "Nu er det rigtigt.", "Andre ord igen.");
  add_feeds(small.publication, small.files);
  const std::string& feed = small.files.at("organer/oeu/feed.xml");
  EXPECT_EQ(all(feed, "title"),
            (Texts{all(feed, "title")[0], "Den ældste", "Rettelsesblad til version 3 af Den ældste",
                   "Den &lt;nyeste&gt;", "Rettelsesblad til version 2 af Den ældste"}));
  EXPECT_EQ(all(feed, "summary")[1],
            "Version 3 af »Den ældste« er sendt ud den 1. august 2026. Grunden til rettelsen: Nu er det "
            "rigtigt.");
  EXPECT_EQ(all(feed, "summary")[3],
            "Version 2 af »Den ældste« er sendt ud den 1. juni 2026. Grunden til rettelsen: Tallet i afsnit "
            "2 var forkert.");
  EXPECT_EQ(all(feed, "updated")[4], "2026-06-01T00:00:00+02:00");
  EXPECT_NE(
      all(feed, "entry")[1].find("href=\"../../dokumenter/a/version-3/a-rettelsesblad.pdf\" length=\"11\""),
      std::string::npos);
  EXPECT_NE(all(feed, "entry")[1].find("href=\"../../dokumenter/a/version-3/aendringer/\""),
            std::string::npos);
  // The sheet of version 2 is the same news as before, and no other's.
  EXPECT_EQ(all(feed, "id")[4], all(before.at("organer/oeu/feed.xml"), "id")[3]);
  const Texts ids = all(feed, "id");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(Feed, SaysNothingOfASheetThatIsNotOut) {
  SmallSite small(two);
  small.correct(0, "2026-08-01", "Tallet i afsnit 2 var forkert", "Andre ord.");
  small.publication.papers[0].versions[0].correction_pdf.clear();
  add_feeds(small.publication, small.files);
  EXPECT_EQ(small.files.at("feed.xml").find("ettelsesblad"), std::string::npos);
}

TEST(CityName, IsTheOneThatThePolicyNamesElseCopenhagen) {
  EXPECT_EQ(city_name(*check_example("<!-- project.xml -->\n<city name=\"Byen Kommune\"/>\n").project),
            "Byen Kommune");
  EXPECT_EQ(city_name(*check_example("<!-- papers/case/a.xml -->\n<p>Ja.</p>\n").project),
            "Københavns Kommune");
}

TEST(Feed, LinksToThePageAndThePdfFromWhereItLies) {
  SmallSite small(two);
  add_feeds(small.publication, small.files);
  const std::string& of_all = small.files.at("feed.xml");
  const std::string& of_body = small.files.at("organer/oeu/feed.xml");
  EXPECT_NE(of_all.find("href=\"dokumenter/a/\""), std::string::npos);
  EXPECT_NE(of_all.find("href=\"dokumenter/a/version-1/a.pdf\" length=\"6\""), std::string::npos);
  EXPECT_NE(of_body.find("href=\"../../dokumenter/a/\""), std::string::npos);
  EXPECT_NE(of_body.find("<link rel=\"self\" type=\"application/atom+xml\" href=\"feed.xml\"/>"),
            std::string::npos);
}

TEST(Feed, CallsASupplementaryAgendaSo) {
  const auto agenda = [](const std::string& id, const std::string& root) {
    return "<!-- papers/agenda/" + id + ".xml -->\n<agenda xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" +
           id + "\" " + root +
           "><meta><title>Til mødet</title><dated value=\"2026-02-18\"/>"
           "<organ committee=\"oeu\"/><meeting date=\"2026-02-24\"/><access state=\"open\"/>"
           "<state value=\"sent\" sent=\"2026-02-18\"/></meta><reason><p>Det "
           "haster.</p></reason><agenda-items>"
           "<agenda-item id=\"" +
           id + "-1\"><title>Meddelelser</title></agenda-item></agenda-items></agenda>\n";
  };
  SmallSite small(agenda("a", "kind=\"ordinary\"") + agenda("b", "kind=\"supplementary\" supplements=\"a\""));
  std::set<std::string> names;
  for (const auto& paper : small.publication.papers)
    names.insert(site::type_name(*small.example.project, *paper.paper));
  EXPECT_EQ(names, (std::set<std::string>{"Dagsorden", "Tillægsdagsorden"}));
}

TEST(Feed, LeavesOutWhatHasNoDate) {
  SmallSite small("<!-- papers/case/a.xml -->\n<state value=\"sent\"/>\n<p>Ja.</p>");
  add_feeds(small.publication, small.files);
  EXPECT_TRUE(all(small.files.at("feed.xml"), "entry").empty());
  EXPECT_TRUE(small.files.contains("organer/oeu/feed.xml"));  // its page links to it
  EXPECT_EQ(all(small.files.at("feed.xml"), "updated"), Texts{"1970-01-01T00:00:00Z"});
}

TEST(Feed, OfTheClosedEditionHasOtherNames) {
  SmallSite small(two);
  SiteFiles open = small.files;
  add_feeds(small.publication, open);
  small.publication.closed = true;
  add_feeds(small.publication, small.files);
  EXPECT_NE(all(open.at("feed.xml"), "id")[1], all(small.files.at("feed.xml"), "id")[1]);
}

TEST(FirstParagraph, IsTheOneBelowTheHeadingWithoutMarks) {
  SmallSite small(two);
  small.publication.papers[0].versions[0].html =
      "<main><p>En linje over overskriften, som er lang nok til at tælle.</p><h1>Navn</h1><pre>x</pre><p "
      "class=\"a\">Kort.</p><p>Udvalget &amp; f&#xF8;lgende<sup>1</sup> <em>forvalt</em>ning&#101;r er "
      "h&oslash;rt om planen.</p></main>";
  EXPECT_EQ(site::first_paragraph(small.publication.papers[0]),
            "Udvalget & følgende forvaltninger er hrt om planen.");
  small.publication.papers[0].versions[0].html = "<main><p>Uden overskrift</p>";
  EXPECT_EQ(site::first_paragraph(small.publication.papers[0]), "");
}

TEST(DanishTime, FollowsTheClockChanges) {
  const auto at = [](const char* day, const char* time = "") {
    return site::date_time(*Date::parse(day), time);
  };
  EXPECT_EQ(at("2026-03-29", "01:59"), "2026-03-29T01:59:00+01:00");
  EXPECT_EQ(at("2026-03-29", "03:00"), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(at("2026-03-30"), "2026-03-30T00:00:00+02:00");
  EXPECT_EQ(at("2026-10-25"), "2026-10-25T00:00:00+02:00");
  EXPECT_EQ(at("2026-10-26"), "2026-10-26T00:00:00+01:00");
  EXPECT_EQ(at("2027-10-31", "15:30"), "2027-10-31T15:30:00+01:00");
}

const std::string with_address =
    "<!-- project.xml -->\n<site address=\"https://by.example/dokumenter\" name=\"Byens papirer\"/>\n" + two;

TEST(Feed, HasWholeAddressesWhereTheHouseHasSaidItsOwn) {
  SmallSite small(with_address);
  add_feeds(small.publication, small.files);
  EXPECT_NE(
      small.files.at("organer/oeu/feed.xml").find("href=\"https://by.example/dokumenter/dokumenter/a/\""),
      std::string::npos);
}

TEST(Feed, OfTheClosedEditionNeverLeadsToTheOpenSite) {
  for (const std::string closed : {"", " closed-address=\"https://lukket.example/\""}) {
    SmallSite small("<!-- project.xml -->\n<site address=\"https://by.example/dokumenter\"" + closed +
                    " name=\"Byens papirer\"/>\n" + two);
    small.example.project->closed_edition = small.publication.closed = true;
    add_feeds(small.publication, small.files);
    add_sitemap(small.publication, small.files);
    EXPECT_EQ(small.files.contains("sitemap.xml"), !closed.empty());
    for (const auto& [path, bytes] : small.files)
      EXPECT_EQ(bytes.find("https://by.example"), std::string::npos) << path;
    const std::string expected =
        closed.empty() ? "href=\"dokumenter/a/\"" : "href=\"https://lukket.example/dokumenter/a/\"";
    EXPECT_NE(small.files.at("feed.xml").find(expected), std::string::npos) << small.files.at("feed.xml");
  }
}

TEST(Sitemap, HasEveryPageAndTheDaysThatAreKnown) {
  SmallSite small(with_address);
  small.files["index.html"] = small.files["soeg/index.html"] = "<html></html>";
  small.files["findex.html"] = small.files["assets/site.css"] = "";
  add_sitemap(small.publication, small.files);
  const std::string& map = small.files.at("sitemap.xml");
  EXPECT_EQ(all(map, "loc").size(), 6U);  // two papers, their versions, and two pages
  EXPECT_NE(map.find("<url><loc>https://by.example/dokumenter/</loc></url>"), std::string::npos);
  EXPECT_NE(map.find("<loc>https://by.example/dokumenter/dokumenter/b/</loc><lastmod>2026-07-12</lastmod>"),
            std::string::npos);
}

TEST(Sitemap, LeavesOutWhatNoSearchEngineShallHave) {
  SmallSite small(with_address);
  small.files["index.html"] = "<html></html>";
  small.files["soeg/index.html"] = "<html><head><meta name=\"robots\" content=\"noindex\"></head></html>";
  add_sitemap(small.publication, small.files);
  const std::string& map = small.files.at("sitemap.xml");
  EXPECT_NE(map.find("<loc>https://by.example/dokumenter/</loc>"), std::string::npos);
  EXPECT_EQ(map.find("soeg/"), std::string::npos);
}

TEST(Sitemap, IsNotMadeWithoutAnAddress) {
  SmallSite small(two);
  add_sitemap(small.publication, small.files);
  EXPECT_FALSE(small.files.contains("sitemap.xml"));
}

}  // namespace
}  // namespace kancelli
