#include "pipeline/lower/lower.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/attachment_ids.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;
using ast::Meta;

// `ins` and `del` stand in marked-up texts, which the program makes; no grammar has them.
constexpr std::array<std::string_view, 16> inline_names = {
    "em",    "strong", "body", "fact",    "amount",   "date",     "ref", "law",
    "count", "term",   "link", "foreign", "footnote", "sentence", "ins", "del"};

class Lowering {
 public:
  Lowering(const Paper& paper, const Project& project) : paper_(paper), project_(project) {}

  ast::Document document() {
    ast::Document result;
    const Node& root = paper_.root();
    for (const Node* node : root.elements())
      if (node->name == "meta")
        meta(*node, result.meta);
      else
        child_block(*node, result.blocks);
    result.meta.set("id", Meta::of(paper_.id));
    if (project_.closed_edition) result.meta.set("edition", Meta::of("closed"));
    result.meta.set("type", Meta::of(paper_.type));
    result.meta.set("file", Meta::of(paper_.file));
    result.meta.set("lang", Meta::of(std::string(root.get("xml:lang"))));
    return result;
  }

 private:
  // Class, id, attributes and place of an element.
  Element wrapper(Kind kind, const Node& node) const {
    Element element(kind);
    ast::Attr& attr = element.more().attr;
    attr.classes.emplace_back(node.name);
    for (const Attribute& attribute : node.attributes)
      if (attribute.name == "id")
        attr.id = attribute.value;
      else if (!about_access(node, attribute.name))
        attr.attributes.emplace_back(attribute.name == "xml:lang" ? "lang" : attribute.name,
                                     reference(attribute.value));
    // A name in a passage that speaks of another time is the name of that time.
    for (const Node* at = node.parent; node.is("body") && node.find("as-of") == nullptr && at != nullptr;
         at = at->parent)
      if (const Attribute* date = at->find("as-of")) {
        attr.attributes.emplace_back(date->name, date->value);
        break;
      }
    // What a reference in a statute says depends on where it stands.
    if (node.is("ref") && project_.statutes.contains(paper_.id))
      attr.attributes.emplace_back("from", provision_around(node));
    attr.attributes.emplace_back("data-pos", project_.sources.where(node.span));
    return element;
  }

  // "#ID" or "PAPER#ID" of an attachment as it is printed; whatever else, as it stands.
  std::string reference(const std::string& value) const {
    const std::size_t mark = value.find('#');
    if (mark == std::string::npos) return value;
    const Paper* paper = mark == 0 ? &paper_ : project_.paper(value.substr(0, mark));
    if (paper == nullptr) return value;
    for (const Attachment& attachment : paper->attachments)
      if (attachment.id == std::string_view(value).substr(mark + 1))
        return value.substr(0, mark + 1) + printed_id(project_, *paper, attachment);
    return value;
  }

  static bool about_access(const Node& node, std::string_view attribute) {
    return node.find("access") != nullptr &&
           (attribute == "access" || attribute == "reason" || attribute == "ground");
  }

  static bool is_running_text(const Node& node) {
    return std::any_of(node.children.begin(), node.children.end(), [](const Node* child) {
      return child->kind == Node::Kind::text
                 ? !trim(child->text).empty()
                 : child->kind == Node::Kind::element && is_inline_element(child->name);
    });
  }

  Element block(const Node& node) {
    Element div = wrapper(Kind::Div, node);
    if (node.name == "p" || is_running_text(node)) {
      div.content.push_back(Element(node.name == "p" ? Kind::Para : Kind::Plain, running_text(node)));
    } else {
      for (const Node* child : node.elements()) child_block(*child, div.content);
    }
    return div;
  }

  void child_block(const Node& node, std::vector<Element>& blocks) {
    if (!project_.withheld(node)) {
      const bool closed = node.get("access") == "closed";
      const bool titled = node.child("title") != nullptr, headed = titled || is_point(node);
      if (closed && !headed) blocks.push_back(closed_mark(node));
      blocks.push_back(block(node));
      if (closed && headed) {
        std::vector<Element>& content = blocks.back().content;
        content.insert(content.begin() + (titled && !content.empty() ? 1 : 0), closed_mark(node));
      }
    } else if (is_point(node)) {
      blocks.push_back(closed_point(node));
    }
  }

  static bool is_point(const Node& node) { return node.is("agenda-item") || node.is("decision"); }

  // In the closed edition it stands before a passage that the open one does not have; in one with a heading
  // below that, or it would belong to what comes before.
  static Element closed_mark(const Node& node) {
    Element div(Kind::Div);
    ast::Attr& attr = div.more().attr;
    attr.classes.emplace_back("closed-mark");
    for (const char* name : {"reason", "ground"})
      attr.attributes.emplace_back(name, std::string(node.get(name)));
    return div;
  }

  // Of a closed item of an agenda the open edition has its place in the order, and what may be public of it.
  static Element closed_point(const Node& node) {
    Element div(Kind::Div);
    ast::Attr& attr = div.more().attr;
    attr.classes.emplace_back(node.name);
    attr.attributes.emplace_back("access", "closed");
    for (const char* name : {"of", "public"})
      if (const Attribute* said = node.find(name)) attr.attributes.emplace_back(name, said->value);
    return div;
  }

  // A block's inlines: white space collapsed over all of them, none at the ends.
  std::vector<Element> running_text(const Node& node) {
    const bool outer = std::exchange(after_space_, true);
    std::vector<Element> inlines = inlines_of(node);
    trim_end(inlines);
    after_space_ = outer;
    return inlines;
  }

  std::vector<Element> inlines_of(const Node& node) {
    std::vector<Element> inlines;
    for (const Node* child : node.children) {
      if (child->kind == Node::Kind::text) {
        words(child->text, inlines);
      } else if (child->kind == Node::Kind::element) {
        Element span = wrapper(Kind::Span, *child);
        if (child->name == "footnote") {
          span.content = running_text(*child);
        } else {
          span.content = inlines_of(*child);
        }
        if (span.content.empty() || child->name == "footnote") after_space_ = false;
        inlines.push_back(std::move(span));
      }
    }
    return inlines;
  }

  void words(std::string_view text, std::vector<Element>& inlines) {
    std::size_t at = 0;
    while (at < text.size()) {
      if (is_xml_space(text[at])) {
        if (!after_space_) inlines.emplace_back(Kind::Space);
        after_space_ = true;
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && !is_xml_space(text[end])) ++end;
      inlines.emplace_back(Kind::Str, std::string(text.substr(at, end - at)));
      after_space_ = false;
      at = end;
    }
  }

  static void trim_end(std::vector<Element>& inlines) {
    while (!inlines.empty() && inlines.back().kind == Kind::Space) inlines.pop_back();
    if (!inlines.empty() && inlines.back().kind == Kind::Span && !inlines.back().content.empty())
      trim_end(inlines.back().content);
  }

  void meta(const Node& node, Meta& meta) {
    for (const Node* child : node.elements()) {
      if (child->name == "title") {
        Element title = wrapper(Kind::Span, *child);
        title.content = running_text(*child);
        Meta value;
        value.kind = Meta::Kind::inlines;
        value.content.push_back(std::move(title));
        meta.set("title", std::move(value));
      } else if (child->name == "attachments") {
        meta.set("attachments", attachments());
      } else {
        Meta map;
        for (const Attribute& attribute : child->attributes)
          map.set(attribute.name, Meta::of(attribute.value));
        // What it holds in its turn: lists of maps, by the elements' name.
        std::vector<std::string_view> names;
        for (const Node* part : child->elements())
          if (std::find(names.begin(), names.end(), part->name) == names.end()) names.push_back(part->name);
        for (const std::string_view name : names) map.set(std::string(name), maps(child->elements(name)));
        meta.set(std::string(child->name), std::move(map));
      }
    }
  }

  static Meta maps(const std::vector<const Node*>& nodes) {
    Meta list;
    list.kind = Meta::Kind::list;
    for (const Node* node : nodes) {
      Meta map;
      for (const Attribute& attribute : node->attributes) map.set(attribute.name, Meta::of(attribute.value));
      list.entries.emplace_back("", std::move(map));
    }
    return list;
  }

  Meta attachments() const {
    Meta list;
    list.kind = Meta::Kind::list;
    for (const Attachment& attachment : paper_.attachments) {
      Meta map;
      const AttachedPaper attached = attached_paper(project_, attachment.paper);
      const auto set = [&](const char* name, const std::string& value) {
        if (!value.empty()) map.set(name, Meta::of(value));
      };
      set("number", std::to_string(attachment.number));
      // Of a closed attachment the open edition has the number alone: the text may refer to it.
      const bool closed = is_withheld(project_, paper_, attachment);
      set("id", printed_id(project_, paper_, attachment));
      set("access", closed ? "closed" : "open");
      if (!closed) {
        set("title", attachment.title.empty() ? attached.title : attachment.title);
        set("paper", attachment.paper);
        set("file", attachment.file);
        set("pages", attachment.pages);
        if (project_.closed_edition && attachment.closed) {
          set("reason", attachment.reason);
          set("ground", attachment.ground);
        }
      }
      list.entries.emplace_back("", std::move(map));
    }
    return list;
  }

  const Paper& paper_;
  const Project& project_;
  bool after_space_ = true;  // nothing, or white space, stands before: the next white space says nothing
};

}  // namespace

bool is_inline_element(std::string_view name) {
  return std::find(inline_names.begin(), inline_names.end(), name) != inline_names.end();
}

ast::Document lower(const Paper& paper, const Project& project) {
  return Lowering(paper, project).document();
}

}  // namespace kancelli
