// Where a paragraph stands, in words.
#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/document.h"

namespace kancelli::word {
namespace {

// Walks the body as a reader does, and keeps the headings above where it is.
class Finder {
 public:
  explicit Finder(const Paragraph& sought) : sought_(sought) {}

  // "" while it is not found.
  std::string find(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      if (const Table* table = block.table()) {
        ++tables_;
        if (const std::string found = in_table(*table); !found.empty()) return within(found);
        continue;
      }
      const Paragraph& paragraph = *block.paragraph();
      const bool printed = !trim(paragraph.text()).empty();
      if (paragraph.heading > 0 && printed && !paragraph.boxed) {
        headings_.resize(
            std::min<std::size_t>(headings_.size(), static_cast<std::size_t>(paragraph.heading - 1)));
        headings_.resize(static_cast<std::size_t>(paragraph.heading - 1));
        headings_.push_back(std::string(collapse_space(paragraph.text())));
        paragraphs_ = 0;
        if (&paragraph == &sought_) return within(tr("heading"));
        continue;
      }
      paragraphs_ += printed && !paragraph.boxed;
      if (&paragraph == &sought_)
        return within(paragraph.boxed ? tr("text box")
                                      : tr("paragraph {0}", {std::to_string(std::max(paragraphs_, 1))}));
    }
    return "";
  }

 private:
  std::string in_table(const Table& table) const {
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      for (std::size_t cell = 0; cell < table.rows[row].cells.size(); ++cell)
        if (holds(table.rows[row].cells[cell].blocks))
          return tr("table {0}, row {1}, cell {2}",
                    {std::to_string(tables_), std::to_string(row + 1), std::to_string(cell + 1)});
    return "";
  }

  bool holds(const std::vector<Block>& blocks) const {
    for (const Block& block : blocks) {
      if (block.paragraph() == &sought_) return true;
      if (block.table() != nullptr)
        for (const Row& row : block.table()->rows)
          for (const Cell& cell : row.cells)
            if (holds(cell.blocks)) return true;
    }
    return false;
  }

  std::string within(const std::string& what) const {
    std::vector<std::string> above;
    for (const std::string& heading : headings_)
      if (!heading.empty()) above.push_back(heading);
    if (above.empty()) return what;
    return join(above, ", ") + ": " + what;
  }

  const Paragraph& sought_;
  std::vector<std::string> headings_;
  int paragraphs_ = 0, tables_ = 0;
};

}  // namespace

std::string Document::place(const Paragraph& paragraph) const {
  Finder finder(paragraph);
  if (std::string found = finder.find(body); !found.empty()) return found;
  for (const auto& [key, blocks] : notes)
    if (std::string found = Finder(paragraph).find(blocks); !found.empty())
      return tr("{0}: {1}", {key.starts_with("footnote") ? tr("footnote {0}", {key.substr(9)})
                                                         : tr("endnote {0}", {key.substr(8)}),
                             found});
  return tr("head or foot of the pages");
}

}  // namespace kancelli::word
