#include "pipeline/check/running_text.h"

#include <algorithm>
#include <array>

#include "pipeline/check/quotation_marks.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr auto computed_names =
    std::to_array<std::string_view>({"body", "fact", "amount", "date", "ref", "law"});
constexpr auto wrapping_names =
    std::to_array<std::string_view>({"em", "strong", "count", "term", "foreign", "link", "sentence"});

// How many bytes of a no-break or other special space, or of a character that only typography needs, stand
// there; `becomes` is what they are in running text.
std::size_t special(std::string_view text, std::size_t at, std::string_view& becomes) {
  struct Fold {
    std::string_view from, to;
  };
  static constexpr std::array<Fold, 8> folds = {{{"\u00A0", " "},
                                                 {"\u202F", " "},
                                                 {"\u2007", " "},
                                                 {"\u2009", " "},
                                                 {"\u2011", "-"},
                                                 {"\u00AD", ""},
                                                 {"\u200B", ""},
                                                 {"\uFEFF", ""}}};
  const std::string_view rest = text.substr(at, 3);
  for (const Fold& fold : folds) {
    if (!rest.starts_with(fold.from)) continue;
    becomes = fold.to;
    return fold.from.size();
  }
  return 0;
}

// What a byte may be: 0 itself, 1 white space, 2 the beginning of a special character.
constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (const char c : {' ', '\t', '\n', '\r'}) classes[static_cast<unsigned char>(c)] = 1;
  for (const unsigned c : {0xC2u, 0xE2u, 0xEFu}) classes[c] = 2;
  return classes;
}
constexpr std::array<std::uint8_t, 256> classes = make_classes();
std::uint8_t class_of(char c) {
  return classes[static_cast<unsigned char>(c)];
}

}  // namespace

bool is_computed(const Node& node) {
  return one_of(node.name, computed_names);
}
bool is_inline(const Node& node) {
  return one_of(node.name, wrapping_names) || is_computed(node) || node.is("footnote");
}

RunningText::RunningText(const Node& root, const Printer& printer) : printer_(printer) {
  contexts_.emplace_back();
  walk(root, 0);
  end_block();
}

void RunningText::walk(const Node& node, std::uint32_t context) {
  if (node.kind == Node::Kind::text) {
    add(node, node.text, context);
  } else if (node.kind == Node::Kind::element && is_computed(node) && node.children.empty()) {
    const std::string printed = printer_ ? printer_(node) : std::string(computed_mark);
    if (!printed.empty()) {
      pieces_.push_back({static_cast<std::uint32_t>(text_.size()), &node, 0, context});
      text_ += printer_ ? without_typography(printed) : printed;
    }
  } else if (node.is("footnote")) {
    footnotes_.emplace_back(&node, context);
  } else if (node.kind == Node::Kind::element) {
    children(node, context);
  }
}

void RunningText::children(const Node& node, std::uint32_t context) {
  const bool block = !is_inline(node);
  if (block) end_block();
  const std::uint32_t inner = enter(node, context);
  for (const Node* child : node.children) walk(*child, inner);
  if (block) end_block();
}

// The context inside an element: a new one where it differs from the one around it.
std::uint32_t RunningText::enter(const Node& node, std::uint32_t context) {
  TextContext inner = contexts_[context];
  if (!is_inline(node)) inner.block = &node;
  if (node.is("title") || node.is("caption") || node.is("column")) inner.heading = true;
  if (node.is("quote") || node.is("statement"))
    inner.quote = true;  // a statement is on record as it was made
  if (node.is("foreign")) inner.foreign = true;
  if (node.is("link")) inner.link = true;
  if (node.is("count")) inner.counted = true;
  if (node.find("as-of") != nullptr) inner.dated = true;
  contexts_.push_back(inner);
  return static_cast<std::uint32_t>(contexts_.size() - 1);
}

void RunningText::add(const Node& node, std::string_view text, std::uint32_t context) {
  std::size_t from = 0;  // of the characters that are taken over as they stand
  const auto take = [&](std::size_t to) {
    if (to > from) {
      pieces_.push_back(
          {static_cast<std::uint32_t>(text_.size()), &node, static_cast<std::uint32_t>(from), context});
      text_.append(text, from, to - from);
    }
  };
  const auto at_start = [&] { return text_.empty() || text_.back() == '\n' || text_.back() == ' '; };
  for (std::size_t i = 0; i < text.size();) {
    const std::uint8_t kind = class_of(text[i]);
    // An ordinary space between words stays.
    if (kind == 0 || (text[i] == ' ' && i > from && i + 1 < text.size() && class_of(text[i + 1]) == 0)) {
      ++i;
      continue;
    }
    std::string_view becomes = " ";
    const std::size_t length = kind == 1 ? 1 : special(text, i, becomes);
    if (length == 0) {
      ++i;
      continue;
    }
    take(i);
    if (becomes == "-" || (becomes == " " && !at_start())) {
      pieces_.push_back(
          {static_cast<std::uint32_t>(text_.size()), &node, static_cast<std::uint32_t>(i), context});
      text_ += becomes;
    }
    i += length;
    from = i;
  }
  take(text.size());
}

void RunningText::end_block() {
  if (!text_.empty() && text_.back() == ' ') {
    text_.pop_back();
    while (!pieces_.empty() && pieces_.back().begin >= text_.size()) pieces_.pop_back();
  }
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  const auto footnotes = std::exchange(footnotes_, {});
  for (const auto& [node, context] : footnotes) {
    const std::uint32_t inner = enter(*node, context);
    for (const Node* child : node->children) walk(*child, inner);
    end_block();
  }
}

const RunningText::Piece& RunningText::piece(std::size_t at) const {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), at,
                                      [](std::size_t a, const Piece& p) { return a < p.begin; });
  return after == pieces_.begin() ? pieces_.front() : *(after - 1);
}

const Node* RunningText::computed(std::size_t at) const {
  const Piece& found = piece(at);
  return found.node->kind == Node::Kind::element ? found.node : nullptr;
}

bool RunningText::in_quotation_marks(std::size_t at) const {
  const std::size_t before = text_.rfind('\n', at),
                    begin = before == std::string::npos || before == at ? 0 : before + 1;
  const std::string_view block = std::string_view(text_).substr(begin, text_.find('\n', at) - begin);
  const auto quotations = quotations_in(block);
  return std::any_of(quotations.begin(), quotations.end(),
                     [&](const auto& each) { return each.first <= at - begin && at - begin < each.second; });
}

std::vector<std::pair<std::size_t, std::size_t>> quotations_in(std::string_view block) {
  struct Marks {
    std::string_view open, close;
  };
  // »« is the Danish form; ”…” with the same mark on both sides is common.
  static constexpr std::array<Marks, 5> marks = {
      {{"»", "«"}, {"“", "”"}, {"”", "”"}, {"„", "“"}, {"\"", "\""}}};
  std::array<bool, marks.size()> closes;
  closes.fill(true);  // until there is none behind
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (block[i] != '"' && block[i] != '\xC2' && block[i] != '\xE2') continue;
    for (std::size_t kind = 0; kind < marks.size(); ++kind) {
      const Marks& mark = marks[kind];
      if (!closes[kind] || !block.substr(i).starts_with(mark.open)) continue;
      const std::size_t close = block.find(mark.close, i + mark.open.size());
      closes[kind] = close != std::string_view::npos;
      if (!closes[kind]) continue;
      found.emplace_back(i, close);
      i = close + mark.close.size() - 1;
      break;
    }
  }
  return found;
}

Span RunningText::span(const SourceMap& sources, std::size_t begin, std::size_t end) const {
  const auto place = [&](std::size_t at) {
    const Piece& found = piece(at);
    if (found.node->kind == Node::Kind::element) return found.node->span;
    const std::size_t offset = found.offset + (at - found.begin);
    return span_in_text(sources, *found.node, offset, offset + 1);
  };
  const Span first = place(begin), last = place(end - 1);
  return {first.source, first.begin, std::max(last.end, first.end)};
}

}  // namespace kancelli
