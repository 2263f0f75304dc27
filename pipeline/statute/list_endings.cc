// Lists that are one sentence (sætningskæder): commas between the members, og or eller before the last one, a
// full stop behind it. An amendment that adds or takes away one of the last has to move them.
#include <algorithm>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"
#include "pipeline/statute/formulas.h"

namespace kancelli::statute {
namespace {

bool is_member(Kind kind) {
  return kind == Kind::number || kind == Kind::letter;
}

// How a member's words end: the words without it, and "," "og" "eller" "." or "".
std::pair<std::string_view, std::string_view> ending(std::string_view words) {
  for (const std::string_view word : {" og", " eller"})
    if (words.ends_with(word)) return {words.substr(0, words.size() - word.size()), word.substr(1)};
  for (const std::string_view mark : {",", ".", ";"})
    if (words.ends_with(mark)) return {words.substr(0, words.size() - 1), mark};
  return {words, ""};
}

std::string with_ending(std::string_view words, std::string_view end) {
  return std::string(words) + (end == "og" || end == "eller" ? " " : "") + std::string(end);
}

bool begins_small(const Unit& unit) {
  std::size_t at = 0;
  if (unit.text.empty()) return false;
  const char32_t c = next_code_point(unit.text.words, at);
  return is_letter(c) && lower(c) == c;
}

// One sentence: most members begin with a small letter.
bool is_sentence_list(const Unit& holder) {
  const auto small = std::count_if(holder.units.begin(), holder.units.end(), begins_small);
  return !holder.units.empty() && is_member(holder.units[0].kind) &&
         static_cast<std::size_t>(small) * 2 > holder.units.size();
}

// og or eller, as the list has it.
std::string_view joint(const Unit& holder) {
  for (const Unit& each : holder.units)
    if (const std::string_view end = ending(each.text.words).second; end == "og" || end == "eller")
      return end;
  return "og";
}

// How the member with that index must end; "" when anything will do: it holds a list, or the sentence goes on
// behind (a list within a member too).
std::string_view wanted(const Unit& holder, std::size_t member, std::string_view joint) {
  const std::size_t all = holder.units.size();
  if (!holder.units[member].units.empty()) return {};
  if (member + 1 == all) return holder.tail.empty() && !is_member(holder.kind) ? "." : "";
  return member + 2 == all ? joint : ",";
}

bool is_right(const Unit& holder, std::size_t member, std::string_view joint) {
  const std::string_view end = wanted(holder, member, joint);
  return end.empty() || ending(holder.units[member].text.words).second == end;
}

bool all_right(const Unit& holder) {
  const std::string_view word = joint(holder);
  for (std::size_t i = 0; i < holder.units.size(); ++i)
    if (!is_right(holder, i, word)) return false;
  return true;
}

class ListEndings {
 public:
  ListEndings(Work& work, const Unit& before, const Applied& applied)
      : work_(work), before_(before), after_(applied.statute), applied_(applied) {}

  void run() {
    for (std::size_t item = 0; item < applied_.touched.size(); ++item)
      for (const std::string& id : applied_.touched[item])
        for (const Index* index : {&before_, &after_})
          if (const Unit* unit = index->by_id(id); unit != nullptr && is_member(unit->kind))
            check(index->parent(*unit)->id, item);
  }

 private:
  void check(const std::string& id, std::size_t item) {
    const Unit* now = after_.by_id(id);
    if (now == nullptr || !seen_.insert(id).second || !is_sentence_list(*now)) return;
    // One that is new, or had its own ways before, is left alone.
    const Unit* then = before_.by_id(id);
    if (then == nullptr || !is_sentence_list(*then) || !all_right(*then)) return;
    const std::string_view word = joint(*then);
    for (std::size_t i = 0; i < now->units.size(); ++i)
      if (!is_right(*now, i, word) && !chosen(*now, i)) tell(now->units[i], wanted(*now, i, word), item);
  }

  // og has become eller, or the other way, by what the amendment says of the member's words.
  bool chosen(const Unit& holder, std::size_t member) const {
    const Unit& unit = holder.units[member];
    const Unit* old = before_.by_id(unit.id);
    const auto joins = [](std::string_view end) { return end == "og" || end == "eller"; };
    const std::string_view end = ending(unit.text.words).second;
    return member + 2 == holder.units.size() && joins(end) && old != nullptr &&
           end != ending(old->text.words).second;
  }

  void tell(const Unit& unit, std::string_view end, std::size_t item) {
    const std::string name = before_words(to_string(after_.reference(unit)));
    const auto [words, now] = ending(unit.text.words);
    std::vector<std::string> hints;
    if (std::string formula = change(unit, end); !formula.empty())
      hints.push_back(tr("add the item: {0}", {formula}));
    else
      hints.push_back(tr("let its words end so: »{0}«", {with_ending(last_words(words), end)}));
    work_.report(Severity::warning, item, nullptr, "enumeration-ending",
                 now.empty()
                     ? tr("{0} must end with »{1}« once the list is changed", {name, std::string(end)})
                     : tr("{0} must end with »{1}« in place of »{2}« once the list is changed",
                          {name, std::string(end), std::string(now)}),
                 std::move(hints));
  }

  static std::string_view last_words(std::string_view words) {
    std::size_t at = words.rfind(' ');
    if (at != std::string_view::npos && at > 0) at = words.rfind(' ', at - 1);
    return at == std::string_view::npos ? words : words.substr(at + 1);
  }

  // The item that is missing, where the member's words are those of before.
  std::string change(const Unit& unit, std::string_view end) const {
    const Unit* old = before_.by_id(unit.id);
    if (old == nullptr || old->text.words != unit.text.words) return {};
    const std::string_view all = old->text.words, words = ending(all).first;
    std::size_t begin = words.size();
    do {
      begin = begin == 0 ? std::string_view::npos : words.rfind(' ', begin - 1);
      begin = begin == std::string_view::npos ? 0 : begin;
    } while (begin > 0 && all.find(all.substr(begin + 1)) != begin + 1);
    if (begin > 0) ++begin;
    Item item;
    item.operations.emplace_back();
    Operation& operation = item.operations[0];
    operation.old_words = all.substr(begin);
    operation.new_words = with_ending(words.substr(begin), end);
    operation.places.emplace_back();
    Reference& where = operation.places[0].where;
    where = before_.reference(*old);
    if (old->number != unit.number) where.steps.back().becomes = unit.number;
    return write(item)[0].plain();
  }

  Work& work_;
  Index before_, after_;
  const Applied& applied_;
  std::set<std::string> seen_;
};

}  // namespace

void check_list_endings(Work& work, const Unit& before, const Applied& applied) {
  ListEndings(work, before, applied).run();
}

}  // namespace kancelli::statute
