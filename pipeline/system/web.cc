#include "pipeline/system/web.h"

#include <curl/curl.h>
#include <dlfcn.h>

#include <algorithm>
#include <memory>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

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
             find(easy_cleanup, "curl_easy_cleanup") && global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
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

}  // namespace

WebFile fetch(const std::string& address, std::chrono::seconds limit, std::size_t most_bytes) {
  const Curl& c = curl();
  if (!c.usable)
    throw Error(tr("{0} cannot be fetched: {1}", {address, tr("libcurl is not installed")}),
                tr("scripts/setup installs it"));
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
