#include "pipeline/word/list_edits.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/source_words.h"

namespace kancelli::word {
namespace {

bool has_only(const Node& element, std::initializer_list<std::string_view> names) {
  return std::all_of(element.attributes.begin(), element.attributes.end(), [&](const Attribute& each) {
    return std::find(names.begin(), names.end(), each.name) != names.end();
  });
}

const Node* previous_sibling(const Node& element) {
  const std::vector<const Node*> all = element.parent->elements();
  const auto own = std::find(all.begin(), all.end(), &element);
  return own == all.begin() ? nullptr : *(own - 1);
}

class Lists {
 public:
  explicit Lists(const Project& project) : project_(project) {}

  std::vector<Edit> into(const std::vector<const Node*>& paragraphs, const Paragraph::Numbering& numbering) {
    const std::string kind = numbering.format == "bullet" ? "bullet" : "number";
    const auto fits = [&](const Node* list) {
      return list != nullptr && list->is("list") && list->get("kind") == kind &&
             has_only(*list, {"id", "kind"});
    };
    const Node &first = *paragraphs.front(), &last = *paragraphs.back();
    for (const Node* each : paragraphs) rename(*each, "item");
    if (const Node* list = previous_sibling(first); fits(list)) {
      remove(space_before(end_tag_at(*list)), list->end);
      insert(last.end, indentation(project_, *list) + "</list>");
    } else if (list = next_sibling(last); fits(list)) {
      insert(first.span.begin, open_tag(*list) + indentation(project_, first));
      remove(space_before(list->span.begin), list->span.end);
    } else {
      insert(first.span.begin, "<list kind=\"" + kind + "\">" + indentation(project_, first) + "  ");
      insert(last.end, indentation(project_, last) + "</list>");
    }
    return std::move(edits_);
  }

  std::vector<Edit> out(const std::vector<const Node*>& items) {
    const Node& list = *items.front()->parent;
    const Node *before = previous_sibling(*items.front()), *after = next_sibling(*items.back());
    // A list that is parted begins to count anew.
    if (before != nullptr && after != nullptr && list.get("kind") != "bullet") return {};
    for (const Node* item : items) {
      const std::vector<const Node*> within = item->elements();
      if (!within.empty() && within.front()->is("p"))
        unwrap(*item, *within.front());
      else
        rename(*item, "p");
    }
    const std::string indent = indentation(project_, list);
    if (before == nullptr)
      remove(list.span.begin, items.front()->span.begin);
    else
      insert(before->end, indent + "</list>");
    if (after == nullptr)
      remove(space_before(end_tag_at(list)), list.end);
    else
      insert(items.back()->end, indent + (before == nullptr ? open_tag(list) : start_tag(project_, list)));
    return std::move(edits_);
  }

 private:
  std::string_view text(const Node& element) const { return project_.sources.text(element.span.source); }
  std::string open_tag(const Node& element) const {
    return std::string(text(element).substr(element.span.begin, element.span.end - element.span.begin));
  }
  std::uint32_t end_tag_at(const Node& element) const {
    return element.end - static_cast<std::uint32_t>(end_tag(project_, element).size());
  }
  std::uint32_t space_before(std::uint32_t at) const {
    const std::string_view all = project_.sources.text(source_);
    while (at > 0 && is_xml_space(all[at - 1])) --at;
    return at;
  }

  // The elements are removed from their list or put into one without moving a byte of their words.
  void rename(const Node& element, const std::string& name) {
    source_ = element.span.source;
    edits_.push_back({element.name_span, name});
    edits_.push_back({{source_, end_tag_at(element), element.end}, "</" + name + ">"});
  }
  void unwrap(const Node& item, const Node& paragraph) {
    source_ = item.span.source;
    remove(item.span.begin, paragraph.span.begin);
    remove(paragraph.end, item.end);
  }
  void insert(std::uint32_t at, std::string said) { edits_.push_back({{source_, at, at}, std::move(said)}); }
  void remove(std::uint32_t begin, std::uint32_t end) { edits_.push_back({{source_, begin, end}, ""}); }

  const Project& project_;
  SourceId source_ = SourceId::none;
  std::vector<Edit> edits_;
};

}  // namespace

ListChange list_change(const PrintedParagraph& printed, const EditedParagraph& edited) {
  if (printed.heading || edited.heading || printed.element == nullptr || edited.parts.size() != 1)
    return ListChange::none;
  const Node* whole = whole_block(printed.element);
  const bool in_list = whole->is("item") && whole->parent->is("list");
  // A number that the program writes in words is none of Word's.
  const bool written = printed.pieces.front().kind == Piece::Kind::generated;
  if (in_list) return edited.item || written ? ListChange::none : ListChange::out;
  const bool plain = whole->is("p") && !whole->parent->is("item") && !whole->parent->is("cell");
  return plain && edited.item ? ListChange::into : ListChange::none;
}

const Node* next_sibling(const Node& element) {
  const std::vector<const Node*> all = element.parent->elements();
  const auto own = std::find(all.begin(), all.end(), &element);
  return own == all.end() || own + 1 == all.end() ? nullptr : *(own + 1);
}

std::vector<Edit> list_edits(const Project& project, ListChange change,
                             const std::vector<const Node*>& elements,
                             const Paragraph::Numbering& numbering) {
  for (const Node* each : elements) {
    // What an element says of itself, as that it is closed, must not be lost.
    if (!has_only(*each, {"id"})) return {};
    const std::vector<const Node*> within = each->elements();
    if (change == ListChange::out && !within.empty() && within.front()->is("p") &&
        (within.size() > 1 || !has_only(*within.front(), {"id"})))
      return {};
  }
  const Node& parent = *elements.front()->parent;
  if (change == ListChange::out)
    return has_only(parent, {"id", "kind"}) ? Lists(project).out(elements) : std::vector<Edit>();
  return numbering.level == 0 && !parent.is("quote") ? Lists(project).into(elements, numbering)
                                                     : std::vector<Edit>();
}

}  // namespace kancelli::word
