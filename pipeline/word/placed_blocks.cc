// The blocks of a file in the elements that hold them; what has no place.
#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/placed_items.h"
#include "pipeline/word/placing.h"

namespace kancelli::word {

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

const ElementRule& Placing::rule(const Made& made) const {
  static const ElementRule none;
  const ElementRule* known = making_.rule(made.name);
  return known == nullptr ? none : *known;
}

void Placing::tell(Kind kind, Certainty certainty, const Part& part, std::string after, std::string why) {
  making_.tell(kind, certainty, making_.span(part), part.words, std::move(after), std::move(why));
}

void Placing::fill(Made& made, const Parts& parts) {
  Parts words;
  for (const Part* part : parts)
    if (part->kind != Part::Kind::signature || !signature(*part)) words.push_back(part);
  for (MadeBlock& block : blocks_of(making_, quotable_, words)) add(made, std::move(block));
}

void Placing::add(Made& made, MadeBlock block) {
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
bool Placing::signature(const Part& part) {
  for (const std::string& child : rule(root).children) {
    const ElementRule* own = making_.rule(child);
    if (own == nullptr || !own->section || own->heading || own->children.size() != 1 ||
        !making_.rule(own->children[0])->text)
      continue;
    signatures.name = child;
    const std::string text = part.paragraph->text();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t slash = text.find(" / ", begin), end = std::min(slash, text.size());
      Made role = Made::element(own->children[0]);
      role.children =
          words_of(making_.document, *part.paragraph, {begin, end, true, false}, making_.findings).inlines;
      signatures.children.push_back(std::move(role));
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

void Placing::homeless(const Parts& parts, const std::string& why) {
  for (MadeBlock& block : blocks_of(making_, quotable_, parts)) {
    if (block.unplaced.empty())
      tell(Kind::kept, Certainty::unsure, *block.part, "<" + block.made.name + ">", why);
    homeless_.push_back({std::move(block.made), block.unplaced.empty() ? why : block.unplaced});
  }
}

void Placing::pictures_left() {
  std::set<const Paragraph*> apart;
  for (const Block& block : making_.document.margins) apart.insert(block.paragraph());
  for (const Paragraph* paragraph : making_.document.paragraphs()) {
    const auto& controls = paragraph->controls;
    const bool left = std::ranges::any_of(paragraph->runs, [&](const Run& run) {
      return run.kind == Run::Kind::picture && shows(View::after, run.revision) && !run.hidden &&
             !making_.pictured.contains(&run);
    });
    const bool help =
        std::ranges::any_of(controls, [](const std::string& tag) { return tag.starts_with("help:"); });
    if (!left || help || apart.contains(paragraph)) continue;
    Part part;
    part.kind = Part::Kind::figure;
    part.paragraph = paragraph;
    homeless({&part}, tr("a picture that stood in a cell, a heading or a note"));
  }
}

// The last element below `made` that holds such a block, of sections alone or of all that hold running text;
// nullptr when none does.
Made* Placing::last_that_holds(Made& made, std::string_view block, bool sections) {
  for (auto child = made.children.rbegin(); child != made.children.rend(); ++child)
    if (!child->is_words() && child->name != "meta" && child->get("access") != "closed")
      if (Made* found = last_that_holds(*child, block, sections)) return found;
  static const std::set<std::string_view> apart = {"item", "note", "quote", "statement"};
  const bool section = rule(made).section || made.name == "section" || &made == &root;
  return making_.may(made.name, block) && !apart.contains(made.name) && (section || !sections) ? &made
                                                                                               : nullptr;
}

void Placing::settle() {
  for (auto& [made, why] : homeless_) {
    Made* holder = last_that_holds(root, made.name, true);
    if (holder == nullptr) holder = last_that_holds(root, made.name, false);
    std::vector<Made>& children = holder == nullptr ? root.children : holder->children;
    const std::size_t at = place_of_block(children);
    children.insert(children.begin() + static_cast<std::ptrdiff_t>(at), std::move(made));
    children.insert(children.begin() + static_cast<std::ptrdiff_t>(at), unplaced_mark(why));
  }
}

// At the end, or before the children that are no running text: units, tasks.
std::size_t Placing::place_of_block(const std::vector<Made>& children) const {
  const auto is_running = [&](const Made& each) { return making_.may("section", each.name); };
  const auto last = std::find_if(children.rbegin(), children.rend(), is_running);
  return last == children.rend() ? children.size() : static_cast<std::size_t>(children.rend() - last);
}

}  // namespace kancelli::word
