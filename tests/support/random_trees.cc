#include "tests/support/random_trees.h"

namespace kancelli::ast {
namespace {

const char* const texts[] = {"ord",     "æøå",
                             "",        " ",
                             "to ord",  "linje\nskift",
                             "\t",      "\"",
                             "\\",      "<b>",
                             "&amp;",   "😀",
                             "e\u0301", "\u00a0",
                             "\u0001",  "*x*",
                             "10.5",    "-",
                             "{{x}}",   "null",
                             "§ 4",     "a/b.txt",
                             "”citat”", "日本語",
                             "Ord",     "langt-ord-uden-ende-og-med-bindestreger-i-hele-vejen"};
const char* const alignments[] = {"AlignLeft", "AlignRight", "AlignCenter", "AlignDefault"};
const char* const styles[] = {"DefaultStyle", "Example",    "Decimal",   "LowerRoman",
                              "UpperRoman",   "LowerAlpha", "UpperAlpha"};
const char* const delimiters[] = {"DefaultDelim", "Period", "OneParen", "TwoParens"};
const char* const modes[] = {"AuthorInText", "SuppressAuthor", "NormalCitation"};
const char* const formats[] = {"html", "latex", "openxml", "", "en form"};
const int numbers[] = {0, 1, 2, 3, 6, 7, 42, -1, 100000};
const double widths[] = {0, 0.5, 0.1, 1.0 / 3, 0.05, 1, 1e-3};

}  // namespace

std::string RandomTrees::text() {
  return any(texts);
}

Attr RandomTrees::attr() {
  Attr attr;
  if (chance(50)) attr.id = text();
  for (std::size_t i = below(4); i > 1; --i) attr.classes.push_back(text());
  for (std::size_t i = below(5); i > 1; --i) attr.attributes.emplace_back(text(), text());
  return attr;
}

Element RandomTrees::with_attr(Element element) {
  element.more().attr = attr();
  return element;
}

RandomTrees::Elements RandomTrees::inlines(int depth) {
  Elements list;
  for (std::size_t i = below(depth > 0 ? 5 : 3); i > 0; --i) list.push_back(an_inline(depth - 1));
  return list;
}

RandomTrees::Elements RandomTrees::blocks(int depth) {
  Elements list;
  for (std::size_t i = below(4); i > 0; --i) list.push_back(a_block(depth - 1));
  return list;
}

// Lines, items.
RandomTrees::Elements RandomTrees::several(Kind kind, bool of_blocks, std::size_t most, int depth) {
  Elements list;
  for (std::size_t i = below(most + 1); i > 0; --i)
    list.emplace_back(kind, of_blocks ? blocks(depth) : inlines(depth));
  return list;
}

Element RandomTrees::inline_of_text(Kind kind) {
  Element element(kind, text());
  if (kind == Kind::Code) return with_attr(element);
  if (kind == Kind::Math) element.more().format = chance(50) ? "InlineMath" : "DisplayMath";
  if (kind == Kind::RawInline || kind == Kind::RawBlock) element.more().format = any(formats);
  return element;
}

Element RandomTrees::a_citation(int depth) {
  Element citation(Kind::Citation, text());
  citation.more().format = any(modes);
  citation.more().number = any(numbers);
  citation.more().hash = any(numbers);
  citation.content = {Element(Kind::Prefix, inlines(depth)), Element(Kind::Suffix, inlines(depth))};
  return citation;
}

Element RandomTrees::an_inline(int depth) {
  const Kind leaves[] = {Kind::Str,  Kind::Str,       Kind::Space, Kind::SoftBreak, Kind::LineBreak,
                         Kind::Math, Kind::RawInline, Kind::Code,  Kind::Str};
  if (depth <= 0) return inline_of_text(any(leaves));
  const auto kind = static_cast<Kind>(below(static_cast<std::size_t>(Kind::Span) + 1));
  switch (kind) {
    case Kind::Str:
    case Kind::Code:
    case Kind::Space:
    case Kind::SoftBreak:
    case Kind::LineBreak:
    case Kind::Math:
    case Kind::RawInline:
      return inline_of_text(kind == Kind::Space ? any(leaves) : kind);
    case Kind::Note:
      return {kind, blocks(depth)};
    default:
      break;
  }
  Element element(kind, inlines(depth));
  if (kind == Kind::Quoted) element.more().format = chance(50) ? "SingleQuote" : "DoubleQuote";
  if (kind == Kind::Cite)
    for (std::size_t i = below(3); i > 0; --i)
      element.content.insert(element.content.begin(), a_citation(depth));
  if (kind == Kind::Link || kind == Kind::Image) {
    element.text = text();
    element.more().title = text();
  }
  if (kind == Kind::Link || kind == Kind::Image || kind == Kind::Span) return with_attr(element);
  return element;
}

Element RandomTrees::a_list(Kind kind, int depth) {
  Element list(kind, several(Kind::Item, true, 3, depth));
  if (kind != Kind::OrderedList) return list;
  list.more().number = any(numbers);
  list.more().format = any(styles);
  list.more().delimiter = any(delimiters);
  return list;
}

Element RandomTrees::a_definition(int depth) {
  Element definition(Kind::Definition, several(Kind::Item, true, 2, depth));
  definition.content.insert(definition.content.begin(), Element(Kind::Term, inlines(depth)));
  return definition;
}

Element RandomTrees::a_caption(int depth) {
  Element caption(Kind::Caption, blocks(depth));
  if (chance(40))
    caption.content.insert(caption.content.begin(), Element(Kind::ShortCaption, inlines(depth)));
  return caption;
}

Element RandomTrees::rows(Kind kind, int depth) {
  Element rows(kind);
  for (std::size_t i = below(3); i > 0; --i) {
    Element row(Kind::Row);
    for (std::size_t c = below(4); c > 0; --c) {
      Element cell = with_attr({Kind::Cell, blocks(depth - 1)});
      cell.more().alignment = any(alignments);
      cell.more().row_span = static_cast<int>(below(3)) + 1;
      cell.more().col_span = static_cast<int>(below(3)) + 1;
      row.content.push_back(std::move(cell));
    }
    rows.content.push_back(with_attr(std::move(row)));
  }
  return kind == Kind::IntermediateHead ? rows : with_attr(rows);
}

Element RandomTrees::a_body(int depth) {
  Element body = rows(Kind::TableBody, depth);
  body.more().number = static_cast<int>(below(3));
  body.content.insert(body.content.begin(), rows(Kind::IntermediateHead, depth));
  return body;
}

Element RandomTrees::a_table(int depth) {
  Element table = with_attr({Kind::Table, {a_caption(depth), rows(Kind::TableHead, depth)}});
  for (std::size_t i = below(3); i > 0; --i) table.content.push_back(a_body(depth));
  table.content.push_back(rows(Kind::TableFoot, depth));
  for (std::size_t i = below(4); i > 0; --i) table.more().columns.push_back({any(alignments), any(widths)});
  return table;
}

Element RandomTrees::a_block(int depth) {
  const Kind leaves[] = {Kind::Para, Kind::Plain, Kind::CodeBlock, Kind::RawBlock, Kind::HorizontalRule};
  const std::size_t first = static_cast<std::size_t>(Kind::Plain),
                    last = static_cast<std::size_t>(Kind::Null);
  const Kind kind = depth <= 0 ? any(leaves) : static_cast<Kind>(first + below(last - first + 1));
  switch (kind) {
    case Kind::LineBlock:
      return {kind, several(Kind::Line, false, 3, depth)};
    case Kind::CodeBlock:
      return with_attr({kind, text()});
    case Kind::RawBlock:
      return inline_of_text(kind);
    case Kind::BlockQuote:
      return {kind, blocks(depth)};
    case Kind::OrderedList:
    case Kind::BulletList:
      return a_list(kind, depth);
    case Kind::DefinitionList: {
      Element list(kind);
      for (std::size_t i = below(3); i > 0; --i) list.content.push_back(a_definition(depth));
      return list;
    }
    case Kind::Header: {
      Element header = with_attr({kind, inlines(depth)});
      header.more().number = static_cast<int>(below(8));
      return header;
    }
    case Kind::HorizontalRule:
      return Element(kind);
    case Kind::Table:
      return a_table(depth - 1);
    case Kind::Div:
      return with_attr({kind, blocks(depth)});
    case Kind::Figure:
    case Kind::Null: {
      if (!has_figure_) return Element(Kind::Null);
      Element figure = with_attr({Kind::Figure, blocks(depth)});
      figure.content.insert(figure.content.begin(), a_caption(depth));
      return figure;
    }
    default:
      return {kind, inlines(depth)};
  }
}

Meta RandomTrees::meta(int depth) {
  const auto kind = static_cast<Meta::Kind>(depth > 0 ? below(6) : 2 + below(4));
  if (kind == Meta::Kind::boolean) return Meta::of(chance(50));
  if (kind == Meta::Kind::string) return Meta::of(text());
  Meta value;
  value.kind = kind;
  if (kind == Meta::Kind::inlines) value.content = inlines(depth);
  if (kind == Meta::Kind::blocks) value.content = blocks(depth);
  for (std::size_t i = below(4); i > 0; --i) {
    if (kind == Meta::Kind::map) value.set(text(), meta(depth - 1));
    if (kind == Meta::Kind::list) value.entries.emplace_back("", meta(depth - 1));
  }
  return value;
}

Document RandomTrees::document() {
  Document document;
  const int depth = 2 + static_cast<int>(below(3));
  document.blocks = blocks(depth);
  document.blocks.push_back(a_block(depth));
  for (std::size_t i = below(4); i > 0; --i) document.meta.set(text(), meta(3));
  return document;
}

}  // namespace kancelli::ast
