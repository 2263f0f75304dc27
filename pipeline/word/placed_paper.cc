#include "pipeline/word/placed_paper.h"

#include <algorithm>
#include <deque>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/grammar_paths.h"
#include "pipeline/word/made_blocks.h"
#include "pipeline/word/made_meta.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/placed_items.h"

namespace kancelli::word {
namespace {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

Made unplaced_mark(const std::string& why) {
  Made mark = Made::element("?kancelli");
  mark.words = "unplaced=\"" + xml_escape(why) + "\"";
  return mark;
}

Made* child_of(Made& parent, std::string_view name) {
  const auto found = std::find_if(parent.children.begin(), parent.children.end(),
                                  [&](const Made& child) { return child.name == name; });
  return found == parent.children.end() ? nullptr : &*found;
}

class PaperMaker {
 public:
  PaperMaker(Making& making, const Outline& outline)
      : making_(making), grammar_(making), outline_(outline), quotable_(making.project) {}

  Made make() {
    root_ = Made::element(making_.schema.root());
    for (const AttributeRule& attribute : making_.rule(root_.name)->attributes)
      if (attribute.name == "xml:lang" || attribute.name == "id")
        continue;
      else if (attribute.required)
        required_value(root_, attribute);
    root_.attributes.insert(root_.attributes.begin(),
                            {{"xmlns", "urn:kancelli:1"}, {"xml:lang", "da"}, {"id", making_.paper}});
    std::vector<const Part*> lines;
    std::vector<const Part*> before = outline_.body.parts;
    Made meta = meta_of(making_, outline_.title, outline_.lines, before, lines);
    std::vector<OutlineSection> sections = outline_.body.sections;
    take_attachments(meta, sections);
    root_.children.push_back(std::move(meta));
    before_sections(before);
    place(root_, sections);
    for (const Part* line : lines) homeless({line}, tr("a line that says nothing that the program knows"));
    if (!signature_.name.empty()) root_.children.push_back(std::move(signature_));
    settle();
    in_order(root_);
    require_ids(root_);
    return std::move(root_);
  }

 private:
  const ElementRule& rule(const Made& made) const {
    static const ElementRule none;
    const ElementRule* known = making_.rule(made.name);
    return known == nullptr ? none : *known;
  }

  void tell(Kind kind, Certainty certainty, const Part& part, std::string after, std::string why) {
    making_.tell(kind, certainty, making_.span(part), part.words, std::move(after), std::move(why));
  }

  // --- sections

  void place(Made& parent, const std::vector<OutlineSection>& sections) {
    for (const OutlineSection& section : sections) place(parent, section);
  }

  Made& descend(Made& parent, const std::string& name) {
    if (Made* there = child_of(parent, name)) return *there;
    parent.children.push_back(Made::element(name));
    return parent.children.back();
  }

  void place(Made& parent, const OutlineSection& section) {
    const Part& heading = *section.heading;
    const SectionPath found = grammar_.section_named(parent.name, heading);
    if (!found.path.empty() && not_filled_in(parent, section, found)) return;
    if (!found.path.empty()) {
      Made* target = &parent;
      for (const std::string& name : found.path) target = &descend(*target, name);
      if (headed_.insert(found.path.back()).second) {
        named_section(*target, section, found);
        return;
      }
      generic(*target, section, tr("the second section with this title"));
      return;
    }
    if (const std::string child = grammar_.child_of_body(parent.name); !child.empty())
      if (const Body* body = body_named(making_.project, heading.words, making_.dated).body) {
        Made made = Made::element(child);
        made.set("body", body->id);
        tell(Kind::element, Certainty::certain, heading, "<" + child + " body=\"" + body->id + "\">",
             tr("the heading is the body's name"));
        add_section(parent, std::move(made), section);
        return;
      }
    if (const std::string child = grammar_.titled_child(parent.name); !child.empty()) {
      add_section(parent, titled(child, section), section);
      return;
    }
    if (const std::string holder = grammar_.unheaded_holder(parent.name);
        !holder.empty() && section.heading->kind == Part::Kind::heading) {
      Made& within = descend(parent, holder);
      place(within, section);
      return;
    }
    if (making_.may(parent.name, "section")) {
      add_section(parent, titled("section", section), section);
      return;
    }
    // Nothing here has such a section: the section before it takes it.
    for (auto before = parent.children.rbegin(); before != parent.children.rend(); ++before)
      if (making_.may(before->name, "section")) {
        generic(*before, section, tr("the type has no section of this title here"));
        return;
      }
    Made made = titled("section", section);
    tell(Kind::kept, Certainty::unsure, heading, "<section>",
         tr("the type has no section of this title here"));
    const std::size_t count = homeless_.size();
    Made holder = Made::element("section");
    add_section(holder, std::move(made), section);
    homeless_.insert(homeless_.begin() + static_cast<std::ptrdiff_t>(count),
                     {std::move(holder.children.back()), tr("the type has no section of this title here")});
  }

  // A section of a template that may be left out, and holds nothing but its heading.
  bool not_filled_in(const Made& parent, const OutlineSection& section, const SectionPath& found) {
    const auto& controls = section.heading->paragraph->controls;
    if (found.path.size() != 1 || !section.parts.empty() || !section.sections.empty() ||
        std::find(controls.begin(), controls.end(), "section:" + found.path[0]) == controls.end())
      return false;
    const auto& required = making_.rule(parent.name)->required;
    if (std::find(required.begin(), required.end(), found.path[0]) != required.end()) return false;
    tell(Kind::left_out, Certainty::certain, *section.heading, "",
         tr("a section of the template that nobody filled in"));
    return true;
  }

  void generic(Made& parent, const OutlineSection& section, const std::string& why) {
    tell(Kind::kept, Certainty::unsure, *section.heading, "<section>", why);
    if (!making_.may(parent.name, "section")) {
      Made holder = Made::element("section");
      add_section(holder, titled("section", section), section);
      homeless_.push_back({std::move(holder.children.back()), why});
      return;
    }
    parent.children.push_back(unplaced_mark(why));
    add_section(parent, titled("section", section), section);
  }

  Made titled(const std::string& name, const OutlineSection& section) {
    Made made = Made::element(name);
    std::string id = making_.id_of(section.heading->paragraph->controls);
    if (id.empty() && making_.has_attribute(name, "id")) id = making_.new_id(section.heading->words, name);
    if (!id.empty()) made.set("id", id);
    for (const AttributeRule& attribute : rule(made).attributes)
      if (attribute.required && attribute.name != "id") required_value(made, attribute);
    const Part& heading = *section.heading;
    if (const Paper* paper = making_.has_attribute(name, "paper") ? titled_paper(heading.words) : nullptr) {
      made.set("paper", paper->id);
      tell(Kind::element, Certainty::certain, heading, "<" + name + " paper=\"" + paper->id + "\">",
           tr("the title of a paper of the project"));
      return made;
    }
    made.children.push_back(title(heading));
    tell(Kind::placed, heading.sure ? Certainty::certain : Certainty::likely, heading, "<" + name + ">",
         heading.sure ? tr("a heading") : tr("a short line that looks like a heading"));
    return made;
  }

  Made title(const Part& heading) {
    Made made = Made::element("title");
    made.children = words_of(making_.document, *heading.paragraph,
                             {heading.begin, std::string::npos, false, false}, making_.findings)
                        .inlines;
    return made;
  }

  // Of an item that names a paper the program prints who presents it, its number and its attachments.
  std::vector<const Part*> without_lines_of(const Paper& paper, const std::vector<const Part*>& parts) {
    std::vector<const Part*> rest;
    for (const Part* part : parts) {
      bool printed = part->kind == Part::Kind::head;
      for (const Attachment& each : paper.attachments) {
        const Paper* attached = making_.project.paper(each.paper);
        const std::string title = plain_words(attached == nullptr ? each.title : attached->title);
        printed = printed || part->words == "Bilag " + std::to_string(each.number) + ": " + title;
      }
      if (printed)
        tell(Kind::left_out, Certainty::certain, *part, "", tr("the program prints this line itself"));
      else
        rest.push_back(part);
    }
    return rest;
  }

  void named_section(Made& made, const OutlineSection& section, const SectionPath& found) {
    const Part& heading = *section.heading;
    const ElementRule& own = rule(made);
    std::string id = making_.id_of(heading.paragraph->controls);
    if (id.empty() && !own.counted.empty()) id = making_.new_id(own.title, made.name);
    if (!id.empty() && making_.has_attribute(made.name, "id")) made.set("id", id);
    const std::string name = "<" + made.name + ">";
    if (title_words(heading.words) == title_words(own.title)) {
      tell(Kind::placed, heading.sure ? Certainty::certain : Certainty::likely, heading, name,
           tr("the type has a section of this title"));
      making_.accounted.push_back(making_.span(heading));
      if (heading.words != own.title)
        making_.tell(Kind::repaired, Certainty::certain, making_.span(heading), heading.words, own.title,
                     tr("the type's own title is printed"));
    } else {
      tell(Kind::placed, found.exact ? Certainty::certain : Certainty::likely, heading, name,
           tr("its title is nearly \"{0}\"", {own.title}));
      if (making_.may(made.name, "title")) made.children.insert(made.children.begin(), title(heading));
    }
    const OutlineSection parted = by_numbered_titles(made, section);
    fill(made, parted.parts);
    place(made, parted.sections);
  }

  // "1. Fælles plan" and paragraphs, "2. ..." and paragraphs: where the grammar wants children with titles,
  // and no heading stands there, the numbered lines are the titles.
  OutlineSection by_numbered_titles(const Made& made, const OutlineSection& section) {
    const std::string child = grammar_.titled_child(made.name);
    const auto& required = rule(made).required;
    if (!section.sections.empty() || child.empty() ||
        std::find(required.begin(), required.end(), child) == required.end())
      return section;
    const auto is_title = [&](std::size_t at) {
      const Part& part = *section.parts[at];
      return part.kind == Part::Kind::item && part.numbered && part.level == 0 && part.words.size() <= 120 &&
             !part.words.ends_with(".") && !part.words.ends_with(",") && at + 1 < section.parts.size() &&
             section.parts[at + 1]->kind == Part::Kind::text;
    };
    OutlineSection parted;
    parted.heading = section.heading;
    for (std::size_t at = 0; at < section.parts.size(); ++at) {
      const Part& part = *section.parts[at];
      if (!is_title(at)) {
        (parted.sections.empty() ? parted.parts : parted.sections.back().parts).push_back(&part);
        continue;
      }
      Part& title = titles_.emplace_back(part);
      title.kind = Part::Kind::heading;
      title.sure = false;
      parted.sections.emplace_back().heading = &title;
    }
    return parted.sections.size() < 2 ? section : parted;
  }

  void add_section(Made& parent, Made made, const OutlineSection& section) {
    const Paper* paper = made.get("paper").empty() ? nullptr : making_.project.paper(made.get("paper"));
    fill(made, paper == nullptr ? section.parts : without_lines_of(*paper, section.parts));
    place(made, section.sections);
    parent.children.push_back(std::move(made));
  }

  // --- blocks

  void before_sections(const std::vector<const Part*>& parts) {
    if (parts.empty()) return;
    std::vector<const Part*> contents, words;
    for (const Part* part : parts) (part->kind == Part::Kind::contents ? contents : words).push_back(part);
    blocks_of(making_, quotable_, contents);
    if (words.empty()) return;
    // A section that prints no heading comes first.
    for (const std::string& child : making_.rule(root_.name)->children)
      if (const ElementRule* own = making_.rule(child);
          own != nullptr && own->section && !own->heading && making_.may(child, "p")) {
        Made& made = descend(root_, child);
        if (const std::string id =
                making_.id_of(words.front()->paragraph == nullptr ? std::vector<std::string>()
                                                                  : words.front()->paragraph->controls);
            !id.empty())
          made.set("id", id);
        tell(Kind::placed, Certainty::certain, *words.front(), "<" + child + ">",
             tr("what stands before the first heading"));
        fill(made, words);
        return;
      }
    if (making_.may(root_.name, "p")) return fill(root_, words);
    homeless(words, tr("it stands before the first heading, where the type has nothing"));
  }

  // Values of a template's controls: "recommendation@by".
  void controlled_values(Made& made, const Part& part) {
    if (part.paragraph == nullptr) return;
    for (const Run& run : part.paragraph->runs)
      for (const std::string& tag : run.controls) {
        const std::size_t at = tag.find('@');
        if (at == std::string::npos || run.hidden || tag.substr(0, at) != made.name) continue;
        const std::string attribute = tag.substr(at + 1);
        if (!making_.has_attribute(made.name, attribute) || !made.get(attribute).empty()) continue;
        const Body* body = body_named(making_.project, plain_words(run.text), making_.dated).body;
        if (body != nullptr) made.set(attribute, body->id);
      }
  }

  void fill(Made& made, const std::vector<const Part*>& parts) {
    for (const Part* part : parts) controlled_values(made, *part);
    std::vector<const Part*> words;
    for (const Part* part : parts)
      if (part->kind != Part::Kind::signature || !signature(*part)) words.push_back(part);
    for (MadeBlock& block : blocks_of(making_, quotable_, words)) add(made, std::move(block));
  }

  void add(Made& made, MadeBlock block) {
    if (block.made.name == "list" && take_items(making_, made, block)) return;
    if (block.made.name == "p" && take_opening(making_, made, *block.part)) return;
    if (!making_.may(made.name, block.made.name)) {
      if (block.unplaced.empty()) {
        block.unplaced = tr("<{0}> holds no {1}", {made.name, block.made.name});
        tell(Kind::kept, Certainty::unsure, *block.part, "<" + block.made.name + ">", block.unplaced);
      }
      homeless_.push_back({std::move(block.made), block.unplaced});
      return;
    }
    if (!block.unplaced.empty()) made.children.push_back(unplaced_mark(block.unplaced));
    made.children.push_back(std::move(block.made));
  }

  // Roles, where the type ends with them.
  bool signature(const Part& part) {
    for (const std::string& child : rule(root_).children) {
      const ElementRule* own = making_.rule(child);
      if (own == nullptr || !own->section || own->heading || own->children.size() != 1 ||
          !making_.rule(own->children[0])->text)
        continue;
      signature_.name = child;
      const std::string text = part.paragraph->text();
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t slash = text.find(" / ", begin), end = std::min(slash, text.size());
        Made role = Made::element(own->children[0]);
        role.children =
            words_of(making_.document, *part.paragraph, {begin, end, true, false}, making_.findings).inlines;
        signature_.children.push_back(std::move(role));
        if (slash == std::string::npos) break;
        making_.findings.push_back(
            left_out(making_.document, *part.paragraph, slash, slash + 3, tr("the program parts the roles")));
        begin = slash + 3;
      }
      tell(Kind::placed, Certainty::certain, part, "<" + child + ">", tr("its style is that of a signature"));
      return true;
    }
    return false;
  }

  // --- what has no place

  void homeless(const std::vector<const Part*>& parts, const std::string& why) {
    for (MadeBlock& block : blocks_of(making_, quotable_, parts)) {
      if (block.unplaced.empty())
        tell(Kind::kept, Certainty::unsure, *block.part, "<" + block.made.name + ">", why);
      homeless_.push_back({std::move(block.made), block.unplaced.empty() ? why : block.unplaced});
    }
  }

  // The last element below `made` that holds such a block; nullptr when none does.
  Made* last_that_holds(Made& made, std::string_view block) {
    for (auto child = made.children.rbegin(); child != made.children.rend(); ++child)
      if (!child->is_words() && child->name != "meta")
        if (Made* found = last_that_holds(*child, block)) return found;
    return making_.may(made.name, block) && made.name != "item" && made.name != "note" &&
                   made.name != "quote" && (rule(made).section || made.name == "section" || &made == &root_)
               ? &made
               : nullptr;
  }

  void settle() {
    for (auto& [made, why] : homeless_) {
      Made* holder = last_that_holds(root_, made.name);
      Made& into = holder == nullptr ? root_ : *holder;
      into.children.push_back(unplaced_mark(why));
      into.children.push_back(std::move(made));
    }
  }

  // "Bilag": a list of titles; those of the project's papers are attachments, as far as the numbers hold.
  void take_attachments(Made& meta, std::vector<OutlineSection>& sections) {
    const auto section = std::find_if(sections.begin(), sections.end(), [](const OutlineSection& each) {
      const std::string words = title_words(each.heading->words);
      return (words == "bilag" || words == "bilagsliste" || words == "bilagsoversigt") &&
             each.sections.empty();
    });
    if (section == sections.end() || !making_.may("meta", "attachments")) return;
    Made attachments = Made::element("attachments");
    std::vector<const Part*> rest;
    for (const Part* part : section->parts) {
      const Paper* paper = rest.empty() ? titled_paper(part->words) : nullptr;
      if (paper == nullptr) {
        rest.push_back(part);
        continue;
      }
      std::string id = making_.id_of(part->paragraph->controls);
      if (id.empty()) id = making_.new_id("bilag " + paper->id, "bilag");
      attachments.children.push_back(Made::element("attachment").set("id", id).set("paper", paper->id));
      tell(Kind::element, Certainty::certain, *part, "<attachment paper=\"" + paper->id + "\"/>",
           tr("the title of a paper of the project"));
    }
    if (attachments.children.empty()) return;
    tell(Kind::left_out, Certainty::certain, *section->heading, "<attachments>",
         tr("the program prints this line itself"));
    meta.children.push_back(std::move(attachments));
    homeless(rest, tr("an attachment that is no paper of the project: give its file"));
    sections.erase(section);
  }

  const Paper* titled_paper(const std::string& words) const {
    const Paper* found = nullptr;
    for (const auto& paper : making_.project.papers)
      if (plain_words(paper->title) == words) {
        if (found != nullptr) return nullptr;
        found = paper.get();
      }
    return found;
  }

  // --- what the grammar wants

  void required_value(Made& made, const AttributeRule& attribute) {
    if (attribute.values.empty()) return;
    made.set(attribute.name, attribute.values.front());
    making_.tell(Kind::placed, Certainty::unsure, {making_.document.text, 0, 0}, "",
                 "<" + made.name + " " + attribute.name + "=\"" + attribute.values.front() + "\">",
                 tr("the file does not say it; a new paper begins so"));
  }

  void in_order(Made& made) {
    const ElementRule& own = rule(made);
    if (!making_.may(made.name, "p") && own.children.size() > 1) {
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
        making_.tell(Kind::placed, Certainty::likely, {making_.document.text, 0, 0}, "",
                     "<" + made.name + ">", tr("its sections were put in the order that the type has"));
    }
    for (Made& child : made.children)
      if (rule(child).section) in_order(child);
  }

  void require_ids(Made& made) {
    if (!made.is_words() && making_.has_attribute(made.name, "id", true) && made.get("id").empty())
      made.attributes.insert(made.attributes.begin(), {"id", making_.new_id("", made.name)});
    for (Made& child : made.children) require_ids(child);
  }

  Making& making_;
  const GrammarPaths grammar_;
  const Outline& outline_;
  QuotedPlaces quotable_;
  Made root_, signature_;
  std::deque<Part> titles_;       // numbered lines that are titles
  std::set<std::string> headed_;  // sections of the grammar that have had their heading
  std::vector<std::pair<Made, std::string>> homeless_;
};

}  // namespace

Made paper_of(Making& making, const Outline& outline) {
  return PaperMaker(making, outline).make();
}

}  // namespace kancelli::word
