#include <algorithm>
#include <functional>
#include <map>

#include "pipeline/core/differences.h"
#include "pipeline/site/pages.h"
#include "pipeline/write/read_back.h"

namespace kancelli::site {
namespace {

// Numbers for what is compared: equal ones for equal texts.
class Numbers {
 public:
  std::uint64_t of(const std::string& text) {
    return numbers_.try_emplace(text, numbers_.size()).first->second;
  }

 private:
  std::map<std::string, std::uint64_t> numbers_;
};

std::string text_of(const WordBlock& block) {
  std::string text;
  for (const Word& word : block) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

std::vector<WordBlock> blocks_of(const std::string& page) {
  Reading reading = read_html(page);
  std::vector<WordBlock> blocks = std::move(reading.body);
  blocks.insert(blocks.end(), reading.notes.begin(), reading.notes.end());
  return blocks;
}

std::vector<std::uint64_t> numbered(const std::vector<WordBlock>& blocks, Numbers& numbers) {
  std::vector<std::uint64_t> all;
  for (const WordBlock& block : blocks) all.push_back(numbers.of(text_of(block)));
  return all;
}

// The words of blocks, a paragraph each, with those in [begin, end) of some gap marked.
std::string marked(const std::vector<WordBlock>& blocks, std::size_t begin, std::size_t end,
                   const std::vector<bool>& changed, std::string_view mark) {
  const std::string open = "<" + std::string(mark) + ">", close = "</" + std::string(mark) + ">";
  std::string html;
  std::size_t at = 0;
  for (std::size_t i = begin; i < end; ++i) {
    bool is_open = false;
    html += "<p>";
    for (std::size_t j = 0; j < blocks[i].size(); ++j, ++at) {
      if (is_open && !changed[at]) html += close;
      if (j > 0) html += " ";
      if (changed[at] && !is_open) html += open;
      is_open = changed[at];
      html += escaped(blocks[i][j].text);
    }
    html += std::string(is_open ? close : "") + "</p>\n";
  }
  return html;
}

std::vector<std::uint64_t> words_between(const std::vector<WordBlock>& blocks, std::size_t begin,
                                         std::size_t end, Numbers& numbers) {
  std::vector<std::uint64_t> all;
  for (std::size_t i = begin; i < end; ++i)
    for (const Word& word : blocks[i]) all.push_back(numbers.of(word.text));
  return all;
}

// A cell says what its column is called: on a phone they stand one below the other.
std::string cell(std::string_view column, const std::string& html) {
  return "<td role=\"cell\" data-column=\"" + std::string(column) + "\">" + html + "</td>";
}

std::string row(const std::vector<WordBlock>& old, const std::vector<WordBlock>& now, const Gap& gap,
                const std::string& then, const std::string& number) {
  Numbers numbers;
  const auto a = words_between(old, gap.begin_a, gap.end_a, numbers),
             b = words_between(now, gap.begin_b, gap.end_b, numbers);
  std::vector<bool> gone(a.size()), come(b.size());
  for (const Gap& words : differences(a, b)) {
    std::fill(gone.begin() + words.begin_a, gone.begin() + words.end_a, true);
    std::fill(come.begin() + words.begin_b, come.begin() + words.end_b, true);
  }
  const std::string before = marked(old, gap.begin_a, gap.end_a, gone, "del"),
                    after = marked(now, gap.begin_b, gap.end_b, come, "ins");
  return "<tr role=\"row\">\n" +
         cell("Version " + then, before.empty() ? "<p>(stod der ikke)</p>\n" : before) + "\n" +
         cell("Version " + number, after.empty() ? "<p>(er udgået)</p>\n" : after) + "\n</tr>\n";
}

}  // namespace

Page changes_page(const Site& site, const PublishedPaper& paper, const PublishedVersion& version) {
  const PublishedVersion& before = *changes_before(paper, version);
  const std::string &id = paper.paper->id, number = std::to_string(version.number),
                    then = std::to_string(before.number);
  const std::string title = title_of(site, *paper.paper);
  Page page;
  page.address = changes_address(id, version.number);
  page.title = "Ændringer i version " + number + " af " + title;
  page.above = {{"Dokumenter", "dokumenter/"},
                {title, paper_address(id)},
                {"Version " + number, version_address(id, version.number)}};
  page.found = false;
  if (const auto sheet = site.corrections.find({id, version.number}); sheet != site.corrections.end()) {
    page.main = "<div class=\"paper\">\n<div class=\"" + sheet->second.classes + "\">\n" +
                sheet->second.main + "</div>\n</div>\n";
    return page;
  }
  const auto old = blocks_of(before.html), now = blocks_of(version.html);
  Numbers numbers;
  const auto a = numbered(old, numbers), b = numbered(now, numbers);
  std::string rows;
  for (const Gap& gap : differences(a, b)) rows += row(old, now, gap, then, number);
  page.main = "<h1>" + escaped(page.title) + "</h1>\n";
  if (version.sent) page.main += "<p>Revideret den " + time_html(*version.sent) + ".</p>\n";
  if (!version.reason.empty()) page.main += "<p>Begrundelse: " + escaped(version.reason) + "</p>\n";
  if (rows.empty())
    page.main += "<p>Teksten er den samme i de to versioner.</p>\n";
  else
    page.main +=
        "<p>Afsnit, som er ens i de to versioner, er ikke med. Det, der er udgået, er streget over, og det "
        "nye er "
        "understreget.</p>\n<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Ændringer\">\n"
        "<table class=\"site-table changes\" role=\"table\">\n<thead role=\"rowgroup\">\n<tr "
        "role=\"row\"><th "
        "role=\"columnheader\" scope=\"col\">Version " +
        then + "</th><th role=\"columnheader\" scope=\"col\">Version " + number +
        "</th></tr>\n</thead>\n<tbody role=\"rowgroup\">\n" + rows + "</tbody>\n</table>\n</div>\n";
  return page;
}

}  // namespace kancelli::site
