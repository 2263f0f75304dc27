#include "pipeline/word/decision_headings.h"

#include <algorithm>

#include "pipeline/core/danish.h"

namespace kancelli::word {

const AgendaItem* item_named(const Meeting& meeting, const Part& part, const std::string& number) {
  const std::string title = title_words(part.words);
  for (const AgendaItem& each : meeting.items)
    if (each.agenda != nullptr && title_words(each.title) == title &&
        (number.empty() || number == each.number))
      return &each;
  for (const AgendaItem& each : meeting.items)
    if (each.agenda != nullptr && !number.empty() && number == each.number &&
        part.kind == Part::Kind::heading)
      return &each;
  return nullptr;
}

std::string item_number(const Part& part) {
  const std::string text = part.paragraph->text();
  const std::string& numbering = part.paragraph->numbering.text;
  const std::string_view from = part.begin > 0 ? std::string_view(text) : std::string_view(numbering);
  std::size_t at = std::min(from.find_first_of("0123456789"), from.size());
  std::string number;
  while (at < from.size() && from[at] >= '0' && from[at] <= '9') number += from[at++];
  return number;
}

std::size_t decision_heading(const Part& part) {
  const std::string small = title_words(part.words);
  const bool alone = small == "beslutning" || small == "beslutninger" ||
                     (small.ends_with("s beslutning") && part.kind == Part::Kind::heading);
  if (alone) return part.words.size();
  static constexpr std::string_view before_day = "s beslutning i mødet den ";
  const std::size_t day = part.words.find(before_day);
  std::size_t length = 0;
  if (day == std::string::npos ||
      !read_date(std::string_view(part.words).substr(day + before_day.size()), length))
    return 0;
  return day + before_day.size() + length;
}

}  // namespace kancelli::word
