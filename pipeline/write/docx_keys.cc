// Which words of the final tree are which element's of the source.
#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/write/docx_carried.h"
#include "pipeline/write/words.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

constexpr std::string_view position_attribute = "data-pos";

// Numbers the elements of the lowered tree.
class Numbering {
 public:
  Numbering(const Paper& paper, const Project& project) {
    for (const Node& node : paper.xml->nodes)
      if (node.kind == Node::Kind::element) nodes_[project.sources.where(node.span)] = &node;
  }

  ElementKeys keys(const ast::Document& lowered) {
    if (const ast::Meta* title = lowered.meta.find("title")) elements(title->content);
    elements(lowered.blocks);
    return std::move(keys_);
  }

 private:
  static ElementKey::Kind kind_of(const Element& element) {
    if (element.content.empty()) return ElementKey::Kind::computed;
    const Kind first = element.content.front().kind;
    const bool text = element.kind == Kind::Span || first == Kind::Para || first == Kind::Plain;
    return text ? ElementKey::Kind::words : ElementKey::Kind::structure;
  }

  void elements(const std::vector<Element>& all) {
    for (const Element& element : all) {
      const std::string* place = element.attr().find(position_attribute);
      const auto node = place == nullptr ? nodes_.end() : nodes_.find(*place);
      const auto number = static_cast<std::uint32_t>(keys_.size() + 1);
      if (node != nodes_.end()) keys_.try_emplace(*place, ElementKey{number, kind_of(element), node->second});
      elements(element.content);
    }
  }

  std::map<std::string, const Node*> nodes_;
  ElementKeys keys_;
};

Element mark(const std::string& name, const std::string& argument) {
  Element element(Kind::RawInline, "<?kancelli " + name + " " + argument + "?>");
  element.more().format = "openxml";
  return element;
}

bool is_mark(const Element& element, std::string_view name) {
  return element.kind == Kind::RawInline &&
         element.text.starts_with("<?kancelli " + std::string(name) + " k");
}

bool holds_inlines(const Element& element) {
  return !element.content.empty() && ast::is_inline(element.content.front().kind);
}

bool is_within(const Node* node, const Node* outer) {
  while (node != nullptr && node != outer) node = node->parent;
  return node != nullptr;
}

class Marker {
 public:
  explicit Marker(const ElementKeys& keys) : keys_(keys) {}

  void blocks(std::vector<Element>& all) {
    for (Element& element : all) visit(element, {});
  }

 private:
  struct Context {
    bool generated = false;  // within what a filter added
    bool computed = false;   // within an element whose words the program writes
  };

  const ElementKey* key_of(const Element& element) const {
    const std::string* place = element.attr().find(position_attribute);
    const auto key = place == nullptr ? keys_.end() : keys_.find(*place);
    return key == keys_.end() ? nullptr : &key->second;
  }

  bool has_keys(const Element& element) const {
    return key_of(element) != nullptr || std::any_of(element.content.begin(), element.content.end(),
                                                     [&](const Element& child) { return has_keys(child); });
  }

  static bool has_text(const Element& element) {
    if (element.kind == Kind::Str || element.kind == Kind::Code || element.kind == Kind::Image) return true;
    return std::any_of(element.content.begin(), element.content.end(), has_text);
  }

  // Says whether words of `outer`, or of an element in it, stand there: in the text itself, not in its notes.
  bool has_words_of(const ElementKey& outer, const Element& element, bool inside) const {
    if (const ElementKey* key = key_of(element)) {
      inside = is_within(key->node, outer.node);
      if (key->kind != ElementKey::Kind::computed && element.attr().has_class("generated")) inside = false;
    } else if (outer.kind != ElementKey::Kind::computed && element.attr().has_class("generated")) {
      inside = false;
    }
    if (element.kind == Kind::Note) return false;
    if (element.content.empty()) return inside && has_text(element);
    return std::any_of(element.content.begin(), element.content.end(),
                       [&](const Element& child) { return has_words_of(outer, child, inside); });
  }

  Context within(const Element& element, const ElementKey* key, Context context) const {
    const bool added = element.attr().has_class("generated");
    if (key == nullptr) return {context.generated || (added && !context.computed), context.computed};
    const bool computed = key->kind == ElementKey::Kind::computed;
    return {added && !computed, computed};
  }

  void visit(Element& element, Context outer) {
    const ElementKey* key = key_of(element);
    const Context context = within(element, key, outer);
    if (holds_inlines(element))
      inlines(element.content, context);
    else
      for (Element& child : element.content) visit(child, context);
    if (key != nullptr && key->kind != ElementKey::Kind::structure && !ast::is_inline(element.kind))
      mark_block(element, *key);
  }

  // "k12"; where an element's words stand in several paragraphs or places, "k12_2" for the second.
  std::string name(const ElementKey& key) {
    const int copy = ++copies_[key.number];
    return "k" + std::to_string(key.number) + (copy == 1 ? "" : "_" + std::to_string(copy));
  }

  // In each paragraph from the first of its words to the last, whatever filters have set before and after
  // them: LibreOffice parts a bookmark that reaches over the end of a paragraph.
  void mark_block(Element& block, const ElementKey& key) {
    std::vector<Element*> texts;
    collect_texts(block, key.kind == ElementKey::Kind::computed, texts);
    const auto has_words = [&](const Element& inlined) { return has_words_of(key, inlined, true); };
    for (Element* text : texts) {
      std::vector<Element>& all = text->content;
      const auto last = std::find_if(all.rbegin(), all.rend(), has_words).base();
      if (last == all.begin()) continue;
      const std::string made = name(key);
      all.insert(std::find_if_not(last, all.end(), [](const Element& e) { return is_mark(e, "end"); }),
                 mark("end", made));
      auto begin = std::find_if(all.begin(), all.end(), has_words);
      while (begin != all.begin() && is_mark(*(begin - 1), "key")) --begin;
      all.insert(begin, mark("key", made));
    }
  }

  void collect_texts(Element& block, bool added_too, std::vector<Element*>& texts) const {
    if (!added_too && block.attr().has_class("generated") && key_of(block) == nullptr) return;
    if (holds_inlines(block))
      texts.push_back(&block);
    else
      for (Element& child : block.content) collect_texts(child, added_too, texts);
  }

  void inlines(std::vector<Element>& all, Context context) {
    std::vector<Element> result;
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (context.generated && !has_keys(all[at])) {
        at = added_stretch(all, at, result) - 1;
        continue;
      }
      Element& element = all[at];
      const ElementKey* key = key_of(element);
      if (key != nullptr && key->kind != ElementKey::Kind::structure && has_text(element)) {
        const std::string made = name(*key);
        result.push_back(mark("key", made));
        visit(element, context);
        result.push_back(std::move(element));
        result.push_back(mark("end", made));
      } else {
        visit(element, context);
        result.push_back(std::move(element));
      }
    }
    all = std::move(result);
  }

  // Moves what a filter added, from `at` to the next source text, into `result`. Gives the place behind it.
  std::size_t added_stretch(std::vector<Element>& all, std::size_t at, std::vector<Element>& result) {
    std::size_t end = at;
    bool text = false;
    for (; end < all.size() && !has_keys(all[end]); ++end) text = text || has_text(all[end]);
    const std::string made = text ? "g" + std::to_string(++added_) : "";
    if (text) result.push_back(mark("key", made));
    std::move(all.begin() + static_cast<std::ptrdiff_t>(at), all.begin() + static_cast<std::ptrdiff_t>(end),
              std::back_inserter(result));
    if (text) result.push_back(mark("end", made));
    return end;
  }

  const ElementKeys& keys_;
  std::map<std::uint32_t, int> copies_;
  int added_ = 0;
};

}  // namespace

ElementKeys element_keys(const Paper& paper, const Project& project, const ast::Document& lowered) {
  return Numbering(paper, project).keys(lowered);
}

ast::Document with_key_marks(ast::Document marked, const ElementKeys& keys) {
  Marker(keys).blocks(marked.blocks);
  return without_proof_marks(std::move(marked));
}

std::string printed_hash(std::string_view words) {
  const std::string plain = without_typography(words);
  std::string counted;
  for (const std::string_view word : split(plain)) {
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t begin = at;
      const char32_t c = next_code_point(word, at);
      if (c != U'\u2060' && c != U'\ufeff' && c != U'\u200b') counted += word.substr(begin, at - begin);
    }
  }
  return sha256(counted).substr(0, 16);
}

}  // namespace kancelli
