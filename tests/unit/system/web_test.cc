#include "pipeline/system/web.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <thread>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

// Answers requests on this machine until it is destroyed, by path.
class Server {
 public:
  explicit Server(std::map<std::string, std::string> answers) : answers_(std::move(answers)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(socket_, 5);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~Server() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  std::string address(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

 private:
  void serve() {
    for (;;) {
      const int peer = ::accept(socket_, nullptr, nullptr);
      if (peer < 0) return;
      char buffer[4096];
      const ssize_t count = ::read(peer, buffer, sizeof buffer);
      const std::string request(buffer, static_cast<std::size_t>(count < 0 ? 0 : count));
      const std::size_t begin = request.find(' ') + 1;
      const auto found = answers_.find(request.substr(begin, request.find(' ', begin) - begin));
      const std::string answer =
          found == answers_.end() ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" : found->second;
      static_cast<void>(!::write(peer, answer.data(), answer.size()));
      ::close(peer);
    }
  }

  std::map<std::string, std::string> answers_;
  int socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  int port_ = 0;
  std::thread thread_;
};

std::string answer(const std::string& bytes, const std::string& head = "Content-Type: image/png\r\n") {
  return "HTTP/1.1 200 OK\r\n" + head + "Content-Length: " + std::to_string(bytes.size()) + "\r\n\r\n" +
         bytes;
}

constexpr std::chrono::seconds soon(5);

std::string problem(const std::string& address, std::size_t most_bytes = 1000) {
  try {
    fetch(address, soon, most_bytes);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Web, GivesWhatLiesAtAnAddress) {
  const Server server({{"/a.png?x=1", answer(std::string("P\0G", 3))}, {"/b", answer("b", "")}});
  const WebFile file = fetch(server.address("/a.png?x=1"), soon, 1000);
  EXPECT_EQ(file.type, "image/png");
  EXPECT_EQ(file.bytes, std::string("P\0G", 3));
  EXPECT_EQ(fetch(server.address("/b"), soon, 1000).type, "");
}

TEST(Web, FollowsAnAddressThatHasMoved) {
  const std::string moved = "HTTP/1.1 302 Found\r\nLocation: ";
  const Server server({{"/old", moved + "/new\r\nContent-Length: 0\r\n\r\n"},
                       {"/new", answer("there")},
                       {"/round", moved + "/round\r\nContent-Length: 0\r\n\r\n"},
                       {"/out", moved + "file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"}});
  EXPECT_EQ(fetch(server.address("/old"), soon, 1000).bytes, "there");
  EXPECT_NE(problem(server.address("/round")).find("leads nowhere"), std::string::npos);
  EXPECT_NE(problem(server.address("/out")).find("leads nowhere"), std::string::npos);
}

TEST(Web, SaysWhatIsWrong) {
  const Server server({{"/large", answer(std::string(2000, 'x'))},
                       {"/cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"}});
  EXPECT_NE(problem(server.address("/none")).find("404"), std::string::npos);
  EXPECT_NE(problem(server.address("/large")).find("too large"), std::string::npos);
  EXPECT_NE(problem(server.address("/cut")), "no error");
  EXPECT_NE(problem("http://127.0.0.1:1/").find("cannot be fetched"), std::string::npos);
  EXPECT_NE(problem("https" + server.address("/large").substr(4)).find("cannot be fetched"),
            std::string::npos);
  EXPECT_NE(problem("file:///etc/passwd").find("leads nowhere"), std::string::npos);
}

}  // namespace
}  // namespace kancelli
