#include "pipeline/word/printed.h"

#include <map>
#include <string_view>
#include <unordered_map>

#include "pipeline/core/text.h"
#include "pipeline/lower/lower.h"

namespace kancelli::word {
namespace {

using ast::Element;
using Kind = ast::Kind;

// How a character is compared: '\0' where it does not count.
char32_t compared(char32_t c) {
  switch (c) {
    case U'\u00a0':
    case U'\u202f':
    case U'\u2009':
    case U' ':
    case U'\t':
    case U'\n':
    case U'\r':
      return U' ';
    case U'\u2011':
      return U'-';
    case U'\u00ad':
    case U'\u200b':
    case U'\u2060':
      return U'\0';
    default:
      return c;
  }
}

// The characters of an element's own text nodes, in order.
struct Cursor {
  std::vector<const Node*> texts;
  std::size_t text = 0, offset = 0;
};

struct Context {
  const Node* owner = nullptr;  // the source element whose words these are
  bool generated = false, bold = false, italic = false, item = false;
};

bool has_words(const Node& node) {
  for (const Node* child : node.children)
    if (child->kind == Node::Kind::text && !trim(child->text).empty()) return true;
  return false;
}

class Printer {
 public:
  Printer(const Project& project, const Paper& paper) {
    for (const Node& node : paper.xml->nodes)
      if (node.kind == Node::Kind::element) places_[project.sources.where(node.span)] = &node;
  }

  PrintedPaper print(const ast::Document& document) {
    blocks(document.blocks, {});
    return std::move(paper_);
  }

 private:
  static bool is_paragraph(Kind kind) {
    return kind == Kind::Para || kind == Kind::Plain || kind == Kind::Header || kind == Kind::Line ||
           kind == Kind::Term || kind == Kind::CodeBlock;
  }

  Context within(const Element& element, Context context) const {
    if (const std::string* place = element.attr().find("data-pos"))
      if (const auto found = places_.find(*place); found != places_.end()) {
        context.owner = found->second;
        context.generated = false;
      }
    if (element.attr().has_class("generated")) context.generated = true;
    if (element.kind == Kind::Strong) context.bold = true;
    if (element.kind == Kind::Emph) context.italic = true;
    if (element.kind == Kind::Item) context.item = true;
    return context;
  }

  void blocks(const std::vector<Element>& elements, const Context& outer) {
    for (const Element& element : elements) {
      if (element.attr().has_class("dropped")) continue;
      const Context context = within(element, outer);
      if (element.kind == Kind::Table)
        table(element, context);
      else if (element.kind == Kind::DefinitionList)
        definitions(element, context);
      else if (is_paragraph(element.kind))
        paragraph(element, context);
      else
        blocks(element.content, context);
    }
  }

  void paragraph(const Element& element, const Context& context) {
    PrintedParagraph made;
    made.heading = element.kind == Kind::Header;
    made.item = context.item;
    PrintedParagraph* outer = std::exchange(at_, &made);
    if (element.kind == Kind::CodeBlock)
      text(element.text, context);
    else
      inlines(element.content, context);
    at_ = outer;
    while (!made.pieces.empty() && made.pieces.back().text.ends_with(' ')) {
      Piece& last = made.pieces.back();
      last.text.pop_back();
      if (!last.at.empty()) last.at.pop_back();
      if (last.text.empty()) made.pieces.pop_back();
    }
    for (const Piece& piece : made.pieces)
      if (made.element == nullptr && piece.node != nullptr) made.element = block_around(piece.node);
    made.around = made.element != nullptr ? made.element : block_around(context.owner);
    if (made.pieces.empty()) return;
    if (paragraphs_ != nullptr)
      paragraphs_->push_back(std::move(made));
    else
      paper_.blocks.emplace_back(std::move(made));
  }

  // A label and what it says are one paragraph of a DOCX.
  void definitions(const Element& list, const Context& context) {
    Element both(Kind::Plain);
    const auto end = [&] {
      if (!both.content.empty()) paragraph(both, context);
      both.content.clear();
    };
    const auto add = [&](const auto& self, const Element& part) -> void {
      for (const Element& each : part.content) {
        if (ast::is_inline(each.kind))
          both.content.push_back(each);
        else
          self(self, each);
      }
      both.content.emplace_back(Kind::Space);
    };
    for (const Element& part : list.content) {
      if (part.kind == Kind::Term) end();
      add(add, part);
    }
    end();
  }

  // Table
  // ------------------------------------------------------------------------------------------------------

  void table(const Element& table, const Context& outer) {
    PrintedTable made;
    made.table = outer.owner;
    for (const Element& part : table.content) {
      const Context context = within(part, outer);
      if (part.kind == Kind::Caption)
        blocks(part.content, context);
      else
        rows(part, context, made);
    }
    if (!made.rows.empty()) paper_.blocks.emplace_back(std::move(made));
  }

  void rows(const Element& part, const Context& outer, PrintedTable& table) {
    for (const Element& element : part.content) {
      const Context context = within(element, outer);
      if (element.kind == Kind::Row)
        row(element, context, table);
      else
        rows(element, context, table);
    }
  }

  void row(const Element& row, const Context& outer, PrintedTable& table) {
    PrintedRow made;
    if (outer.owner != nullptr && outer.owner->is("row")) made.row = outer.owner;
    for (const Element& cell : row.content) {
      const Context context = within(cell, outer);
      PrintedCell each;
      if (context.owner != outer.owner) each.cell = context.owner;
      auto* before = std::exchange(paragraphs_, &each.paragraphs);
      blocks(cell.content, context);
      paragraphs_ = before;
      made.cells.push_back(std::move(each));
    }
    table.rows.push_back(std::move(made));
  }

  // Words
  // ------------------------------------------------------------------------------------------------------

  void inlines(const std::vector<Element>& elements, const Context& outer) {
    for (const Element& element : elements) {
      if (element.attr().has_class("dropped")) continue;
      const Context context = within(element, outer);
      switch (element.kind) {
        case Kind::Str:
        case Kind::Code:
        case Kind::Math:
          text(element.text, context);
          break;
        case Kind::Space:
        case Kind::SoftBreak:
        case Kind::LineBreak:
          text(" ", context);
          break;
        case Kind::Quoted:
          text("”", {context.owner, true, context.bold, context.italic, context.item});
          inlines(element.content, context);
          text("”", {context.owner, true, context.bold, context.italic, context.item});
          break;
        case Kind::Note:
          note(element, context);
          break;
        case Kind::Image:
          mark(Piece::Kind::picture, picture_mark, context.owner);
          break;
        default:
          inlines(element.content, context);
      }
    }
  }

  void note(const Element& element, const Context& context) {
    const std::size_t number = paper_.notes.size();
    paper_.notes.emplace_back();
    std::vector<PrintedParagraph> said;
    auto* before = std::exchange(paragraphs_, &said);
    PrintedParagraph* outer = std::exchange(at_, nullptr);
    blocks(element.content, context);
    paragraphs_ = before;
    at_ = outer;
    const Node* footnote = nullptr;
    for (const PrintedParagraph& each : said)
      for (const Piece& piece : each.pieces)
        for (const Node* node = piece.node; node != nullptr && footnote == nullptr; node = node->parent)
          if (node->is("footnote")) footnote = node;
    paper_.notes[number] = {footnote, std::move(said)};
    mark(footnote == nullptr ? Piece::Kind::generated : Piece::Kind::note, note_mark, footnote);
    at_->pieces.back().note = number;
  }

  void mark(Piece::Kind kind, char character, const Node* node) {
    Piece piece;
    piece.kind = kind;
    piece.text = character;
    piece.node = node;
    at_->pieces.push_back(std::move(piece));
  }

  void text(std::string_view said, const Context& context) {
    for (std::size_t at = 0; at < said.size();) {
      const char32_t c = compared(next_code_point(said, at));
      if (c == U'\0') continue;
      if (c == U' ' && (at_->pieces.empty() || at_->pieces.back().text.ends_with(' '))) {
        if (!context.generated) skip_space(context);
        continue;
      }
      character(c, context);
    }
  }

  void character(char32_t c, const Context& context) {
    Piece piece;
    piece.kind = Piece::Kind::generated;
    piece.bold = context.bold;
    piece.italic = context.italic;
    std::pair<std::uint32_t, std::uint32_t> at;
    if (context.generated) {
      if (is_typed(context.owner)) piece.kind = Piece::Kind::typed, piece.node = context.owner;
    } else if (const Node* source = consume(context.owner, c, at)) {
      piece.kind = Piece::Kind::words;
      piece.node = source;
    }
    Piece* last = at_->pieces.empty() ? nullptr : &at_->pieces.back();
    if (last == nullptr || last->kind != piece.kind || last->node != piece.node || last->bold != piece.bold ||
        last->italic != piece.italic) {
      at_->pieces.push_back(std::move(piece));
      last = &at_->pieces.back();
    }
    const std::size_t before = last->text.size();
    append_utf8(last->text, c);
    if (last->kind == Piece::Kind::words) last->at.resize(last->at.size() + last->text.size() - before, at);
  }

  static bool is_typed(const Node* owner) {
    if (owner == nullptr) return false;
    if (owner->is("cell")) return owner->find("value") != nullptr;
    return is_inline_element(owner->name) && !has_words(*owner);
  }

  Cursor& cursor_of(const Node* owner) {
    const auto [found, is_new] = cursors_.try_emplace(owner);
    if (is_new)
      for (const Node* child : owner->children)
        if (child->kind == Node::Kind::text) found->second.texts.push_back(child);
    return found->second;
  }

  static bool skip_unseen(Cursor& cursor) {
    while (cursor.text < cursor.texts.size()) {
      const std::string_view text = cursor.texts[cursor.text]->text;
      std::size_t next = cursor.offset;
      if (next >= text.size()) {
        ++cursor.text, cursor.offset = 0;
      } else if (compared(next_code_point(text, next)) == U'\0') {
        cursor.offset = next;
      } else {
        return true;
      }
    }
    return false;
  }

  static char32_t peek(const Cursor& cursor, std::size_t& next) {
    next = cursor.offset;
    return compared(next_code_point(cursor.texts[cursor.text]->text, next));
  }

  void skip_space(const Context& context) {
    if (context.owner == nullptr) return;
    Cursor& cursor = cursor_of(context.owner);
    std::size_t next = 0;
    while (skip_unseen(cursor) && peek(cursor, next) == U' ') cursor.offset = next;
  }

  // The text node that the next character of the owner stands in; nullptr when it is another.
  const Node* consume(const Node* owner, char32_t c, std::pair<std::uint32_t, std::uint32_t>& at) {
    if (owner == nullptr) return nullptr;
    Cursor& cursor = cursor_of(owner);
    std::size_t next = 0;
    if (c != U' ')
      while (skip_unseen(cursor) && peek(cursor, next) == U' ') cursor.offset = next;
    if (!skip_unseen(cursor) || peek(cursor, next) != c) return nullptr;
    const Node* text = cursor.texts[cursor.text];
    const std::size_t begin = cursor.offset;
    cursor.offset = next;
    if (c == U' ')
      while (cursor.offset < text->text.size() && peek(cursor, next) == U' ') cursor.offset = next;
    at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(cursor.offset)};
    return text;
  }

  std::unordered_map<std::string, const Node*> places_;
  std::map<const Node*, Cursor> cursors_;
  PrintedPaper paper_;
  PrintedParagraph* at_ = nullptr;
  std::vector<PrintedParagraph>* paragraphs_ = nullptr;  // of a cell or note; nullptr: the paper's
};

}  // namespace

void append_compared(std::string& text, std::string_view more) {
  for (std::size_t at = 0; at < more.size();) {
    const char32_t c = compared(next_code_point(more, at));
    if (c == U'\0' || (c == U' ' && (text.empty() || text.back() == ' '))) continue;
    append_utf8(text, c);
  }
}

std::string compared_text(std::string_view text) {
  std::string result;
  append_compared(result, text);
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

std::string PrintedParagraph::text() const {
  std::string result;
  for (const Piece& piece : pieces) result += piece.text;
  return result;
}

const Node* block_around(const Node* node) {
  while (node != nullptr && (node->kind != Node::Kind::element || is_inline_element(node->name)) &&
         !node->is("footnote"))
    node = node->parent;
  return node;
}

PrintedPaper printed_paper(const Project& project, const Paper& paper, const ast::Document& marked) {
  return Printer(project, paper).print(marked);
}

}  // namespace kancelli::word
