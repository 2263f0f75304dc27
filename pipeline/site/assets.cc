#include "pipeline/site/assets.h"

#include <array>
#include <charconv>

#include "pipeline/core/text.h"

namespace kancelli::site {
namespace {

// The pages that stand alone set 106.25 % of 16 px, the design system counts in tenths.
constexpr double paper_rem = 1.7;

std::string hashed(std::string_view name, std::string_view bytes) {
  const std::size_t dot = name.rfind('.');
  return "assets/" + std::string(name.substr(0, dot)) + "-" + sha256(bytes).substr(0, 12) +
         std::string(name.substr(dot));
}

std::string add(Assets& assets, std::string_view name, std::string bytes) {
  const std::string address = hashed(name, bytes);
  assets.files[address] = std::move(bytes);
  return address;
}

std::string file_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

// The files that a style sheet names become assets, and it names those. `folder`: where it lies.
std::string with_its_files(const House& house, std::string_view css, const std::string& folder,
                           Assets& assets) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = css.find("url("); at != std::string_view::npos; at = css.find("url(", at + 1)) {
    const std::size_t begin = at + 4, end = css.find(')', begin);
    if (end == std::string_view::npos) break;
    const std::string_view url = css.substr(begin, end - begin);
    if (url.starts_with("data:") || url.starts_with("\"data:")) continue;
    const std::string address = add(assets, file_name(url), house.text(folder + "/" + std::string(url)));
    result += css.substr(done, begin - done);
    result += file_name(address);
    done = end;
  }
  result += css.substr(done);
  return result;
}

std::string without_comments(std::string_view css) {
  std::string result;
  while (!css.empty()) {
    const std::size_t begin = css.find("/*");
    result += css.substr(0, begin);
    const std::size_t end = begin == std::string_view::npos ? begin : css.find("*/", begin);
    css = end == std::string_view::npos ? std::string_view{} : css.substr(end + 2);
  }
  return result;
}

// Selectors of a list, at commas outside of brackets.
std::vector<std::string_view> selectors(std::string_view list) {
  std::vector<std::string_view> all;
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    if (i < list.size() && (list[i] == '(' || list[i] == '[')) ++depth;
    if (i < list.size() && (list[i] == ')' || list[i] == ']')) --depth;
    if (i < list.size() && (list[i] != ',' || depth > 0)) continue;
    all.push_back(trim(list.substr(begin, i - begin)));
    begin = i + 1;
  }
  return all;
}

std::string with_scope(std::string_view list, std::string_view scope) {
  std::vector<std::string> all;
  for (const std::string_view selector : selectors(list))
    all.push_back(selector == ":root" ? std::string(scope)
                                      : std::string(scope) + " " + std::string(selector));
  return join(all, ", ");
}

bool is_number(char c) {
  return is_digit(static_cast<unsigned char>(c)) || c == '.';
}

std::string in_rem(std::string_view text, double rem) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = text.find("rem"); at != std::string_view::npos; at = text.find("rem", at + 3)) {
    std::size_t begin = at;
    while (begin > done && is_number(text[begin - 1])) --begin;
    if (begin == at) continue;
    double value = 0;
    std::from_chars(text.data() + begin, text.data() + at, value);
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value * rem, std::chars_format::fixed, 4);
    result += text.substr(done, begin - done);
    result.append(digits.data(), end.ptr);
    done = at;
  }
  result += text.substr(done);
  return result;
}

// Rules from `at` to the bracket that closes them, or the end.
std::string scoped_rules(std::string_view css, std::size_t& at, std::string_view scope, double rem) {
  std::string result;
  while (at < css.size()) {
    const std::size_t open = css.find_first_of("{}", at);
    if (open == std::string_view::npos || css[open] == '}') {
      at = open == std::string_view::npos ? css.size() : open + 1;
      break;
    }
    const std::string_view head = trim(css.substr(at, open - at));
    at = open + 1;
    if (head.starts_with("@media")) {
      result += std::string(head) + " {\n" + scoped_rules(css, at, scope, rem) + "}\n";
      continue;
    }
    std::size_t end = at;
    for (int depth = 1; end < css.size(); ++end)
      if ((depth += css[end] == '{' ? 1 : css[end] == '}' ? -1 : 0) == 0) break;
    const std::string_view body = css.substr(at, end - at);
    at = std::min(end + 1, css.size());
    if (!head.starts_with('@')) result += with_scope(head, scope) + " {" + in_rem(body, rem) + "}\n";
  }
  return result;
}

// A value becomes a rule only when it is a plain one.
std::string rule_for(const std::string& value) {
  return ".paper [data-style=\"" + value + "\"] { " + value + " }\n";
}

}  // namespace

std::string scoped(std::string_view css, std::string_view scope, double rem) {
  const std::string plain = without_comments(css);
  std::size_t at = 0;
  return scoped_rules(plain, at, scope, rem);
}

Assets make_assets(const House& house, const std::set<std::string>& inline_styles) {
  Assets assets;
  assets.system_css =
      add(assets, "dkfds.css",
          "/* Det Fælles Designsystem, see licenser-dkfds.txt */\n@layer system {\n" +
              with_its_files(house, house.text("styles/site/dkfds/dkfds.css"), "styles/site/dkfds", assets) +
              "}\n");
  std::string css = with_its_files(house, house.text("styles/site/site.css"), "styles/site", assets) +
                    scoped(house.text("styles/generated/tokens.css"), ".paper", paper_rem) +
                    scoped(house.text("styles/web/paper.css"), ".paper", paper_rem);
  for (const std::string& value : inline_styles) css += rule_for(value);
  assets.site_css = add(assets, "site.css", std::move(css));
  assets.search_js = add(assets, "search.js", house.text("styles/site/search.js"));
  assets.icon = add(assets, "document.svg", house.text("styles/site/dkfds/icons/document.svg"));
  assets.files["assets/licenser-dkfds.txt"] = house.text("styles/site/dkfds/LICENSE.txt");
  assets.files["assets/licenser-skrift.txt"] = house.text("styles/site/dkfds/fonts/LICENSE.txt");
  assets.files["assets/licenser-ikoner.txt"] = house.text("styles/site/dkfds/icons/LICENSE.txt");
  return assets;
}

}  // namespace kancelli::site
