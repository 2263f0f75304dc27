#include <algorithm>
#include <array>

#include "pipeline/build/paper_changes.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

// Front matter and the list of attachments (filters/lib/paper.lua).
bool is_front_matter(const Element& div) {
  static constexpr std::array classes = {"letterhead", "side",       "recipient",
                                         "meeting",    "casenumber", "attachments"};
  return std::any_of(classes.begin(), classes.end(),
                     [&](const char* name) { return div.attr().has_class(name); });
}

std::string words(const std::vector<Element>& elements) {
  return collapse_space(ast::stringify(elements));
}

class Walk {
 public:
  std::vector<PrintedBlock> run(const ast::Document& tree) {
    blocks(tree.blocks, "afsnit");
    return std::move(out_);
  }

 private:
  void blocks(const std::vector<Element>& elements, const char* kind) {
    for (const Element& element : elements) block(element, kind);
  }

  void block(const Element& element, const char* kind) {
    switch (element.kind) {
      case Kind::Header:
        return heading(element);
      case Kind::Para:
      case Kind::Plain:
      case Kind::Line:
      case Kind::Term:
        return text(kind, element);
      case Kind::CodeBlock:
        return add(kind, element.text, element);
      case Kind::Table:
        return table(element);
      case Kind::Div:
        if (is_front_matter(element)) return;
        [[fallthrough]];
      default: {
        const auto outer = std::make_pair(id_, in_id_);
        if (!element.attr().id.empty()) id_ = element.attr().id, in_id_ = 0;
        blocks(element.content, element.kind == Kind::Item         ? "punkt"
                                : element.kind == Kind::Caption    ? "billedtekst"
                                : element.kind == Kind::BlockQuote ? "citat"
                                                                   : kind);
        std::tie(id_, in_id_) = outer;
      }
    }
  }

  void heading(const Element& element) {
    if (element.attr().has_class("title")) return;
    const auto level = static_cast<std::size_t>(std::max(element.extra->number, 1));
    headings_.resize(std::min(headings_.size(), level));
    while (headings_.size() < level) headings_.emplace_back();
    const std::string said = words(element.content);
    headings_.back() = {};
    for (std::string* each : {&paragraph_, &part_, &item_}) each->clear();
    add("overskrift", said, element);
    headings_.back() = said;
  }

  // The designation that a provision begins with: a stykke is named with its paragraph.
  void follow_designation(const Element& element) {
    if (element.content.empty() || !element.content[0].attr().has_class("designation")) return;
    std::string said = words(element.content[0].content);
    while (said.ends_with('.')) said.pop_back();
    if (said.starts_with("§"))
      paragraph_ = said, part_.clear(), item_.clear();
    else if (said.ends_with(')'))  // within a stykke: "stk. 2, nr. 4", "stk. 2, nr. 4, litra a"
      item_ = (is_digit(static_cast<unsigned char>(said[0])) ? "nr. " : "litra ") +
              said.substr(0, said.size() - 1);
    else
      part_ = lower(said), item_.clear();
  }

  void text(const char* kind, const Element& element) {
    follow_designation(element);
    add(kind, words(element.content), element);
    inner(element.content);
  }

  // Pictures and notes stand in a text, and are read apart from it.
  void inner(const std::vector<Element>& inlines) {
    for (const Element& each : inlines) {
      if (each.kind == Kind::Note) {
        blocks(each.content, "fodnote");
        continue;
      }
      if (each.kind == Kind::Image) add("billede", words(each.content), each);
      inner(each.content);
    }
  }

  void table(const Element& table) {
    const std::string outer = std::exchange(table_, "");
    const auto id = std::make_pair(id_, in_id_);
    if (!table.attr().id.empty()) id_ = table.attr().id, in_id_ = 0;
    columns_.clear();
    covered_.clear();
    for (const Element& part : table.content) {
      if (part.kind == Kind::Caption) {
        blocks(part.content, "tabeltekst");
        const std::string said = words(part.content);
        table_ = lower(said.substr(0, said.find(". ")));
      } else if (part.kind == Kind::TableHead) {
        for (const Element& each : part.content) row(each, head_row);
        covered_.clear();
      } else {
        rows(part);
      }
    }
    table_ = outer;
    std::tie(id_, in_id_) = id;
  }

  void rows(const Element& part) {
    for (const Element& each : part.content)
      if (each.kind == Kind::Row)
        row(each, "række");
      else
        rows(each);
  }

  // One for each column, so that all stand beneath their heads: what a cell over several columns or rows
  // covers is empty. `name`: the cell that tells which row it is, not one that names several.
  std::vector<std::string> cells(const Element& row, std::size_t& name) {
    std::vector<std::string> all;
    const auto pass_covered = [&] {
      for (; all.size() < covered_.size() && covered_[all.size()] > 0; all.emplace_back())
        --covered_[all.size()];
    };
    name = none;
    for (const Element& cell : row.content) {
      pass_covered();
      const int wide = cell.extra != nullptr ? cell.extra->col_span : 1;
      const int high = cell.extra != nullptr ? cell.extra->row_span : 1;
      std::string said;
      for (const Element& each : cell.content)
        said += (said.empty() ? "" : " ") + collapse_space(ast::stringify(each));
      if (name == none && high <= 1 && !said.empty()) name = all.size();
      all.push_back(std::move(said));
      all.resize(all.size() + std::max(wide - 1, 0));
      covered_.resize(std::max(covered_.size(), all.size()));
      for (int i = 1; i <= wide; ++i) covered_[all.size() - i] = high - 1;
    }
    pass_covered();
    if (name == none) name = 0;
    return all;
  }

  void row(const Element& row, const char* kind) {
    PrintedBlock block = begin(kind);
    block.cells = cells(row, block.name);
    block.columns = columns_;
    for (const std::string& cell : block.cells)
      if (!cell.empty()) block.text += (block.text.empty() ? "" : " | ") + cell;
    if (std::string_view(kind) ==
        head_row) {  // of two rows the lower names the column, where it says something
      columns_.resize(std::max(columns_.size(), block.cells.size()));
      for (std::size_t k = 0; k < block.cells.size(); ++k)
        if (!block.cells[k].empty()) columns_[k] = block.cells[k];
    }
    if (!block.text.empty()) out_.push_back(std::move(block));
    for (const Element& cell : row.content)
      for (const Element& each : cell.content) inner(each.content);
  }

  PrintedBlock begin(const char* kind) {
    PrintedBlock block;
    block.kind = kind;
    std::vector<std::string> names;
    for (const std::string& heading : headings_)
      if (!heading.empty()) names.push_back(heading);
    for (const std::string* each : {&paragraph_, &part_, &item_, &table_})
      if (!each->empty()) names.push_back(*each);
    block.place = join(names, ", ");
    if (!id_.empty()) block.key = id_ + "#" + kind + std::to_string(in_id_++);
    return block;
  }

  void add(const char* kind, std::string said, const Element& element) {
    PrintedBlock block = begin(kind);
    block.text = std::move(said);
    if (const std::string& own = element.attr().id; !own.empty()) block.key = own;
    if (!block.text.empty()) out_.push_back(std::move(block));
  }

  static constexpr std::size_t none = -1;
  static constexpr const char* head_row = "tabelhoved";

  std::vector<PrintedBlock> out_;
  std::vector<std::string> headings_;            // by level, from 1
  std::string paragraph_, part_, item_, table_;  // "§ 5", "stk. 2", "nr. 4", "tabel 1"
  std::vector<std::string> columns_;
  std::vector<int> covered_;  // by a cell above: for how many rows yet, by column
  std::string id_;            // of the element around
  int in_id_ = 0;             // blocks in it so far
};

}  // namespace

std::vector<PrintedBlock> printed_blocks(const ast::Document& tree) {
  return Walk().run(tree);
}

}  // namespace kancelli
