#include "pipeline/word/plain_lines.h"

#include <algorithm>
#include <map>

#include "pipeline/core/text.h"
#include "pipeline/word/damage.h"

namespace kancelli::word {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_blank(char32_t c) {
  return c == ' ' || c == '\t';
}

// One form for the heads of all pages: "Side 3 af 12" is "Side # af #".
std::string form_of(std::string_view line) {
  std::string form;
  // "Kapitel 1" and "Kapitel 2" at the tops of two pages are no head.
  for (const std::string_view provision : {"Kapitel ", "§ ", "Stk. ", "Bilag ", "Afsnit "})
    if (line.starts_with(provision)) return collapse_space(line);
  for (const char c : collapse_space(line))
    if (!digit(c))
      form += c;
    else if (form.empty() || form.back() != '#')
      form += '#';
  return form;
}

// "3", "- 3 -", "Side 3 af 12", "3/12".
bool is_page_number(std::string_view line) {
  const std::string form = lower(form_of(line));
  for (const std::string_view known :
       {"#", "side #", "side # af #", "side #/#", "#/#", "# / #", "# af #", "s. #"})
    if (form == known) return true;
  return false;
}
// "< 4>", "– 3 –": so marked, it is one wherever it stands.
bool is_marked_page_number(std::string_view line) {
  // "-250" is an amount.
  for (const std::string_view minus : {"-", "–", "−"})
    if (line.starts_with(minus) && line.size() > minus.size() && digit(line[minus.size()]) &&
        digit(line.back()))
      return false;
  std::string rest;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(line, at);
    if (std::u32string_view(U"<>«»‹›-–— ").find(c) == std::u32string_view::npos)
      rest += line.substr(begin, at - begin);
  }
  return !rest.empty() && rest.size() <= 4 && std::ranges::all_of(rest, digit) && rest.size() < line.size() &&
         std::u32string_view(U"<«‹-–—").find([&] {
           std::size_t at = 0;
           return next_code_point(line, at);
         }()) != std::u32string_view::npos;
}

class Pages {
 public:
  explicit Pages(std::string_view text) {
    std::size_t gap = 0;
    bool new_page = true;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      for (std::size_t feed = line.find('\f'); feed != std::string_view::npos; feed = line.find('\f')) {
        add(line.substr(0, feed), gap, new_page);
        line.remove_prefix(feed + 1);
        ++page_;
        gap = 0;
        new_page = true;
      }
      add(line, gap, new_page);
    }
  }

  PlainPages sorted() {
    find_margins();
    PlainPages pages;
    bool cut = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (margin_[i]) {
        pages.margins.push_back(std::move(lines_[i]));
        cut = true;
        continue;
      }
      lines_[i].new_page = lines_[i].new_page || cut;
      cut = false;
      pages.lines.push_back(std::move(lines_[i]));
    }
    return pages;
  }

 private:
  void add(std::string_view raw, std::size_t& gap, bool& new_page) {
    std::string_view trimmed = trim(raw);
    static constexpr std::string_view soft = "\u00AD";
    PlainLine line;
    if (trimmed.ends_with(soft)) {
      line.soft_hyphen = true;
      trimmed.remove_suffix(soft.size());
    }
    if (trimmed.empty()) {
      ++gap;
      return;
    }
    const std::size_t blanks = raw.find_first_not_of(" \t\r\v");
    for (std::size_t i = 0; i < blanks; ++i) line.indent += raw[i] == '\t' ? 8 : 1;
    line.text = trimmed;
    line.length = code_point_count(trimmed);
    line.gap = gap;
    line.page = page_;
    line.new_page = new_page;
    lines_.push_back(std::move(line));
    gap = 0;
    new_page = false;
  }

  // The first and the last lines of each page, as far as other pages have the like of them there.
  void find_margins() {
    margin_.assign(lines_.size(), false);
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (is_marked_page_number(lines_[i].text)) margin_[i] = true;
    std::vector<std::pair<std::size_t, std::size_t>> pages;  // their lines
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (pages.empty() || lines_[pages.back().first].page != lines_[i].page) pages.emplace_back(i, i);
      pages.back().second = i + 1;
    }
    // "Side 1 af 1" says so itself.
    if (!pages.empty() && is_page_number(lines_.back().text) && lower(lines_.back().text).starts_with("side"))
      margin_.back() = true;
    if (pages.size() < 2) return;
    static constexpr std::size_t deep = 4;  // lines of a head or a foot
    std::map<std::string, std::size_t> heads, feet;
    for (const auto& [begin, end] : pages)
      for (std::size_t i = 0; i < std::min(deep, end - begin); ++i) {
        ++heads[form_of(lines_[begin + i].text)];
        ++feet[form_of(lines_[end - 1 - i].text)];
      }
    const std::size_t often = std::max<std::size_t>(2, (pages.size() * 2 + 4) / 5);
    const auto repeats = [&](const std::map<std::string, std::size_t>& all, std::size_t line) {
      return is_page_number(lines_[line].text) || all.at(form_of(lines_[line].text)) >= often;
    };
    for (const auto& [begin, end] : pages) {
      for (std::size_t i = begin; i < std::min(begin + deep, end) && repeats(heads, i); ++i)
        margin_[i] = true;
      for (std::size_t i = end; i-- > begin && i + deep >= end && repeats(feet, i);) margin_[i] = true;
    }
  }

  std::vector<PlainLine> lines_;
  std::vector<bool> margin_;
  std::size_t page_ = 0;
};

// "1", "2.1", "12."; nothing of a date or an amount: "1. januar", "3.000". With a small letter behind it,
// only what cannot be a sentence that goes on: "1) lån", "2. at sagen godkendes".
Marker number_of(std::string_view line) {
  std::size_t at = 0, parts = 0;
  while (at < line.size() && digit(line[at])) {
    const std::size_t begin = at;
    while (at < line.size() && digit(line[at])) ++at;
    if (at - begin > 2) return {};
    ++parts;
    if (at < line.size() && line[at] == '.' && at + 1 < line.size()) ++at;
  }
  if (parts == 0 || parts > 5 || at + 1 >= line.size()) return {};
  const bool bracket = line[at] == ')';
  if (!bracket && (line[at] != ' ' || (parts == 1 && line[at - 1] != '.'))) return {};
  const std::size_t words = line.find_first_not_of(" \t", at + bracket);
  if (words == std::string_view::npos || words == at + bracket || digit(line[words])) return {};
  const std::string_view rest = line.substr(words);
  if (!bracket && begins_small(rest) && !rest.starts_with("at ")) return {};
  return {std::string(line.substr(0, at + bracket)), "decimal", words, static_cast<int>(parts) - 1, !bracket};
}

// "a)", "b."; "i" and "v" too, as letters.
Marker letter_of(std::string_view line) {
  if (line.size() < 4 || line[0] < 'a' || line[0] > 'z' || line[1] != ')' || line[2] != ' ') return {};
  const std::size_t words = line.find_first_not_of(" \t", 2);
  return {std::string(line.substr(0, 2)), "lowerLetter", words, 0, false};
}

// "§ 3.", "Stk. 2.", "Kapitel 4".
Marker provision_of(std::string_view line) {
  for (const std::string_view kind : {"§", "Stk.", "Kapitel"}) {
    if (!line.starts_with(kind)) continue;
    std::size_t at = kind.size();
    while (at < line.size() && line[at] == ' ') ++at;
    const std::size_t number = at;
    while (at < line.size() && digit(line[at])) ++at;
    if (at == number) return {};
    if (at + 2 < line.size() && line[at] == ' ' && line[at + 1] >= 'a' && line[at + 1] <= 'z' &&
        line[at + 2] == '.')
      at += 2;
    const bool stop = at < line.size() && line[at] == '.';
    at += stop;
    if (!stop && (kind != "Kapitel" || at < line.size())) return {};
    const std::size_t words = line.find_first_not_of(" \t", at);
    if (words == std::string_view::npos) return {};  // its title stands beneath it
    return {std::string(line.substr(0, at)), "decimal", words, kind == "Kapitel" ? 0 : 1, kind != "Stk."};
  }
  return {};
}

}  // namespace

PlainPages lines_of(std::string_view text) {
  return Pages(text).sorted();
}

Marker marker_of(std::string_view line) {
  for (const std::string_view bullet :
       {"–", "—", "•", "-", "*", "▪", "●", "○", "·", "=", "\uF0B7", "◦", "►", "‣"}) {
    if (!line.starts_with(bullet)) continue;
    const std::size_t words = line.find_first_not_of(" \t", bullet.size());
    if (words == std::string_view::npos || words == bullet.size()) return {};
    return {std::string(bullet), "bullet", words, 0, false};
  }
  if (Marker marker = number_of(line); !marker.text.empty()) return marker;
  if (Marker marker = letter_of(line); !marker.text.empty()) return marker;
  return provision_of(line);
}

std::vector<PlainCell> cells_of(const PlainLine& line) {
  std::vector<PlainCell> cells;
  std::size_t column = line.indent, blanks = 0;
  bool tab = false;
  for (std::size_t at = 0; at < line.text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(line.text, at);
    if (c == ' ' || c == '\t') {
      tab = tab || c == '\t';
      ++blanks;
      column += c == '\t' ? 8 - column % 8 : 1;
      continue;
    }
    if (cells.empty() || tab || blanks >= 3)
      cells.push_back({column, column, {}});
    else if (blanks > 0)
      cells.back().text += ' ';
    cells.back().text.append(line.text, begin, at - begin);
    cells.back().end = ++column;
    blanks = 0;
    tab = false;
  }
  return cells;
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark : {"”", "\"", "»", ")", "’", "“"})
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  return !line.empty() && std::string_view(".!?:;").find(line.back()) != std::string_view::npos;
}

bool ends_hyphenated(std::string_view line) {
  std::size_t letters = 0;
  if (!line.ends_with('-') || line.size() < 3) return false;
  for (std::size_t at = 0; at + 1 < line.size();)
    letters = is_blank(next_code_point(line, at)) ? 0 : letters + 1;
  return letters > 0;
}

bool waits_for_more(std::string_view line) {
  static constexpr std::string_view words[] = {
      "og",  "i",    "af", "til", "for", "med", "på",   "pa",    "eller", "samt", "den",
      "det", "de",   "en", "et",  "som", "at",  "om",   "under", "fra",   "ved",  "der",
      "kan", "skal", "er", "har", "vil", "hos", "over", "efter", "mellem"};
  if (line.ends_with(',')) return true;
  const std::size_t blank = line.rfind(' ');
  return blank != std::string_view::npos &&
         std::ranges::find(words, line.substr(blank + 1)) != std::end(words);
}

bool begins_small(std::string_view line) {
  std::size_t at = 0;
  const char32_t first = line.empty() ? U' ' : next_code_point(line, at);
  return is_letter(first) && lower(first) == first;
}

}  // namespace kancelli::word
