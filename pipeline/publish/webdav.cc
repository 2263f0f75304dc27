#include "pipeline/publish/webdav.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli {
namespace {

constexpr int tries = 4;

// What a server says to a thousand files in one folder is far smaller.
constexpr std::size_t most_listing_bytes = 64u << 20;

// Nor is a pointer, or what a server says to an error, nearly so large.
constexpr std::size_t most_short_bytes = 1u << 20, most_file_bytes = 1u << 30;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

std::string escaped(std::string_view path) {
  std::string out;
  for (const char c : path) {
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    out += is_plain(c) ? std::string(1, c) : code;
  }
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[i + 2]);
    out += low < 0 ? text[i] : static_cast<char>(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return out;
}

// "https://host:8443/a/" -> "/a/".
std::string_view path_of(std::string_view address) {
  const std::size_t host = address.find("://");
  if (host == std::string_view::npos) return address;
  const std::size_t slash = address.find('/', host + 3);
  return slash == std::string_view::npos ? "/" : address.substr(slash);
}

[[noreturn]] void no_listing() {
  throw Error(tr("the server's list of a folder cannot be read"),
              tr("is it a WebDAV server? It must answer PROPFIND as RFC 4918 says"));
}

// The first of that name below the node, and whether it is there.
const Node* below(const Node& node, std::string_view name) {
  for (const Node* child : node.elements()) {
    if (child->is(name)) return child;
    if (const Node* found = below(*child, name)) return found;
  }
  return nullptr;
}

bool is_locked_or_busy(int status) {
  return status == 423 || status == 429 || status == 502 || status == 503 || status == 504;
}

}  // namespace

long long seconds_of(std::string_view http_date) {
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::tm time{};
  char month[4] = "";
  if (std::sscanf(std::string(http_date).c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &time.tm_mday, month,
                  &time.tm_year, &time.tm_hour, &time.tm_min, &time.tm_sec) != 6)
    return 0;
  const std::size_t at = months.find(month);
  if (at == std::string_view::npos || at % 3 != 0) return 0;
  time.tm_mon = static_cast<int>(at / 3);
  time.tm_year -= 1900;
  return ::timegm(&time);
}

std::string dav_address(const std::string& written) {
  // Never the address itself in a message before it is known that there is no password in it.
  const std::size_t host_at = written.find("://") + 3;
  const std::string host = written.substr(host_at, written.find('/', host_at) - host_at);
  if (written.find('@') != std::string::npos)
    throw Error(
        tr("the address of the target has a user in it"),
        tr("write USER:PASSWORD into a file that nobody else can read, and name it: --user-file FILE"));
  const bool is_clean = std::ranges::all_of(
      written, [](char c) { return c > ' ' && c < 0x7f && c != '?' && c != '#' && c != '\\'; });
  if (host.empty() || host[0] == ':' || !is_clean) throw Error(tr("{0} leads nowhere", {written}));
  const std::string name =
      host[0] == '[' ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  const bool is_here = name == "localhost" || name == "[::1]" || name == "127.0.0.1";
  if (!written.starts_with("https://") && !(written.starts_with("http://") && is_here))
    throw Error(tr("{0} is not encrypted", {written}),
                tr("releases are sent over https:// alone, and over http:// on this machine itself"));
  return written.ends_with("/") ? written : written + "/";
}

std::vector<DavEntry> read_multistatus(const std::string& xml, std::string_view folder) {
  SourceMap sources;
  Diagnostics faults;
  const SourceId id = sources.add("PROPFIND", xml);
  const auto document = read_xml(sources, id, faults, {.bytes = most_listing_bytes});
  if (!document || !document->root->is("multistatus")) no_listing();
  const std::string own = unescaped(folder);
  std::vector<DavEntry> entries;
  for (const Node* response : document->root->elements("response")) {
    const Node* href = response->child("href");
    if (href == nullptr) no_listing();
    std::string path = unescaped(path_of(trim(href->content())));
    const Node* kind = below(*response, "resourcetype");
    const bool is_folder = kind != nullptr && kind->child("collection") != nullptr;
    if (path == own || path + "/" == own) continue;
    if (path.ends_with("/")) path.pop_back();
    const std::string name = path.starts_with(own) ? path.substr(own.size()) : "";
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
      throw Error(tr("the server's list of a folder names what lies elsewhere: {0}", {json_escape(path)}));
    const Node* changed = below(*response, "getlastmodified");
    entries.push_back({name, is_folder, changed == nullptr ? 0 : seconds_of(trim(changed->content()))});
  }
  std::ranges::sort(entries, {}, &DavEntry::name);
  return entries;
}

Dav::Dav(std::string address, std::unique_ptr<WebConnection> connection, std::chrono::milliseconds pause)
    : address_(std::move(address)), connection_(std::move(connection)), pause_(pause) {}

std::string Dav::address_of(const std::string& path, bool is_folder) const {
  return address_ + escaped(path) + (is_folder && !path.empty() ? "/" : "");
}

// 500 is asked for again once: it may be a mishap, but a server whose disk is full says it too.
WebAnswer Dav::ask(const WebRequest& request, bool again) {
  std::chrono::milliseconds pause = pause_;
  for (int i = 1;; ++i, pause *= 2) {
    WebAnswer answer = connection_->ask(request);
    const bool may_pass = (answer.status == 0 && !answer.too_slow) || is_locked_or_busy(answer.status);
    if (i == tries || !again || (!may_pass && !(answer.status == 500 && i == 1))) return answer;
    std::this_thread::sleep_for(pause);
  }
}

void Dav::refuse(const WebAnswer& answer, const WebRequest& request) const {
  const std::string what = request.method + " " + request.address;
  const std::string status = std::to_string(answer.status);
  std::string hint;
  switch (answer.status) {
    case 0:
      throw Error(
          tr("{0}: {1}", {what, answer.trouble}),
          tr("look whether the server is there, and do it again: what was sent so far is no release"));
    case 401:
      hint = tr("the server wants a user, or another one: --user-file FILE, with USER:PASSWORD in it");
      break;
    case 403:
      hint = tr("the user may not write there, or the server allows no WebDAV at this address");
      break;
    case 404:
    case 409:
      hint = tr("the folder of the address must be there; was something taken away meanwhile?");
      break;
    case 405:
    case 501:
      hint = tr("the server does no WebDAV here; docs/how-to/publish.md shows what it needs");
      break;
    case 413:
      hint = tr("the server takes no files of this size (nginx: client_max_body_size)");
      break;
    case 423:
      hint = tr("somebody has locked it; wait until that is over, or break the lock on the server");
      break;
    case 500:
    case 503:
      hint =
          tr("the server's own log says what is wrong: often the disk is full, or its user may not write "
             "there");
      break;
    case 507:
      hint = tr("make room on the server's disk, for example with `kancelli release prune`");
      break;
    default:
      if (answer.status >= 300 && answer.status < 400)
        hint = tr("it leads on to another address; name that one, if it is right");
  }
  throw Error(tr("{0}: the server answers {1}", {what, status}), hint);
}

std::optional<std::string> Dav::get(const std::string& path) {
  return get(path, most_file_bytes);
}

std::optional<std::string> Dav::get_short(const std::string& path) {
  return get(path, most_short_bytes);
}

std::optional<std::string> Dav::get(const std::string& path, std::size_t most_bytes) {
  const WebRequest request{"GET", address_of(path), {"Cache-Control: no-cache"}, {}, most_bytes};
  WebAnswer answer = ask(request, true);
  if (answer.status == 404) return std::nullopt;
  if (answer.status != 200) refuse(answer, request);
  return std::move(answer.bytes);
}

void Dav::put(const std::string& path, std::string_view bytes) {
  const WebRequest request{"PUT", address_of(path), {}, bytes, most_short_bytes};
  const WebAnswer answer = ask(request, true);
  if (answer.status < 200 || answer.status > 204) refuse(answer, request);
}

void Dav::make_folder(const std::string& path) {
  const WebRequest request{"MKCOL", address_of(path, true), {}, {}, most_short_bytes};
  const WebAnswer answer = ask(request, true);
  if (answer.status == 201) return;
  // 405: something has that name. What is no folder shows when something is put into it.
  if (answer.status != 405 || !list(path)) refuse(answer, request);
}

bool Dav::copy(const std::string& from, const std::string& to) {
  const WebRequest request{
      "COPY", address_of(from), {"Destination: " + address_of(to), "Overwrite: T"}, {}, most_short_bytes};
  const WebAnswer answer = ask(request, true);
  if (answer.status == 404) return false;
  if (answer.status != 201 && answer.status != 204) refuse(answer, request);
  return true;
}

bool Dav::move(const std::string& from, const std::string& to, bool is_folder, bool over) {
  const WebRequest request{
      "MOVE",
      address_of(from, is_folder),
      {"Destination: " + address_of(to, is_folder), over ? "Overwrite: T" : "Overwrite: F"},
      {},
      most_short_bytes};
  WebAnswer answer = ask(request, false);
  for (int i = 1; i < tries && is_locked_or_busy(answer.status); ++i) {  // nothing was done
    std::this_thread::sleep_for(pause_ * (1 << (i - 1)));
    answer = ask(request, false);
  }
  if (answer.status == 412 && !over) return false;
  if (answer.status != 201 && answer.status != 204) refuse(answer, request);
  return true;
}

void Dav::remove(const std::string& path, bool is_folder) {
  const WebRequest request{"DELETE", address_of(path, is_folder), {}, {}, most_short_bytes};
  const WebAnswer answer = ask(request, true);
  if (answer.status != 200 && answer.status != 204 && answer.status != 404) refuse(answer, request);
}

std::optional<DavListing> Dav::list(const std::string& path) {
  static constexpr std::string_view question =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop><resourcetype/>"
      "<getlastmodified/></prop></propfind>";
  const WebRequest request{"PROPFIND", address_of(path, true), {"Depth: 1"}, question, most_listing_bytes};
  const WebAnswer answer = ask(request, true);
  if (answer.status == 404) return std::nullopt;
  if (answer.status != 207) refuse(answer, request);
  const auto date = answer.headers.find("date");
  return DavListing{read_multistatus(answer.bytes, path_of(request.address)),
                    date == answer.headers.end() ? 0 : seconds_of(date->second)};
}

}  // namespace kancelli
