#include "pipeline/word/section_edits.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/new_content.h"
#include "pipeline/word/paper_blocks.h"
#include "pipeline/word/source_words.h"

namespace kancelli::word {
namespace {

// Closed text must not come into the open by being parted from its element, or joined to another.
bool has_only_id(const Node& element) {
  return std::all_of(element.attributes.begin(), element.attributes.end(),
                     [](const Attribute& each) { return each.name == "id"; });
}

std::uint32_t space_before(const Project& project, SourceId source, std::uint32_t at) {
  const std::string_view text = project.sources.text(source);
  while (at > 0 && is_xml_space(text[at - 1])) --at;
  return at;
}

std::uint32_t end_tag_of(const Project& project, const Node& element) {
  return element.end - static_cast<std::uint32_t>(end_tag(project, element).size());
}

}  // namespace

SectionPlace section_place(std::vector<HeadingAbove> above, int level, const PrintedBlock* before,
                           const PrintedBlock* after) {
  while (!above.empty() && above.back().level > level) above.pop_back();
  if (above.empty() || before == nullptr) return {};
  const Node& around = *above.back().section;
  const bool sibling = above.back().level == level;
  SectionPlace made;
  if (sibling) made.sibling = &around;
  // The child of `around` that it stands behind.
  const Node* behind = node_of(*before);
  if (!is_within(behind, around)) return {};
  while (behind != &around && behind->parent != &around) behind = behind->parent;
  if (behind == &around) behind = nullptr;  // the program writes the heading
  if (behind != nullptr && after != nullptr && is_within(node_of(*after), *behind)) return {};
  const std::vector<const Node*> children = around.elements();
  auto next = children.begin();
  if (behind != nullptr) next = std::find(children.begin(), children.end(), behind) + 1;
  if (sibling && next == children.end()) {
    made.place = {&around, true};
    return made;
  }
  if (behind == nullptr && next == children.end()) return {};
  made.place = behind != nullptr ? BlockPlace{behind, true} : BlockPlace{*next, false};
  if (sibling) {
    if (!around.is("section") || behind == nullptr) return {};
    made.parted = &around;
    return made;
  }
  for (; next != children.end() && is_running(**next); ++next) made.last = *next;
  return made;
}

std::vector<Edit> section_edits(const Project& project, const SectionPlace& place,
                                const std::vector<const EditedBlock*>& blocks, const Document& document,
                                const EditedPaper& edited) {
  const Node& element = *place.place.element;
  const SourceId source = element.span.source;
  if (place.parted != nullptr) {
    const std::string indent = indentation(project, *place.parted);
    const std::string made = new_elements(document, edited, blocks, "p", indent).front();
    const std::string end = indent + "</section>", begin = "<section>";
    // What is closed stays closed: the new section says the same of itself.
    return {{{source, element.end, element.end},
             end + indent + start_tag(project, *place.parted) +
                 made.substr(begin.size(), made.size() - begin.size() - end.size())}};
  }
  const std::vector<std::string> made =
      new_elements(document, edited, blocks, "p", indentation(project, element));
  Edit edit = put(project, place.place, made);
  if (place.last == nullptr) return {edit};
  const std::string end = indentation(project, element) + "</section>";
  const std::size_t at = edit.text.rfind(end);
  edit.text.erase(at, end.size());
  return {edit, {{source, place.last->end, place.last->end}, end}};
}

std::vector<Edit> without_heading(const Project& project, const Node& section) {
  const std::vector<const Node*> children = section.elements();
  if (!section.is("section") || !has_only_id(section) || children.size() < 2 || section.parent == nullptr)
    return {};
  const SourceId source = section.span.source;
  const std::vector<const Node*> around = section.parent->elements();
  const auto own = std::find(around.begin(), around.end(), &section);
  if (own == around.begin()) return {};
  const Node& before = **(own - 1);
  const std::uint32_t content = space_before(project, source, children[1]->span.begin),
                      end = end_tag_of(project, section);
  if (before.is("section")) {
    if (!has_only_id(before) || before.elements().back()->is("section")) return {};
    return {
        {{source, space_before(project, source, end_tag_of(project, before)), content}, ""},
    };
  }
  if (!is_running(before) && !before.is("title")) return {};
  return {{{source, space_before(project, source, section.span.begin), content}, ""},
          {{source, space_before(project, source, end), section.end}, ""}};
}

}  // namespace kancelli::word
