// Words and punktummer: where they stand, and a text after they have changed.
#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"
#include "pipeline/statute/word_diff.h"

namespace kancelli::statute {
namespace {

// Running words in which an operation looks.
struct Stretch {
  const Unit* unit = nullptr;
  bool tail = false;
  std::size_t begin = 0, end = 0;
  std::string_view text() const { return tail ? unit->tail.words : unit->text.words; }
  std::string_view words() const { return text().substr(begin, end - begin); }
};

struct Match {
  Stretch in;
  std::size_t begin = 0, end = 0;  // of the whole text
};

void add_stretches(const Unit& unit, bool deep, std::vector<Stretch>& all) {
  if (!unit.text.empty()) all.push_back({&unit, false, 0, unit.text.words.size()});
  if (!deep) return;
  for (const Unit& each : unit.units) add_stretches(each, true, all);
  if (!unit.tail.empty()) all.push_back({&unit, true, 0, unit.tail.words.size()});
}

// `own`: not what the unit holds.
std::vector<Stretch> stretches(const Target& target, bool own = false) {
  std::vector<Stretch> all;
  if (target.sentence) {
    const SentencePlace place = sentence_places(*target.unit)[*target.sentence];
    return {{target.unit, place.tail, place.begin, place.end}};
  }
  add_stretches(*target.unit, !target.text_only && !own, all);
  if (own && !target.text_only && !target.unit->tail.empty())
    all.push_back({target.unit, true, 0, target.unit->tail.words.size()});
  return all;
}

std::vector<Match> matches(const std::vector<Stretch>& stretches, std::string_view words) {
  std::vector<Match> all;
  if (words.empty()) return all;
  for (const Stretch& stretch : stretches)
    for (std::size_t at = stretch.text().find(words, stretch.begin);
         at != std::string_view::npos && at + words.size() <= stretch.end;
         at = stretch.text().find(words, at + words.size()))
      all.push_back({stretch, at, at + words.size()});
  return all;
}

bool is_word(std::string_view text, std::size_t at) {
  const char32_t c = next_code_point(text, at);
  return is_letter(c) || is_digit(c);
}

// The words begin where a word of the text begins; whole: and end where one ends.
bool is_words(const Match& match, bool whole) {
  const std::string_view text = match.in.text();
  std::size_t before = match.begin;
  while (before > 0 && (static_cast<unsigned char>(text[--before]) & 0xC0) == 0x80) {
  }
  if (match.begin > 0 && is_word(text, before) && is_word(text, match.begin)) return false;
  if (!whole || match.end == text.size() || !is_word(text, match.end)) return true;
  std::size_t last = match.end;
  while ((static_cast<unsigned char>(text[--last]) & 0xC0) == 0x80) {
  }
  return !is_word(text, last);
}

std::vector<Match> only_words(const std::vector<Match>& all, bool whole) {
  std::vector<Match> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const Match& match) { return is_words(match, whole); });
  return found;
}

// A number goes on over a full stop or comma: "1.000".
bool within_number(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  if (at == 0 || at >= text.size()) return false;
  const auto mark = [&](std::size_t i) { return text[i] == '.' || text[i] == ','; };
  if (digit(at - 1)) return digit(at) || (mark(at) && digit(at + 1));
  return digit(at) && mark(at - 1) && at > 1 && digit(at - 2);
}

// Whether an operation can mean it: no part of a number, nothing that begins within a word; and new words
// come between words. What ends within a word may be meant: "udvalget" of "udvalgets".
bool can_be_meant(const Match& match, const Operation& operation) {
  const std::string_view text = match.in.text();
  if (within_number(text, match.begin) || within_number(text, match.end)) return false;
  const bool whole = operation.action == Action::insert_words && operation.side != Side::before;
  return is_words(match, whole);
}

// The places that are meant: as many as the item says. Where the words stand inside longer ones too, those
// that are words of their own may be what was counted.
std::vector<Match> meant(const std::vector<Match>& all, std::size_t times) {
  if (all.size() == times) return all;
  for (const bool whole : {false, true})
    if (std::vector<Match> found = only_words(all, whole); found.size() == times) return found;
  return {};
}

WordsEdit edit_for(const Work& work, const Operation& operation, const Match& match, std::size_t item) {
  WordsEdit edit;
  edit.item = item;
  edit.operation = static_cast<std::size_t>(&operation - work.amendment.items[item].operations.data());
  edit.unit = match.in.unit;
  edit.tail = match.in.tail;
  edit.begin = match.begin;
  edit.end = match.end;
  const std::string& words = operation.new_words;
  if (operation.action == Action::replace_words) edit.words = words;
  if (operation.action != Action::insert_words) return edit;
  if (operation.side == Side::before) {
    edit.end = match.begin;
    edit.words = words.ends_with(' ') ? words : words + " ";
  } else {
    edit.begin = match.end;
    edit.words = words.starts_with(' ') || joins_left(words) ? words : " " + words;
  }
  return edit;
}

void plan_everywhere(Work& work, std::size_t item, const Operation& operation) {
  Target all;
  all.unit = &work.index.statute();
  // The name of a body is no part of a longer one's: "borgmester" is not meant in "overborgmester".
  const std::vector<Match> found = only_words(matches(stretches(all), operation.old_words), false);
  for (const Match& match : found) {
    work.plan.words.push_back(edit_for(work, operation, match, item));
    work.plan.words.back().everywhere = true;
  }
  if (found.empty() && !work.terms.bound) explain_missing_words(work, item, operation, {}, all, 0);
}

// A text that is put together from stretches that stay and words that are new.
class Assembly {
 public:
  explicit Assembly(const Text& text) : old_(text.words) {}

  void keep(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    kept_.push_back({begin, new_.size(), end - begin});
    new_ += old_.substr(begin, end - begin);
  }

  // Words that go take the space before them along; at the beginning the one behind.
  std::size_t put(const WordsEdit& edit) {
    std::string_view words = edit.words;
    if (new_.empty() || new_.back() == ' ')
      while (words.starts_with(' ')) words.remove_prefix(1);
    std::size_t next = edit.end;
    if (words.empty()) {
      const bool joins = next == old_.size() || old_[next] == ' ' || joins_left(old_.substr(next));
      if (joins && !new_.empty() && new_.back() == ' ')
        drop_last();
      else if (new_.empty() && next < old_.size() && old_[next] == ' ')
        ++next;
    }
    places_.emplace_back(new_.size(), new_.size() + words.size());
    new_ += words;
    if (!words.empty() && words.back() == ' ' && (next == old_.size() || old_[next] == ' ')) drop_last();
    return next;
  }

  // Where an unchanged stretch of the old text stands now; nothing where it does not.
  std::optional<std::pair<std::size_t, std::size_t>> moved(std::size_t begin, std::size_t end) const {
    for (const Kept& each : kept_)
      if (each.old_begin <= begin && end <= each.old_begin + each.size)
        return std::pair(begin - each.old_begin + each.new_begin, end - each.old_begin + each.new_begin);
    return std::nullopt;
  }
  std::pair<std::size_t, std::size_t> place(std::size_t edit) const { return places_[edit]; }
  std::string take() { return std::move(new_); }

 private:
  struct Kept {
    std::size_t old_begin, new_begin, size;
  };
  void drop_last() {
    new_.pop_back();
    if (!kept_.empty() && kept_.back().new_begin + kept_.back().size > new_.size() && kept_.back().size > 0)
      --kept_.back().size;
    if (!places_.empty()) places_.back().second = std::min(places_.back().second, new_.size());
  }

  std::string_view old_;
  std::string new_;
  std::vector<Kept> kept_;
  std::vector<std::pair<std::size_t, std::size_t>> places_;  // by edit
};

// Where a mark stands after the edits; nothing when it falls.
std::optional<Mark> moved(const Mark& mark, const Assembly& assembly,
                          const std::vector<const WordsEdit*>& edits) {
  Mark result = mark;
  std::optional<std::size_t> first, last;  // edits within the mark
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const WordsEdit& edit = *edits[i];
    const bool point = edit.begin == edit.end;
    if (point ? edit.begin <= mark.begin || edit.begin >= mark.end
              : edit.end <= mark.begin || edit.begin >= mark.end)
      continue;
    if (mark.element != "ref" || edit.begin < mark.begin || edit.end > mark.end) return std::nullopt;
    if (!first) first = i;
    last = i;
  }
  if (!first) {
    const auto place = assembly.moved(mark.begin, mark.end);
    if (!place) return std::nullopt;
    std::tie(result.begin, result.end) = *place;
    return result;
  }
  if (edits[*first]->begin == mark.begin) {
    result.begin = assembly.place(*first).first;
  } else {
    const auto place = assembly.moved(mark.begin, mark.begin + 1);
    if (!place) return std::nullopt;
    result.begin = place->first;
  }
  if (edits[*last]->end == mark.end) {
    result.end = assembly.place(*last).second;
  } else {
    const auto place = assembly.moved(mark.end - 1, mark.end);
    if (!place) return std::nullopt;
    result.end = place->second;
  }
  if (result.begin >= result.end) return std::nullopt;
  return result;
}

std::vector<const Unit*> holders(const std::vector<Target>& targets) {
  std::vector<const Unit*> all;
  for (const Target& target : targets)
    if (std::find(all.begin(), all.end(), target.unit) == all.end()) all.push_back(target.unit);
  return all;
}

WordsEdit sentence_edit(std::size_t item, const Unit& unit, std::size_t sentence, std::string words) {
  const SentencePlace place = sentence_places(unit)[sentence];
  return {item, &unit, place.tail, place.begin, place.end, std::move(words), false, 0};
}

std::string joined(const std::vector<Unit>& content) {
  std::vector<std::string> words;
  for (const Unit& each : content) words.push_back(each.text.words);
  return join(words, " ");
}

}  // namespace

void plan_words(Work& work, std::size_t item, Operation& operation) {
  if (operation.places.empty()) return plan_everywhere(work, item, operation);
  for (Place& place : operation.places) {
    const Target target = find_target(work, item, operation, place);
    if (target.unit == nullptr) continue;
    place.id = target.unit->id;
    std::vector<Match> all = matches(stretches(target, work.terms.bound), operation.old_words);
    const bool stands = !all.empty();
    std::erase_if(all, [&](const Match& match) { return !can_be_meant(match, operation); });
    if (stands && all.empty()) {
      work.refuse(item, &operation, "amendment-text-missing",
                  tr("»{0}« stands in {1} only as a part of a longer word or number",
                     {operation.old_words, to_string(place.where)}),
                  {tr("quote whole words")});
      continue;
    }
    std::vector<Match> found = meant(all, static_cast<std::size_t>(std::max(place.times, 0)));
    if (found.empty() && work.terms.bound) found = all;
    for (const Match& match : found) work.plan.words.push_back(edit_for(work, operation, match, item));
    if (found.empty()) explain_missing_words(work, item, operation, place, target, all.size());
  }
}

void plan_sentences(Work& work, std::size_t item, const Operation& operation,
                    const std::vector<Target>& targets) {
  const bool pairwise = operation.action == Action::reword;
  if (pairwise && operation.content.size() != targets.size()) {
    work.refuse(item, &operation, "amendment-designation",
                tr("{0} punktummer are re-worded, and {1} are given",
                   {std::to_string(targets.size()), std::to_string(operation.content.size())}),
                {tr("write \"ophæves, og i stedet indsættes:\" where the number of units changes")});
    return;
  }
  for (const Unit* unit : holders(targets)) {
    std::size_t here = 0;
    for (const Target& target : targets) here += target.unit == unit ? 1 : 0;
    if (operation.action == Action::repeal && here == sentence_places(*unit).size()) {
      work.refuse(item, &operation, "amendment-empty", tr("nothing would be left of {0}", {work.name(*unit)}),
                  {tr("repeal the provision itself: {0}", {repeal_formula(work, *unit)})});
      return;
    }
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    std::string words;
    if (pairwise)
      words = operation.content[i].text.words;
    else if (operation.action == Action::replace_units && i == 0)
      words = joined(operation.content);
    work.plan.words.push_back(sentence_edit(item, *targets[i].unit, *targets[i].sentence, words));
  }
}

void insert_sentences(Work& work, std::size_t item, const Operation& operation, const Target& target) {
  const Unit& unit = *target.unit;
  const std::string words = joined(operation.content);
  const std::vector<SentencePlace> all = sentence_places(unit);
  if (operation.side != Side::last) {
    const SentencePlace beside = all[*target.sentence];
    const bool after = operation.side == Side::after;
    const std::size_t at = after ? beside.end : beside.begin;
    work.plan.words.push_back(
        {item, &unit, beside.tail, at, at, after ? " " + words : words + " ", false, 0});
    return;
  }
  const std::string next = std::to_string(all.size() + 1);
  if (const std::string& given = operation.content[0].number;
      !given.empty() && given != next && !work.terms.bound) {
    const std::string name = to_string(Step{Kind::sentence, given, ""});
    const bool there = given.size() < next.size() || (given.size() == next.size() && given < next);
    work.refuse(item, &operation, there ? "amendment-unit-exists" : "amendment-designation",
                there             ? tr("there is a {0} in {1} already", {name, work.name(unit)})
                : all.size() == 1 ? tr("{0} has one punktum, and {1} is to come last",
                                       {before_words(work.name(unit)), name})
                                  : tr("{0} has {1} punktummer, and {2} is to come last",
                                       {before_words(work.name(unit)), std::to_string(all.size()), name}),
                {tr("the next free one is {0}", {to_string(Step{Kind::sentence, next, ""})})});
    return;
  }
  const bool tail = !unit.units.empty();
  const std::size_t at = tail ? unit.tail.words.size() : unit.text.words.size();
  work.plan.words.push_back({item, &unit, tail, at, at, " " + words, false, 0});
}

Text edited(const Text& text, const std::vector<const WordsEdit*>& edits) {
  Assembly assembly(text);
  std::size_t at = 0;
  for (const WordsEdit* edit : edits) {
    assembly.keep(at, edit->begin);
    at = assembly.put(*edit);
  }
  assembly.keep(at, text.words.size());
  Text result;
  for (const Mark& mark : text.marks)
    if (auto place = moved(mark, assembly, edits)) result.marks.push_back(std::move(*place));
  for (const auto& [begin, end] : text.own_sentences)
    if (auto place = assembly.moved(begin, end)) result.own_sentences.push_back(*place);
  result.words = assembly.take();
  return result;
}

}  // namespace kancelli::statute
