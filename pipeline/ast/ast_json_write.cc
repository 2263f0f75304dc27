#include <algorithm>
#include <cmath>
#include <deque>

#include "pipeline/ast/ast_json.h"
#include "pipeline/ast/json_text.h"

namespace kancelli::ast {
namespace {

const Extra& extra_of(const Element& element) {
  static const Extra none;
  return element.extra ? *element.extra : none;
}

std::string_view or_else(std::string_view text, std::string_view otherwise) {
  return text.empty() ? otherwise : text;
}

// Writes elements without recursion: what still has to be written lies on a stack, the next thing on top.
class Writer {
 public:
  Writer(std::string& out, bool has_figure) : out_(out), has_figure_(has_figure) {}

  void write(const std::vector<Element>& elements) {
    push(elements);
    while (!remaining_.empty()) {
      Task task = remaining_.back();
      remaining_.pop_back();
      if (!task.text.empty())
        out_ += task.text;
      else if (task.target)
        write_target(*task.target);
      else
        write_range(task);
    }
  }

 private:
  using Range = std::pair<const Element*, const Element*>;

  struct Task {
    std::string_view text;            // written as it stands
    const Element* target = nullptr;  // the end of a Link, Image or Citation
    const Element* next = nullptr;    // elements, with commas between
    const Element* end = nullptr;
    bool first = true;
  };

  void push(std::string_view text) { remaining_.push_back({text}); }
  void push(Range range) { remaining_.push_back({{}, nullptr, range.first, range.second}); }
  void push(const std::vector<Element>& elements) {
    push(Range{elements.data(), elements.data() + elements.size()});
  }
  void push_target(const Element& element) { remaining_.push_back({{}, &element}); }

  // The children before and from the first that is `is_first`.
  template <typename Test>
  static std::pair<Range, Range> split(const Element& element, Test is_first) {
    const Element* begin = element.content.data();
    const Element* end = begin + element.content.size();
    const Element* middle = std::find_if_not(begin, end, is_first);
    return {{begin, middle}, {middle, end}};
  }
  static std::pair<Range, Range> split(const Element& element, Kind first) {
    return split(element, [first](const Element& child) { return child.kind == first; });
  }

  static const Element& part(const Element& element, Kind kind) {
    static const Element none;
    for (const Element& child : element.content)
      if (child.kind == kind) return child;
    return none;
  }

  void write_range(Task task) {
    while (task.next != task.end) {
      const Element& element = *task.next++;
      if (element.kind == Kind::Null && has_figure_) continue;
      if (!task.first) out_ += ',';
      task.first = false;
      if (write_leaf(element)) continue;
      remaining_.push_back(task);  // the rest of the range, after this element's own tasks
      write_branch(element);
      return;
    }
  }

  bool write_leaf(const Element& element) {
    switch (element.kind) {
      case Kind::Str:
        out_ += R"({"t":"Str","c":)";
        append_string(out_, element.text);
        out_ += '}';
        return true;
      case Kind::Space:
        out_ += R"({"t":"Space"})";
        return true;
      case Kind::SoftBreak:
      case Kind::LineBreak:
      case Kind::HorizontalRule:
      case Kind::Null:
        append_constructor(out_, name(element.kind));
        return true;
      case Kind::Code:
      case Kind::CodeBlock:
        open(element);
        out_ += '[';
        append_attr(out_, element.attr());
        return close_text(element);
      case Kind::Math:
        open(element);
        out_ += '[';
        append_constructor(out_, or_else(extra_of(element).format, "InlineMath"));
        return close_text(element);
      case Kind::RawInline:
      case Kind::RawBlock:
        open(element);
        out_ += '[';
        append_string(out_, extra_of(element).format);
        return close_text(element);
      default:
        return false;
    }
  }

  void open(const Element& element) {
    out_ += R"({"t":")";
    out_ += name(element.kind);
    out_ += R"(","c":)";
  }

  bool close_text(const Element& element) {
    out_ += ',';
    append_string(out_, element.text);
    out_ += "]}";
    return true;
  }

  void write_branch(const Element& element) {
    const Extra& extra = extra_of(element);
    switch (element.kind) {
      case Kind::Quoted:
        open(element);
        out_ += '[';
        append_constructor(out_, or_else(extra.format, "DoubleQuote"));
        return list(element, "]}");
      case Kind::Span:
      case Kind::Div:
        open(element);
        out_ += '[';
        append_attr(out_, extra.attr);
        return list(element, "]}");
      case Kind::Header:
        open(element);
        out_ += '[' + std::to_string(extra.number) + ',';
        append_attr(out_, extra.attr);
        return list(element, "]}");
      case Kind::OrderedList:
        open(element);
        out_ += "[[" + std::to_string(extra.number) + ',';
        append_constructor(out_, or_else(extra.format, "DefaultStyle"));
        out_ += ',';
        append_constructor(out_, or_else(extra.delimiter, "DefaultDelim"));
        out_ += ']';
        return list(element, "]}");
      case Kind::Link:
      case Kind::Image:
        open(element);
        out_ += '[';
        append_attr(out_, extra.attr);
        push_target(element);
        return list(element, "");
      case Kind::Cite:
        return write_cite(element);
      case Kind::Figure:
        return write_figure(element);
      case Kind::Table:
        return write_table(element);
      default:
        if (element.kind > Kind::Null) return write_part(element);
        open(element);
        out_ += '[';
        push("]}");
        return push(element.content);
    }
  }

  // After what stands before it: the list of the element's children, then the closing text.
  void list(const Element& element, std::string_view closing) {
    out_ += ",[";
    if (!closing.empty()) push(closing);
    push("]");
    push(element.content);
  }

  void write_target(const Element& element) {
    const Extra& extra = extra_of(element);
    if (element.kind == Kind::Citation) {
      out_ += R"("citationMode":)";
      append_constructor(out_, or_else(extra.format, "NormalCitation"));
      out_ += R"(,"citationNoteNum":)" + std::to_string(extra.number);
      out_ += R"(,"citationHash":)" + std::to_string(extra.hash) + '}';
      return;
    }
    out_ += ",[";
    append_string(out_, element.text);
    out_ += ',';
    append_string(out_, extra.title);
    out_ += "]]}";
  }

  void write_cite(const Element& element) {
    auto [citations, inlines] = split(element, Kind::Citation);
    open(element);
    out_ += "[[";
    push("]]}");
    push(inlines);
    push("],[");
    push(citations);
  }

  void write_figure(const Element& element) {
    const auto [captions, blocks] = split(element, Kind::Caption);
    const bool captioned = captions.first != captions.second;
    if (has_figure_) {
      open(element);
      out_ += '[';
      append_attr(out_, element.attr());
      out_ += ',';
      push("]]}");
      push(blocks);
      push(",[");
      return push(captioned ? captions : no_caption());
    }
    Attr attr = element.attr();
    if (!attr.has_class("figure")) attr.classes.insert(attr.classes.begin(), "figure");
    out_ += R"({"t":"Div","c":[)";
    append_attr(out_, attr);
    out_ += ",[";
    push("]]}");
    if (captioned) {
      const bool alone = blocks.first == blocks.second;
      push("]]}");
      push(split(*captions.first, Kind::ShortCaption).second);
      push(alone ? R"({"t":"Div","c":[["",["caption"],[]],[)" : R"(,{"t":"Div","c":[["",["caption"],[]],[)");
    }
    push(blocks);
  }

  static Range no_caption() {
    static const Element none(Kind::Caption);
    return {&none, &none + 1};
  }

  void write_table(const Element& element) {
    const Extra& extra = extra_of(element);
    open(element);
    out_ += '[';
    append_attr(out_, extra.attr);
    out_ += ',';
    const Element& foot = part(element, Kind::TableFoot);
    const Element& head = part(element, Kind::TableHead);
    const Element& caption = part(element, Kind::Caption);
    push("]}");
    push_rows(foot);
    push("],");
    const auto is_body = [](const Element& child) { return child.kind == Kind::TableBody; };
    const Element* end = element.content.data() + element.content.size();
    const Element* bodies = std::find_if(element.content.data(), end, is_body);
    push(Range{bodies, std::find_if_not(bodies, end, is_body)});
    push(",[");
    push_rows(head);
    push_columns(extra.columns);
    push(caption.kind == Kind::Caption ? Range{&caption, &caption + 1} : no_caption());
  }

  void push_rows(const Element& rows) {
    static const Element none(Kind::TableHead);
    const Element* element = rows.kind == Kind::Null ? &none : &rows;
    push(Range{element, element + 1});
  }

  void push_columns(const std::vector<ColSpec>& columns) {
    std::string text = ",[";
    for (const ColSpec& column : columns) {
      if (&column != &columns.front()) text += ',';
      text += '[';
      append_constructor(text, or_else(column.alignment, "AlignDefault"));
      if (column.width == 0 || !std::isfinite(column.width)) {
        text += R"(,{"t":"ColWidthDefault"}])";
      } else {
        text += R"(,{"t":"ColWidth","c":)";
        append_number(text, column.width);
        text += "}]";
      }
    }
    text += "],";
    push(texts_.emplace_back(std::move(text)));
  }

  void write_part(const Element& element) {
    const Extra& extra = extra_of(element);
    switch (element.kind) {
      case Kind::Definition: {
        auto [terms, items] = split(element, Kind::Term);
        out_ += '[';
        push("]]");
        push(items);
        push(",[");
        return push(terms);
      }
      case Kind::Citation:
        out_ += R"({"citationId":)";
        append_string(out_, element.text);
        out_ += R"(,"citationPrefix":[)";
        push_target(element);
        push("],");
        push(part(element, Kind::Suffix).content);
        push(R"(],"citationSuffix":[)");
        return push(part(element, Kind::Prefix).content);
      case Kind::Caption: {
        auto [shorts, blocks] = split(element, Kind::ShortCaption);
        out_ += '[';
        push("]]");
        push(blocks);
        if (shorts.first == shorts.second) return push("null,[");
        push(",[");
        return push(shorts);
      }
      case Kind::TableBody: {
        auto [heads, rows] = split(element, Kind::IntermediateHead);
        out_ += '[';
        append_attr(out_, extra.attr);
        out_ += ',' + std::to_string(extra.number) + ',';
        push("]]");
        push(rows);
        if (heads.first == heads.second) return push("[],[");
        push(",[");
        return push(heads);
      }
      case Kind::TableHead:
      case Kind::TableFoot:
      case Kind::Row:
        out_ += '[';
        append_attr(out_, extra.attr);
        return list(element, "]");
      case Kind::Cell:
        out_ += '[';
        append_attr(out_, extra.attr);
        out_ += ',';
        append_constructor(out_, or_else(extra.alignment, "AlignDefault"));
        out_ += ',' + std::to_string(extra.row_span) + ',' + std::to_string(extra.col_span);
        return list(element, "]");
      default:  // Line, Item, Term, ShortCaption, IntermediateHead
        out_ += '[';
        push("]");
        return push(element.content);
    }
  }

  std::string& out_;
  const bool has_figure_;
  std::vector<Task> remaining_;
  std::deque<std::string> texts_;  // what pushed text refers to
};

class MetaWriter {
 public:
  MetaWriter(std::string& out, bool has_figure) : out_(out), has_figure_(has_figure) {}

  void map(const Meta& meta) {
    out_ += '{';
    for (const auto& entry : meta.entries) {
      if (&entry != &meta.entries.front()) out_ += ',';
      append_string(out_, entry.first);
      out_ += ':';
      value(entry.second);
    }
    out_ += '}';
  }

 private:
  void value(const Meta& meta) {
    static const char* const tags[] = {"MetaMap",    "MetaList",    "MetaBool",
                                       "MetaString", "MetaInlines", "MetaBlocks"};
    out_ += R"({"t":")";
    out_ += tags[static_cast<int>(meta.kind)];
    out_ += R"(","c":)";
    switch (meta.kind) {
      case Meta::Kind::map:
        map(meta);
        break;
      case Meta::Kind::list:
        out_ += '[';
        for (const auto& entry : meta.entries) {
          if (&entry != &meta.entries.front()) out_ += ',';
          value(entry.second);
        }
        out_ += ']';
        break;
      case Meta::Kind::boolean:
        out_ += meta.boolean ? "true" : "false";
        break;
      case Meta::Kind::string:
        append_string(out_, meta.string);
        break;
      default:
        out_ += '[';
        Writer(out_, has_figure_).write(meta.content);
        out_ += ']';
    }
    out_ += '}';
  }

  std::string& out_;
  const bool has_figure_;
};

}  // namespace

std::string to_json(const Document& document, const ApiVersion& version) {
  const bool has_figure = version.size() > 1 && version[1] >= 23;
  std::string out = R"({"pandoc-api-version":[)";
  for (std::size_t i = 0; i < version.size(); ++i) out += (i ? "," : "") + std::to_string(version[i]);
  out += R"(],"meta":)";
  MetaWriter(out, has_figure).map(document.meta);
  out += R"(,"blocks":[)";
  Writer(out, has_figure).write(document.blocks);
  out += "]}";
  return out;
}

}  // namespace kancelli::ast
