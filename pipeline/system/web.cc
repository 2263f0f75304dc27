#include "pipeline/system/web.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Loaded when an address is asked for, which is seldom: with what it needs (TLS above all) it takes longer to
// load than the rest of the program.
struct Curl {
  decltype(&curl_global_init) global_init = nullptr;
  decltype(&curl_easy_init) easy_init = nullptr;
  decltype(&curl_easy_setopt) easy_setopt = nullptr;
  decltype(&curl_easy_perform) easy_perform = nullptr;
  decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&curl_easy_strerror) easy_strerror = nullptr;
  decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&curl_easy_reset) easy_reset = nullptr;
  decltype(&curl_slist_append) slist_append = nullptr;
  decltype(&curl_slist_free_all) slist_free_all = nullptr;
  bool usable = false;

  Curl() {
    void* library = nullptr;
    for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"})
      if (!library) library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    const auto find = [library](auto& function, const char* name) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
      return function != nullptr;
    };
    usable = find(global_init, "curl_global_init") && find(easy_init, "curl_easy_init") &&
             find(easy_setopt, "curl_easy_setopt") && find(easy_perform, "curl_easy_perform") &&
             find(easy_getinfo, "curl_easy_getinfo") && find(easy_strerror, "curl_easy_strerror") &&
             find(easy_cleanup, "curl_easy_cleanup") && find(easy_reset, "curl_easy_reset") &&
             find(slist_append, "curl_slist_append") && find(slist_free_all, "curl_slist_free_all") &&
             global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  }
};

const Curl& curl() {
  static const Curl instance;
  return instance;
}

struct Answer {
  std::string bytes;
  std::size_t most_bytes;
  bool too_large = false;
};

std::size_t take_bytes(char* data, std::size_t, std::size_t count, void* into) {
  Answer& answer = *static_cast<Answer*>(into);
  answer.too_large = answer.bytes.size() + count > answer.most_bytes;
  if (answer.too_large) return 0;
  answer.bytes.append(data, count);
  return count;
}

// With it, or Error.
const Curl& curl_for(const std::string& address) {
  const Curl& c = curl();
  if (!c.usable)
    throw Error(tr("{0} cannot be fetched: {1}", {address, tr("libcurl is not installed")}),
                tr("scripts/setup installs it"));
  return c;
}

[[noreturn]] void refuse(CURLcode code, const std::string& address, const char* details) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_TOO_MANY_REDIRECTS:
      throw Error(tr("{0} leads nowhere", {address}));
    case CURLE_OPERATION_TIMEDOUT:
      throw Error(tr("{0} answers too slowly", {address}));
    case CURLE_PARTIAL_FILE:
      throw Error(tr("{0} broke off", {address}));
    default:
      throw Error(tr("{0} cannot be fetched: {1}",
                     {address, *details != '\0' ? details : curl().easy_strerror(code)}));
  }
}

struct Headers {
  std::map<std::string, std::string> values;
  // libcurl takes a connection that breaks among the headers for the end of the answer.
  bool are_whole = false;
};

std::size_t take_header(char* data, std::size_t, std::size_t count, void* into) {
  auto& [headers, are_whole] = *static_cast<Headers*>(into);
  const std::string_view line(data, count);
  if (line.starts_with("HTTP/")) headers.clear();  // of an answer before this one: 100 Continue
  are_whole = trim(line).empty();
  if (const std::size_t colon = line.find(':'); colon != std::string_view::npos)
    headers[lower(line.substr(0, colon))] = trim(line.substr(colon + 1));
  return count;
}

class CurlConnection : public WebConnection {
 public:
  explicit CurlConnection(WebAccess access) : access_(std::move(access)) {}

  WebAnswer ask(const WebRequest& request) override {
    const Curl& c = curl_for(request.address);
    if (!handle_) handle_ = {c.easy_init(), c.easy_cleanup};
    c.easy_reset(handle_.get());  // its connections stay
    Headers answer_headers;
    Answer body{{}, request.most_bytes};
    char details[CURL_ERROR_SIZE] = "";
    const auto set = [&](CURLoption option, auto value) { c.easy_setopt(handle_.get(), option, value); };
    std::unique_ptr<curl_slist, decltype(c.slist_free_all)> headers(nullptr, c.slist_free_all);
    const auto add = [&](const char* line) { headers.reset(c.slist_append(headers.release(), line)); };
    for (const std::string& line : request.headers) add(line.c_str());
    set_common(set, request);
    if (request.method == "PUT" || !request.body.empty()) {
      add(request.method == "PUT" ? "Content-Type: application/octet-stream"
                                  : "Content-Type: application/xml");
      add("Expect:");  // no waiting for 100 Continue
      set(CURLOPT_POSTFIELDS, request.body.data() == nullptr ? "" : request.body.data());
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_ERRORBUFFER, static_cast<char*>(details));
    set(CURLOPT_WRITEFUNCTION, take_bytes);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&body));
    set(CURLOPT_HEADERFUNCTION, take_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&answer_headers));
    const CURLcode code = c.easy_perform(handle_.get());
    if (body.too_large) throw Error(tr("what lies at {0} is too large", {request.address}));
    if (code != CURLE_OK || !answer_headers.are_whole)
      return trouble(code == CURLE_OK ? CURLE_PARTIAL_FILE : code, request.address, details);
    long status = 0;
    c.easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    return {static_cast<int>(status), "", false, std::move(answer_headers.values), std::move(body.bytes)};
  }

 private:
  template <typename Set>
  void set_common(const Set& set, const WebRequest& request) {
    constexpr long longest_connecting = 20;
    const long silence = std::max<long>(static_cast<long>(access_.silence.count()), 1);
    set(CURLOPT_URL, request.address.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, std::min(silence, longest_connecting));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, silence);
    // One that lets drop after drop fall is given up too: the time that the bytes take at 10 KB a second.
    constexpr long slowest = 10'000;
    const auto size = static_cast<long>(request.body.size());
    set(CURLOPT_TIMEOUT, 10 * silence + size / slowest);
    if (const char* authorities = std::getenv("SSL_CERT_FILE")) set(CURLOPT_CAINFO, authorities);
    if (access_.user.empty()) return;
    set(CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    set(CURLOPT_USERNAME, access_.user.c_str());
    set(CURLOPT_PASSWORD, access_.password.c_str());
  }

  static WebAnswer trouble(CURLcode code, const std::string& address, const char* details) {
    const std::string reason = *details != '\0' ? details : curl().easy_strerror(code);
    switch (code) {
      case CURLE_UNSUPPORTED_PROTOCOL:
      case CURLE_URL_MALFORMAT:
        throw Error(tr("{0} leads nowhere", {address}));
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CACERT_BADFILE:
      case CURLE_SSL_ISSUER_ERROR:
        throw Error(tr("the certificate of {0} is not good: {1}", {address, reason}),
                    tr("nothing was sent; add the authority that issued it to the system's, or name a file "
                       "with it in SSL_CERT_FILE"));
      case CURLE_OPERATION_TIMEDOUT:
        return {0, tr("it answers too slowly"), true, {}, {}};
      case CURLE_PARTIAL_FILE:
      case CURLE_GOT_NOTHING:
      case CURLE_SEND_ERROR:
      case CURLE_RECV_ERROR:
        return {0, tr("the connection broke off"), false, {}, {}};
      case CURLE_COULDNT_CONNECT:
      case CURLE_COULDNT_RESOLVE_HOST:
        return {0, tr("it cannot be reached"), false, {}, {}};
      default:
        return {0, reason, false, {}, {}};
    }
  }

  WebAccess access_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_{nullptr, nullptr};
};

}  // namespace

std::unique_ptr<WebConnection> web_connection(WebAccess access) {
  return std::make_unique<CurlConnection>(std::move(access));
}

WebFile fetch(const std::string& address, std::chrono::seconds limit, std::size_t most_bytes) {
  const Curl& c = curl_for(address);
  const std::unique_ptr<CURL, decltype(c.easy_cleanup)> handle(c.easy_init(), c.easy_cleanup);
  Answer answer{{}, most_bytes};
  char details[CURL_ERROR_SIZE] = "";
  constexpr long most_moves = 5, longest_silence = 30;
  const long seconds = std::max<long>(static_cast<long>(limit.count()), 1);
  const auto set = [&](CURLoption option, auto value) { c.easy_setopt(handle.get(), option, value); };
  set(CURLOPT_URL, address.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, most_moves);
  set(CURLOPT_TIMEOUT, seconds);
  set(CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(CURLOPT_LOW_SPEED_TIME, std::min(seconds, longest_silence));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(details));
  set(CURLOPT_WRITEFUNCTION, take_bytes);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  const CURLcode code = c.easy_perform(handle.get());
  if (answer.too_large) throw Error(tr("what lies at {0} is too large", {address}));
  if (code != CURLE_OK) refuse(code, address, details);
  long status = 0;
  c.easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) throw Error(tr("{0} answers {1}", {address, std::to_string(status)}));
  const char* type = nullptr;
  c.easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  return {type ? type : "", std::move(answer.bytes)};
}

}  // namespace kancelli
