#include "pipeline/site/paper_html.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::site {
namespace {

// Of the first tag of that name, from behind `<NAME` to `>`; npos, npos when there is none.
std::pair<std::size_t, std::size_t> tag(std::string_view page, std::string_view name) {
  const std::size_t begin = page.find("<" + std::string(name));
  const std::size_t end = begin == std::string_view::npos ? begin : page.find('>', begin);
  if (end == std::string_view::npos) return {end, end};
  return {begin + 1 + name.size(), end};
}

// Lengths, shares and words: nothing that could end the rule it is put into.
bool is_plain(std::string_view style) {
  return std::all_of(style.begin(), style.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == ';' || c == ' ' ||
           c == '.' || c == '%';
  });
}

std::string without_styles(std::string_view html, std::set<std::string>& styles) {
  constexpr std::string_view attribute = " style=\"";
  std::string result;
  std::size_t done = 0;
  // Within a tag alone: a paper may speak of style="...".
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) break;
    const std::size_t found = html.substr(at, end - at).find(attribute);
    if (found != std::string_view::npos) {
      const std::size_t begin = at + found + attribute.size(), close = html.find('"', begin);
      const std::string value(html.substr(begin, close - begin));
      result += html.substr(done, at + found - done);
      if (is_plain(value)) {
        styles.insert(value);
        result += " data-style=\"" + value + "\"";
      }
      done = close + 1;
    }
    at = end;
  }
  result += html.substr(done);
  return result;
}

}  // namespace

PaperHtml paper_html(std::string_view page, std::set<std::string>& inline_styles) {
  const auto [body, body_end] = tag(page, "body");
  const auto [main, main_begin] = tag(page, "main");
  const std::size_t main_end = page.rfind("</main>");
  if (body == std::string_view::npos || main == std::string_view::npos ||
      main_end == std::string_view::npos || main_end < main_begin)
    throw Error(tr("the page of a paper has no <main>"), tr("styles/web/page.html makes it"));
  PaperHtml result;
  const std::string_view attributes = page.substr(body, body_end - body);
  if (const std::size_t at = attributes.find("class=\""); at != std::string_view::npos)
    result.classes = attributes.substr(at + 7, attributes.find('"', at + 7) - at - 7);
  result.main = without_styles(page.substr(main_begin + 1, main_end - main_begin - 1), inline_styles);
  return result;
}

}  // namespace kancelli::site
