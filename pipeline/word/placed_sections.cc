// Sections of a file under the names that the type's grammar gives.
#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/placing.h"

namespace kancelli::word {

using Certainty = Finding::Certainty;
using Kind = Finding::Kind;

void Placing::place(Made& parent, const std::vector<OutlineSection>& sections) {
  for (const OutlineSection& section : with_numbered_children(parent, sections)) place(parent, section);
}

// A text without styles has "Opgaver" and "1. Fælles plan" on one level: the numbered headings that the
// grammar does not know belong to the section before them, where that must have children with titles.
std::vector<OutlineSection> Placing::with_numbered_children(
    const Made& parent, const std::vector<OutlineSection>& sections) const {
  std::vector<OutlineSection> all;
  bool takes = false;
  for (const OutlineSection& section : sections) {
    const Part& heading = *section.heading;
    const SectionPath found = grammar_.section_named(parent.name, heading);
    const bool numbered = heading.begin > 0 || !heading.paragraph->numbering.text.empty();
    if (found.path.empty() && takes && numbered) {
      all.back().sections.push_back(section);
      continue;
    }
    takes = false;
    if (!found.path.empty() && section.sections.empty()) {
      const ElementRule& own = *making_.rule(found.path.back());
      const std::string child = grammar_.titled_child(own.name);
      takes =
          !child.empty() && std::find(own.required.begin(), own.required.end(), child) != own.required.end();
    }
    all.push_back(section);
  }
  return all;
}

Made& Placing::descend(Made& parent, const std::string& name) {
  if (Made* there = child_of(parent, name)) return *there;
  parent.children.push_back(Made::element(name));
  return parent.children.back();
}

void Placing::place(Made& parent, const OutlineSection& section) {
  const Part& heading = *section.heading;
  const SectionPath found = grammar_.section_named(parent.name, heading);
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
  tell(Kind::kept, Certainty::unsure, heading, "<section>", tr("the type has no section of this title here"));
  const std::size_t count = homeless_.size();
  Made holder = Made::element("section");
  add_section(holder, std::move(made), section);
  homeless_.insert(homeless_.begin() + static_cast<std::ptrdiff_t>(count),
                   {std::move(holder.children.back()), tr("the type has no section of this title here")});
}

void Placing::generic(Made& parent, const OutlineSection& section, const std::string& why) {
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

Made Placing::titled(const std::string& name, const OutlineSection& section) {
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

Made Placing::title(const Part& heading) {
  Made made = Made::element("title");
  made.children = words_of(making_.document, *heading.paragraph,
                           {heading.begin, std::string::npos, false, false}, making_.findings)
                      .inlines;
  return made;
}

// Of an item that names a paper the program prints who presents it, its number and its attachments.
Parts Placing::without_lines_of(const Paper& paper, const Parts& parts) {
  Parts rest;
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

void Placing::named_section(Made& made, const OutlineSection& section, const SectionPath& found) {
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
OutlineSection Placing::by_numbered_titles(const Made& made, const OutlineSection& section) {
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

void Placing::add_section(Made& parent, Made made, const OutlineSection& section) {
  const Paper* paper = made.get("paper").empty() ? nullptr : making_.project.paper(made.get("paper"));
  fill(made, paper == nullptr ? section.parts : without_lines_of(*paper, section.parts));
  place(made, section.sections);
  parent.children.push_back(std::move(made));
}

void Placing::before_sections(const Parts& parts) {
  if (parts.empty()) return;
  std::vector<const Part*> contents, words;
  for (const Part* part : parts) (part->kind == Part::Kind::contents ? contents : words).push_back(part);
  blocks_of(making_, quotable_, contents);
  if (words.empty()) return;
  // A section that prints no heading comes first.
  for (const std::string& child : making_.rule(root.name)->children)
    if (const ElementRule* own = making_.rule(child);
        own != nullptr && own->section && !own->heading && making_.may(child, "p")) {
      Made& made = descend(root, child);
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
  if (making_.may(root.name, "p")) return fill(root, words);
  homeless(words, tr("it stands before the first heading, where the type has nothing"));
}

const Paper* Placing::titled_paper(const std::string& words) const {
  const Paper* found = nullptr;
  for (const auto& paper : making_.project.papers)
    if (plain_words(paper->title) == words) {
      if (found != nullptr) return nullptr;
      found = paper.get();
    }
  return found;
}

void Placing::required_value(Made& made, const AttributeRule& attribute) {
  if (attribute.values.empty()) return;
  made.set(attribute.name, attribute.values.front());
  making_.tell(Kind::placed, Certainty::unsure, {making_.document.text, 0, 0}, "",
               "<" + made.name + " " + attribute.name + "=\"" + attribute.values.front() + "\">",
               tr("the file does not say it; a new paper begins so"));
}

}  // namespace kancelli::word
