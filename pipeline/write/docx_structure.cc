// The structure of a paper that its DOCX carries: what the lowered tree has, in the source's own names.
#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/project/sent_source.h"
#include "pipeline/write/docx_carried.h"

namespace kancelli {
namespace {

using ast::Element;

class StructureWriter {
 public:
  StructureWriter(const Paper& paper, const Project& project, const ast::Document& lowered,
                  const ElementKeys& keys)
      : paper_(paper), project_(project), lowered_(lowered), keys_(keys) {
    const ast::Meta* attachments = lowered.meta.find("attachments");
    for (std::size_t at = 0; attachments != nullptr && at < paper.attachments.size(); ++at) {
      const ast::Meta* access = attachments->entries.at(at).second.find("access");
      if (access != nullptr && access->string == "closed") withheld_.push_back(paper.attachments[at].id);
    }
  }

  std::string write() {
    const Node& root = paper_.root();
    text_ = "<k:carried xmlns:k=\"" + std::string(carried_namespace) + "\" xmlns=\"urn:kancelli:1\"";
    attribute("paper", paper_.id);
    attribute("type", paper_.type);
    attribute("edition", project_.closed_edition ? "closed" : "open");
    attribute("version", version());
    text_ += "><" + std::string(root.name);
    for (const Attribute& each : root.attributes)
      if (each.name == "id" || each.name == "xml:lang") attribute(each.name, each.value);
    root_attributes();
    text_ += ">";
    if (const Node* node = root.child("meta")) meta(*node);
    elements(lowered_.blocks, &root);
    return text_ + "</" + std::string(root.name) + "></k:carried>";
  }

 private:
  void attribute(std::string_view name, std::string_view value) {
    text_ += " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
  }

  std::string version() const {
    if (paper_.state != "sent" && paper_.state != "superseded" && paper_.state != "withdrawn") return {};
    const auto revision = revision_of(paper_);
    return std::to_string(revision ? revision->number : 1);
  }

  // What a type says in its root element: it names the agenda that minutes are of.
  void root_attributes() {
    for (const Attribute& each : paper_.root().attributes)
      if (each.name != "id" && each.name != "xml:lang") attribute(each.name, each.value);
  }

  void key(const Element& element) {
    const std::string* place = element.attr().find("data-pos");
    const auto found = place == nullptr ? keys_.end() : keys_.find(*place);
    if (found == keys_.end()) return;
    attribute("k:key", std::to_string(found->second.number));
    if (found->second.kind == ElementKey::Kind::computed) attribute("k:computed", "true");
  }

  const Node* node_of(const Element& element) const {
    const std::string* place = element.attr().find("data-pos");
    const auto found = place == nullptr ? keys_.end() : keys_.find(*place);
    return found == keys_.end() ? nullptr : found->second.node;
  }

  // Those of the source that the lowered tree has too. The closed edition leaves nothing out.
  void attributes(const Element& element, const Node& node) {
    const ast::Attr& lowered = element.attr();
    for (const Attribute& each : node.attributes) {
      const std::string* value = each.name == "id"         ? &lowered.id
                                 : each.name == "xml:lang" ? lowered.find("lang")
                                                           : lowered.find(each.name);
      const bool hidden =
          each.name == "to" && each.value.starts_with("#") &&
          std::find(withheld_.begin(), withheld_.end(), each.value.substr(1)) != withheld_.end();
      if (!hidden && (value != nullptr || project_.closed_edition))
        attribute(each.name, value != nullptr ? *value : each.value);
    }
  }

  void elements(const std::vector<Element>& all, const Node* parent) {
    for (const Element& each : all) element(each, parent);
  }

  void element(const Element& each, const Node* parent) {
    const ast::Attr& attr = each.attr();
    const Node* node = node_of(each);
    if (node == nullptr && (attr.classes.empty() || attr.has_class("closed-mark")))
      return elements(each.content, parent);
    const std::string name(node != nullptr ? std::string(node->name) : attr.classes.front());
    text_ += "<" + name;
    if (node != nullptr)
      attributes(each, *node);
    else  // of a closed point the open edition has its place
      for (const auto& [said, value] : attr.attributes) attribute(said, value);
    key(each);
    const std::size_t before = text_.size();
    elements(each.content, node);
    close(name, before);
  }

  void meta(const Node& node) {
    text_ += "<meta>";
    for (const Node* child : node.elements()) {
      if (child->is("title")) {
        if (const ast::Meta* title = lowered_.meta.find("title")) elements(title->content, &node);
      } else if (child->is("attachments")) {
        attachments(*child);
      } else {
        open(*child);
        const std::size_t before = text_.size();
        for (const Node* part : child->elements()) {
          open(*part);
          text_ += "/>";
        }
        close(child->name, before);
      }
    }
    text_ += "</meta>";
  }

  void open(const Node& node) {
    text_ += "<" + std::string(node.name);
    for (const Attribute& each : node.attributes) attribute(each.name, each.value);
  }

  // What was written since `start_tag` ended is the element's content.
  void close(std::string_view name, std::size_t start_tag) {
    if (text_.size() == start_tag) {
      text_ += "/>";
    } else {
      text_.insert(start_tag, ">");
      text_ += "</" + std::string(name) + ">";
    }
  }

  // Of a closed attachment the open edition has its place in the order.
  void attachments(const Node& node) {
    open(node);
    const std::size_t before = text_.size();
    for (const Attachment& each : paper_.attachments) {
      const bool closed = std::find(withheld_.begin(), withheld_.end(), each.id) != withheld_.end();
      if (closed || each.node == nullptr) {
        text_ += "<attachment access=\"closed\"/>";
        continue;
      }
      open(*each.node);
      text_ += "/>";
    }
    close(node.name, before);
  }

  const Paper& paper_;
  const Project& project_;
  const ast::Document& lowered_;
  const ElementKeys& keys_;
  std::vector<std::string> withheld_;  // ids of attachments
  std::string text_;
};

}  // namespace

std::string docx_structure(const Paper& paper, const Project& project, const ast::Document& lowered,
                           const ElementKeys& keys) {
  return StructureWriter(paper, project, lowered, keys).write();
}

}  // namespace kancelli
