// The running text below an element, as one string that rules can search, with the way back to every place in
// the source.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/project/paper.h"

namespace kancelli {

// Where a stretch of text stands.
struct TextContext {
  const Node* block = nullptr;  // the p, item, title, cell ... that holds it
  bool heading = false;         // a title, a caption or a column's head
  bool quote = false;           // inside <quote>
  bool foreign = false;         // inside <foreign>
  bool link = false;            // inside <link>
  bool counted = false;         // inside <count>
  bool dated = false;           // inside an element with `as-of`: it speaks of another time than the paper's
};

// Block after block, each ended by '\n'; footnotes behind the block they stand in. Every run of white space
// is one space, none at the ends of a block; no-break spaces and hyphens are plain, soft hyphens are gone. An
// element that is computed (body, fact, amount, date, ref, law) is the text that the printer gives for it;
// without a printer it is `computed_mark`.
class RunningText {
 public:
  using Printer = std::function<std::string(const Node&)>;
  static constexpr std::string_view computed_mark = "\uFFFC";

  RunningText() = default;
  explicit RunningText(const Node& root, const Printer& printer = {});

  std::string_view text() const { return text_; }
  const TextContext& context(std::size_t at) const { return contexts_[piece(at).context]; }
  // The computed element whose text stands there, or nullptr.
  const Node* computed(std::size_t at) const;
  // True between quotation marks (»«, “”, ”” or "") within one block.
  bool in_quotation_marks(std::size_t at) const;
  // The place in the source of [begin, end); end > begin.
  Span span(const SourceMap& sources, std::size_t begin, std::size_t end) const;

 private:
  struct Piece {
    std::uint32_t begin = 0;     // in text_
    const Node* node = nullptr;  // a text, or a computed element
    std::uint32_t offset = 0;    // of `begin` in the node's text
    std::uint32_t context = 0;
  };

  void walk(const Node& node, std::uint32_t context);
  void children(const Node& node, std::uint32_t context);
  std::uint32_t enter(const Node& node, std::uint32_t context);
  void add(const Node& node, std::string_view text, std::uint32_t context);
  void end_block();
  const Piece& piece(std::size_t at) const;

  std::string text_;
  std::vector<Piece> pieces_;
  std::vector<TextContext> contexts_;
  std::vector<std::pair<const Node*, std::uint32_t>> footnotes_;  // of the block that is being read
  Printer printer_;
};

// True for elements that stand in running text and do not end it.
bool is_inline(const Node& node);
// True for the inline elements whose text the program makes.
bool is_computed(const Node& node);

}  // namespace kancelli
