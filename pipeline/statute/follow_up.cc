#include "pipeline/statute/follow_up.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

// A reference that stands in words: its bytes, and the references it reads as.
struct Found {
  std::size_t begin = 0, end = 0;
  std::vector<Reference> references;
};

bool starts_reference(std::string_view text, std::size_t at) {
  static constexpr std::string_view openings[] = {"§", "stk. ", "nr. ", "litra "};
  if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '(' && !text.substr(0, at).ends_with("»")) return false;
  return std::any_of(std::begin(openings), std::end(openings),
                     [&](std::string_view opening) { return text.substr(at).starts_with(opening); });
}

std::vector<Found> references_in(std::string_view text) {
  std::vector<Found> all;
  for (std::size_t at = 0; at < text.size();) {
    Found found;
    const std::size_t size = starts_reference(text, at) ? read_references(text.substr(at), found.references) : 0;
    if (size == 0) {
      ++at;
      continue;
    }
    found.begin = at;
    found.end = at + size;
    while (found.end > at && (text[found.end - 1] == ',' || text[found.end - 1] == ' ')) --found.end;
    at += size;
    all.push_back(std::move(found));
  }
  return all;
}

// "§ 18, stk. 2, i kommunestyrelsesloven", "lovens § 18": of another law.
bool is_of_another(std::string_view text, const Found& found) {
  std::string_view behind = text.substr(found.end);
  if (behind.starts_with(",")) behind.remove_prefix(1);
  const std::string_view before = trim(text.substr(0, found.begin));
  const std::size_t space = before.rfind(' ');
  const std::string last = lower(before.substr(space == std::string_view::npos ? 0 : space + 1));
  return behind.starts_with(" i lov") || behind.starts_with(" i bekendtgørelse") ||
         (behind.starts_with(" i ") && behind.substr(3, behind.find_first_of(" .,;", 3) - 3).ends_with("loven")) ||
         last.ends_with("lovens") || last.ends_with("bekendtgørelsens");
}

class Search {
 public:
  Search(const Unit& old, const Unit& changed)
      : old_(old), changed_(changed), old_references_(references(old)), new_references_(references(changed)) {
    for (const Located& each : all_units(old)) old_units_.emplace(each.unit->id, each.unit);
    for (const Located& each : all_units(changed)) new_units_.emplace(each.unit->id, each.unit);
  }

  void in_unit(const Unit& unit, const Text& text, bool tail) {
    for (const Mark& mark : text.marks)
      if (mark.element == "ref") in_mark(unit, text, mark);
    const auto was = old_units_.find(unit.id);
    const Text none;
    const std::string& before = (was == old_units_.end() ? none : tail ? was->second->tail : was->second->text).words;
    for (const Found& found : references_in(text.words)) {
      const bool marked = std::any_of(text.marks.begin(), text.marks.end(), [&](const Mark& mark) {
        return mark.begin < found.end && found.begin < mark.end;
      });
      if (marked || is_of_another(text.words, found)) continue;
      const std::string words = text.words.substr(found.begin, found.end - found.begin);
      // What the amendment has written itself means the new numbers.
      if (before.find(words) != std::string::npos) plain(unit, words, found);
    }
  }

  void names(const Unit& unit, const Text& text, const Names& names) {
    for (const auto& [from, to] : names)
      for (std::size_t at = text.words.find(from); at != std::string::npos; at = text.words.find(from, at + from.size())) {
        // A new name may hold the old one.
        const std::size_t inside = to.find(from);
        if (inside != std::string::npos && at >= inside && text.words.compare(at - inside, to.size(), to) == 0) continue;
        add(FollowUp::Why::old_name, unit, from, to);
        break;
      }
  }

  // What a reference by old numbers is called now; nothing where the provision is gone.
  std::optional<std::vector<Reference>> now(const std::vector<Reference>& references) const {
    std::vector<Reference> result;
    for (const Reference& each : references) {
      Reference named = each;
      std::vector<Step> behind;
      while (!named.empty() && named.steps.back().kind == Kind::sentence) {
        behind.insert(behind.begin(), named.steps.back());
        named.steps.pop_back();
      }
      const Unit* unit = find(old_, named);
      if (unit == nullptr) return references;  // it pointed nowhere before, either
      const auto there = new_references_.find(unit->id);
      if (there == new_references_.end()) return std::nullopt;
      Reference now = there->second;
      // "§ 31, stk. 1" of a § with one stykke may stay as it was written.
      const auto was = old_references_.find(unit->id);
      const bool spelled = named.steps.size() == now.steps.size() + 1 && was != old_references_.end() &&
                           was->second.steps.size() == now.steps.size() &&
                           named.steps.back().kind == Kind::subsection;
      if (spelled) now.steps.push_back({Kind::subsection, "1", ""});
      now.steps.insert(now.steps.end(), behind.begin(), behind.end());
      result.push_back(std::move(now));
    }
    return result;
  }

  std::vector<FollowUp> follow_ups;

 private:
  void in_mark(const Unit& unit, const Text& text, const Mark& mark) {
    const auto to = mark.attributes.find("to");
    if (to == mark.attributes.end()) return;
    const std::string id = to->second.substr(to->second.starts_with("#") ? 1 : 0), words = text.words.substr(mark.begin, mark.end - mark.begin);
    if (!new_units_.contains(id)) {
      if (old_units_.contains(id)) add(FollowUp::Why::repealed, unit, words, "");
      return;
    }
    const auto form = mark.attributes.find("form");
    const Reference& reference = new_references_.at(id);
    const std::string wanted = without_typography(form != mark.attributes.end() && form->second == "number"
                                                      ? reference.steps.back().number
                                                      : printed_reference(changed_, {id}, unit.id));
    if (wanted == words) return;
    // With its own § spelled out it says the same.
    if (without_typography(to_string(reference)) == words) return;
    add(FollowUp::Why::shifted, unit, words, wanted);
  }

  // Numbers of the text before; a reference that begins with a stykke means the § it stands in.
  void plain(const Unit& unit, const std::string& words, const Found& found) {
    std::vector<Reference> meant = found.references;
    const auto here = old_references_.find(unit.id);
    std::size_t shared = 0;
    for (Reference& each : meant) {
      if (each.empty() || each.steps[0].kind == Kind::paragraph || each.steps[0].kind == Kind::chapter ||
          each.steps[0].kind == Kind::annex)
        continue;
      if (here == old_references_.end()) return;
      std::vector<Step> outer;
      for (const Step& step : here->second.steps) {
        if (step.kind == each.steps[0].kind) break;
        outer.push_back(step);
      }
      shared = outer.size();
      each.steps.insert(each.steps.begin(), outer.begin(), outer.end());
    }
    const auto current = now(meant);
    if (!current) return add(FollowUp::Why::repealed, unit, words, "");
    if (*current == meant) return;
    std::vector<Reference> shown = *current;
    for (Reference& each : shown)
      if (each.steps.size() > shared) each.steps.erase(each.steps.begin(), each.steps.begin() + static_cast<std::ptrdiff_t>(shared));
    const std::string instead = without_typography(to_string(shown));
    if (instead != words) add(FollowUp::Why::shifted, unit, words, instead);
  }

  void add(FollowUp::Why why, const Unit& unit, const std::string& words, const std::string& instead) {
    FollowUp follow{why, unit.id, words, instead, std::nullopt};
    const auto place = old_references_.find(unit.id);
    if (!instead.empty() && place != old_references_.end()) {
      Operation operation;
      operation.old_words = words;
      operation.new_words = instead;
      operation.places.push_back({place->second, 1, unit.id});
      becomes(operation.places[0].where, new_references_.at(unit.id));
      follow.operation = std::move(operation);
    }
    follow_ups.push_back(std::move(follow));
  }

  static void becomes(Reference& old, const Reference& now) {
    if (old.steps.size() != now.steps.size()) return;
    for (std::size_t i = 0; i < old.steps.size(); ++i)
      if (old.steps[i].number != now.steps[i].number) old.steps[i].becomes = now.steps[i].number;
  }

  const Unit &old_, &changed_;
  std::unordered_map<std::string, Reference> old_references_, new_references_;
  std::map<std::string, const Unit*> old_units_, new_units_;
};

// The statute is named right before ("styrelsesvedtægtens § 14") or right behind ("§ 14, stk. 2, i styrelsesvedtægten").
bool is_of(std::string_view text, const Found& found, const std::vector<std::string>& names) {
  const std::string before = lower(trim(text.substr(0, found.begin)));
  std::string behind = lower(text.substr(found.end));
  if (behind.starts_with(",")) behind.erase(0, 1);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return before.ends_with(name + "s") || behind.starts_with(" i " + name);
  });
}

}  // namespace

std::vector<FollowUp> follow_up(const Unit& old, const Unit& changed, const Names& names) {
  Search search(old, changed);
  for (const Located& each : all_units(changed)) {
    search.in_unit(*each.unit, each.unit->text, false);
    search.in_unit(*each.unit, each.unit->tail, true);
    search.names(*each.unit, each.unit->text, names);
    search.names(*each.unit, each.unit->tail, names);
  }
  return std::move(search.follow_ups);
}

std::vector<TextFollowUp> follow_up_in_text(std::string_view text, const std::vector<std::string>& short_names,
                                            const Unit& old, const Unit& changed) {
  std::vector<TextFollowUp> all;
  const Search search(old, changed);
  for (const Found& found : references_in(text)) {
    if (!is_of(text, found, short_names)) continue;
    const auto current = search.now(found.references);
    if (!current)
      all.push_back({FollowUp::Why::repealed, found.begin, found.end, ""});
    else if (!(*current == found.references))
      all.push_back({FollowUp::Why::shifted, found.begin, found.end, without_typography(to_string(*current))});
  }
  return all;
}

}  // namespace kancelli::statute
