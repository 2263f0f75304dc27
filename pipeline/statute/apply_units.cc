// Units that are re-worded, repealed and inserted: what the items mean by the statute as it was.
#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/statute/apply_plan.h"

namespace kancelli::statute {
namespace {

bool is_top(Kind kind) {
  return kind == Kind::chapter || kind == Kind::paragraph || kind == Kind::annex || kind == Kind::heading;
}

// Which of its item's operations it is.
std::size_t number_of(const Work& work, std::size_t item, const Operation& operation) {
  return static_cast<std::size_t>(&operation - work.amendment.items[item].operations.data());
}

// What the content is, headings before its paragraphs apart.
Kind content_kind(const std::vector<Unit>& content) {
  for (const Unit& unit : content)
    if (unit.kind != Kind::heading) return unit.kind;
  return Kind::heading;
}

// A § is its only stykke.
bool is_called(const Unit* named, const Unit* unit) {
  if (named == unit) return true;
  return named != nullptr && unit->kind == Kind::subsection && named->units.size() == 1 &&
         &named->units[0] == unit;
}

std::vector<Target> find_all(Work& work, std::size_t item, Operation& operation) {
  std::vector<Target> targets;
  for (Place& place : operation.places) {
    const Target target = find_target(work, item, operation, place);
    if (target.unit == nullptr) return {};
    place.id = target.unit->id;
    targets.push_back(target);
  }
  return targets;
}

std::string missing_hint(const Work& work, const Step& step, const Unit& found_within) {
  const bool only = found_within.kind == Kind::paragraph && found_within.units.size() == 1 &&
                    step.kind != Kind::subsection && step.kind != Kind::heading;
  const Unit& within = only ? found_within.units[0] : found_within;
  std::vector<std::string> numbers;
  for (const Unit& unit : within.units)
    if (unit.kind == step.kind) numbers.push_back(unit.number);
  if (within.kind == Kind::statute) return {};
  if (step.kind == Kind::sentence)
    return sentence_places(within).size() == 1
               ? tr("{0} has one punktum", {before_words(work.name(within))})
               : tr("{0} has {1} punktummer",
                    {before_words(work.name(within)), std::to_string(sentence_places(within).size())});
  if (numbers.empty()) return tr("{0} has none", {before_words(work.name(within))});
  return tr("{0} ends with {1}",
            {before_words(work.name(within)), to_string(Step{step.kind, numbers.back(), ""})});
}

// The headings between a § that goes and the next one that goes go too; the one before the first stays.
void remove_headings(Work& work, std::size_t item, const Operation& operation,
                     const std::vector<Target>& targets) {
  for (const Target& target : targets) {
    if (target.unit->kind != Kind::paragraph) continue;
    const Unit& parent = *work.index.parent(*target.unit);
    std::size_t first = work.index.position(*target.unit);
    while (first > 0 && parent.units[first - 1].kind == Kind::heading) --first;
    const bool follows = first > 0 && std::any_of(targets.begin(), targets.end(), [&](const Target& each) {
                           return each.unit == &parent.units[first - 1];
                         });
    for (const Unit* unit = &parent.units[first]; follows && unit != target.unit; ++unit)
      work.plan.removals.push_back({item, unit, true, number_of(work, item, operation)});
  }
}

void plan_repeal(Work& work, std::size_t item, Operation& operation) {
  const std::vector<Target> targets = find_all(work, item, operation);
  std::vector<Target> sentences;
  for (const Target& target : targets) {
    if (target.sentence) {
      sentences.push_back(target);
    } else if (target.text_only && target.unit->kind != Kind::statute) {
      const std::size_t size = target.unit->text.words.size();
      work.plan.words.push_back({item, target.unit, false, 0, size, "", false, 0});
    } else if (target.unit->kind == Kind::statute) {
      work.refuse(item, &operation, "amendment-empty", tr("the title cannot be repealed"));
    } else {
      work.plan.removals.push_back({item, target.unit, false, number_of(work, item, operation)});
    }
  }
  if (!sentences.empty()) plan_sentences(work, item, operation, sentences);
  remove_headings(work, item, operation, targets);
}

// "§ 5 affattes således:" may be followed by the stykker alone.
void wrap_subsections(Operation& operation, const Unit& paragraph) {
  Unit whole;
  whole.kind = Kind::paragraph;
  whole.number = paragraph.number;
  whole.units = std::move(operation.content);
  operation.content.clear();
  operation.content.push_back(std::move(whole));
}

bool fits(const Target& target, const Unit& content) {
  if (content.kind == target.unit->kind) return true;
  return target.text_only && content.kind == Kind::heading;
}

void plan_reword(Work& work, std::size_t item, Operation& operation) {
  const std::vector<Target> targets = find_all(work, item, operation);
  if (targets.empty()) return;
  if (targets[0].sentence) return plan_sentences(work, item, operation, targets);
  if (targets.size() == 1 && targets[0].unit->kind == Kind::paragraph && !operation.content.empty() &&
      operation.content[0].kind == Kind::subsection)
    wrap_subsections(operation, *targets[0].unit);
  if (operation.content.size() != targets.size()) {
    work.refuse(item, &operation, "amendment-designation",
                tr("{0} provisions are re-worded, and {1} are given",
                   {std::to_string(targets.size()), std::to_string(operation.content.size())}),
                {tr("write \"ophæves, og i stedet indsættes:\" where the number of units changes")});
    return;
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!fits(targets[i], operation.content[i])) {
      work.refuse(item, &operation, "amendment-designation",
                  tr("what is quoted is no new wording of {0}", {work.name(*targets[i].unit)}));
      return;
    }
    work.plan.rewordings.push_back({item, targets[i].unit, targets[i].text_only, &operation.content[i]});
  }
}

void plan_replace(Work& work, std::size_t item, Operation& operation) {
  const std::vector<Target> targets = find_all(work, item, operation);
  if (targets.empty()) return;
  if (targets[0].sentence) return plan_sentences(work, item, operation, targets);
  for (const Target& target : targets) {
    if (target.text_only || target.unit->kind == Kind::statute) {
      work.refuse(item, &operation, "amendment-designation",
                  tr("a title or heading is re-worded, not repealed and inserted"),
                  {tr("write \"affattes således:\"")});
      return;
    }
    work.plan.removals.push_back({item, target.unit, false, number_of(work, item, operation)});
  }
  remove_headings(work, item, operation, targets);
  const std::size_t number = number_of(work, item, operation);
  work.plan.insertions.push_back({item, number, work.index.parent(*targets[0].unit),
                                  work.index.position(*targets[0].unit), Insertion::Order::instead,
                                  &operation.content});
}

// The unit that holds units of a kind, from the one an item names; nullptr when it holds none.
const Unit* holder(const Unit& named, Kind kind) {
  const Unit* at = &named;
  if ((at->kind == Kind::paragraph || at->kind == Kind::annex) && kind != Kind::subsection &&
      at->units.size() == 1)
    at = &at->units[0];
  switch (kind) {
    case Kind::subsection:
      return at->kind == Kind::paragraph || at->kind == Kind::annex ? at : nullptr;
    case Kind::number:
      return at->kind == Kind::subsection ? at : nullptr;
    case Kind::letter:
      return at->kind == Kind::subsection || at->kind == Kind::number ? at : nullptr;
    case Kind::sentence:
      return at->kind == Kind::subsection || at->kind == Kind::number || at->kind == Kind::letter ? at
                                                                                                  : nullptr;
    case Kind::paragraph:
    case Kind::heading:
      return at->kind == Kind::statute || at->kind == Kind::chapter ? at : nullptr;
    default:
      return at->kind == Kind::statute ? at : nullptr;
  }
}

// Where in a whole statute, or a chapter, new units of a kind come last.
void place_last(const Unit& parent, Kind kind, Insertion& insertion) {
  insertion.parent = &parent;
  insertion.index = parent.units.size();
  insertion.order = Insertion::Order::last;
  if (parent.kind != Kind::statute || kind == Kind::annex) return;
  while (insertion.index > 0 && parent.units[insertion.index - 1].kind == Kind::annex) --insertion.index;
  if (kind == Kind::preamble) insertion.index = 0;
  if ((kind != Kind::paragraph && kind != Kind::heading) || insertion.index == 0) return;
  if (const Unit& last = parent.units[insertion.index - 1]; last.kind == Kind::chapter)
    place_last(last, kind, insertion);
}

void place_beside(const Work& work, const Unit& sibling, bool after, Insertion& insertion) {
  insertion.parent = work.index.parent(sibling);
  insertion.index = work.index.position(sibling) + (after ? 1 : 0);
  insertion.order = after ? Insertion::Order::after : Insertion::Order::before;
}

bool ends_chapter(const Work& work, const Unit& paragraph) {
  const Unit& parent = *work.index.parent(paragraph);
  return parent.kind == Kind::chapter && &paragraph == &parent.units.back();
}

// Why new units cannot stand there, or nothing.
std::string place_top(Work& work, std::size_t item, const Operation& operation, const Target& anchor,
                      Kind kind, Insertion& insertion) {
  const bool after = operation.side == Side::after;
  const Unit* beside = anchor.unit;
  const bool chapter = kind == Kind::chapter || kind == Kind::annex;
  if (anchor.text_only || beside->kind == Kind::preamble) {
    if (beside->kind == Kind::preamble)
      place_beside(work, *beside, after, insertion);
    else
      insertion.parent = beside;
    return {};
  }
  if (!is_top(beside->kind)) return tr("a § cannot stand in a §");
  if (chapter && beside->kind != Kind::chapter && beside->kind != Kind::annex) {
    const Unit& parent = *work.index.parent(*beside);
    if (parent.kind == Kind::chapter && !ends_chapter(work, *beside))
      return tr("{0} is not the last of {1}: which paragraphs go into the new chapter cannot be seen",
                {before_words(work.name(*beside)), work.name(parent)});
    if (parent.kind == Kind::chapter) beside = &parent;
  }
  place_beside(work, *beside, after, insertion);
  // A heading is that of the § behind it: a new § comes before both.
  if (!after && kind == Kind::paragraph && beside->kind == Kind::paragraph)
    while (insertion.index > 0 && insertion.parent->units[insertion.index - 1].kind == Kind::heading)
      --insertion.index;
  if (operation.in_chapter.empty()) {
    if (after && kind == Kind::paragraph && beside->kind == Kind::paragraph && ends_chapter(work, *beside))
      work.report(
          Severity::warning, item, &operation, "amendment-ambiguous",
          tr("{0} is the last of its chapter: which chapter the new one belongs to is not said",
             {work.name(*beside)}),
          {tr("write \"Efter {0} indsættes i {1}:\"", {work.name(*beside), work.name(*insertion.parent)})});
    return {};
  }
  const Unit* into = work.index.top(Kind::chapter, operation.in_chapter);
  if (into == nullptr) return tr("there is no kapitel {0}", {operation.in_chapter});
  if (into != insertion.parent)
    insertion = {insertion.item, insertion.operation, into, 0, Insertion::Order::before, insertion.content};
  return {};
}

void plan_insert(Work& work, std::size_t item, Operation& operation) {
  const std::size_t number = number_of(work, item, operation);
  Insertion insertion{item, number, nullptr, 0, Insertion::Order::after, &operation.content};
  Target anchor;
  anchor.unit = &work.index.statute();
  if (!operation.anchor.where.empty() || !operation.anchor.id.empty())
    anchor = find_target(work, item, operation, operation.anchor);
  if (anchor.unit == nullptr) return;
  operation.anchor.id = anchor.unit->id;
  const Kind kind = content_kind(operation.content);
  const Unit* parent =
      operation.side == Side::last ? holder(*anchor.unit, kind) : work.index.parent(*anchor.unit);
  std::string why;
  if (operation.content.empty()) {
    why = tr("nothing is inserted");
  } else if (operation.side == Side::last) {
    if (parent == nullptr)
      why = tr("{0} cannot take it: say in which stykke or nummer", {before_words(work.name(*anchor.unit))});
    else if (kind == Kind::sentence)
      anchor.unit = parent;
    else
      place_last(*parent, kind, insertion);
  } else if (is_top(kind) || kind == Kind::preamble) {
    why = place_top(work, item, operation, anchor, kind, insertion);
  } else if (kind == Kind::sentence ? !anchor.sentence : anchor.sentence || anchor.unit->kind != kind) {
    why = tr("what is inserted is not of the kind of {0}", {work.name(*anchor.unit)});
  } else if (kind != Kind::sentence) {
    place_beside(work, *anchor.unit, operation.side == Side::after, insertion);
  }
  if (!why.empty()) {
    work.refuse(item, &operation, "amendment-ambiguous", why);
  } else if (kind == Kind::sentence) {
    insert_sentences(work, item, operation, anchor);
  } else {
    work.plan.insertions.push_back(insertion);
  }
}

}  // namespace

Target find_target(Work& work, std::size_t item, const Operation& operation, const Place& place) {
  const Target target = work.index.find(place);
  if (target.unit != nullptr) {
    if (!place.id.empty() && !work.terms.bound && !place.where.empty() &&
        !is_called(work.index.find(place.where).unit, target.unit))
      work.report(
          Severity::warning, item, &operation, "amendment-number",
          tr("the item says {0}, the provision is {1}", {to_string(place.where), work.name(*target.unit)}));
    return target;
  }
  const std::string where = to_string(place.where);
  if (target.within == nullptr) {
    work.refuse(item, &operation, "amendment-unit-missing", tr("which provision is meant is not said"));
    return target;
  }
  const Step& step = place.where.steps[target.step];
  std::vector<std::string> hints;
  if (work.options.changed_by && !place.id.empty())
    if (const std::string earlier = work.options.changed_by(place.id); !earlier.empty()) {
      work.refuse(item, &operation, "amendments-collide",
                  tr("{0} is not there any more: {1} repealed it", {before_words(where), earlier}));
      return target;
    }
  if (target.ambiguous) {
    work.refuse(item, &operation, "amendment-ambiguous",
                tr("{0}: {1} has several stykker", {where, work.name(*target.within)}),
                {tr("say in which stykke")});
  } else if (operation.action == Action::reword && step.kind == Kind::paragraph &&
             work.index.before(step.number) != nullptr && work.index.has_later(step.number)) {
    work.refuse(item, &operation, "amendment-unit-repealed",
                tr("there is no {0}: a § that was repealed is not re-worded, but inserted", {where}),
                {tr("insert it: \"Efter {0} indsættes: »{1}. …«\"",
                    {work.name(*work.index.before(step.number)), to_string(step)})});
  } else {
    if (std::string hint = missing_hint(work, step, *target.within); !hint.empty())
      hints.push_back(std::move(hint));
    work.refuse(item, &operation, "amendment-unit-missing", tr("there is no {0}", {where}), std::move(hints));
  }
  return target;
}

void plan_units(Work& work, std::size_t item, Operation& operation) {
  switch (operation.action) {
    case Action::reword:
      return plan_reword(work, item, operation);
    case Action::repeal:
      return plan_repeal(work, item, operation);
    case Action::replace_units:
      return plan_replace(work, item, operation);
    default:
      return plan_insert(work, item, operation);
  }
}

}  // namespace kancelli::statute
