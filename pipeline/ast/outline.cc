#include "pipeline/ast/outline.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/ast/tree_path.h"
#include "pipeline/core/text.h"

namespace kancelli::ast {

namespace {

std::string quoted(std::string_view text, const Detail& detail) {
  std::string plain;
  std::size_t at = 0;
  while (at < text.size() && plain.size() < detail.line) {
    const char32_t c = next_code_point(text, at);
    if (c == U'\n')
      plain += "\\n";
    else if (c == U'"')
      plain += "\\\"";
    else if (c == U'\u00A0')
      plain += "\\u{A0}";  // or nobody sees what became of a space
    else
      append_utf8(plain, c);
  }
  return "\"" + plain + (at < text.size() ? " ...\"" : "\"");
}

void append_attr(std::string& line, const Attr& attr, const Detail& detail) {
  if (!attr.id.empty()) line += " #" + attr.id;
  for (const std::string& name : attr.classes) line += " ." + name;
  for (const auto& [key, value] : attr.attributes)
    if (detail.exactly || key != "data-pos") line += " " + key + "=" + quoted(value, detail);
}

bool has_text(Kind kind) {
  return kind == Kind::Str || kind == Kind::Code || kind == Kind::Math || kind == Kind::RawInline ||
         kind == Kind::CodeBlock || kind == Kind::RawBlock;
}

std::string number_text(double number, const Detail& detail) {
  char text[64];
  std::snprintf(text, sizeof text, detail.exactly ? "%.17g" : "%.4g", number);
  return text;
}

// A part that is always there, and here holds nothing.
bool is_empty_part(const Element& element) {
  return !is_inline(element.kind) && !is_block(element.kind) && element.kind != Kind::Item &&
         element.kind != Kind::Line && element.kind != Kind::Cell && element.content.empty() &&
         element.text.empty() && element.attr().empty();
}

// Inlines as one line: words in quotation marks, the rest as its kind with its content in brackets.
class Line {
 public:
  explicit Line(const Detail& detail) : detail_(detail) {}

  void add(const std::vector<const Element*>& list, int depth) {
    for (std::size_t i = 0; i < list.size() && !full(); ++i) {
      const Element& element = *list[i];
      if (!detail_.exactly && (element.kind == Kind::Str || element.kind == Kind::Space)) {
        std::string words;
        for (; i < list.size() && (list[i]->kind == Kind::Str || list[i]->kind == Kind::Space); ++i)
          if (words.size() <= detail_.line) words += list[i]->kind == Kind::Space ? " " : list[i]->text;
        --i;
        say(quoted(words, detail_));
      } else {
        add(element, depth);
      }
    }
    if (full() && text_.size() > detail_.line) {
      std::size_t end = detail_.line;
      while ((static_cast<unsigned char>(text_[end]) & 0xC0u) == 0x80u) --end;
      text_ = text_.substr(0, end) + " ...";
      cut_ = true;
    }
  }
  std::string take() { return std::move(text_); }

 private:
  bool full() const { return cut_ || text_.size() > detail_.line; }
  void say(const std::string& word) {
    if (!text_.empty() && text_.back() != '(') text_ += ' ';
    text_ += word;
  }
  void add(const Element& element, int depth) {
    if (!detail_.exactly && is_empty_part(element)) return;
    say(shell(element, detail_));
    if (element.content.empty()) return;
    text_ += '(';
    std::vector<const Element*> content;
    for (const Element& child : element.content) content.push_back(&child);
    if (depth < detail_.depth)
      add(content, depth + 1);
    else
      text_ += "...";
    if (!full()) text_ += ')';
  }

  const Detail& detail_;
  bool cut_ = false;
  std::string text_;
};

bool holds_inlines(const Element& element) {
  return !element.content.empty() && std::all_of(element.content.begin(), element.content.end(),
                                                 [](const Element& child) { return is_inline(child.kind); });
}

std::string inline_line(const std::vector<const Element*>& list, const Detail& detail) {
  Line line(detail);
  line.add(list, 0);
  return line.take();
}

}  // namespace

std::string shell(const Element& element, const Detail& detail) {
  static const Extra none;
  const Extra& extra = element.extra ? *element.extra : none;
  std::string line(name(element.kind));
  if (element.kind == Kind::Header || element.kind == Kind::OrderedList ||
      ((element.kind == Kind::TableBody || detail.exactly) && extra.number != 0))
    line += " " + std::to_string(extra.number);
  for (const std::string* word : {&extra.format, &extra.delimiter, &extra.alignment})
    if (!word->empty() && *word != "AlignDefault") line += " " + *word;
  append_attr(line, extra.attr, detail);
  if (element.kind == Kind::Cell && (extra.row_span != 1 || extra.col_span != 1))
    line += " " + std::to_string(extra.row_span) + "x" + std::to_string(extra.col_span);
  if (!extra.columns.empty()) {
    line += " [";
    for (const ColSpec& column : extra.columns) {
      if (line.back() != '[') line += ", ";
      line += column.alignment.empty() ? "AlignDefault" : column.alignment;
      if (column.width != 0) line += " " + number_text(column.width, detail);
    }
    line += "]";
  }
  if (has_text(element.kind) || (element.kind == Kind::Citation && !element.text.empty())) {
    line += " " + quoted(element.text, detail);
  } else if (!element.text.empty()) {
    line += " -> " + quoted(element.text, detail);
  }
  if (detail.exactly && extra.hash != 0) line += " " + std::to_string(extra.hash);
  if (!extra.title.empty()) line += " title " + quoted(extra.title, detail);
  return line;
}

std::vector<std::string> outline(const std::vector<const Element*>& elements, const Detail& detail) {
  if (!elements.empty() && is_inline(elements.front()->kind)) return {inline_line(elements, detail)};
  std::vector<std::string> lines;
  std::vector<std::pair<const Element*, int>> remaining;
  for (auto element = elements.rbegin(); element != elements.rend(); ++element)
    remaining.emplace_back(*element, 0);
  while (!remaining.empty()) {
    const auto [element, depth] = remaining.back();
    remaining.pop_back();
    if (depth > 0 && !detail.exactly && is_empty_part(*element)) continue;
    if (lines.size() == detail.lines) {
      lines.emplace_back("...");
      break;
    }
    std::string line = std::string(static_cast<std::size_t>(2 * depth), ' ') + shell(*element, detail);
    if (holds_inlines(*element)) {
      std::vector<const Element*> content;
      for (const Element& child : element->content) content.push_back(&child);
      lines.push_back(line + " " + inline_line(content, detail));
      continue;
    }
    if (depth == detail.depth && !element->content.empty()) line += " ...";
    lines.push_back(std::move(line));
    if (depth < detail.depth)
      for (auto child = element->content.rbegin(); child != element->content.rend(); ++child)
        remaining.emplace_back(&*child, depth + 1);
  }
  return lines;
}

}  // namespace kancelli::ast
