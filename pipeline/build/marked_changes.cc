#include "pipeline/build/marked_changes.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

#include "pipeline/build/marked_inlines.h"
#include "pipeline/core/differences.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

// What follows from what the paper says of itself (filters/lib/paper.lua).
bool is_front_matter(const Element& element) {
  static constexpr std::array classes = {"letterhead", "side", "recipient", "meeting", "casenumber"};
  return element.kind == Kind::Div && std::any_of(classes.begin(), classes.end(), [&](const char* name) {
           return element.attr().has_class(name);
         });
}

bool has_inlines(Kind kind) {
  return kind == Kind::Para || kind == Kind::Plain || kind == Kind::Header || kind == Kind::Term ||
         kind == Kind::Line;
}

// All words below, those of notes too.
void gather(const Element& element, std::string& words) {
  if (has_inlines(element.kind)) {
    words += without_typography(collapse_space(ast::stringify(element))) + "\n";
    const std::function<void(const Element&)> notes = [&](const Element& each) {
      if (each.kind == Kind::Note || each.kind == Kind::Image)
        words += ast::stringify(each.content) + each.text;
      for (const Element& inner : each.content) notes(inner);
    };
    notes(element);
    return;
  }
  words += element.text;
  for (const Element& each : element.content) gather(each, words);
}

std::string words_of(const Element& element) {
  std::string words;
  gather(element, words);
  return words;
}

// Blocks of one shape can be one and the same that has changed.
std::string shape(const Element& element) {
  std::string text = std::to_string(static_cast<int>(element.kind));
  for (const std::string& each : element.attr().classes) text += " " + each;
  if (element.kind == Kind::Header) text += " " + std::to_string(element.extra->number);
  if (element.kind == Kind::Table) text += " " + std::to_string(element.extra->columns.size());
  if (element.kind == Kind::Row) text += " " + std::to_string(element.content.size());
  return text;
}

double likeness(const std::string& a, const std::string& b) {
  const auto bag = [](const std::string& text) {
    std::multiset<std::string> words;
    for (const std::string_view word : split(text)) words.insert(lower(word));
    return words;
  };
  const auto one = bag(a), other = bag(b);
  std::vector<std::string> both;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(both));
  const std::size_t all = one.size() + other.size();
  return all == 0 ? 1 : 2.0 * static_cast<double>(both.size()) / static_cast<double>(all);
}

class Marker {
 public:
  explicit Marker(const ChangeMark& mark) : mark_(mark) {}

  // Lists of blocks, items, rows or definitions.
  std::vector<Element> lists(const std::vector<const Element*>& before,
                             const std::vector<const Element*>& after) {
    std::vector<Element> out;
    std::size_t i = 0, j = 0;
    const auto same = [&](std::size_t end) {
      for (; i < end; ++i, ++j) out.push_back(*after[j]);
    };
    for (const Gap& gap : differences(hashes(before), hashes(after))) {
      same(gap.begin_a);
      changed(before, after, gap, out);
      i = gap.end_a;
      j = gap.end_b;
    }
    same(before.size());
    return out;
  }

  std::vector<Element> blocks(const std::vector<Element>& before, const std::vector<Element>& after) {
    return lists(pointers(before), pointers(after));
  }

 private:
  static std::vector<const Element*> pointers(const std::vector<Element>& elements) {
    std::vector<const Element*> all;
    for (const Element& each : elements) all.push_back(&each);
    return all;
  }

  static std::vector<std::uint64_t> hashes(const std::vector<const Element*>& elements) {
    std::vector<std::uint64_t> all;
    for (const Element* each : elements)
      all.push_back(
          std::hash<std::string>()(shape(*each) + (is_front_matter(*each) ? "" : "\x01" + words_of(*each))));
    return all;
  }

  // Who became whom within a gap: in order, by id, then by words; those that are left went or came.
  void changed(const std::vector<const Element*>& before, const std::vector<const Element*>& after,
               const Gap& gap, std::vector<Element>& out) {
    std::size_t i = gap.begin_a, j = gap.begin_b;
    for (; i < gap.end_a; ++i) {
      const std::size_t found = partner(*before[i], after, j, gap);
      if (found == gap.end_b) {
        if (!is_front_matter(*before[i])) out.push_back(whole(*before[i], false));
        continue;
      }
      for (; j < found; ++j) came(*after[j], out);
      pair(*before[i], *after[j++], out);
    }
    for (; j < gap.end_b; ++j) came(*after[j], out);
  }

  void came(const Element& element, std::vector<Element>& out) {
    out.push_back(is_front_matter(element) ? element : whole(element, true));
  }

  std::size_t partner(const Element& element, const std::vector<const Element*>& after, std::size_t from,
                      const Gap& gap) {
    constexpr std::size_t reach = 50;
    const std::size_t end = std::min<std::size_t>(gap.end_b, from + reach);
    if (const std::string& id = element.attr().id; !id.empty())
      for (std::size_t j = from; j < end; ++j)
        if (after[j]->attr().id == id && shape(*after[j]) == shape(element)) return j;
    if (gap.end_a - gap.begin_a == 1 && gap.end_b - gap.begin_b == 1 && from < end &&
        shape(*after[from]) == shape(element) &&
        (alone_ || element.kind == Kind::Header || !has_inlines(element.kind)))
      return from;
    std::size_t best = gap.end_b;
    double most = 0.5;
    const std::string words = words_of(element);
    for (std::size_t j = from; j < end; ++j) {
      if (shape(*after[j]) != shape(element)) continue;
      if (const double how = likeness(words, words_of(*after[j]));
          how > most || (how == most && best == gap.end_b))
        most = how, best = j;
    }
    return best;
  }

  void pair(const Element& before, const Element& after, std::vector<Element>& out) {
    if (after.kind == Kind::Table && !can_be_compared(before, after)) {
      out.push_back(whole(before, false));
      out.push_back(whole(after, true));
      return;
    }
    if (after.kind == Kind::CodeBlock || after.kind == Kind::RawBlock) {
      if (after.kind == Kind::CodeBlock) out.push_back(whole(before, false));
      out.push_back(whole(after, true));
      return;
    }
    out.push_back(merged(before, after));
  }

  Element merged(const Element& before, const Element& after) {
    Element made(after.kind, after.text);
    if (after.extra) made.more() = *after.extra;
    if (has_inlines(after.kind))
      made.content = marked_inlines(before.content, after.content, mark_);
    else if (after.kind == Kind::Table || after.kind == Kind::Row)
      for (std::size_t i = 0; i < after.content.size(); ++i)
        made.content.push_back(merged(before.content[i], after.content[i]));
    else
      inner(before, after, made);
    return made;
  }

  // A cell's or a caption's only paragraph stays the same one, whatever its words are; so does the term of a
  // definition.
  void inner(const Element& before, const Element& after, Element& made) {
    const bool alone = std::exchange(alone_, after.kind == Kind::Cell || after.kind == Kind::Caption);
    if (after.kind == Kind::Definition && !before.content.empty() && !after.content.empty()) {
      made.content.push_back(merged(before.content[0], after.content[0]));
      const auto rest = [](const Element& element) {
        return std::vector<Element>(element.content.begin() + 1, element.content.end());
      };
      std::vector<Element> more = blocks(rest(before), rest(after));
      std::move(more.begin(), more.end(), std::back_inserter(made.content));
    } else {
      made.content = blocks(before.content, after.content);
    }
    alone_ = alone;
  }

  // Parts, and rows where cells reach over several of them, must stand opposite each other.
  static bool can_be_compared(const Element& before, const Element& after) {
    if (before.content.size() != after.content.size()) return false;
    for (std::size_t i = 0; i < before.content.size(); ++i) {
      const Element &one = before.content[i], &other = after.content[i];
      if (one.kind != other.kind) return false;
      if (one.kind == Kind::Caption) continue;
      if (one.kind == Kind::TableHead && !rows_are_opposite(one, other)) return false;
      if ((has_tall_cells(one) || has_tall_cells(other)) && !rows_are_opposite(one, other)) return false;
    }
    return true;
  }
  static bool rows_are_opposite(const Element& one, const Element& other) {
    if (one.content.size() != other.content.size()) return false;
    for (std::size_t i = 0; i < one.content.size(); ++i) {
      if (one.content[i].kind != other.content[i].kind) return false;
      if (one.content[i].kind == Kind::Row && shape(one.content[i]) != shape(other.content[i])) return false;
      if (one.content[i].content.size() != other.content[i].content.size()) return false;
    }
    return true;
  }
  static bool has_tall_cells(const Element& part) {
    if (part.kind == Kind::Cell) return part.extra && part.extra->row_span > 1;
    return std::any_of(part.content.begin(), part.content.end(), has_tall_cells);
  }

  // All of it came, or went.
  Element whole(const Element& element, bool inserted) {
    Element copy = element;
    if (!inserted) {
      std::vector<Element> alone;
      alone.push_back(std::move(copy));
      take_out_ids(alone);
      copy = std::move(alone.front());
    }
    return marked(std::move(copy), inserted);
  }

  Element marked(Element element, bool inserted) {
    const Kind kind = element.kind;
    if (kind == Kind::Para || kind == Kind::Plain || kind == Kind::Header || kind == Kind::CodeBlock) {
      Element div = change_element(Kind::Div, inserted, mark_);
      div.content.push_back(std::move(element));
      return div;
    }
    if (kind == Kind::Term || kind == Kind::Line) {
      Element span = change_element(Kind::Span, inserted, mark_);
      span.content = std::move(element.content);
      element.content.clear();
      element.content.push_back(std::move(span));
      return element;
    }
    if (kind == Kind::Row) {
      ast::Attr& attr = element.more().attr;
      attr.classes.emplace_back(inserted ? "insertion" : "deletion");
      attr.attributes.emplace_back("author", mark_.author);
      attr.attributes.emplace_back("date", mark_.date);
    }
    for (Element& each : element.content) each = marked(std::move(each), inserted);
    return element;
  }

  const ChangeMark& mark_;
  bool alone_ = false;
};

// What stays of a list of elements when the changes of one kind are carried out and those of the other are
// not.
std::vector<Element> settled(const std::vector<Element>& elements, std::string_view stays,
                             std::string_view goes) {
  std::vector<Element> out;
  for (const Element& each : elements) {
    if (each.attr().has_class(goes)) continue;
    Element copy(each.kind, each.text);
    if (each.extra) copy.more() = *each.extra;
    copy.content = settled(each.content, stays, goes);
    if (each.attr().has_class(stays)) {
      if (each.kind != Kind::Row) {
        std::move(copy.content.begin(), copy.content.end(), std::back_inserter(out));
        continue;
      }
      std::erase(copy.more().attr.classes, stays);
    }
    const bool emptied = copy.content.empty() && !each.content.empty() && each.kind != Kind::Cell;
    if (!emptied) out.push_back(std::move(copy));
  }
  return out;
}

std::vector<Element> without_front_matter(const std::vector<Element>& elements) {
  std::vector<Element> out;
  for (const Element& each : elements) {
    if (is_front_matter(each)) continue;
    out.push_back(each);
    if (each.kind == Kind::Div) out.back().content = without_front_matter(each.content);
  }
  return out;
}

}  // namespace

ast::Document marked_changes(const ast::Document& before, const ast::Document& after,
                             const ChangeMark& mark) {
  ast::Document made{after.meta, {}};
  made.blocks = Marker(mark).blocks(before.blocks, after.blocks);
  return made;
}

ast::Document accepted(const ast::Document& marked) {
  return {marked.meta, settled(marked.blocks, "insertion", "deletion")};
}

ast::Document refused(const ast::Document& marked) {
  return {marked.meta, settled(marked.blocks, "deletion", "insertion")};
}

ast::Document without_front_matter(const ast::Document& document) {
  return {document.meta, without_front_matter(document.blocks)};
}

}  // namespace kancelli
