#include "pipeline/word/placed_paper.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_meta.h"
#include "pipeline/word/placed_attachments.h"
#include "pipeline/word/placed_controls.h"
#include "pipeline/word/placed_decisions.h"
#include "pipeline/word/placed_provisions.h"
#include "pipeline/word/placing.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

class PaperMaker {
 public:
  PaperMaker(Making& making, const Outline& outline) : placing_(making), outline_(outline) {}

  Made make() {
    Making& making = placing_.making();
    Made& root = placing_.root;
    std::vector<const Part*> lines;
    Parts before = outline_.body.parts;
    Made meta = meta_of(making, outline_.title, outline_.lines, before, lines);
    const bool controlled = has_controls(outline_);
    if (controlled) lines = root_values(placing_, lines);
    for (const AttributeRule& attribute : making.rule(root.name)->attributes)
      if (attribute.name != "xml:lang" && attribute.name != "id" && attribute.required &&
          root.get(attribute.name).empty())
        placing_.required_value(root, attribute);
    root.attributes.insert(root.attributes.begin(),
                           {{"xmlns", "urn:kancelli:1"}, {"xml:lang", "da"}, {"id", making.paper}});
    std::vector<OutlineSection> sections = outline_.body.sections;
    if (!controlled) take_attachments(meta, sections);
    root.children.push_back(std::move(meta));
    OutlineSection rest{nullptr, before, sections};
    if (controlled) {
      place_controlled(placing_, parts_within(rest));
    } else if (has_provisions(making)) {
      place_provisions(placing_, lines, parts_within(rest));
      lines.clear();
    } else if (has_decisions(making)) {
      place_decisions(placing_, parts_within(rest));
    } else {
      placing_.before_sections(before);
      placing_.place(root, sections);
    }
    for (const Part* line : lines)
      placing_.homeless({line}, tr("a line that says nothing that the program knows"));
    if (!placing_.signatures.name.empty()) root.children.push_back(std::move(placing_.signatures));
    placing_.pictures_left();
    placing_.settle();
    if (!has_provisions(making)) in_order(root);
    require_ids(root);
    return std::move(root);
  }

 private:
  // "Bilag": a list of titles.
  void take_attachments(Made& meta, std::vector<OutlineSection>& sections) {
    const auto section = std::find_if(sections.begin(), sections.end(), [](const OutlineSection& each) {
      const std::string words = title_words(each.heading->words);
      return (words == "bilag" || words == "bilagsliste" || words == "bilagsoversigt") &&
             each.sections.empty();
    });
    if (section == sections.end() || !add_attachments(placing_, meta, section->parts)) return;
    placing_.tell(Kind::left_out, Certainty::certain, *section->heading, "<attachments>",
                  tr("the program prints this line itself"));
    sections.erase(section);
  }

  void in_order(Made& made) {
    const ElementRule& own = placing_.rule(made);
    if (!placing_.making().may(made.name, "p") && own.children.size() > 1) {
      const auto rank = [&](const Made& child) {
        return std::find(own.children.begin(), own.children.end(), child.name) - own.children.begin();
      };
      // An instruction goes with what stands behind it.
      std::vector<std::pair<std::ptrdiff_t, std::vector<Made>>> groups;
      bool open = false;
      for (Made& child : made.children) {
        if (!open) groups.emplace_back();
        open = child.name.starts_with("?");
        if (!open) groups.back().first = rank(child);
        groups.back().second.push_back(std::move(child));
      }
      const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
      const bool moved = !std::is_sorted(groups.begin(), groups.end(), before);
      std::stable_sort(groups.begin(), groups.end(), before);
      made.children.clear();
      for (auto& [order, group] : groups)
        std::move(group.begin(), group.end(), std::back_inserter(made.children));
      if (moved)
        placing_.making().tell(Kind::placed, Certainty::likely, {placing_.making().document.text, 0, 0}, "",
                               "<" + made.name + ">",
                               tr("its sections were put in the order that the type has"));
    }
    for (Made& child : made.children)
      if (placing_.rule(child).section) in_order(child);
  }

  void require_ids(Made& made) {
    if (!made.is_words() && placing_.making().has_attribute(made.name, "id", true) && made.get("id").empty())
      made.attributes.insert(made.attributes.begin(), {"id", placing_.making().new_id("", made.name)});
    for (Made& child : made.children) require_ids(child);
  }

  Placing placing_;
  const Outline& outline_;
};

}  // namespace

Made paper_of(Making& making, const Outline& outline) {
  return PaperMaker(making, outline).make();
}

}  // namespace kancelli::word
