#include "pipeline/build/set_parts.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/write/accessibility.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

// Words as inlines; every space may break.
std::vector<Element> inlines(std::string_view text) {
  std::vector<Element> out;
  for (const std::string_view word : split(text, ' ')) {
    if (!out.empty()) out.emplace_back(Kind::Space);
    if (!word.empty()) out.emplace_back(Kind::Str, std::string(word));
  }
  return out;
}

Element paragraph(std::string_view text) {
  return Element(Kind::Para, inlines(text));
}

Element title(std::string_view text) {
  Element header(Kind::Header, inlines(text));
  header.more().number = 1;
  header.more().attr.classes = {"title"};
  return header;
}

Element div(std::string name, std::vector<Element> content) {
  Element result(Kind::Div, std::move(content));
  result.more().attr.classes = {std::move(name)};
  return result;
}

Element link(std::vector<Element> words, const std::string& id) {
  Element result(Kind::Link, std::move(words));
  result.text = "#" + id;
  result.more();
  return result;
}

bool holds_link(const std::vector<Element>& elements) {
  return std::any_of(elements.begin(), elements.end(), [](const Element& each) {
    return each.kind == Kind::Link || each.kind == Kind::Note || holds_link(each.content);
  });
}

// Rewrites a paper's tree for its place in the set.
class Placer {
 public:
  // `parts`: the part in which a paper stands, by its id. `attached`: the part of an attachment, by its id.
  Placer(const Project& project, const Paper& paper, std::string part,
         const std::map<std::string, std::string>& parts, const std::map<std::string, std::string>& attached)
      : part_(std::move(part)), parts_(parts), attached_(attached) {
    for (const Node& node : paper.xml->nodes)
      if (node.is("ref") && node.get("to").find('#') != 0)
        references_[project.sources.where(node.span)] = &node;
  }

  void place(std::vector<Element>& elements) {
    for (Element& element : elements) {
      if (element.extra != nullptr && !element.attr().id.empty()) place_id(element);
      if (element.kind == Kind::Link && element.text.starts_with("#"))
        element.text = "#" + part_ + "-" + element.text.substr(1);
      place(element.content);
      if (element.kind == Kind::Span) lead_to_paper(element);
    }
  }

 private:
  // An item of the list of attachments leads to the attachment.
  void place_id(Element& element) {
    std::string& id = element.more().attr.id;
    if (const auto found = attached_.find(id); found != attached_.end())
      for (Element& words : element.content)
        if ((words.kind == Kind::Plain || words.kind == Kind::Para) && !holds_link(words.content)) {
          std::vector<Element> linked;
          linked.push_back(link(std::move(words.content), found->second));
          words.content = std::move(linked);
        }
    id = part_ + "-" + id;
  }

  // A reference to another paper leads there, where the set has it.
  void lead_to_paper(Element& span) {
    const std::string* place = span.attr().find("data-pos");
    const auto found = place == nullptr ? references_.end() : references_.find(*place);
    if (found == references_.end() || holds_link(span.content)) return;
    const std::string_view to = found->second->get("to");
    const std::size_t hash = std::min(to.find('#'), to.size());
    const auto part = parts_.find(std::string(to.substr(0, hash)));
    if (part == parts_.end()) return;
    const std::string target =
        part->second + (hash < to.size() ? "-" + std::string(to.substr(hash + 1)) : std::string());
    std::vector<Element> linked;
    linked.push_back(link(std::move(span.content), target));
    span.content = std::move(linked);
  }

  std::string part_;
  const std::map<std::string, std::string>& parts_;
  const std::map<std::string, std::string>& attached_;
  std::map<std::string, const Node*> references_;  // to other papers, by their place
};

class Parts {
 public:
  Parts(const Dossier& dossier, const std::map<const DossierDocument*, std::string>& beside,
        const Project& project, Diagnostics& diagnostics)
      : dossier_(dossier), beside_(beside), project_(project), diagnostics_(diagnostics) {
    std::size_t number = 0;
    each_document(dossier, [&](const DossierDocument& document) {
      const std::string id = "d" + std::to_string(++number);
      part_of_[&document] = id;
      if (document.paper != nullptr) by_paper_.emplace(document.paper->id, id);
    });
  }

  std::vector<SetPart> make() {
    add_first_page();
    for (const DossierDocument& document : dossier_.agendas)
      add_paper(document, {}, prefix_of(document), 1, document.role);
    for (const DossierItem& item : dossier_.items) add_item(item);
    return std::move(parts_);
  }

 private:
  SetPart& add(std::string id, const std::string& place, const std::string& prefix, int offset) {
    SetPart part;
    part.id = std::move(id);
    part.marked.meta.set("part", ast::Meta::of(part.id));
    part.marked.meta.set("part-offset", ast::Meta::of(std::to_string(offset)));
    if (!place.empty()) part.marked.meta.set("part-place", ast::Meta::of(place));
    if (!prefix.empty()) part.marked.meta.set("part-prefix", ast::Meta::of(prefix));
    parts_.push_back(std::move(part));
    return parts_.back();
  }

  // A page that the set adds.
  void add_sheet(const std::string& id, const std::string& place, int offset, std::vector<Element> blocks) {
    SetPart& part = add(id, place, "", offset);
    for (const auto& [key, value] : {std::pair("layout", "document"), {"lang", "da"}})
      part.marked.meta.set(key, ast::Meta::of(value));
    part.marked.meta.set("title", ast::Meta::of(ast::stringify(blocks.front())));
    if (dossier_.closed) part.marked.meta.set("closed", ast::Meta::of(true));
    part.marked.blocks = std::move(blocks);
    part.accessible = prove_accessible(part.marked, project_, diagnostics_);
  }

  void add_first_page() {
    std::vector<Element> blocks;
    blocks.push_back(title("Møde i " + dossier_.body + ", " + dossier_.when()));
    if (!dossier_.meeting.place.empty()) blocks.push_back(paragraph(dossier_.meeting.place));
    bool draft = false;
    each_document(dossier_, [&](const DossierDocument& each) { draft = draft || each.draft(); });
    if (draft) blocks.push_back(paragraph("Sættet indeholder udkast. De er mærket på hver side."));
    if (dossier_.closed)
      blocks.push_back(
          paragraph("Lukket udgave: Sættet indeholder oplysninger, der ikke må offentliggøres."));
    blocks.push_back(div("set-contents", {}));
    add_sheet("set", "", 0, std::move(blocks));
  }

  // "Dagsorden: Dagsorden for mødet" says it twice.
  static std::string prefix_of(const DossierDocument& document) {
    const bool said = lower(document.title).find(lower(document.role)) != std::string::npos;
    return said ? std::string() : document.role;
  }

  // Of an item without documents the agenda says all there is: a sheet for it would be empty.
  void add_item(const DossierItem& item) {
    if (item.documents.empty()) return;
    const std::string place = "Punkt " + item.number, id = "p" + std::to_string(++items_);
    std::vector<Element> blocks;
    blocks.push_back(title(item.number + ". " + item.title));
    if (item.closed) blocks.push_back(paragraph("Punktet behandles for lukkede døre."));
    Element list(Kind::BulletList);
    for (const DossierDocument& document : item.documents) list.content.push_back(entry(document));
    if (!list.content.empty()) blocks.push_back(std::move(list));
    add_sheet(id, place, 1, std::move(blocks));
    std::map<std::string, std::string> attached;
    for (const DossierDocument& document : item.documents)
      if (document.attachment != nullptr) attached[document.attachment->id] = part_of_.at(&document);
    for (const DossierDocument& document : item.documents) {
      const std::string here = document.role.empty() ? place : place + " · " + document.role;
      if (document.paper != nullptr)
        add_paper(document, attached, document.role, 2, here);
      else
        add_slip(document, here);
    }
  }

  Element entry(const DossierDocument& document) const {
    std::string words = document.role.empty() ? document.title : document.role + ": " + document.title;
    Element item(Kind::Item), line(Kind::Plain);
    line.content.push_back(link(inlines(words), part_of_.at(&document)));
    if (document.paper == nullptr) {
      line.content.emplace_back(Kind::Space);
      for (Element& each : inlines("(" + beside_.at(&document) + ")"))
        line.content.push_back(std::move(each));
    }
    item.content.push_back(std::move(line));
    return item;
  }

  // Stands where a file would stand that is not of the project.
  void add_slip(const DossierDocument& document, const std::string& place) {
    std::vector<Element> blocks;
    blocks.push_back(title(document.role + ": " + document.title));
    blocks.push_back(paragraph("Bilaget er en fil for sig. Den ligger ved siden af sættet:"));
    blocks.push_back(paragraph(beside_.at(&document)));
    if (!document.attachment->pages.empty())
      blocks.push_back(paragraph("Antal sider: " + document.attachment->pages));
    add_sheet(part_of_.at(&document), place, 2, std::move(blocks));
  }

  void add_paper(const DossierDocument& document, const std::map<std::string, std::string>& attached,
                 const std::string& prefix, int offset, const std::string& place = {}) {
    SetPart& part = add(part_of_.at(&document), place.empty() ? document.role : place, prefix, offset);
    part.paper = document.paper;
    part.accessible = document.tree->accessible;
    for (const auto& [key, value] : document.tree->marked.meta.entries) part.marked.meta.set(key, value);
    part.marked.blocks = document.tree->marked.blocks;
    Placer(project_, *document.paper, part.id, by_paper_, attached).place(part.marked.blocks);
  }

  const Dossier& dossier_;
  const std::map<const DossierDocument*, std::string>& beside_;
  const Project& project_;
  Diagnostics& diagnostics_;
  std::map<const DossierDocument*, std::string> part_of_;
  std::map<std::string, std::string> by_paper_;  // the first part that holds a paper, by its id
  std::vector<SetPart> parts_;
  int items_ = 0;
};

}  // namespace

std::vector<SetPart> set_parts(const Dossier& dossier,
                               const std::map<const DossierDocument*, std::string>& beside,
                               const Project& project, Diagnostics& diagnostics) {
  return Parts(dossier, beside, project, diagnostics).make();
}

}  // namespace kancelli
