// A PDF's text: it has no blocks, only lines, and pages cut through paragraphs; so blocks are looked up in it
// letter by letter.
#include <algorithm>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/write/read_back.h"
#include "pipeline/write/report.h"

namespace kancelli {

namespace {

bool is_hyphen(char c) {
  return c == '-';
}

// The letters of all pages without white space and hyphens, and which of them belong to a block.
struct Letters {
  std::string text;
  std::vector<std::size_t> page_starts;  // in text; one more at the end
  std::vector<bool> space_before;        // white space or a line end stood before this byte
  std::vector<bool> hyphen_before;
  std::vector<bool> taken;
};

// A line that Typst has hyphenated ends in a soft hyphen.
std::string with_hard_hyphens(std::string text) {
  for (std::size_t at = text.find("\u00AD"); at != std::string::npos; at = text.find("\u00AD", at))
    text.replace(at, 2, 1, '-');
  return text;
}

Letters letters_of(const std::vector<std::string>& pages) {
  Letters letters;
  bool space = true, hyphen = false;
  for (const std::string& page : pages) {
    letters.page_starts.push_back(letters.text.size());
    for (const char c : without_typography(with_hard_hyphens(page))) {
      if (is_xml_space(c) || c == '\f') {
        space = true;
      } else if (is_hyphen(c)) {
        hyphen = true;
      } else {
        letters.text += c;
        letters.space_before.push_back(space);
        letters.hyphen_before.push_back(hyphen);
        space = hyphen = false;
      }
    }
    space = true;
  }
  letters.page_starts.push_back(letters.text.size());
  letters.taken.assign(letters.text.size(), false);
  return letters;
}

struct Block {
  std::string text;  // letters alone
  std::vector<bool> space_before;
  std::vector<std::size_t> word_starts;  // in text
};

Block block_of(const WordBlock& words) {
  Block block;
  for (const Word& word : words) {
    block.word_starts.push_back(block.text.size());
    bool first = true;
    for (const char c : word.text) {
      if (is_hyphen(c)) continue;
      block.text += c;
      block.space_before.push_back(first);
      first = false;
    }
  }
  return block;
}

class Matcher {
 public:
  explicit Matcher(Letters& letters) : letters_(letters) {}

  // Takes the block's letters; false when they are not there.
  bool take(const Block& block) {
    if (block.text.empty()) return true;
    for (const std::size_t from : {cursor_, std::size_t{0}}) {
      if (const std::size_t at = find(block, 0, block.text.size(), from, letters_.text.size());
          at != std::string::npos) {
        mark(at, block.text.size());
        return true;
      }
    }
    return take_over_pages(block);
  }

 private:
  bool fits(const Block& block, std::size_t begin, std::size_t length, std::size_t at) const {
    if (begin == 0 && !begins_word(at)) return false;
    if (begin + length == block.text.size() && !ends_word(at + length)) return false;
    for (std::size_t i = 0; i < length; ++i)
      if (!spaces_fit(block, begin, at, i)) return false;
    return true;
  }

  // The number of a note stands close to its text.
  bool begins_word(std::size_t at) const {
    return letters_.space_before[at] || at == 0 ||
           (letters_.text[at - 1] >= '0' && letters_.text[at - 1] <= '9');
  }

  bool ends_word(std::size_t end) const {
    return end == letters_.text.size() || letters_.space_before[end] || letters_.hyphen_before[end];
  }

  // A word may not be run into the one before it, and white space within one is a line's end: allowed behind
  // a hyphen, or where lines may break.
  bool spaces_fit(const Block& block, std::size_t begin, std::size_t at, std::size_t i) const {
    if (letters_.taken[at + i]) return false;
    if (i == 0) return true;
    const bool space = letters_.space_before[at + i], hyphen = letters_.hyphen_before[at + i];
    return block.space_before[begin + i] ? space || hyphen : !space || hyphen || breakable(at + i);
  }

  // Lines may break behind a slash or a dash without a hyphen.
  bool breakable(std::size_t at) const {
    const std::string_view before(letters_.text.data(), at);
    return before.ends_with("/") || before.ends_with("\u2013") || before.ends_with(".") ||
           before.ends_with("_");
  }

  std::size_t find(const Block& block, std::size_t begin, std::size_t length, std::size_t from,
                   std::size_t to) const {
    const std::string_view wanted = std::string_view(block.text).substr(begin, length);
    for (std::size_t at = letters_.text.find(wanted, from); at != std::string::npos && at + length <= to;
         at = letters_.text.find(wanted, at + 1))
      if (fits(block, begin, length, at)) return at;
    return std::string::npos;
  }

  // The beginning on one page, the rest on the next (and so on), with heads, feet and notes between. Over as
  // few pages as it can be: another block may begin with the same words on an earlier page.
  bool take_over_pages(const Block& block) {
    std::vector<std::pair<std::size_t, std::size_t>> best;
    failed_.clear();
    for (std::size_t page = 0; page + 2 < letters_.page_starts.size(); ++page) {
      std::vector<std::pair<std::size_t, std::size_t>> parts;
      if (take_from(block, 0, page, parts) && (best.empty() || parts.size() < best.size())) best = parts;
    }
    for (const auto& [at, length] : best) mark(at, length);
    return !best.empty();
  }

  // The part that stands on this page is as long as it can be; where what follows it there happens to go on
  // with the same letters, a little shorter. Pages break between words, or behind a hyphen.
  bool take_from(const Block& block, std::size_t begin, std::size_t page,
                 std::vector<std::pair<std::size_t, std::size_t>>& parts) {
    constexpr std::size_t seed = 6, slack = 12;
    if (page + 1 >= letters_.page_starts.size() || failed_.contains({begin, page})) return false;
    const std::size_t to = letters_.page_starts[page + 1], left = block.text.size() - begin;
    const std::string_view start = std::string_view(block.text).substr(begin, std::min(seed, left));
    const std::string_view page_and_before = std::string_view(letters_.text).substr(0, to);
    for (std::size_t at = page_and_before.find(start, letters_.page_starts[page]); at != std::string::npos;
         at = page_and_before.find(start, at + 1)) {
      std::size_t length = extent(block, begin, at, to);
      if (length == left && ends_word(at + length)) {
        parts.emplace_back(at, length);
        return true;
      }
      for (std::size_t tries = 0; tries < slack && length >= start.size(); ++tries, --length) {
        if (!may_part(block, begin + length, at + length)) continue;
        parts.emplace_back(at, length);
        if (take_from(block, begin + length, page + 1, parts)) return true;
        parts.pop_back();
      }
    }
    failed_.insert({begin, page});
    return false;
  }

  bool may_part(const Block& block, std::size_t begin, std::size_t at) const {
    return block.space_before[begin] || (at < letters_.text.size() && letters_.hyphen_before[at]);
  }

  // How many letters of the block, from `begin`, stand from `at` on.
  std::size_t extent(const Block& block, std::size_t begin, std::size_t at, std::size_t to) const {
    std::size_t length = 0;
    while (begin + length < block.text.size() && at + length < to &&
           block.text[begin + length] == letters_.text[at + length] && spaces_fit(block, begin, at, length))
      ++length;
    return length;
  }

  void mark(std::size_t at, std::size_t length) {
    std::fill_n(letters_.taken.begin() + static_cast<std::ptrdiff_t>(at), length, true);
    cursor_ = at + length;
  }

  Letters& letters_;
  std::size_t cursor_ = 0;
  // Where a block goes on (its byte, the page) and cannot: sentences that are much alike, on many pages,
  // would be tried in every combination.
  std::set<std::pair<std::size_t, std::size_t>> failed_;
};

// The first word of the block that is not on any page; the whole block's first when each is there for itself.
const Word& missing_word(const WordBlock& words, const std::string& all) {
  for (const Word& word : words) {
    std::string letters = word.text;
    std::erase_if(letters, is_hyphen);
    if (all.find(letters) == std::string::npos) return word;
  }
  return words.front();
}

// Words that belong to no block. A word that a line's end has parted is in pieces.
std::vector<std::vector<std::string>> left_over(const Letters& letters) {
  std::vector<std::vector<std::string>> words;
  bool open = false;
  for (std::size_t i = 0; i < letters.text.size(); ++i) {
    if (letters.taken[i]) {
      open = false;
      continue;
    }
    if (!open || (letters.space_before[i] && !letters.hyphen_before[i])) {
      words.push_back({""});
    } else if (letters.space_before[i]) {
      words.back().emplace_back();
    }
    words.back().back() += letters.text[i];
    open = true;
  }
  return words;
}

bool is_mark(const std::string& word) {
  return word.find_first_not_of("0123456789.,)(") == std::string::npos || word == "\u2022" ||
         word == "\u2013" || word == "\u00B7" || word == "\u2023" || word == "\u25E6" ||
         (word.size() == 2 && word[0] >= 'a' && word[0] <= 'z' && (word[1] == ')' || word[1] == '.'));
}

// Pages without the words that say of a marked-up text what it inserts and strikes out
// (styles/typst/page.typ): they stand in the middle of its blocks.
std::vector<std::string> without_told_changes(std::vector<std::string> pages) {
  for (std::string& page : pages)
    for (const std::string_view told : {"[indsat:]", "[udgår:]", "[inserted:]", "[deleted:]"})
      for (std::size_t at = page.find(told); at != std::string::npos; at = page.find(told, at))
        page.replace(at, told.size(), " ");
  return pages;
}

}  // namespace

std::vector<std::string> read_pdf(std::string_view pdf, ProcessRunner& processes) {
  const ProcessResult result = processes.run(
      {"pdftotext", {"-raw", "-enc", "UTF-8", "-", "-"}, std::string(pdf), {}, std::chrono::seconds(60)});
  if (result.status != 0) throw Error(tr("pdftotext could not read the PDF: {0}", {trim(result.err)}));
  std::vector<std::string> pages;
  for (const std::string_view page : split(result.out, '\f')) pages.emplace_back(page);
  if (!pages.empty() && trim(pages.back()).empty()) pages.pop_back();
  return pages;
}

void compare_pdf(const Reading& expected, const std::vector<std::string>& pages,
                 const std::vector<std::string>& furniture, const std::string& output, const Project& project,
                 Diagnostics& diagnostics) {
  Letters letters = letters_of(without_told_changes(pages));
  Matcher matcher(letters);
  std::set<std::string> known;
  const auto know = [&](const WordBlock& words) {
    for (const Word& word : words) {
      std::string text = word.text;
      std::erase_if(text, is_hyphen);
      known.insert(text);
    }
  };
  std::vector<const WordBlock*> blocks;
  for (const WordBlock& block : expected.body) blocks.push_back(&block);
  for (const WordBlock& block : expected.notes) blocks.push_back(&block);
  // The longest first: a short one ("ja") must not take letters out of the middle of another.
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const WordBlock* a, const WordBlock* b) { return a->size() > b->size(); });
  for (const WordBlock* words : blocks) {
    if (matcher.take(block_of(*words))) continue;
    const Word& word = missing_word(*words, letters.text);
    report_output(word.pos, output,
                  tr("the output lost \"{0}\", or its block is not in one piece", {word.text}), project,
                  diagnostics);
    return;
  }
  for (const std::string& text : furniture) know(words_of(text));
  const auto expected_word = [&](const std::string& word) { return is_mark(word) || known.contains(word); };
  for (const std::vector<std::string>& pieces : left_over(letters)) {
    const std::string word = join(pieces, "");
    if (expected_word(word) || std::all_of(pieces.begin(), pieces.end(), expected_word)) continue;
    report_output("", output, tr("the output adds \"{0}\"", {word}), project, diagnostics);
    return;
  }
}

}  // namespace kancelli
