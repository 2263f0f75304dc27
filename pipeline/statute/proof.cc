#include "pipeline/statute/proof.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

Finding finding(Claim claim, std::size_t counted, std::string difference) {
  const bool holds = difference.empty();
  return {claim, holds, counted, std::move(difference)};
}

std::string first_fault(const Diagnostics& faults) {
  for (const Diagnostic& each : faults.list())
    if (each.severity == Severity::error) return each.message;
  return {};
}

Finding formulas_give_new(const Unit& old, const Unit& changed, const Amendment& amendment) {
  SourceMap sources;
  Diagnostics faults;
  const Amendment read = parse(sources, sources.add("formulas", write_text(amendment)), faults);
  const Applied applied = apply(old, read, {}, faults);
  std::string difference = first_fault(faults);
  if (difference.empty()) difference = statute::difference(applied.statute, changed);
  return finding(Claim::formulas_give_new, all_units(changed).size(), std::move(difference));
}

Finding operations_give_ids(const Unit& old, const Unit& changed, const Amendment& amendment) {
  Diagnostics faults;
  const Applied applied = apply(old, amendment, {}, faults);
  const auto found = all_units(applied.statute), wanted = all_units(changed);
  std::string difference = first_fault(faults);
  for (std::size_t i = 0; difference.empty() && i < std::min(found.size(), wanted.size()); ++i)
    if (found[i].unit->id != wanted[i].unit->id) difference = found[i].unit->id + " / " + wanted[i].unit->id;
  return finding(Claim::operations_give_ids, wanted.size(), std::move(difference));
}

Finding formulas_read_back(const Amendment& amendment) {
  SourceMap sources;
  Diagnostics faults;
  const Amendment read = parse(sources, sources.add("formulas", write_text(amendment)), faults);
  std::string difference = first_fault(faults);
  if (difference.empty()) difference = statute::difference(read, amendment);
  return finding(Claim::formulas_read_back, amendment.items.size(), std::move(difference));
}

// The words below a node, without those of one of the two versions.
std::string version(const Node& node, std::string_view left_out) {
  std::string words;
  for (const Node* child : node.children) {
    if (child->kind == Node::Kind::text) words += child->text;
    if (child->kind == Node::Kind::element && child->name != left_out) words += version(*child, left_out);
  }
  return words;
}

// The lines of one version in a marked-up text, blocks that are not of it left out.
void version_lines(const Node& node, std::string_view left_out, std::string open,
                   std::vector<std::string>& lines) {
  if (node.get("change") == left_out) return;
  std::vector<const Node*> texts;
  for (const Node* child : node.elements()) {
    if (child->is("designation")) open = version(*child, left_out);
    if (child->is("title") && (node.is("chapter") || node.is("annex")))
      open = designation(node.is("chapter") ? Kind::chapter : Kind::annex, node.get("number"));
    if (child->is("meta") || child->is("enacted") || child->is("designation")) continue;
    if (child->is("p") || child->is("title") || child->is("heading") || child->is("preamble")) {
      if (child->get("change") == left_out) continue;
      lines.push_back(collapse_space(without_typography(open + " " + version(*child, left_out))));
      open.clear();
    } else {
      version_lines(*child, left_out, "", lines);
    }
  }
}

std::vector<std::string> version_of(const Node& marked, std::string_view left_out) {
  std::vector<std::string> lines;
  if (const Node* meta = marked.child("meta"))
    if (const Node* title = meta->child("title")) lines.push_back(collapse_space(version(*title, left_out)));
  version_lines(marked, left_out, "", lines);
  return lines;
}

std::string first_difference(const std::vector<std::string>& found, const std::vector<std::string>& wanted) {
  const auto [a, b] = std::mismatch(found.begin(), found.end(), wanted.begin(), wanted.end());
  if (a == found.end() && b == wanted.end()) return {};
  return "»" + (a == found.end() ? "" : *a) + "« / »" + (b == wanted.end() ? "" : *b) + "«";
}

Finding marked_text_holds_both(const Unit& old, const Unit& changed, const Node& marked) {
  std::string difference = first_difference(version_of(marked, "ins"), printed_lines(old));
  if (difference.empty()) difference = first_difference(version_of(marked, "del"), printed_lines(changed));
  return finding(Claim::marked_text_holds_both, all_units(old).size() + all_units(changed).size(),
                 std::move(difference));
}

void collect(const Node& node, std::string_view name, std::vector<const Node*>& found) {
  if (node.is(name)) found.push_back(&node);
  for (const Node* child : node.elements()) collect(*child, name, found);
}

std::vector<std::string> column(const Node& parallel, std::size_t which) {
  std::vector<const Node*> rows;
  collect(parallel, "row", rows);
  std::vector<std::string> lines;
  for (const Node* row : rows) {
    const auto cells = row->elements("cell");
    if (which < cells.size())
      for (const Node* p : cells[which]->elements("p"))
        lines.push_back(collapse_space(without_typography(p->content())));
  }
  return lines;
}

// Every line on the left stands so in the statute; the guide's sign and the list of places are no lines of
// it.
Finding parallel_left_is_old(const Unit& old, const Node& parallel) {
  std::set<std::string> lines;
  for (const std::string& line : printed_lines(old)) lines.insert(line);
  const std::vector<std::string> left = column(parallel, 0);
  std::string difference;
  for (const std::string& line : left)
    if (!line.ends_with("– – –") && !line.starts_with("[") && !lines.contains(line) && difference.empty())
      difference = "»" + line + "«";
  return finding(Claim::parallel_left_is_old, left.size(), std::move(difference));
}

// The right column says the items, line for line; that they are the operations is a claim of its own.
Finding parallel_right_is_new(const Amendment& amendment, const Node& parallel) {
  const auto plain = [](std::string_view text) { return collapse_space(without_typography(text)); };
  std::vector<std::string> wanted = {"§ 1", plain(amendment.introduction)};
  for (std::size_t i = 0; i < amendment.items.size(); ++i) {
    bool first = true;
    for (const Line& line : write(amendment.items[i])) {
      wanted.push_back(plain((first ? std::to_string(i + 1) + ". " : "") + line.plain()));
      first = false;
    }
  }
  return finding(Claim::parallel_right_is_new, amendment.items.size(),
                 first_difference(column(parallel, 1), wanted));
}

Finding provisions_accounted(const Unit& old, const Unit& changed, const Amendment& amendment,
                             const std::vector<std::vector<std::string>>& touched) {
  std::set<std::string> named;
  for (const auto& ids : touched) named.insert(ids.begin(), ids.end());
  // What is changed everywhere names no provision.
  std::vector<std::string> everywhere;
  for (const Item& item : amendment.items)
    for (const Operation& operation : item.operations)
      if (operation.places.empty() && operation.action != Action::insert_units)
        everywhere.push_back(operation.old_words);
  std::map<std::string, const Unit*> after;
  for (const Located& each : all_units(changed)) after.emplace(each.unit->id, each.unit);
  std::string difference;
  const auto check = [&](const std::string& id, bool same) {
    if (!same && !named.contains(id) && difference.empty()) difference = id;
  };
  std::size_t counted = 0;
  for (const Located& each : all_units(old)) {
    ++counted;
    const auto found = after.find(each.unit->id);
    bool same = found != after.end() && found->second->text.words == each.unit->text.words &&
                found->second->tail.words == each.unit->tail.words;
    for (const std::string& words : everywhere)
      same = same || (found != after.end() &&
                      (each.unit->text.words + each.unit->tail.words).find(words) != std::string::npos);
    check(each.unit->id, same);
    if (found != after.end()) after.erase(found);
  }
  for (const auto& [id, unit] : after) check(id, false);
  return finding(Claim::provisions_accounted, counted + after.size(), std::move(difference));
}

}  // namespace

std::string to_string(Claim claim) {
  switch (claim) {
    case Claim::formulas_give_new:
      return tr("the formulas give the new text: structure, numbers and words");
    case Claim::operations_give_ids:
      return tr("the operations give every provision its permanent name");
    case Claim::formulas_read_back:
      return tr("the formulas, read back, are the operations");
    case Claim::marked_text_holds_both:
      return tr("the marked-up text holds the old text and the new one");
    case Claim::parallel_left_is_old:
      return tr("the left column of the parallel text is the text in force");
    case Claim::parallel_right_is_new:
      return tr("its right column is the items");
    case Claim::provisions_accounted:
      return tr("every provision is untouched, or an item names it");
  }
  return {};
}

std::vector<Finding> prove(const Unit& old, const Unit& changed, const Amendment& amendment,
                           const std::vector<std::vector<std::string>>& touched, const Node& marked,
                           const Node& parallel) {
  return {formulas_give_new(old, changed, amendment),
          operations_give_ids(old, changed, amendment),
          formulas_read_back(amendment),
          marked_text_holds_both(old, changed, marked),
          parallel_left_is_old(old, parallel),
          parallel_right_is_new(amendment, parallel),
          provisions_accounted(old, changed, amendment, touched)};
}

}  // namespace kancelli::statute
