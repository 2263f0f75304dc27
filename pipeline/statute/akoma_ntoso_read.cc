#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/akoma_ntoso_meta.h"
#include "pipeline/statute/akoma_ntoso_parts.h"
#include "pipeline/statute/akoma_ntoso_text.h"

namespace kancelli::statute {
namespace {

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_level(const Node& node) {
  static constexpr std::array<std::string_view, 28> levels = {
      "clause",   "section",     "part",      "paragraph",  "chapter", "title",        "article",
      "book",     "tome",        "division",  "list",       "point",   "indent",       "alinea",
      "rule",     "subrule",     "proviso",   "subsection", "subpart", "subparagraph", "subchapter",
      "subtitle", "subdivision", "subclause", "sublist",    "level",   "transitional", "hcontainer"};
  return node.kind == Node::Kind::element && among(node.name, levels);
}

bool has_below(const Node& node, std::string_view name) {
  for (const Node* child : node.elements())
    if (child->is(name) || (is_level(*child) && has_below(*child, name))) return true;
  return false;
}

std::string num_of(const Node& node) {
  const Node* num = node.child("num");
  return num == nullptr ? "" : collapse_space(num->content());
}

class StatuteReader {
 public:
  StatuteReader(const XmlDocument& document, Diagnostics& diagnostics)
      : losses_(diagnostics), meta_(losses_) {
    for (const Node& each : document.nodes)
      if (each.kind == Node::Kind::element && !each.get("eId").empty())
        nodes_.emplace(each.get("eId"), &each);
  }

  Unit read(const Node& act, AkomaHead& head) {
    Unit statute;
    meta_.read(act.child("meta"));
    head = meta_.head();
    statute.id = head.id;
    taken_.insert(statute.id);
    for (const Node* child : act.elements()) {
      if (child->is("meta")) continue;
      if (child->is("preface"))
        preface(*child, statute);
      else if (child->is("preamble"))
        preamble(*child, statute);
      else if (child->is("body"))
        body(*child, statute);
      else if (child->is("attachments"))
        attachments(*child, statute);
      else
        losses_.left_out(*child, tr("a statute has nothing of the kind"));
    }
    if (statute.text.empty()) statute.text.words = meta_.title();
    give_ids(statute);
    renumber(statute);
    resolve_references(
        statute, [this](const std::string& eid) { return id_of_eid(eid); }, losses_);
    return statute;
  }

 private:
  void preface(const Node& node, Unit& statute) {
    const Node* title = nullptr;
    for (const std::string_view name : {"docTitle", "shortTitle", "longTitle"})
      if (title == nullptr) title = descendant(node, name);
    if (title != nullptr) append_akoma_text(*title, statute.text, losses_);
    for (const Node* block : node.elements()) {
      const bool holds = title != nullptr && (block == title || descendant(*block, title->name) == title);
      const std::size_t whole = collapse_space(block->content()).size();
      if (holds ? whole > collapse_space(title->content()).size() : whole > 0)
        losses_.left_out(*block, holds ? tr("but for the title") : tr("it is not the title"));
    }
  }

  static const Node* descendant(const Node& node, std::string_view name) {
    for (const Node* child : node.elements()) {
      if (child->is(name)) return child;
      if (const Node* found = descendant(*child, name)) return found;
    }
    return nullptr;
  }

  // Each formula is one; other blocks are one together.
  void preamble(const Node& node, Unit& statute) {
    Unit rest = begin(node, Kind::preamble);
    for (const Node* child : node.elements()) {
      if (!child->is("formula")) {
        blocks(*child, rest.text);
        continue;
      }
      Unit unit = begin(*child, Kind::preamble);
      for (const Node* block : child->elements()) blocks(*block, unit.text);
      statute.units.push_back(std::move(unit));
    }
    if (!rest.text.empty()) statute.units.push_back(std::move(rest));
  }

  // The words of a block and of those in it, one behind the other.
  void blocks(const Node& node, Text& text) {
    const auto children = node.elements();
    const bool inner = std::any_of(children.begin(), children.end(), [](const Node* child) {
      static constexpr std::array<std::string_view, 9> names = {
          "p", "block", "blockContainer", "blockList", "item", "recital", "citation", "container", "heading"};
      return among(child->name, names);
    });
    if (!inner) return append_akoma_text(node, text, losses_);
    if (!text.empty()) losses_.changed(node, tr("its words are read as one text with those before it"));
    for (const Node* child : children) blocks(*child, text);
  }

  Unit begin(const Node& node, Kind kind) {
    Unit unit;
    unit.kind = kind;
    for (const std::string_view name : {"wId", "GUID", "eId"}) {
      const std::string id(node.get(name));
      if (!unit.id.empty() || id.empty() || !taken_.insert(id).second) continue;
      unit.id = id;
    }
    if (!unit.id.empty()) ids_[&node] = unit.id;
    bool rest = false;
    unit.number = number_of_num(num_of(node), rest);
    // Chapters and §§ keep their numbers, which are never letters.
    const bool kept = kind == Kind::chapter || kind == Kind::paragraph || kind == Kind::annex;
    if (kept && !unit.number.empty() && !is_digit(static_cast<unsigned char>(unit.number[0]))) {
      unit.number = from_roman(unit.number);
      rest = true;
    }
    if (rest) losses_.changed(node, tr("its number {0} is read as »{1}«", {num_of(node), unit.number}));
    meta_.history(node, unit);
    return unit;
  }

  void body(const Node& node, Unit& statute) {
    // What is called a § here: articles stand within sections where there are both.
    for (const std::string_view name : {"article", "section", "rule", "paragraph", "clause"})
      if (paragraph_.empty() && has_below(node, name)) paragraph_ = name;
    divisions(node, statute);
  }

  void divisions(const Node& node, Unit& parent) {
    for (const Node* child : node.elements()) {
      if (child->is("num") || child->is("heading")) continue;  // the caller reads them
      if (child->is("crossHeading")) {
        Unit heading = begin(*child, Kind::heading);
        append_akoma_text(*child, heading.text, losses_);
        parent.units.push_back(std::move(heading));
      } else if (child->is(paragraph_)) {
        paragraph(*child, parent);
      } else if (is_level(*child) && has_below(*child, paragraph_)) {
        division(*child, parent);
      } else if (child->is("hcontainer") && child->child("heading") != nullptr &&
                 child->elements().size() == 1) {
        parent.units.push_back(heading(*child));
      } else {
        losses_.left_out(*child, tr("there is no § in it"));
      }
    }
  }

  Unit heading(const Node& node) {
    Unit unit = begin(node, Kind::heading);
    if (const Node* own = node.child("heading")) append_akoma_text(*own, unit.text, losses_);
    return unit;
  }

  // Statutes have one level above the §: the chapter. What is above chapters goes, what is within them is a
  // heading.
  void division(const Node& node, Unit& parent) {
    const bool chapter = parent.kind == Kind::statute && (node.is("chapter") || !has_below(node, "chapter"));
    if (!chapter) {
      if (parent.kind == Kind::chapter && node.child("heading") != nullptr) {
        losses_.changed(node, tr("a level below the chapter is read as a heading"));
        parent.units.push_back(heading(node));
      } else {
        losses_.left_out(node, tr("a statute has no level above the chapter; what is in it is read"));
      }
      return divisions(node, parent);
    }
    if (!node.is("chapter")) losses_.changed(node, tr("read as a chapter"));
    Unit unit = begin(node, Kind::chapter);
    if (const Node* heading = node.child("heading")) append_akoma_text(*heading, unit.text, losses_);
    divisions(node, unit);
    parent.units.push_back(std::move(unit));
  }

  void paragraph(const Node& node, Unit& parent) {
    if (const Node* own = node.child("heading")) {
      Unit before;
      before.kind = Kind::heading;
      append_akoma_text(*own, before.text, losses_);
      losses_.changed(*own, tr("read as a heading before the §"));
      parent.units.push_back(std::move(before));
    }
    Unit unit = begin(node, Kind::paragraph);
    if (unit.number.empty()) losses_.changed(node, tr("it has no number"));
    stykker(node, unit);
    parent.units.push_back(std::move(unit));
  }

  static bool is_item(const Node& node) {
    static constexpr std::array<std::string_view, 4> names = {"list", "sublist", "point", "indent"};
    return among(node.name, names);
  }

  // A § or annex without stykker is one.
  void stykker(const Node& node, Unit& unit) {
    const auto children = node.elements();
    const bool several = std::any_of(children.begin(), children.end(), [](const Node* child) {
      return child->is("p") || (is_level(*child) && !is_item(*child));
    });
    if (!several) {
      Unit only;
      only.kind = Kind::subsection;
      provision(node, only, true);
      unit.units.push_back(std::move(only));
      return;
    }
    for (const Node* child : children) {
      if (child->is("num") || child->is("heading")) continue;
      Unit stykke = begin(*child, Kind::subsection);
      if (is_level(*child)) {
        designation(*child, stykke, unit.units.size());
        provision(*child, stykke);
      } else if (child->is("intro") || child->is("wrapUp") || child->is("content") || child->is("p")) {
        losses_.changed(*child, tr("read as a stykke of its own"));
        blocks(*child, stykke.text);
      } else {
        losses_.left_out(*child, tr("a § holds stykker"));
        continue;
      }
      unit.units.push_back(std::move(stykke));
    }
  }

  // Stykker, numre and litraer are numbered by their order.
  void designation(const Node& node, const Unit& unit, std::size_t index) {
    if (!unit.number.empty() && unit.number != ordinal(unit.kind, index))
      losses_.changed(
          node, tr("its number {0} becomes {1}, by its order", {num_of(node), ordinal(unit.kind, index)}));
  }

  // A stykke, nummer or litra: its words, its list, and the words behind.
  void provision(const Node& node, Unit& unit, bool heading_read = false) {
    for (const Node* child : node.elements()) {
      if (child->is("num") || (heading_read && child->is("heading"))) continue;
      if (child->is("heading") || child->is("subheading"))
        losses_.left_out(*child, tr("only chapters and §§ have a heading"));
      else if (child->is("intro") || child->is("content") || child->is("wrapUp"))
        content(*child, unit);
      else if (child->is("list") || child->is("sublist"))
        provision(*child, unit);
      else if (is_level(*child))
        item(*child, unit);
      else
        losses_.left_out(*child, tr("a provision has nothing of the kind"));
    }
  }

  // The words before the list, or behind it where there is one.
  void content(const Node& node, Unit& unit) {
    for (const Node* block : node.elements()) {
      if (node.is("item") && block->is("num")) continue;
      if (block->is("blockList") || block->is("ul") || block->is("ol")) {
        block_list(*block, unit);
      } else if (block->is("table") || block->is("tblock") || block->is("foreign") || block->is("toc")) {
        losses_.left_out(*block, tr("a provision has nothing of the kind"));
      } else {
        Text& text = unit.units.empty() ? unit.text : unit.tail;
        if (!text.empty()) losses_.changed(*block, tr("its words are read as one text with those before it"));
        append_akoma_text(*block, text, losses_);
      }
    }
  }

  void block_list(const Node& node, Unit& unit) {
    for (const Node* child : node.elements()) {
      if (child->is("listIntroduction") || child->is("listWrapUp")) {
        Text& text = unit.units.empty() ? unit.text : unit.tail;
        append_akoma_text(*child, text, losses_);
      } else if (child->is("item") || child->is("li")) {
        item(*child, unit);
      } else if (!child->is("num")) {
        losses_.left_out(*child, tr("a provision has nothing of the kind"));
      }
    }
  }

  void item(const Node& node, Unit& parent) {
    if (parent.kind == Kind::letter) {
      losses_.changed(
          node, tr("below a litra there is no level: its words are read as one text with those before it"));
      Text& text = parent.text;
      if (const std::string num = num_of(node); !num.empty()) text.words += " " + num;
      for (const Node* child : node.elements())
        if (!child->is("num")) blocks(*child, text);
      return;
    }
    Unit unit = begin(node, Kind::number);
    // What the first one is called tells whether they are numre or litraer.
    const bool letter = parent.units.empty()
                            ? !unit.number.empty() && !is_digit(static_cast<unsigned char>(unit.number[0]))
                            : parent.units.front().kind == Kind::letter;
    if (letter || parent.kind == Kind::number) unit.kind = Kind::letter;
    designation(node, unit, parent.units.size());
    if (node.is("item") || node.is("li"))
      content(node, unit);
    else
      provision(node, unit);
    parent.units.push_back(std::move(unit));
  }

  void attachments(const Node& node, Unit& statute) {
    std::size_t annexes = 0;
    for (const Node* attachment : node.elements("attachment")) {
      const Node* doc = attachment->child("doc");
      const Node* main = doc == nullptr ? nullptr : doc->child("mainBody");
      if (main == nullptr) {
        losses_.left_out(*attachment, tr("its text is not in it"));
        continue;
      }
      Unit annex = begin(*attachment, Kind::annex);
      ++annexes;
      if (annex.number.empty()) annex.number = std::to_string(annexes);
      const Node* heading = attachment->child("heading");
      if (heading == nullptr) heading = main->child("heading");
      if (heading != nullptr) append_akoma_text(*heading, annex.text, losses_);
      for (const Node* child : attachment->elements())
        if (!child->is("num") && !child->is("heading") && child != doc)
          losses_.left_out(*child, tr("an annex has a heading and stykker"));
      for (const Node* child : doc->elements())
        if (!child->is("meta") && child != main)
          losses_.left_out(*child, tr("an annex has a heading and stykker"));
      if (!collapse_space(main->content()).empty()) stykker(*main, annex);
      statute.units.push_back(std::move(annex));
    }
  }

  // The unit with that eId, or the one that what has it stands in.
  std::string id_of_eid(const std::string& eid) const {
    const auto there = nodes_.find(eid);
    for (const Node* node = there == nodes_.end() ? nullptr : there->second; node != nullptr;
         node = node->parent)
      if (const auto found = ids_.find(node); found != ids_.end()) return found->second;
    return {};
  }

  AkomaLosses losses_;
  AkomaMeta meta_;
  std::map<std::string, const Node*, std::less<>> nodes_;  // by eId
  std::string paragraph_;                                  // the element that is a §
  std::set<std::string> taken_;
  std::map<const Node*, std::string> ids_;
};

}  // namespace

std::optional<Unit> read_akoma_ntoso(const SourceMap& sources, SourceId source, Diagnostics& diagnostics,
                                     AkomaHead* head) {
  const std::unique_ptr<XmlDocument> document = read_xml(sources, source, diagnostics);
  if (document == nullptr) return std::nullopt;
  const Node& root = *document->root;
  const std::string_view text = sources.text(source);
  const std::string_view tag = text.substr(root.span.begin, root.span.end - root.span.begin);
  if (!root.is("akomaNtoso") || tag.find(akoma_namespace) == std::string_view::npos) {
    diagnostics.error("akoma-ntoso", root.name_span, tr("this is no Akoma Ntoso 3.0 document"),
                      {tr("its root is akomaNtoso, in the namespace {0}", {std::string(akoma_namespace)})});
    return std::nullopt;
  }
  const Node* act = root.child("act");
  if (act == nullptr) act = root.child("bill");
  if (act == nullptr || act->child("body") == nullptr) {
    diagnostics.error("akoma-ntoso", root.name_span, tr("there is no act in the document, and no bill"));
    return std::nullopt;
  }
  AkomaHead found;
  Unit statute = StatuteReader(*document, diagnostics).read(*act, found);
  if (head != nullptr) *head = std::move(found);
  return statute;
}

}  // namespace kancelli::statute
