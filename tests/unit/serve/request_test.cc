#include "pipeline/serve/request.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

TEST(SitePath, IsTheTargetWithoutQueryAndEscapes) {
  EXPECT_EQ(site_path("/"), "");
  EXPECT_EQ(site_path("/dokumenter/x/?a=b#c"), "dokumenter/x/");
  EXPECT_EQ(site_path("/bilag/m%C3%B8de%20(1).pdf"), "bilag/møde (1).pdf");
  EXPECT_EQ(site_path("/a...b/..c"), "a...b/..c");
}

TEST(SitePath, IsNothingForAWayOutOfTheSite) {
  for (const char* target :
       {"/..",     "/../x", "/a/../b",        "/a/..",  "/%2e%2e/x", "/%2E./x",           "/a%2f..%2fb",
        "/..%2fx", "/./x",  "/a/.",           "/..\\x", "/..%5cx",   "/a%5C..%5Cb",       "/c:%5cx",
        "//x",     "/a//b", "/%2fetc/passwd", "",       "x",         "http://localhost/", "*"})
    EXPECT_EQ(site_path(target), std::nullopt) << target;
}

TEST(SitePath, UndoesEscapesOnce) {
  EXPECT_EQ(site_path("/%252e%252e/x"), "%2e%2e/x");  // the name of no file, and no way out
}

TEST(SitePath, IsNothingForWhatIsNoText) {
  using namespace std::string_view_literals;
  for (const std::string_view target : {"/%00"sv, "/x%00.html"sv, "/x\0y"sv, "/%0a"sv, "/x%7f"sv, "/%ff"sv,
                                        "/%c0%ae%c0%ae/x"sv, "/%"sv, "/%2"sv, "/%zz"sv, "/%u002e"sv})
    EXPECT_EQ(site_path(target), std::nullopt) << target;
}

TEST(QueryValue, IsFoundByItsWholeName) {
  EXPECT_EQ(query_value("/x?page=%2Fa%2F&mark=1", "page"), "/a/");
  EXPECT_EQ(query_value("/x?page=%2Fa%2F&mark=1", "mark"), "1");
  EXPECT_EQ(query_value("/x?remark=1&mark", "mark"), "");
  EXPECT_EQ(query_value("/mark=1", "mark"), "");
}

TEST(LoopbackHost, IsThisMachineByItsOwnNames) {
  for (const char* host :
       {"localhost", "localhost:8080", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"})
    EXPECT_TRUE(is_loopback_host(host)) << host;
}

TEST(LoopbackHost, IsNoneThatOnlyLooksLikeIt) {
  for (const char* host : {"", "example.dk", "localhost.example.dk", "127.0.0.1.example.dk",
                           "localhost:", "localhost:x", "localhost:8080.example.dk", "localhost:123456",
                           "[::1", "[::1]x", "[::2]", "0.0.0.0", "127.0.0.2", "localhost@example.dk", "::1"})
    EXPECT_FALSE(is_loopback_host(host)) << host;
}

TEST(ContentType, IsByTheEndingAndTellsTheCharsetOfTexts) {
  EXPECT_EQ(content_type("a/index.html"), "text/html; charset=utf-8");
  EXPECT_EQ(content_type("organer/x/feed.xml"), "application/atom+xml; charset=utf-8");
  EXPECT_EQ(content_type("sitemap.xml"), "application/xml; charset=utf-8");
  EXPECT_EQ(content_type("data.json"), "application/json; charset=utf-8");
  EXPECT_EQ(content_type("plan.svg"), "image/svg+xml; charset=utf-8");
  EXPECT_EQ(content_type("a.docx"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_EQ(content_type("pagefind/pagefind.da.pf_meta"), "application/octet-stream");
}

// Attached files keep the names they came with, and the server looks at no capitals.
TEST(ContentType, HoldsForEndingsInCapitals) {
  EXPECT_EQ(content_type("dokumenter/x/bilag/NOTAT.PDF"), "application/pdf");
  EXPECT_EQ(content_type("dokumenter/x/bilag/TAL.CSV"), "text/csv; charset=utf-8");
}

TEST(MatchesTag, LooksThroughTheList) {
  EXPECT_TRUE(matches_tag("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(matches_tag("*", "\"b\""));
  EXPECT_FALSE(matches_tag("\"a\"", "\"b\""));
  EXPECT_FALSE(matches_tag("", "\"b\""));
}

}  // namespace
}  // namespace kancelli
