#include "pipeline/check/two_readings.h"

#include <algorithm>
#include <array>

#include "pipeline/check/running_text.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/case_skeleton.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

// A stretch of a paper that is compared as a whole: a block's words, or a number in a table.
struct Block {
  std::string text;
  std::string key;                   // what is compared
  const Node* node;                  // of the block
  std::size_t begin, end;            // in the running text
  const Attribute* value = nullptr;  // of a number

  bool keeps_places() const { return text.starts_with(key); }  // a place in the key is one in the text
};

bool in(const Node& node, std::string_view element) {
  for (const Node* at = &node; at != nullptr; at = at->parent)
    if (at->is(element)) return true;
  return false;
}

void remove_all(std::string& text, std::string_view what) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what))
    text.erase(at, what.size());
}

class ReadPaper {
 public:
  ReadPaper(const Paper& paper, const Project& project)
      : project_(project),
        text_(paper.root(), [&](const Node& node) { return printed(node, paper, project); }) {
    const std::string_view all = text_.text();
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = std::min(all.find('\n', at), all.size());
      if (end > at) add(std::string(all.substr(at, end - at)), at, end);
      at = end + 1;
    }
    for (const Node& node : paper.xml->nodes)
      if (const Attribute* value = node.is("cell") ? node.find("value") : nullptr)
        blocks.push_back({value->value, value->value, &node, 0, 0, value});
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const Block& a, const Block& b) { return a.node->order < b.node->order; });
  }

  Span span(const Block& block) const { return span(block, 0, block.text.size()); }
  Span span(const Block& block, std::size_t begin, std::size_t end) const {
    if (block.value != nullptr) return block.value->value_span;
    return text_.span(project_.sources, block.begin + begin, block.begin + end);
  }
  std::string_view text() const { return text_.text(); }

  std::vector<Block> blocks;

 private:
  void add(std::string text, std::size_t begin, std::size_t end) {
    const Node* node = text_.context(begin).block;
    if (node == nullptr) return;
    std::string key = text;
    if (node->is("title") && in(*node, "meta"))
      for (const char* reading : {" (1. behandling)", " (2. behandling)"}) remove_all(key, reading);
    // Which item is the last may differ: the first reading has one that the second has not.
    if (node->is("item") && in(*node, "recommendation"))
      for (const std::string_view mark : {" og", ",", "."})
        if (key.ends_with(mark)) key.resize(key.size() - mark.size());
    blocks.push_back({std::move(text), std::move(key), node, begin, end});
  }

  const Project& project_;
  RunningText text_;
};

// "Forslaget blev behandlet første gang den 19. juni 2025.": what the second case adds.
bool tells_of_first(std::string_view sentence, const Date& day) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"første gang", "1. gang", "1. behandl", "første behandl", "førstebehandl"});
  const std::string said = lower(sentence);
  return said.find(without_typography(format_date(day, "long"))) != std::string::npos &&
         std::any_of(words.begin(), words.end(),
                     [&](std::string_view each) { return said.find(each) != std::string::npos; });
}

// Where the sentence that begins at `at` ends: behind its point and the space. "19. juni" ends none.
std::size_t sentence_end(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] != '.' || at + 2 >= text.size() || text[at + 1] != ' ') continue;
    std::size_t next = at + 2;
    const char32_t c = next_code_point(text, next);
    if (is_letter(c) && lower(c) != c) return at + 2;
  }
  return text.size();
}

// The second case's blocks without the sentences that it must have beyond the first.
void leave_out_added(ReadPaper& second, const ReadPaper& first, const Date& day) {
  for (Block& block : second.blocks) {
    std::string kept;
    for (std::size_t at = 0; at < block.key.size();) {
      const std::size_t end = sentence_end(block.key, at);
      const std::string sentence = block.key.substr(at, end - at);
      if (!tells_of_first(sentence, day) || first.text().find(trim(sentence)) != std::string_view::npos)
        kept += sentence;
      at = end;
    }
    if (kept != block.key) block.key = std::string(trim(kept));
  }
  std::erase_if(second.blocks, [](const Block& block) { return block.key.empty(); });
}

class Comparison {
 public:
  Comparison(const Project& project, const Paper& first, const Paper& second, Diagnostics& diagnostics)
      : second_paper_(second), first_(first, project), second_(second, project), diagnostics_(diagnostics) {
    leave_out_added(second_, first_, *first.meeting);
  }

  void run() {
    const auto &a = first_.blocks, &b = second_.blocks;
    std::size_t i = 0, j = 0;
    for (const auto& [same_a, same_b] : common()) {
      differ(i, same_a, j, same_b);
      i = same_a + 1;
      j = same_b + 1;
    }
    differ(i, a.size(), j, b.size());
  }

 private:
  // The pairs of blocks that are alike, as many as can be in order.
  std::vector<std::pair<std::size_t, std::size_t>> common() const {
    const auto &a = first_.blocks, &b = second_.blocks;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::size_t head = 0, tail = 0;
    while (head < a.size() && head < b.size() && a[head].key == b[head].key) ++head;
    while (tail < a.size() - head && tail < b.size() - head &&
           a[a.size() - 1 - tail].key == b[b.size() - 1 - tail].key)
      ++tail;
    for (std::size_t i = 0; i < head; ++i) pairs.emplace_back(i, i);
    const std::size_t n = a.size() - head - tail, m = b.size() - head - tail;
    constexpr std::size_t most = 4'000'000;  // beyond, all between is one difference
    if (n != 0 && m != 0 && n * m <= most) {
      std::vector<std::vector<std::uint32_t>> length(n + 1, std::vector<std::uint32_t>(m + 1));
      for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
          length[i][j] = a[head + i].key == b[head + j].key ? length[i + 1][j + 1] + 1
                                                            : std::max(length[i + 1][j], length[i][j + 1]);
      for (std::size_t i = 0, j = 0; i < n && j < m;)
        if (a[head + i].key == b[head + j].key)
          pairs.emplace_back(head + i++, head + j++);
        else
          ++(length[i + 1][j] >= length[i][j + 1] ? i : j);
    }
    for (std::size_t k = tail; k > 0; --k) pairs.emplace_back(a.size() - k, b.size() - k);
    return pairs;
  }

  // Blocks [i, to_i) of the first stand against [j, to_j) of the second.
  void differ(std::size_t i, std::size_t to_i, std::size_t j, std::size_t to_j) {
    while (i < to_i && j < to_j) {
      const Block &one = first_.blocks[i], &other = second_.blocks[j];
      if (is_of_first(one)) {
        ++i;
      } else if (one.node->name == other.node->name) {
        changed(one, other);
        ++i, ++j;
      } else if (to_j - j >= to_i - i) {
        added(other);
        ++j;
      } else {
        missing(i, i + 1, j);
        ++i;
      }
    }
    missing(i, to_i, j);
    for (; j < to_j; ++j) added(second_.blocks[j]);
  }

  static std::string shortened(std::string_view text) {
    constexpr std::size_t most = 120;
    if (code_point_count(text) <= most) return std::string(text);
    std::size_t end = 0;
    for (std::size_t n = 0; n < most; ++n) next_code_point(text, end);
    return std::string(text.substr(0, end)) + "…";
  }

  void relate(Diagnostic& d, Span span) { d.related.push_back({span, tr("the case for the first reading")}); }

  static bool begins_word(std::string_view text, std::size_t at) { return at == 0 || text[at - 1] == ' '; }
  static bool between_words(std::string_view text, std::size_t at) {
    return at == text.size() || text[at] == ' ' || begins_word(text, at);
  }

  // The words that differ, whole ones.
  void changed(const Block& one, const Block& other) {
    const bool in_words =
        one.value == nullptr && other.value == nullptr && one.keeps_places() && other.keeps_places();
    const std::string_view a = in_words ? one.key : one.text, b = in_words ? other.key : other.text;
    std::size_t head = 0, tail = 0;
    const std::size_t shortest = std::min(a.size(), b.size());
    if (in_words) {
      while (head < shortest && a[head] == b[head]) ++head;
      while (head > 0 && !(between_words(a, head) && between_words(b, head))) --head;
      while (tail < shortest - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
      while (tail > 0 && !(between_words(a, a.size() - tail) && between_words(b, b.size() - tail))) --tail;
    }
    const std::string_view said = trim(a.substr(head, a.size() - tail - head));
    std::size_t end = b.size() - tail;
    while (end > head && b[end - 1] == ' ') --end;
    while (head < end && b[head] == ' ') ++head;
    if (end == head) return less(one, other, said, head);
    Diagnostic& d = diagnostics_.error(
        "readings-differ", second_.span(other, head, end),
        said.empty() ? tr("the case for the first reading does not say this")
                     : tr("the case for the first reading says \"{0}\" here", {shortened(said)}),
        {said.empty() ? tr("take it out, or tell in the case what has changed since")
                      : tr("write what the first case says, or tell in the case what has changed since")});
    relate(d, first_.span(one));
  }

  // Words are gone that stood at `at` in the second's block: the word behind is pointed at, or the last.
  void less(const Block& one, const Block& other, std::string_view said, std::size_t at) {
    const std::string_view b = other.key;
    while (at < b.size() && b[at] == ' ') ++at;
    const bool behind = at == b.size();
    if (behind) at = b.rfind(' ') == std::string_view::npos ? 0 : b.rfind(' ') + 1;
    lacks(second_.span(other, at, std::min(b.find(' ', at), b.size())), behind, said, first_.span(one));
  }

  void lacks(Span place, bool behind, std::string_view said, Span in_first) {
    Diagnostic& d = diagnostics_.error(
        "readings-differ", place,
        behind ? tr("behind this, the case for the first reading says \"{0}\"", {shortened(said)})
               : tr("before this, the case for the first reading says \"{0}\"", {shortened(said)}),
        {tr("write it here too, or tell in the case what has changed since")});
    relate(d, in_first);
  }

  void added(const Block& other) {
    diagnostics_.error("readings-differ", second_.span(other),
                       tr("the case for the first reading does not say this"),
                       {tr("take it out, or tell in the case what has changed since")});
  }

  // The first's blocks [i, to_i), which the second lacks before its block j.
  void missing(std::size_t i, std::size_t to_i, std::size_t j) {
    const auto& blocks = second_.blocks;
    std::string said;
    for (std::size_t k = i; k < to_i; ++k)
      if (!is_of_first(first_.blocks[k])) said += (said.empty() ? "" : " ") + first_.blocks[k].text;
    if (said.empty()) return;
    const Span place = blocks.empty() ? second_paper_.root().name_span
                                      : second_.span(blocks[std::min(j, blocks.size() - 1)]);
    lacks(place, j >= blocks.size(), said, first_.span(first_.blocks[i]));
  }

  // The item that sends the case to the second reading.
  static bool is_of_first(const Block& block) {
    return block.node->is("item") && in(*block.node, "recommendation") && only_for_first_reading(block.text);
  }

  const Paper& second_paper_;
  ReadPaper first_, second_;
  Diagnostics& diagnostics_;
};

}  // namespace

void compare_words(const Project& project, const Paper& first, const Paper& second,
                   Diagnostics& diagnostics) {
  Comparison(project, first, second, diagnostics).run();
}

}  // namespace kancelli
