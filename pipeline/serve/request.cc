#include "pipeline/serve/request.h"

#include <algorithm>

#include "pipeline/core/media_type.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Undone once. Nothing for an escape that is none.
std::optional<std::string> without_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      plain += text[at];
      continue;
    }
    const int high = at + 2 < text.size() ? hexadecimal(text[at + 1]) : -1;
    const int low = high < 0 ? -1 : hexadecimal(text[at + 2]);
    if (low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return plain;
}

bool is_path_of_site(const std::string& path) {
  if (find_invalid_utf8(path) != std::string::npos) return false;
  if (std::any_of(path.begin(), path.end(),
                  [](char c) { return c == '\\' || c == '\x7f' || static_cast<unsigned char>(c) < 0x20; }))
    return false;
  const auto parts = split(path, '/');
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] == "." || parts[i] == ".." || (parts[i].empty() && i + 1 < parts.size())) return false;
  return true;
}

}  // namespace

std::optional<std::string> site_path(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  const auto path = without_escapes(target.substr(1, target.find_first_of("?#") - 1));
  return path && is_path_of_site(*path) ? path : std::nullopt;
}

std::string query_value(std::string_view target, std::string_view name) {
  const std::size_t begin = target.find('?');
  if (begin == std::string_view::npos) return {};
  for (const std::string_view part : split(target.substr(begin + 1), '&'))
    if (const std::size_t equals = part.find('='); part.substr(0, equals) == name)
      return equals == std::string_view::npos
                 ? std::string()
                 : without_escapes(part.substr(equals + 1)).value_or(std::string());
  return {};
}

bool is_loopback_host(std::string_view host) {
  const std::size_t end = host.starts_with('[') ? host.find(']') : host.find(':');
  const bool six = host.starts_with('[') && end != std::string_view::npos;
  const std::string name = lower(host.substr(0, six ? end + 1 : end));
  const std::string_view rest = host.substr(std::min(name.size(), host.size()));
  if (!rest.empty() &&
      (rest.size() < 2 || rest.size() > 6 || rest[0] != ':' ||
       !std::all_of(rest.begin() + 1, rest.end(), [](char c) { return c >= '0' && c <= '9'; })))
    return false;
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

std::string content_type(std::string_view path) {
  const std::string type(path.ends_with("feed.xml") ? media_type(".atom") : media_type(path));
  const bool is_text = type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml");
  return is_text ? type + "; charset=utf-8" : type;
}

bool matches_tag(std::string_view header, std::string_view tag) {
  for (std::string_view each : split(header, ',')) {
    each = trim(each);
    if (each.starts_with("W/")) each.remove_prefix(2);
    if (each == "*" || each == tag) return true;
  }
  return false;
}

}  // namespace kancelli
