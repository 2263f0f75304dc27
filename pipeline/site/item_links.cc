#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

// Words alone: spaces of every kind, which typography sets, do not count.
std::string letters(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();)
    if (const char32_t c = next_code_point(text, i);
        c != U' ' && c != U'\n' && c != U'\u00a0' && c != U'\u202f' && c != U'\u00ad')
      append_utf8(result, c);
  return result;
}

// Makes a link of `<TAG>words</TAG>` between the two places, when it has those words and nothing else in it.
// Returns whether it did.
bool linked(std::string& html, std::size_t from, std::size_t until, std::string_view tag,
            const std::string& words, const std::string& href) {
  const std::string open = "<" + std::string(tag) + ">", close = "</" + std::string(tag) + ">";
  for (std::size_t at = html.find(open, from); at < until; at = html.find(open, at + 1)) {
    const std::size_t begin = at + open.size(), end = html.find('<', begin);
    if (html.compare(end, close.size(), close) != 0) continue;
    if (letters(std::string_view(html).substr(begin, end - begin)) != letters(escaped(words))) continue;
    html.insert(end, "</a>");
    html.insert(begin, "<a href=\"" + href + "\">");
    return true;
  }
  return false;
}

void link_item(const Site& site, const Page& page, const AgendaItem& item, std::string& html) {
  const PublishedPaper* matter = site.find(item.paper->id);
  if (matter == nullptr) return;
  const std::string mark = "<h2>" + item.number + ". ";
  const std::size_t at = html.find(mark);
  if (at == std::string::npos) return;
  // One of an older version may have had the number: another item's words are no link.
  if (!linked(html, at, at + 1, "h2", item.number + ". " + item.title,
              link_to(page, paper_address(item.paper->id))))
    return;
  int number = 0;
  for (const Attachment& attachment : item.paper->attachments) {
    ++number;
    const std::string target = attachment_target(site, *matter, attachment);
    if (target.empty()) continue;
    linked(html, at, html.find("<h2>", at + 1), "li",
           "Bilag " + std::to_string(number) + ": " + attachment_title(site, attachment),
           link_to(page, target));
  }
}

}  // namespace

std::string with_item_links(const Site& site, const Page& page, const Paper& paper, std::string html) {
  for (const Meeting& meeting : site.meetings) {
    const bool is_minutes = meeting.minutes != nullptr && meeting.minutes->id == paper.id;
    for (const AgendaItem& item : meeting.items) {
      const bool on_agenda = item.agenda != nullptr && item.agenda->id == paper.id;
      const bool shown = !item.closed || site.publication.closed;
      if ((is_minutes || on_agenda) && item.paper != nullptr && shown && !item.number.empty())
        link_item(site, page, item, html);
    }
  }
  return html;
}

}  // namespace kancelli::site
