// What a WebDAV server (RFC 4918) is asked for: each function asks again where that is safe, and says why it
// did not work otherwise.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/system/web.h"

namespace kancelli {

struct DavEntry {
  std::string name;  // as it stands in its folder
  bool is_folder = false;
  long long changed = 0;  // seconds since 1970, by the server's clock; 0 when it does not say
};

struct DavListing {
  std::vector<DavEntry> entries;  // by name
  long long now = 0;              // the server's clock; 0 when it does not say
};

// Paths are below the address, with / between names and no / at the ends; "" is the address itself. They are
// written as in the file system: what an address escapes is escaped here.
class Dav {
 public:
  // `address` ends in /.
  Dav(std::string address, std::unique_ptr<WebConnection> connection, std::chrono::milliseconds pause);

  // All throw Error, also for an answer that is larger than what they ask for can be.
  std::optional<std::string> get(const std::string& path);        // nothing when it is not there
  std::optional<std::string> get_short(const std::string& path);  // likewise, a file of a line
  void put(const std::string& path, std::string_view bytes);
  void make_folder(const std::string& path);  // or it is there already
  // A file, over another one if there is one. False when FROM is not there.
  bool copy(const std::string& from, const std::string& to);
  // Not asked for again: after a connection that broke nobody knows whether it was done. False when TO is
  // there already and `over` is not set.
  bool move(const std::string& from, const std::string& to, bool is_folder, bool over);
  void remove(const std::string& path, bool is_folder);  // or it is not there
  // What lies in a folder; nothing when it is not there.
  std::optional<DavListing> list(const std::string& path);

 private:
  std::optional<std::string> get(const std::string& path, std::size_t most_bytes);
  std::string address_of(const std::string& path, bool is_folder = false) const;
  WebAnswer ask(const WebRequest& request, bool again);
  [[noreturn]] void refuse(const WebAnswer& answer, const WebRequest& request) const;

  std::string address_;
  std::unique_ptr<WebConnection> connection_;
  std::chrono::milliseconds pause_;
};

// Of the answer to PROPFIND of FOLDER (the path of its address, as it was asked for, ending in /). Throws
// Error for what is no such answer, and for an entry that lies elsewhere.
std::vector<DavEntry> read_multistatus(const std::string& xml, std::string_view folder);

// "Thu, 26 Nov 2026 05:53:04 GMT"; 0 for what is none.
long long seconds_of(std::string_view http_date);

// Throws Error unless it is https://HOST/..., or http:// on this machine, without user, ? or #. Gives it with
// a / at its end.
std::string dav_address(const std::string& written);

}  // namespace kancelli
