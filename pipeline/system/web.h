// Files that lie at addresses of the web.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

struct WebFile {
  std::string type;  // its MIME type; "" when the server does not say
  std::string bytes;
};

// Follows the address, http:// or https://, where it has moved to. Throws Error for what is not there, takes
// longer or is larger.
WebFile fetch(const std::string& address, std::chrono::seconds limit, std::size_t most_bytes);

struct WebRequest {
  std::string method, address;
  std::vector<std::string> headers;               // "Depth: 1"
  std::string_view body;                          // sent when the method is PUT, or it is not empty
  std::size_t most_bytes = std::size_t{1} << 30;  // of the answer: no more is read, and it is an Error
};

struct WebAnswer {
  int status = 0;       // 0: there was no whole answer
  std::string trouble;  // then, why; never with a password in it
  bool too_slow = false;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string bytes;
};

struct WebAccess {
  std::string user, password;            // sent to every address asked, by Basic; "": none
  std::chrono::seconds silence{60};      // after so long without a byte the server is given up
  std::chrono::milliseconds pause{500};  // before something is asked for again; each time twice as long
};

// Asks one server many things, over a connection that is kept. Moves are not followed. The server's
// certificate must be good: by the system's authorities, or those in the file that SSL_CERT_FILE names.
class WebConnection {
 public:
  virtual ~WebConnection() = default;
  // Throws Error for what asking again cannot mend: no libcurl, a bad certificate, an address that is none.
  virtual WebAnswer ask(const WebRequest& request) = 0;
};
std::unique_ptr<WebConnection> web_connection(WebAccess access);

}  // namespace kancelli
