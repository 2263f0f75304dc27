#include "pipeline/serve/preview_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

int connected(std::uint16_t port) {
  const int file = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  timeval limit{20, 0};
  ::setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  return file;
}

// Until the server closes, or `until` has come.
std::string received(int file, const std::string& until = "") {
  std::string all;
  char buffer[4096];
  for (ssize_t size = 0; (until.empty() || all.find(until) == std::string::npos) &&
                         (size = ::recv(file, buffer, sizeof buffer, 0)) > 0;)
    all.append(buffer, static_cast<std::size_t>(size));
  return all;
}

void ask(int file, const std::string& line, const std::string& more = "Host: localhost\r\n") {
  const std::string text = line + " HTTP/1.1\r\n" + more + "Connection: close\r\n\r\n";
  EXPECT_EQ(::send(file, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
}

class PreviewServerTest : public testing::Test {
 protected:
  PreviewServerTest()
      : server_(
            0,
            [](const std::string& paper, const std::string& format) {
              return paper == "a" ? MadeFile{"bytes of " + format, ""} : MadeFile{"", "<fejl>"};
            },
            [](const std::shared_ptr<const Shown>& shown) {
              auto whole = std::make_shared<Shown>(*shown);
              whole->files["pagefind/pagefind.js"] = "soeg";
              return whole;
            }) {
    server_.show(shown("foerst"));
    server_.start();
  }

  static Shown shown(const std::string& words) {
    Shown shown;
    shown.files["index.html"] = "<head></head><body>" + words + "</body>";
    shown.files["a/index.html"] = "<head></head><body>a</body>";
    shown.on_demand = {{"a/a.pdf", {"a", "pdf"}}, {"b/b.pdf", {"b", "pdf"}}};
    return shown;
  }

  std::string answer(const std::string& line, const std::string& more = "Host: localhost\r\n") {
    const int file = connected(server_.port());
    ask(file, line, more);
    const std::string all = received(file);
    ::close(file);
    return all;
  }
  static std::string status(const std::string& answer) { return answer.substr(0, 12); }

  PreviewServer server_;
};

TEST_F(PreviewServerTest, GivesPagesWithTheirScriptAndHeaders) {
  const std::string text = answer("GET /");
  EXPECT_EQ(status(text), "HTTP/1.1 200");
  for (const char* words : {"foerst", "/kancelli-vis/preview.js",
                            "Content-Security-Policy: default-src 'none'; script-src 'self'",
                            "X-Content-Type-Options: nosniff", "Content-Type: text/html; charset=utf-8"})
    EXPECT_NE(text.find(words), std::string::npos) << words;
}

TEST_F(PreviewServerTest, LeadsToTheFolderOfAPageAndKeepsTheQuery) {
  const std::string text = answer("GET /a?x=1");
  EXPECT_EQ(status(text), "HTTP/1.1 301");
  EXPECT_NE(text.find("Location: /a/?x=1\r\n"), std::string::npos);
}

TEST_F(PreviewServerTest, RefusesAForeignHostAndNone) {
  EXPECT_EQ(status(answer("GET /", "Host: example.dk\r\n")), "HTTP/1.1 403");
  EXPECT_EQ(status(answer("GET /", "")), "HTTP/1.1 403");
  EXPECT_EQ(answer("GET /", "Host: example.dk\r\n").find("foerst"), std::string::npos);
}

TEST_F(PreviewServerTest, RefusesToWriteAndWaysOut) {
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
    EXPECT_EQ(status(answer(std::string(method) + " /")), "HTTP/1.1 405") << method;
  EXPECT_EQ(status(answer("GET /../../etc/passwd")), "HTTP/1.1 400");
  EXPECT_EQ(status(answer("GET /%2e%2e/%2e%2e/etc/passwd")), "HTTP/1.1 400");
  EXPECT_EQ(status(answer("GET /%252e%252e/etc/passwd")), "HTTP/1.1 404");
}

TEST_F(PreviewServerTest, AnswersHeadWithoutTheBytesAndATagWithNothing) {
  const std::string text = answer("HEAD /");
  EXPECT_EQ(status(text), "HTTP/1.1 200");
  EXPECT_TRUE(text.ends_with("\r\n\r\n"));
  const std::size_t begin = text.find("ETag: ") + 6;
  const std::string tag = text.substr(begin, text.find('\r', begin) - begin);
  EXPECT_EQ(status(answer("GET /", "Host: localhost\r\nIf-None-Match: " + tag + "\r\n")), "HTTP/1.1 304");
}

TEST_F(PreviewServerTest, MakesFilesOnDemandOrSaysWhyNot) {
  EXPECT_NE(answer("GET /a/a.pdf").find("application/pdf"), std::string::npos);
  EXPECT_TRUE(answer("GET /a/a.pdf").ends_with("bytes of pdf"));
  const std::string failed = answer("GET /b/b.pdf");
  EXPECT_EQ(status(failed), "HTTP/1.1 500");
  EXPECT_NE(failed.find("&lt;fejl&gt;"), std::string::npos);
  EXPECT_TRUE(answer("GET /pagefind/pagefind.js").ends_with("soeg"));
}

TEST_F(PreviewServerTest, TellsAPageThatIsOldToLoadAgainAndNoOther) {
  const std::string mark = mark_of(shown("foerst"), ""), of_a = mark_of(shown("foerst"), "a/");
  const int front = connected(server_.port()), a = connected(server_.port());
  ask(front, "GET /kancelli-vis/events?page=%2F&mark=" + mark);
  ask(a, "GET /kancelli-vis/events?page=%2Fa%2F&mark=" + of_a);
  EXPECT_EQ(received(front, ":\n\n").find("reload"), std::string::npos);
  EXPECT_EQ(received(a, ":\n\n").find("reload"), std::string::npos);
  server_.show(shown("nu"));
  EXPECT_NE(received(front).find("event: reload\ndata: now\n\n"), std::string::npos);
  EXPECT_EQ(received(a, ":\n\n").find("reload"), std::string::npos);
  ::close(front);
  ::close(a);
}

TEST_F(PreviewServerTest, TellsAtOnceAPageThatWasOldWhenItAsked) {
  EXPECT_NE(answer("GET /kancelli-vis/events?page=%2F&mark=gammel").find("event: reload"), std::string::npos);
}

TEST_F(PreviewServerTest, HasRoomForMorePagesThanConnectionsWhenTheyAreLeftAgain) {
  const std::string mark = mark_of(shown("foerst"), "");
  for (int i = 0; i < 150; ++i) {
    const int file = connected(server_.port());
    ask(file, "GET /kancelli-vis/events?page=%2F&mark=" + mark);
    ::close(file);
  }
  EXPECT_EQ(status(answer("GET /")), "HTTP/1.1 200");
}

TEST_F(PreviewServerTest, DoesNotShareItsPort) {
  try {
    PreviewServer other(server_.port(), nullptr, nullptr);
    FAIL() << "two servers on one port";
  } catch (const Error& error) {
    EXPECT_NE(error.hint.find("--port"), std::string::npos);
  }
}

TEST(PreviewServerEnd, DoesNotWaitForPagesThatAreLookedAt) {
  auto server = std::make_unique<PreviewServer>(0, nullptr, nullptr);
  server->start();
  const int file = connected(server->port());
  ask(file, "GET /kancelli-vis/events?page=%2F&mark=" + mark_of(Shown(), ""));
  EXPECT_NE(received(file, ":\n\n"), "");
  const auto begin = std::chrono::steady_clock::now();
  server.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  ::close(file);
}

}  // namespace
}  // namespace kancelli
