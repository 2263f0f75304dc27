#include "pipeline/project/decisions.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"
#include "pipeline/project/meeting.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

// How a result is said of an item that stands alone, and of a recommendation. `of_matter`: it is the case
// that is put off, not what is recommended in it.
struct Result {
  std::string_view name, alone, said;
  bool of_matter = false;
};

constexpr auto results = std::to_array<Result>({
    {"approved", "Godkendt", "blev godkendt"},
    {"approved-changed", "Godkendt med den ændring,", "blev godkendt med den ændring,"},
    {"adopted", "Vedtaget", "blev vedtaget"},
    {"endorsed", "Tiltrådt", "blev tiltrådt"},
    {"noted", "Taget til efterretning", "blev taget til efterretning"},
    {"discussed", "Drøftet", "blev drøftet", true},
    {"deferred", "Udsat", "blev udsat", true},
    {"referred", "Henvist til", "blev henvist til", true},
    {"sent-on", "Oversendt til", "blev oversendt til", true},
    {"rejected", "Ikke godkendt", "blev ikke godkendt"},
    {"withdrawn", "Taget af dagsordenen", "blev taget af dagsordenen", true},
    {"lapsed", "Bortfaldet", "bortfaldt", true},
    {"nothing", "Der forelå intet", "", true},
});

// "1.", "1. og 2.", "1., 2. og 4."
std::string ordinals(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) text += i + 1 == numbers.size() ? " og " : ", ";
    text += std::to_string(numbers[i]) + ".";
  }
  return text;
}

std::string subject_of(const Result& result, const Paper& paper, const Outcome& outcome) {
  if (const auto numbers = at_numbers(paper, outcome.at); !numbers.empty())
    return "Indstillingens " + ordinals(numbers) + " at-punkt ";
  return result.of_matter ? "Sagen " : "Indstillingen ";
}

// What stands behind the verb: " til mødet den 10. marts 2026", " Borgerrepræsentationen".
std::string complement(const Project& project, const Paper& minutes, const Outcome& outcome) {
  if (const auto until = Date::parse(outcome.until)) return " til mødet den " + format_date(*until, "long");
  const Body* to = project.registers.body(outcome.to);
  const BodyName* name = to == nullptr ? nullptr : to->name_on(minutes.dated);
  return name == nullptr ? std::string() : " " + name->name;
}

std::string case_number(const Paper& paper) {
  const Node* meta = paper.root().child("meta");
  const Node* record = meta == nullptr ? nullptr : meta->child("record");
  return record == nullptr ? std::string() : std::string(record->get("case"));
}

// The minutes as they were sent last; of a project that keeps no sent versions the source that says it was.
// nullptr for drafts, for what was taken back, and where nobody knows what was sent.
const Paper* as_sent(const Project& project, const Paper& minutes) {
  if (minutes.state == "withdrawn" || minutes.state == "superseded") return nullptr;
  const auto then = project.cases_then.find(minutes.id);
  if (then == project.cases_then.end()) return minutes.state == "sent" ? &minutes : nullptr;
  return then->second.empty() ? nullptr : then->second.back().paper.get();
}

}  // namespace

bool same_matter(const Paper& a, const Paper& b) {
  return &a == &b || a.id == b.id || (!case_number(a).empty() && case_number(a) == case_number(b));
}

const Paper* decided_paper(const Project& project, const Paper& minutes, std::string_view of) {
  const Node* item = project.resolve(minutes, of).node;
  const Paper* paper = item == nullptr ? nullptr : project.paper(item->get("paper"));
  const auto then = paper == nullptr ? project.cases_then.end() : project.cases_then.find(paper->id);
  if (then == project.cases_then.end() || !minutes.meeting) return paper;
  // What the meeting had before it; what was sent later, and the source, may have other at-items.
  for (const PaperThen& version : then->second)
    if (!before(*minutes.meeting, version.sent)) paper = version.paper.get();
  return paper;
}

std::vector<const Node*> at_items(const Paper& paper) {
  const Node* recommendation = paper.root().child("recommendation");
  return recommendation == nullptr ? std::vector<const Node*>() : recommendation->elements("item");
}

std::vector<int> at_numbers(const Paper& paper, std::string_view at, std::vector<std::string_view>* unknown) {
  const auto items = at_items(paper);
  std::vector<int> numbers;
  for (const std::string_view word : split(at)) {
    std::size_t i = 0;
    while (i < items.size() && items[i]->get("id") != word && std::to_string(i + 1) != word) ++i;
    if (i < items.size())
      numbers.push_back(static_cast<int>(i) + 1);
    else if (unknown != nullptr)
      unknown->push_back(word);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

std::string outcome_text(const Project& project, const Paper& minutes, const Outcome& outcome) {
  const auto result = std::find_if(results.begin(), results.end(),
                                   [&](const Result& each) { return each.name == outcome.result; });
  if (result == results.end()) return {};
  const Paper* paper = decided_paper(project, minutes, outcome.of);
  const bool alone = paper == nullptr || at_items(*paper).empty() || result->said.empty();
  return (alone ? std::string(result->alone)
                : subject_of(*result, *paper, outcome) + std::string(result->said)) +
         complement(project, minutes, outcome);
}

std::vector<std::string> decision_lines(const Project& project, const Paper& minutes, const Node& decision) {
  if (project.withheld(decision))
    return decision.get("public").empty() ? std::vector<std::string>()
                                          : std::vector{std::string(decision.get("public"))};
  std::vector<std::string> lines;
  for (const Node* outcome : decision.elements("outcome")) {
    std::string line = outcome_text(project, minutes,
                                    {decision.get("of"), outcome->get("result"), outcome->get("at"),
                                     outcome->get("until"), outcome->get("to")});
    if (const Node* words = outcome->child("modification"))
      line += " " + printed_words(*words, minutes, project);
    lines.push_back(as_sentence(line));
  }
  return lines;
}

std::vector<EarlierDecision> earlier_decisions(const Project& project, const Paper& paper, const Date& day) {
  std::vector<EarlierDecision> found;
  for (const auto& source : project.papers) {
    const Paper* minutes = source->type == "minutes" ? as_sent(project, *source) : nullptr;
    if (minutes == nullptr || !minutes->meeting || !before(*minutes->meeting, day)) continue;
    if ((source->closed || minutes->closed) && !project.closed_edition) continue;
    for (const Node* decision : decisions_of(*minutes)) {
      const Paper* decided = decided_paper(project, *minutes, decision->get("of"));
      if (decided != nullptr && same_matter(*decided, paper))
        found.push_back({minutes, decision, *minutes->meeting});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return before(a.date, b.date); });
  return found;
}

}  // namespace kancelli
