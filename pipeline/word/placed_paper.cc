#include "pipeline/word/placed_paper.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_blocks.h"
#include "pipeline/word/made_meta.h"
#include "pipeline/word/made_words.h"

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
      : making_(making), outline_(outline), quotable_(making.project) {}

  Made make() {
    root_ = Made::element(making_.schema.root());
    for (const AttributeRule& attribute : making_.rule(root_.name)->attributes)
      if (attribute.name == "xml:lang" || attribute.name == "id") continue;
      else if (attribute.required) required_value(root_, attribute);
    root_.attributes.insert(root_.attributes.begin(), {{"xmlns", "urn:kancelli:1"}, {"xml:lang", "da"}, {"id", making_.paper}});
    std::vector<const Part*> lines;
    Made meta = meta_of(making_, outline_.title, outline_.lines, lines);
    std::vector<OutlineSection> sections = outline_.body.sections;
    take_attachments(meta, sections);
    root_.children.push_back(std::move(meta));
    before_sections(outline_.body.parts);
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

  // --- which element a heading is

  // Sections below `parent` with that title, through others that have no title on the paper yet.
  struct Found {
    std::vector<std::string> path;  // names from the parent's child to the section
    bool exact = true;
  };
  void search(const std::string& parent, const std::string& words, std::vector<std::string>& path,
              std::vector<Found>& found) const {
    const ElementRule* known = making_.rule(parent);
    if (known == nullptr || path.size() > 3) return;
    for (const std::string& child : known->children) {
      const ElementRule* own = making_.rule(child);
      if (own == nullptr || !own->section || std::find(path.begin(), path.end(), child) != path.end()) continue;
      path.push_back(child);
      const std::string title = title_words(own->title);
      if (own->heading && title == words) found.push_back({path, true});
      if (own->heading && words.starts_with(title + " ")) found.push_back({path, false});
      search(child, words, path, found);
      path.pop_back();
    }
  }

  Found section_named(const std::string& parent, const Part& heading) const {
    const std::string words = title_words(heading.words);
    std::vector<std::string> path;
    std::vector<Found> found;
    search(parent, words, path, found);
    // Right here rather than deeper, the same words rather than those that go on.
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
      return std::pair(!a.exact, a.path.size()) < std::pair(!b.exact, b.path.size());
    });
    if (!found.empty()) return found.front();
    std::vector<std::string_view> titles;
    std::vector<const std::string*> names;
    std::vector<std::string> kept;
    for (const std::string& child : making_.rule(parent)->children)
      if (const ElementRule* own = making_.rule(child); own != nullptr && own->section && own->heading)
        kept.push_back(title_words(own->title));
    for (const std::string& title : kept) titles.push_back(title);
    const std::string_view near = nearest(words, titles);
    if (near.empty()) return {};
    for (const std::string& child : making_.rule(parent)->children)
      if (const ElementRule* own = making_.rule(child);
          own != nullptr && own->section && own->heading && title_words(own->title) == near)
        return {{child}, false};
    return {};
  }

  // A child that has a title of its own and is no section of the common kind: task, area, agenda-item.
  std::string titled_child(const std::string& parent) const {
    for (const std::string& child : making_.rule(parent)->children) {
      const ElementRule* own = making_.rule(child);
      if (own != nullptr && !own->section && child != "section" && child != "meta" && making_.may(child, "title"))
        return child;
    }
    return {};
  }

  // A child that is headed by a body's name: unit.
  std::string child_of_body(const std::string& parent) const {
    for (const std::string& child : making_.rule(parent)->children)
      if (const ElementRule* own = making_.rule(child); own != nullptr && !own->children.empty() && !own->section &&
                                                        making_.has_attribute(child, "body", true))
        return child;
    return {};
  }

  // A section without a heading whose children have titles: agenda-items.
  std::string unheaded_holder(const std::string& parent) const {
    for (const std::string& child : making_.rule(parent)->children)
      if (const ElementRule* own = making_.rule(child);
          own != nullptr && own->section && !own->heading && !titled_child(child).empty())
        return child;
    return {};
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
    const Found found = section_named(parent.name, heading);
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
    if (const std::string child = child_of_body(parent.name); !child.empty())
      if (const Body* body = body_named(making_.project, heading.words, making_.dated).body) {
        Made made = Made::element(child);
        made.set("body", body->id);
        tell(Kind::element, Certainty::certain, heading, "<" + child + " body=\"" + body->id + "\">",
             tr("the heading is the body's name"));
        add_section(parent, std::move(made), section);
        return;
      }
    if (const std::string child = titled_child(parent.name); !child.empty()) {
      add_section(parent, titled(child, section), section);
      return;
    }
    if (const std::string holder = unheaded_holder(parent.name); !holder.empty() && section.heading->kind == Part::Kind::heading) {
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
    tell(Kind::kept, Certainty::unsure, heading, "<section>", tr("the type has no section of this title here"));
    const std::size_t count = homeless_.size();
    Made holder = Made::element("section");
    add_section(holder, std::move(made), section);
    homeless_.insert(homeless_.begin() + static_cast<std::ptrdiff_t>(count),
                     {std::move(holder.children.back()), tr("the type has no section of this title here")});
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
    made.children.push_back(title(*section.heading));
    const Part& heading = *section.heading;
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

  void named_section(Made& made, const OutlineSection& section, const Found& found) {
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
    fill(made, section.parts);
    place(made, section.sections);
  }

  void add_section(Made& parent, Made made, const OutlineSection& section) {
    fill(made, section.parts);
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
        if (const std::string id = making_.id_of(words.front()->paragraph == nullptr ? std::vector<std::string>()
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

  void fill(Made& made, const std::vector<const Part*>& parts) {
    std::vector<const Part*> words;
    for (const Part* part : parts)
      if (part->kind != Part::Kind::signature || !signature(*part)) words.push_back(part);
    for (MadeBlock& block : blocks_of(making_, quotable_, words)) add(made, std::move(block));
  }

  void add(Made& made, MadeBlock block) {
    if (block.made.name == "list" && items_of(made, block)) return;
    if (block.made.name == "p" && opening(made, *block.part)) return;
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

  // A list whose items stand in the element itself, or in one that holds items alone; or that names bodies.
  bool items_of(Made& made, MadeBlock& block) {
    if (bodies(made, block)) return true;
    if (making_.may(made.name, "item") && !making_.may(made.name, "list")) {
      for (Made& item : block.made.children) made.children.push_back(std::move(item));
      tell(Kind::placed, Certainty::certain, *block.part, "<" + made.name + "><item>", tr("the items of the list"));
      return true;
    }
    if (block.made.get("kind") != "at") return false;
    for (const std::string& child : rule(made).children) {
      const ElementRule* own = making_.rule(child);
      if (own == nullptr || own->children != std::vector<std::string>{"item"} || child == "list" ||
          child_of(made, child) != nullptr)
        continue;
      Made wrapper = Made::element(child);
      wrapper.children = std::move(block.made.children);
      if (const std::string id = block.made.get("id"); !id.empty() && making_.has_attribute(child, "id"))
        wrapper.set("id", id);
      made.children.push_back(std::move(wrapper));
      tell(Kind::placed, Certainty::certain, *block.part, "<" + child + "><item>", tr("the items of the list"));
      return true;
    }
    return false;
  }

  // Items that are a body's name each, where the grammar wants bodies: party.
  bool bodies(Made& made, MadeBlock& block) {
    std::string child;
    for (const std::string& each : rule(made).required)
      if (const ElementRule* own = making_.rule(each); own != nullptr && own->children.empty() && !own->text &&
                                                       making_.has_attribute(each, "body", true) &&
                                                       required_attributes(*own) == 1)
        child = each;
    if (child.empty()) return false;
    std::vector<Made> all;
    for (const Made& item : block.made.children) {
      std::string words = plain_words(item.content());
      while (words.ends_with(".") || words.ends_with(",")) words.pop_back();
      if (words.ends_with(" og")) words.erase(words.size() - 4);
      if (const Body* body = body_named(making_.project, words, making_.dated).body) {
        all.push_back(Made::element(child).set("body", body->id));
        account(item, "<" + child + " body=\"" + body->id + "\"/>");
      } else if (const auto number = read_count(words.substr(0, words.find(' ')));
                 number && words.ends_with("løsgængere") && making_.may(made.name, "independents")) {
        all.push_back(Made::element("independents").set("count", std::to_string(*number)));
        account(item, "<independents count=\"" + std::to_string(*number) + "\"/>");
      } else {
        return false;
      }
    }
    std::move(all.begin(), all.end(), std::back_inserter(made.children));
    return true;
  }

  static std::size_t required_attributes(const ElementRule& rule) {
    return static_cast<std::size_t>(std::count_if(rule.attributes.begin(), rule.attributes.end(),
                                                  [](const AttributeRule& each) { return each.required; }));
  }

  // Words that an attribute holds now.
  void account(const Made& item, const std::string& after) {
    Span place;
    for (const Made& child : item.children)
      if (!child.place.nowhere())
        place = place.nowhere() ? child.place : Span{place.source, place.begin, child.place.end};
    making_.tell(Kind::element, Certainty::certain, place, plain_words(item.content()), after,
                 tr("the name of the register on the paper's date"));
  }

  // "Økonomiforvaltningen indstiller over for Økonomiudvalget,": what the program prints of the attributes.
  bool opening(Made& made, const Part& part) {
    if (making_.may(made.name, "p") || !making_.has_attribute(made.name, "by", true)) return false;
    struct Formula {
      std::string_view between, last;  // between the first and the second body; between the second and a third
    };
    static constexpr Formula formulas[] = {{" indstiller over for ", ""}, {" indstiller til ", ""},
                                           {" indstiller, at ", " over for "}};
    for (const Formula& formula : formulas) {
      const std::size_t at = part.words.find(formula.between);
      if (at == std::string::npos) continue;
      std::string rest = part.words.substr(at + formula.between.size()), via;
      if (!formula.last.empty()) {
        const std::size_t second = rest.find(formula.last);
        if (second == std::string::npos) continue;
        via = rest.substr(second + formula.last.size());
        via = via.substr(0, via.find(" anbefaler"));
        rest.erase(second);
      }
      rest = rest.substr(0, std::min(rest.find(" at"), rest.size()));
      while (rest.ends_with(",") || rest.ends_with(":")) rest.pop_back();
      const Body* by = body_named(making_.project, part.words.substr(0, at), making_.dated).body;
      const Body* to = body_named(making_.project, rest, making_.dated).body;
      const Body* over = via.empty() ? nullptr : body_named(making_.project, via, making_.dated).body;
      if (by == nullptr || to == nullptr || (!via.empty() && over == nullptr)) continue;
      made.set("by", by->id).set("to", to->id);
      if (over != nullptr) made.set("via", over->id);
      tell(Kind::element, formula.between == " indstiller til " ? Certainty::likely : Certainty::certain, part,
           "<" + made.name + " by=\"" + by->id + "\" to=\"" + to->id + "\">",
           tr("the program prints the opening itself"));
      return true;
    }
    return false;
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
        role.children = words_of(making_.document, *part.paragraph, {begin, end, true, false}, making_.findings).inlines;
        signature_.children.push_back(std::move(role));
        if (slash == std::string::npos) break;
        making_.findings.push_back(left_out(making_.document, *part.paragraph, slash, slash + 3,
                                            tr("the program parts the roles")));
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
      if (block.unplaced.empty()) tell(Kind::kept, Certainty::unsure, *block.part, "<" + block.made.name + ">", why);
      homeless_.push_back({std::move(block.made), block.unplaced.empty() ? why : block.unplaced});
    }
  }

  // The last element below `made` that holds such a block; nullptr when none does.
  Made* last_that_holds(Made& made, std::string_view block) {
    for (auto child = made.children.rbegin(); child != made.children.rend(); ++child)
      if (!child->is_words() && child->name != "meta")
        if (Made* found = last_that_holds(*child, block)) return found;
    return making_.may(made.name, block) && made.name != "item" && made.name != "note" && made.name != "quote" &&
                   (rule(made).section || made.name == "section" || &made == &root_)
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
      return (words == "bilag" || words == "bilagsliste" || words == "bilagsoversigt") && each.sections.empty();
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
      for (auto& [order, group] : groups) std::move(group.begin(), group.end(), std::back_inserter(made.children));
      if (moved)
        making_.tell(Kind::placed, Certainty::likely, {making_.document.text, 0, 0}, "", "<" + made.name + ">",
                     tr("its sections were put in the order that the type has"));
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
  const Outline& outline_;
  QuotedPlaces quotable_;
  Made root_, signature_;
  std::set<std::string> headed_;  // sections of the grammar that have had their heading
  std::vector<std::pair<Made, std::string>> homeless_;
};

void gather_titles(const Schema& schema, const std::string& element, std::vector<std::string>& titles, int depth) {
  const ElementRule* rule = schema.element(element);
  if (rule == nullptr || depth > 4) return;
  for (const std::string& child : rule->children) {
    const ElementRule* own = schema.element(child);
    if (own == nullptr || !own->section) continue;
    if (own->heading) titles.push_back(title_words(own->title));
    gather_titles(schema, child, titles, depth + 1);
  }
}

}  // namespace

std::vector<std::string> grammar_titles(const Schema& schema) {
  std::vector<std::string> titles;
  gather_titles(schema, schema.root(), titles, 0);
  return titles;
}

Made paper_of(Making& making, const Outline& outline) {
  return PaperMaker(making, outline).make();
}

}  // namespace kancelli::word
