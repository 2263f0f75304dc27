#include <charconv>

#include "pipeline/core/text.h"
#include "pipeline/filter/nodes.h"
#include "pipeline/filter/values.h"

// tostring() of an element is what Haskell's `show` prints.
namespace kancelli::filter {
namespace {

using ast::Kind;

const char* const control_names[] = {"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "a",
                                     "b",   "t",   "n",   "v",   "f",   "r",   "SO",  "SI",
                                     "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
                                     "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};

std::string_view or_else(std::string_view text, std::string_view otherwise) {
  return text.empty() ? otherwise : text;
}

std::string number(int n) {
  return n < 0 ? "(" + std::to_string(n) + ")" : std::to_string(n);
}

// A width is a Double of Haskell's: 1.0, not 1.
std::string width(double w) {
  std::string shown = haskell_number(w);
  if (shown.find_first_of(".e") == std::string::npos) shown += ".0";
  return w < 0 ? "(" + shown + ")" : shown;
}

std::string columns(const std::vector<ast::ColSpec>& list) {
  std::string shown = "[";
  for (const ast::ColSpec& column : list) {
    if (&column != &list.front()) shown += ',';
    shown += "(" + std::string(or_else(column.alignment, "AlignDefault")) + ",";
    shown += column.width == 0 ? "ColWidthDefault" : "ColWidth " + width(column.width);
    shown += ')';
  }
  return shown + "]";
}

// Without recursion, as the JSON is written: what is still to be shown lies on a stack.
class Shower {
 public:
  std::string show(Node* const* begin, Node* const* end, bool is_list) {
    if (is_list) push("]");
    push_items(begin, end);
    if (is_list) push("[");
    while (!remaining_.empty()) {
      Task task = std::move(remaining_.back());
      remaining_.pop_back();
      out_ += task.text;
      if (task.begin == task.end) continue;
      Node* node = *task.begin++;
      if (task.begin != task.end) {
        remaining_.push_back({{}, task.begin, task.end});
        push(",");
      }
      element(*node);
    }
    return std::move(out_);
  }

 private:
  struct Task {
    std::string text;
    Node* const* begin = nullptr;
    Node* const* end = nullptr;
  };
  using Range = std::pair<Node* const*, Node* const*>;

  void push(std::string text) { remaining_.push_back({std::move(text)}); }
  void push_items(Node* const* begin, Node* const* end) {
    if (begin != end) remaining_.push_back({{}, begin, end});
  }
  void push_list(Range range) {
    push("]");
    push_items(range.first, range.second);
    push("[");
  }
  void push_list(const Node& node, Field field) { push_list(part_of(node, field)); }
  void push_first(Range range, std::string otherwise) {
    if (range.first == range.second)
      push(std::move(otherwise));
    else
      push_items(range.first, range.first + 1);
  }

  void element(const Node& node) {
    if (node.kind > Kind::Null) return part(node);
    const ast::Extra& extra = node.extra();
    const std::string name(ast::name(node.kind));
    const std::string text = show_text(node.values->text);
    switch (node.kind) {
      case Kind::Str:
        out_ += name + " " + text;
        return;
      case Kind::Code:
      case Kind::CodeBlock:
        out_ += name + " " + filter::show(extra.attr) + " " + text;
        return;
      case Kind::Math:
        out_ += name + " " + extra.format + " " + text;
        return;
      case Kind::RawInline:
      case Kind::RawBlock:
        out_ += name + " (Format " + show_text(extra.format) + ") " + text;
        return;
      case Kind::Space:
      case Kind::SoftBreak:
      case Kind::LineBreak:
      case Kind::HorizontalRule:
      case Kind::Null:
        out_ += name;
        return;
      case Kind::Link:
      case Kind::Image:
        out_ += name + " " + filter::show(extra.attr) + " ";
        push(" (" + text + "," + show_text(extra.title) + ")");
        break;
      case Kind::Quoted:
        out_ += name + " " + extra.format + " ";
        break;
      case Kind::Span:
      case Kind::Div:
        out_ += name + " " + filter::show(extra.attr) + " ";
        break;
      case Kind::Header:
        out_ += name + " " + number(extra.number) + " " + filter::show(extra.attr) + " ";
        break;
      case Kind::OrderedList:
        out_ += name + " (" + std::to_string(extra.number) + "," +
                std::string(or_else(extra.format, "DefaultStyle")) + "," +
                std::string(or_else(extra.delimiter, "DefaultDelim")) + ") ";
        break;
      case Kind::Cite:
        out_ += name + " ";
        push_list(node, Field::inlines);
        push(" ");
        return push_list(node, Field::citations);
      case Kind::Figure:
        out_ += name + " " + filter::show(extra.attr) + " (";
        push_list(node, Field::blocks);
        push(") ");
        return push_first(part_of(node, Field::caption), "Caption Nothing []");
      case Kind::Table:
        return table(node);
      default:
        out_ += name + " ";
    }
    push_list({node.begin(), node.end()});
  }

  void table(const Node& node) {
    out_ += "Table " + filter::show(node.extra().attr) + " (";
    push(")");
    push_first(part_of(node, Field::foot), "TableFoot (\"\",[],[]) []");
    push(" (");
    push_list(node, Field::bodies);
    push(") ");
    push_first(part_of(node, Field::head), "TableHead (\"\",[],[]) []");
    push(") " + columns(node.extra().columns) + " (");
    push_first(part_of(node, Field::caption), "Caption Nothing []");
  }

  void part(const Node& node) {
    const ast::Extra& extra = node.extra();
    const std::string name(ast::name(node.kind));
    switch (node.kind) {
      case Kind::Definition:
        out_ += '(';
        push(")");
        push_list(node, Field::items);
        push(",");
        return push_items(node.begin(), part_of(node, Field::items).first);
      case Kind::Citation:
        out_ += "Citation {citationId = " + show_text(node.values->text) + ", citationPrefix = ";
        push(", citationMode = " + extra.format + ", citationNoteNum = " + std::to_string(extra.number) +
             ", citationHash = " + std::to_string(extra.hash) + "}");
        push_first(part_of(node, Field::suffix), "[]");
        push(", citationSuffix = ");
        return push_first(part_of(node, Field::prefix), "[]");
      case Kind::Caption: {
        const auto [begin, end] = part_of(node, Field::blocks);
        out_ += begin == node.begin() ? "Caption Nothing " : "Caption (Just ";
        push_list({begin, end});
        if (begin == node.begin()) return;
        push(") ");
        return push_items(node.begin(), begin);
      }
      case Kind::TableBody:
        out_ +=
            name + " " + filter::show(extra.attr) + " (RowHeadColumns " + std::to_string(extra.number) + ") ";
        push_list(node, Field::rows);
        push(" ");
        return push_first(part_of(node, Field::head), "[]");
      case Kind::Cell:
        out_ += name + " " + filter::show(extra.attr) + " " +
                std::string(or_else(extra.alignment, "AlignDefault")) + " (RowSpan " +
                std::to_string(extra.row_span) + ") (ColSpan " + std::to_string(extra.col_span) + ") ";
        break;
      case Kind::TableHead:
      case Kind::TableFoot:
      case Kind::Row:
        out_ += name + " " + filter::show(extra.attr) + " ";
        break;
      default:  // Line, Item, Term and the like are lists
        break;
    }
    push_list({node.begin(), node.end()});
  }

  std::string out_;
  std::vector<Task> remaining_;
};

}  // namespace

std::string show_text(std::string_view text) {
  std::string shown = "\"";
  bool number_before = false, so_before = false;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    if ((number_before && c >= '0' && c <= '9') || (so_before && c == 'H')) shown += "\\&";
    number_before = c > 0x7f;
    so_before = c == 14;
    if (c < 0x20)
      shown += std::string("\\") + control_names[c];
    else if (c == 0x7f)
      shown += "\\DEL";
    else if (c > 0x7f)
      shown += "\\" + std::to_string(static_cast<unsigned>(c));
    else if (c == '"' || c == '\\')
      shown += std::string("\\") + static_cast<char>(c);
    else
      shown += static_cast<char>(c);
  }
  return shown + "\"";
}

std::string show(const ast::Attr& attr) {
  std::string shown = "(" + show_text(attr.id) + ",[";
  for (const std::string& name : attr.classes)
    shown += (&name == &attr.classes.front() ? "" : ",") + show_text(name);
  shown += "],[";
  for (const auto& pair : attr.attributes)
    shown += (&pair == &attr.attributes.front() ? "(" : ",(") + show_text(pair.first) + "," +
             show_text(pair.second) + ")";
  return shown + "])";
}

std::string show(Node* node) {
  return Shower().show(&node, &node + 1, false);
}

std::string show_list(Node* const* begin, Node* const* end) {
  return Shower().show(begin, end, true);
}

}  // namespace kancelli::filter
