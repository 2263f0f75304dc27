#include "pipeline/publish/webdav.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

std::string response(const std::string& href, bool is_folder = false) {
  return "<D:response><D:href>" + href + "</D:href><D:propstat><D:prop><D:resourcetype>" +
         (is_folder ? "<D:collection/>" : "") +
         "</D:resourcetype><D:getlastmodified>Thu, 26 Nov 2026 05:53:04 GMT</D:getlastmodified></D:prop>"
         "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>";
}

std::string listing(const std::string& responses) {
  return R"(<?xml version="1.0" encoding="utf-8" ?><D:multistatus xmlns:D="DAV:">)" + responses +
         "</D:multistatus>";
}

template <typename Act>
std::string refusal(const Act& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Multistatus, GivesNamesAndFoldersAndTimes) {
  const auto entries = read_multistatus(
      listing(response("/site/a%20b/", true) + response("/site/a%20b/%C3%A6.html") +
              response("https://host:8443/site/a%20b/C/", true) + response("/site/a%20b/no-slash", true)),
      "/site/a%20b/");
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].name, "C");
  EXPECT_TRUE(entries[0].is_folder);
  EXPECT_EQ(entries[1].name, "no-slash");
  EXPECT_EQ(entries[2].name, "æ.html");
  EXPECT_FALSE(entries[2].is_folder);
  EXPECT_EQ(entries[2].changed, 1795672384);
}

TEST(Multistatus, AnEntryThatLiesElsewhereIsRefused) {
  for (const std::string href :
       {"/other/x", "/site/../x", "/site/%2e%2e", "/site/a/b", "/site/a%2Fb", "/site/.", "x"})
    EXPECT_NE(refusal([&] { read_multistatus(listing(response(href)), "/site/"); }), "") << href;
}

TEST(Multistatus, WhatIsNoneIsRefused) {
  for (const std::string& text :
       {std::string(), std::string("<html/>"), std::string("{}"), listing("<D:response/>"),
        std::string("<!DOCTYPE m [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><m>&e;</m>")})
    EXPECT_EQ(refusal([&] { read_multistatus(text, "/"); }), "the server's list of a folder cannot be read");
}

TEST(HttpDate, IsReadWithoutALocale) {
  EXPECT_EQ(seconds_of("Thu, 01 Jan 1970 00:00:10 GMT"), 10);
  EXPECT_EQ(seconds_of("Thu, 26 Nov 2026 05:53:04 GMT"), 1795672384);
  for (const char* text : {"", "today", "Thu, 26 Xxx 2026 05:53:04 GMT", "Thu, 26 anF 2026 05:53:04 GMT"})
    EXPECT_EQ(seconds_of(text), 0) << text;
}

TEST(DavAddress, IsEncryptedOrOnThisMachine) {
  EXPECT_EQ(dav_address("https://host/a"), "https://host/a/");
  EXPECT_EQ(dav_address("https://host:8443/a/"), "https://host:8443/a/");
  EXPECT_EQ(dav_address("http://127.0.0.1:80"), "http://127.0.0.1:80/");
  EXPECT_EQ(dav_address("http://[::1]:80/"), "http://[::1]:80/");
  EXPECT_EQ(dav_address("http://localhost/"), "http://localhost/");
  for (const char* address : {"http://host/", "http://localhost.host/", "http://127.0.0.1.host/",
                              "ftp://host/", "HTTP://host/", "file:///x"})
    EXPECT_NE(refusal([&] { dav_address(address); }), "") << address;
  for (const char* address : {"https://", "https:///x", "https://:80/", "https://host/?a", "https://host/#a",
                              "https://host/a b", "https://host/\n"})
    EXPECT_NE(refusal([&] { dav_address(address); }), "") << address;
}

TEST(DavAddress, APasswordInItIsNotRepeated) {
  for (const char* address : {"https://me:sesame@host/", "http://me:sesame@host/", "https://host/sesame@x"})
    EXPECT_EQ(refusal([&] { dav_address(address); }).find("sesame"), std::string::npos) << address;
}

// Answers from a list, and notes what was asked.
class Scripted : public WebConnection {
 public:
  Scripted(std::vector<WebAnswer> answers, std::vector<std::string>& asked)
      : answers_(std::move(answers)), asked_(asked) {}
  WebAnswer ask(const WebRequest& request) override {
    asked_.push_back(request.method + " " + request.address);
    if (answers_.front().bytes.size() > request.most_bytes) throw Error("too large");
    return answers_.at(std::min(asked_.size(), answers_.size()) - 1);
  }

 private:
  std::vector<WebAnswer> answers_;
  std::vector<std::string>& asked_;
};

struct Asking {
  explicit Asking(std::vector<int> statuses) : dav("https://host/site/", connection(statuses), {}) {}
  std::unique_ptr<WebConnection> connection(const std::vector<int>& statuses) {
    std::vector<WebAnswer> answers;
    for (const int status : statuses)
      answers.push_back({status, status == 0 ? "gone" : "", false, {}, "text"});
    return std::make_unique<Scripted>(answers, asked);
  }
  std::vector<std::string> asked;
  Dav dav;
};

TEST(WebDav, NoAnswerIsTakenThatIsFarLargerThanWhatWasAskedFor) {
  std::vector<std::string> asked;
  const std::string large((1u << 20) + 1, 'x');
  const auto ask = [&](const auto& act) {
    Dav dav("https://host/",
            std::make_unique<Scripted>(std::vector<WebAnswer>{{201, "", false, {}, large}}, asked), {});
    return refusal([&] { act(dav); });
  };
  EXPECT_EQ(ask([](Dav& dav) { dav.get_short("current"); }), "too large");
  EXPECT_EQ(ask([](Dav& dav) { dav.put("x", ""); }), "too large");
  EXPECT_EQ(ask([](Dav& dav) { dav.copy("x", "y"); }), "too large");
  EXPECT_EQ(ask([](Dav& dav) { dav.move("x", "y", false, true); }), "too large");
  EXPECT_EQ(ask([](Dav& dav) { dav.remove("x", false); }), "too large");
  EXPECT_EQ(ask([](Dav& dav) { dav.make_folder("x"); }), "too large");
  EXPECT_NE(ask([](Dav& dav) { dav.get("x"); }), "too large");  // a file may be
}

TEST(WebDav, NamesAreEscaped) {
  Asking a({200});
  a.dav.get("sag 1/æ?#%.html");
  EXPECT_EQ(a.asked[0], "GET https://host/site/sag%201/%C3%A6%3F%23%25.html");
}

TEST(WebDav, WhatMayPassIsAskedForAgainALimitedNumberOfTimes) {
  for (const int status : {0, 423, 429, 502, 503, 504}) {
    Asking again({status, status, 201});
    again.dav.put("x", "");
    EXPECT_EQ(again.asked.size(), 3u) << status;
    Asking never({status});
    EXPECT_NE(refusal([&] { never.dav.put("x", ""); }), "");
    EXPECT_EQ(never.asked.size(), 4u) << status;
  }
  Asking mishap({500});
  EXPECT_NE(refusal([&] { mishap.dav.put("x", ""); }), "");
  EXPECT_EQ(mishap.asked.size(), 2u);
}

TEST(WebDav, WhatMayNotPassIsNotAskedForAgain) {
  for (const int status : {301, 400, 401, 403, 409, 413, 507}) {
    Asking a({status});
    EXPECT_NE(refusal([&] { a.dav.put("x", ""); }), "");
    EXPECT_EQ(a.asked.size(), 1u) << status;
  }
}

TEST(WebDav, AMoveWhoseAnswerWasLostIsNotMadeAgain) {
  for (const int status : {0, 500}) {
    Asking a({status});
    EXPECT_NE(refusal([&] { a.dav.move("a", "b", true, false); }), "");
    EXPECT_EQ(a.asked.size(), 1u) << status;
  }
  Asking locked({423, 201});
  EXPECT_TRUE(locked.dav.move("a", "b", true, false));
  Asking there({412});
  EXPECT_FALSE(there.dav.move("a", "b", true, false));
}

}  // namespace
}  // namespace kancelli
