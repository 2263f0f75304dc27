// Pandoc's document tree. One plain node type for blocks, inlines and the parts of tables, so that every walk
// is one function.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli::ast {

// Values are for this run only. Names are Pandoc's, and the parts of lists, tables and citations have names
// of their own.
enum class Kind : unsigned char {
  // inlines
  Str,
  Emph,
  Underline,
  Strong,
  Strikeout,
  Superscript,
  Subscript,
  SmallCaps,
  Quoted,
  Cite,
  Code,
  Space,
  SoftBreak,
  LineBreak,
  Math,
  RawInline,
  Link,
  Image,
  Note,
  Span,
  // blocks
  Plain,
  Para,
  LineBlock,
  CodeBlock,
  RawBlock,
  BlockQuote,
  OrderedList,
  BulletList,
  DefinitionList,
  Header,
  HorizontalRule,
  Table,
  Figure,
  Div,
  Null,
  // parts
  Line,        // of a LineBlock: inlines
  Item,        // of a BulletList or OrderedList: blocks
  Definition,  // of a DefinitionList: Term, then Items
  Term,        // inlines
  Citation,    // of a Cite: Prefix, Suffix; a Cite holds its Citations first, then its inlines
  Prefix,
  Suffix,            // inlines
  Caption,           // of a Table or Figure: blocks, and a ShortCaption first if there is one
  ShortCaption,      // inlines
  TableHead,         // Rows
  TableBody,         // IntermediateHead, then Rows
  IntermediateHead,  // Rows
  TableFoot,         // Rows
  Row,               // Cells
  Cell,              // blocks
};

struct Attr {
  std::string id;
  std::vector<std::string> classes;
  std::vector<std::pair<std::string, std::string>> attributes;  // ordered

  bool empty() const { return id.empty() && classes.empty() && attributes.empty(); }
  bool has_class(std::string_view name) const;
  const std::string* find(std::string_view name) const;  // an attribute's value
  friend bool operator==(const Attr&, const Attr&) = default;
};

// What a column of a Table has; `width` is a share of the text width, 0 for Pandoc's ColWidthDefault.
struct ColSpec {
  std::string alignment;  // "AlignLeft", "AlignRight", "AlignCenter", "AlignDefault"
  double width = 0;
  friend bool operator==(const ColSpec&, const ColSpec&) = default;
};

// The few values that only some kinds have; absent (nullptr) elsewhere, because most nodes are Str and Space.
struct Extra {
  Attr attr;  // Code, Link, Image, Span, CodeBlock, Header, Div, Table, Figure and its parts, Row, Cell
  std::string format;  // RawInline, RawBlock: format; Quoted, Math, Citation (mode), OrderedList (style): the
                       // constructor's name
  std::string delimiter;  // OrderedList: the delimiter's constructor
  std::string title;      // Link, Image
  std::string alignment;  // Cell
  int number = 0;  // Header: level; OrderedList: start; Citation: note number; TableBody: row head columns
  int row_span = 1, col_span = 1;  // Cell
  int hash = 0;                    // Citation
  std::vector<ColSpec> columns;    // Table
  friend bool operator==(const Extra&, const Extra&) = default;
};

struct Element {
  Kind kind = Kind::Null;
  // Str, Code, CodeBlock, Math, RawInline, RawBlock: the text; Link, Image: the target; Citation: the id.
  std::string text;
  std::unique_ptr<Extra> extra;
  std::vector<Element>
      content;  // children, in reading order. A Table: Caption, TableHead, TableBody..., TableFoot.

  Element() = default;
  explicit Element(Kind k) : kind(k) {}
  Element(Kind k, std::string t) : kind(k), text(std::move(t)) {}
  Element(Kind k, std::vector<Element> c) : kind(k), content(std::move(c)) {}
  Element(const Element& other);
  Element& operator=(const Element& other);
  Element(Element&&) noexcept = default;
  Element& operator=(Element&&) noexcept = default;
  // However deep the tree, copying and destroying it needs little stack.
  ~Element() {
    if (!content.empty()) release();
  }

  Extra& more();             // makes it when it is not there
  const Attr& attr() const;  // an empty one when there is none

 private:
  void release() noexcept;
};

// Deep. A missing `extra` equals one with nothing in it.
bool operator==(const Element& a, const Element& b);

bool is_inline(Kind kind);
bool is_block(Kind kind);
std::string_view name(Kind kind);  // "Str", "Header"

// A metadata value.
struct Meta {
  enum class Kind { map, list, boolean, string, inlines, blocks };
  Kind kind = Kind::map;
  bool boolean = false;
  std::string string;
  std::vector<Element> content;                       // inlines, blocks
  std::vector<std::pair<std::string, Meta>> entries;  // map: sorted by key; list: keys empty

  static Meta of(std::string text);
  static Meta of(const char* text) { return of(std::string(text)); }  // else a literal would be a bool
  static Meta of(bool value);
  const Meta* find(std::string_view key) const;  // of a map; nullptr when it is not there
  void set(std::string key, Meta value);         // of a map; keeps the order
  friend bool operator==(const Meta&, const Meta&) = default;
};

// pandoc-types' version, as `pandoc-api-version` in JSON: 1.22 (Pandoc 2.17) has Null and no Figure, 1.23
// (Pandoc 3) the reverse.
using ApiVersion = std::vector<int>;

struct Document {
  Meta meta;
  std::vector<Element> blocks;
  friend bool operator==(const Document&, const Document&) = default;
};

// The words below an element as a reader would say them: Space and breaks as one space, Quoted with Danish
// marks (»«), notes left out.
std::string stringify(const Element& element);
std::string stringify(const std::vector<Element>& elements);

}  // namespace kancelli::ast
