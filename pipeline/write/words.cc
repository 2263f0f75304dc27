#include "pipeline/write/words.h"

#include <algorithm>
#include <map>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

constexpr std::string_view position_attribute = "data-pos";

// Walks a tree and gathers words block by block.
class Reader {
 public:
  explicit Reader(bool note_marks) : note_marks_(note_marks) {}

  Reading read(const ast::Document& document) {
    blocks_of(document.blocks, "");
    end_block();
    return std::move(reading_);
  }

 private:
  static bool breaks_text(Kind kind) {
    return !ast::is_inline(kind) && kind != Kind::Prefix && kind != Kind::Suffix && kind != Kind::Citation;
  }

  void blocks_of(const std::vector<Element>& elements, const std::string& pos) {
    for (const Element& element : elements) visit(element, pos);
  }

  void visit(const Element& element, const std::string& outer) {
    const ast::Attr& attr = element.attr();
    if (attr.has_class("dropped")) return;
    const std::string* own = attr.find(position_attribute);
    const std::string& pos = own == nullptr ? outer : *own;
    const bool breaks = breaks_text(element.kind);
    if (breaks) end_block();
    const Change outer_change = change_;
    if (element.kind == Kind::Span && attr.has_class("insertion")) change_ = Change::insertion;
    if (element.kind == Kind::Span && attr.has_class("deletion")) change_ = Change::deletion;
    switch (element.kind) {
      case Kind::Str:
      case Kind::Code:
      case Kind::CodeBlock:
        text(element.text, pos);
        break;
      case Kind::Space:
      case Kind::SoftBreak:
      case Kind::LineBreak:
        after_space_ = true;
        break;
      case Kind::Note:
        note(element, pos);
        break;
      case Kind::Image:
        break;  // its description is not text on the page
      default:
        blocks_of(element.content, pos);
    }
    change_ = outer_change;
    if (breaks) end_block();
  }

  void text(std::string_view raw, const std::string& pos) {
    const std::string plain = without_typography(raw);
    // A change opens with a word of its own.
    if (change_ != Change::none && change_ != last_change_) after_space_ = true;
    last_change_ = change_;
    for (std::size_t at = 0; at < plain.size();) {
      if (is_xml_space(plain[at])) {
        after_space_ = true;
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < plain.size() && !is_xml_space(plain[end])) ++end;
      const std::string part = plain.substr(at, end - at);
      if (after_space_ || block_.empty())
        block_.push_back({part, pos});
      else
        block_.back().text += part;
      after_space_ = false;
      at = end;
    }
  }

  void note(const Element& element, const std::string& pos) {
    ++notes_;
    if (note_marks_) text(std::to_string(notes_), pos);
    WordBlock outer = std::move(block_);
    std::vector<WordBlock> outer_body = std::move(reading_.body);
    const bool space = std::exchange(after_space_, false);
    const Change change = std::exchange(change_, Change::none), last_change = last_change_;
    block_.clear();
    reading_.body.clear();
    blocks_of(element.content, pos);
    end_block();
    change_ = change;
    last_change_ = last_change;
    for (WordBlock& block : reading_.body) reading_.notes.push_back(std::move(block));
    reading_.body = std::move(outer_body);
    block_ = std::move(outer);
    after_space_ = space;
  }

  void end_block() {
    if (!block_.empty()) reading_.body.push_back(std::move(block_));
    block_.clear();
    after_space_ = false;
    last_change_ = Change::none;
  }

  enum class Change { none, insertion, deletion };
  bool note_marks_, after_space_ = false;
  Change change_ = Change::none, last_change_ = Change::none;  // around the words at hand; those before
  int notes_ = 0;
  WordBlock block_;
  Reading reading_;
};

// Which element's words stand where: place -> the text directly below it, outside what filters generated.
class Owners {
 public:
  explicit Owners(const ast::Document& document) {
    for (const Element& block : document.blocks) visit(block, nullptr);
  }
  const std::map<std::string, std::string>& texts() const { return texts_; }
  const std::string& unowned() const { return unowned_; }

 private:
  void visit(const Element& element, const std::string* owner) {
    const ast::Attr& attr = element.attr();
    const std::string* own = attr.find(position_attribute);
    if (own != nullptr) {
      owner = own;
      texts_.try_emplace(*own);
    } else if (attr.has_class("generated")) {
      generated(element);
      return;
    }
    if (own != nullptr && attr.has_class("generated")) return generated(element);
    std::string& text = owner == nullptr ? unowned_ : texts_[*owner];
    switch (element.kind) {
      case Kind::Str:
      case Kind::Code:
      case Kind::CodeBlock:
        text += element.text;
        return;
      case Kind::Space:
      case Kind::SoftBreak:
      case Kind::LineBreak:
        text += ' ';
        return;
      case Kind::Image:
        return;         // its description is not text on the page
      case Kind::Note:  // set elsewhere: its paragraphs do not part the words around its mark
        for (const Element& block : element.content)
          for (const Element& child : block.content) visit(child, owner);
        return;
      default:
        break;
    }
    if (!ast::is_inline(element.kind)) text += ' ';
    for (const Element& child : element.content) visit(child, owner);
    if (!ast::is_inline(element.kind)) text += ' ';
  }

  // Source text that a filter put into something generated keeps its place, and counts.
  void generated(const Element& element) {
    for (const Element& child : element.content) {
      if (child.attr().find(position_attribute) != nullptr && !child.attr().has_class("generated"))
        visit(child, nullptr);
      else
        generated(child);
    }
  }

  std::map<std::string, std::string> texts_;
  std::string unowned_;
};

std::string comparable(std::string_view text) {
  return collapse_space(without_typography(text));
}

std::string own_text(const Node& node) {
  std::string text;
  for (const Node* child : node.children)
    text += child->kind == Node::Kind::text ? child->text : std::string();
  return comparable(text);
}

bool in_meta(const Node& node) {
  for (const Node* at = node.parent; at != nullptr; at = at->parent)
    if (at->is("meta")) return true;
  return false;
}

void report_difference(const Node& node, const std::string& wanted, const std::string& found,
                       Diagnostics& diagnostics) {
  const WordBlock a = words_of(wanted), b = words_of(found);
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i].text == b[i].text) ++i;
  const std::string source_word = i < a.size() ? a[i].text : "", tree_word = i < b.size() ? b[i].text : "";
  diagnostics.error(
      "text-changed", node.name_span,
      source_word.empty() ? tr("a filter added \"{0}\" to this element without marking it", {tree_word})
      : tree_word.empty() ? tr("a filter lost \"{0}\" of this element", {source_word})
                          : tr("a filter made \"{1}\" of \"{0}\" in this element", {source_word, tree_word}),
      {tr("this is a fault of a filter in filters/, not of the paper: added text has the class generated, "
          "left-out text the class dropped")});
}

bool says_nothing(const Element& element) {
  return (element.kind == Kind::Span || element.kind == Kind::Div) && element.attr().empty();
}

void clean(std::vector<Element>& elements) {
  std::vector<Element> result;
  result.reserve(elements.size());
  for (Element& element : elements) {
    if (element.attr().has_class("dropped")) continue;
    if (element.extra != nullptr) {
      ast::Attr& attr = element.extra->attr;
      std::erase_if(attr.attributes, [](const auto& a) { return a.first == position_attribute; });
      std::erase(attr.classes, "generated");
    }
    clean(element.content);
    if (says_nothing(element))
      std::move(element.content.begin(), element.content.end(), std::back_inserter(result));
    else
      result.push_back(std::move(element));
  }
  elements = std::move(result);
}

void clean(ast::Meta& meta) {
  clean(meta.content);
  for (auto& [key, value] : meta.entries) clean(value);
}

}  // namespace

WordBlock words_of(std::string_view text) {
  WordBlock words;
  const std::string plain = without_typography(text);
  for (const std::string_view word : split(plain)) words.push_back({std::string(word), ""});
  return words;
}

Reading reading_of(const ast::Document& document, bool note_marks) {
  return Reader(note_marks).read(document);
}

void prove_source_in_tree(const Paper& paper, const Project& project, const ast::Document& final_tree,
                          Diagnostics& diagnostics) {
  const Owners owners(final_tree);
  for (const Node& node : paper.xml->nodes) {
    if (node.kind != Node::Kind::element || (in_meta(node) && node.name != "title")) continue;
    if (project.withheld(node)) continue;
    const std::string wanted = own_text(node);
    const auto found = owners.texts().find(project.sources.where(node.span));
    if (found == owners.texts().end()) {
      if (!wanted.empty())
        diagnostics.error("text-lost", node.name_span,
                          tr("a filter lost this element's text, \"{0}\"", {wanted}),
                          {tr("this is a fault of a filter in filters/, not of the paper: text that is left "
                              "out on purpose has the class dropped")});
    } else if (const std::string text = comparable(found->second); text != wanted) {
      report_difference(node, wanted, text, diagnostics);
    }
  }
  if (const std::string added = comparable(owners.unowned()); !added.empty())
    diagnostics.error("text-added", paper.root().name_span,
                      tr("a filter added \"{0}\" without marking it", {added}),
                      {tr("this is a fault of a filter in filters/, not of the paper: added text has the "
                          "class generated")});
}

ast::Document without_proof_marks(ast::Document document) {
  clean(document.blocks);
  clean(document.meta);
  return document;
}

}  // namespace kancelli
