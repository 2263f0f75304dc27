// Minutes: one decision for each item of the agenda, about all of what was recommended, by a body that could
// decide.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/check/amendment_examples.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting.h"

namespace kancelli {
namespace {

Span place_of(const Node& node, std::string_view attribute) {
  const Attribute* found = node.find(attribute);
  return found == nullptr ? node.name_span : found->value_span;
}

bool is_minutes(const ExaminedPaper& examined) {
  return examined.paper.type == "minutes";
}

const Paper* agenda_of(const ExaminedPaper& examined) {
  const Paper* agenda = examined.project.paper(examined.paper.root().get("agenda"));
  return agenda != nullptr && agenda->type == "agenda" ? agenda : nullptr;
}

// --- minutes-meeting

void minutes_meeting(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (!is_minutes(examined)) return;
  const Attribute* named = examined.paper.root().find("agenda");
  const Paper* found = named == nullptr ? nullptr : examined.project.paper(named->value);
  if (found == nullptr) return;  // ref-unresolved tells
  if (found->type == "agenda" && !is_supplementary(*found) && found->committee == examined.paper.committee &&
      found->meeting == examined.paper.meeting)
    return;
  Diagnostic& d = diagnostics.error(
      "minutes-meeting", named->value_span,
      found->type != "agenda"    ? tr("\"{0}\" is not an agenda", {named->value})
      : is_supplementary(*found) ? tr("\"{0}\" is a supplementary agenda", {named->value})
                                 : tr("\"{0}\" is the agenda of another meeting", {named->value}),
      {tr("name the ordinary agenda of the same body and day; the supplementary ones go with it")});
  d.related.push_back({found->root().name_span, tr("this is what it names")});
}

// --- minutes-decision

class Decisions {
 public:
  Decisions(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), project_(examined.project), diagnostics_(diagnostics) {}

  void check() {
    const Paper* agenda = agenda_of(examined_);
    if (agenda == nullptr) return;
    const auto agendas = agendas_of_meeting(project_, *agenda);
    for (const Node* decision : decisions_of(examined_.paper)) check_decision(*decision, agendas);
    for (const Paper* each : agendas)
      for (const Node* item : items_of(*each))
        if (!decided_.contains(item)) report_undecided(*each, *item);
  }

 private:
  Diagnostic& error(Span span, std::string message, std::vector<std::string> hints) {
    return diagnostics_.error("minutes-decision", span, std::move(message), std::move(hints));
  }

  void report_undecided(const Paper& agenda, const Node& item) {
    const Node* decisions = examined_.paper.root().child("decisions");
    const std::string of = agenda.id + "#" + std::string(item.get("id"));
    Diagnostic& d =
        error(decisions == nullptr ? examined_.paper.root().name_span : decisions->name_span,
              tr("nothing is said of the item \"{0}\"", {of}),
              {tr("write <decision of=\"{0}\">; result=\"nothing\" where there was nothing", {of})});
    d.related.push_back({place_of(item, "id"), tr("the item")});
  }

  void check_decision(const Node& decision, const std::vector<const Paper*>& agendas) {
    const auto [agenda, item] = project_.resolve(examined_.paper, decision.get("of"));
    if (item == nullptr) return;  // ref-unresolved tells
    if (!item->is("agenda-item") || std::find(agendas.begin(), agendas.end(), agenda) == agendas.end()) {
      error(place_of(decision, "of"),
            tr("\"{0}\" is no item of this meeting's agendas", {decision.get("of")}),
            {tr("name an item: AGENDA#ITEM")});
      return;
    }
    if (const auto [first, fresh] = decided_.emplace(item, &decision); !fresh) {
      Diagnostic& d =
          error(place_of(decision, "of"), tr("the item \"{0}\" is decided twice", {decision.get("of")}),
                {tr("put the two together: a decision may have several outcomes")});
      d.related.push_back({place_of(*first->second, "of"), tr("it stands here first")});
    }
    check_access(decision, *agenda, *item);
    const auto outcomes = decision.elements("outcome");
    if (outcomes.empty())
      error(decision.name_span, tr("the decision has no result"), {tr("write <outcome result=\"...\"/>")});
    for (const Node* outcome : outcomes) check_outcome(*outcome);
    check_at_items(decision, outcomes);
  }

  void check_access(const Node& decision, const Paper& agenda, const Node& item) {
    if (examined_.paper.closed || agenda.closed) return;
    const bool closed = project_.withheld(item);
    if (closed == project_.withheld(decision)) return;
    Diagnostic& d = error(place_of(decision, closed ? "of" : "access"),
                          closed ? tr("the item is closed, and what was decided is open")
                                 : tr("the item is open, and what was decided is closed"),
                          {closed ? tr("close the decision: access=\"closed\" with reason and ground; "
                                       "public=\"...\" says what may "
                                       "be told")
                                  : tr("close the item on the agenda, or open the decision")});
    d.related.push_back({place_of(item, closed ? "access" : "id"), tr("the item")});
  }

  // What a result wants beside it, and what only it may have.
  void check_outcome(const Node& outcome) {
    const std::string_view result = outcome.get("result");
    const bool changed = result == "approved-changed", sends = result == "referred" || result == "sent-on";
    const Node* words = outcome.child("modification");
    if (changed && words == nullptr)
      error(place_of(outcome, "result"), tr("it is not said with which change"),
            {tr("write <modification>at ...</modification>")});
    if (!changed && words != nullptr)
      error(words->name_span, tr("a change, but the result is \"{0}\"", {result}),
            {tr("write result=\"approved-changed\"")});
    if (sends && outcome.find("to") == nullptr)
      error(place_of(outcome, "result"), tr("it is not said to whom"),
            {tr("write to=\"...\": the id of the body")});
    if (!sends && outcome.find("to") != nullptr)
      error(place_of(outcome, "to"), tr("a body, but the result is \"{0}\"", {result}),
            {tr("write result=\"referred\" or \"sent-on\", or leave to out")});
    if (result != "deferred" && outcome.find("until") != nullptr)
      error(place_of(outcome, "until"), tr("a date, but the result is \"{0}\"", {result}),
            {tr("write result=\"deferred\", or leave until out")});
    if (const Node* vote = outcome.child("vote")) check_vote(outcome, *vote);
  }

  // The vote says the result instead of the outcome: they must be the same.
  void check_vote(const Node& outcome, const Node& vote) {
    const bool rejected = outcome.get("result") == "rejected";
    if (rejected == (vote.get("result") == "rejected")) return;
    Diagnostic& d =
        error(place_of(vote, "result"), tr("the vote says otherwise than the result"),
              {tr("correct one of the two; a vote that did not decide stands beside the outcome")});
    d.related.push_back({place_of(outcome, "result"), tr("the result")});
  }

  void check_at_items(const Node& decision, const std::vector<const Node*>& outcomes) {
    const Paper* paper = decided_paper(project_, examined_.paper, decision.get("of"));
    const Node* item = project_.resolve(examined_.paper, decision.get("of")).node;
    if (paper == nullptr && !item->get("paper").empty()) return;  // ref-unresolved tells
    std::map<int, const Node*> seen;
    bool whole = false;
    for (const Node* outcome : outcomes) {
      const Attribute* at = outcome->find("at");
      whole = whole || at == nullptr;
      if (at != nullptr) check_at(*outcome, *at, paper, seen);
    }
    if (seen.empty() || whole) {
      if (whole && outcomes.size() > 1)
        error(decision.name_span, tr("one of several results is about the whole item"),
              {tr("say with at=\"...\" what each is about")});
      return;
    }
    const int all = static_cast<int>(at_items(*paper).size());
    for (int number = 1; number <= all; ++number)
      if (!seen.contains(number))
        error(decision.name_span, tr("nothing is said of at-item {0}", {std::to_string(number)}),
              {tr("put it into the at=\"...\" of its result")});
  }

  void check_at(const Node& outcome, const Attribute& at, const Paper* paper,
                std::map<int, const Node*>& seen) {
    if (paper == nullptr || at_items(*paper).empty()) {
      error(at.value_span, tr("the item has no case with at-items"), {tr("leave at out")});
      return;
    }
    std::vector<std::string_view> unknown;
    for (const int number : at_numbers(*paper, at.value, &unknown)) {
      const auto [first, fresh] = seen.emplace(number, &outcome);
      if (fresh) continue;
      Diagnostic& d = error(at.value_span, tr("at-item {0} is decided twice", {std::to_string(number)}),
                            {tr("let it stand with the result that holds")});
      d.related.push_back({place_of(*first->second, "at"), tr("it stands here first")});
    }
    for (const std::string_view word : unknown)
      error(at.value_span, tr("\"{0}\" has no at-item \"{1}\"", {paper->id, word}),
            {tr("write its id or its number, 1 to {0}", {std::to_string(at_items(*paper).size())})});
  }

  const ExaminedPaper& examined_;
  const Project& project_;
  Diagnostics& diagnostics_;
  std::map<const Node*, const Node*> decided_;  // item -> decision
};

void minutes_decision(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (is_minutes(examined)) Decisions(examined, diagnostics).check();
}

// --- minutes-deferred

// The agenda of the body's meeting on that day; nullptr when nobody has written one.
const Paper* agenda_on(const Project& project, const std::string& body, const Date& day) {
  for (const auto& paper : project.papers)
    if (paper->type == "agenda" && !is_supplementary(*paper) && paper->committee == body &&
        paper->meeting == day)
      return paper.get();
  return nullptr;
}

void check_deferred(const ExaminedPaper& examined, const Node& decision, const Node& outcome,
                    Diagnostics& diagnostics) {
  const auto until = Date::parse(outcome.get("until"));
  const Paper& minutes = examined.paper;
  if (!until || !minutes.meeting) return;
  const Span place = place_of(outcome, "until");
  const MeetingPlan* plan = examined.project.registers.plan(minutes.committee, until->year);
  if (!before(*minutes.meeting, *until))
    diagnostics.error("minutes-deferred", place,
                      tr("put off to {0}, which is not after the meeting", {shown(*until)}),
                      {tr("write the day of a later meeting")});
  else if (plan != nullptr && plan->on(*until) == nullptr)
    diagnostics.error("minutes-deferred", place,
                      tr("put off to {0}, when no meeting is planned", {shown(*until)}),
                      {tr("write the day of a planned meeting, or put the meeting into the plan")});
  const Paper* agenda = agenda_on(examined.project, minutes.committee, *until);
  const Paper* paper = decided_paper(examined.project, minutes, decision.get("of"));
  if (agenda == nullptr || paper == nullptr) return;
  for (const Paper* each : agendas_of_meeting(examined.project, *agenda))
    for (const Node* item : items_of(*each))
      if (const Paper* again = examined.project.paper(item->get("paper")))
        if (same_matter(*paper, *again)) return;
  Diagnostic& d = diagnostics.warning(
      "minutes-deferred", place, tr("the agenda of {0} does not have the case", {shown(*until)}),
      {tr("put it on that agenda; what was decided before is then printed with it")});
  d.related.push_back({agenda->root().name_span, tr("that agenda")});
}

void minutes_deferred(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (!is_minutes(examined)) return;
  for (const Node* decision : decisions_of(examined.paper))
    for (const Node* outcome : decision->elements("outcome"))
      if (outcome->get("result") == "deferred") check_deferred(examined, *decision, *outcome, diagnostics);
}

// --- minutes-attendance

std::int64_t count_of(const Node* group) {
  return group == nullptr ? 0 : read_count(group->get("count")).value_or(0);
}

// Those that are named are no more than the group has.
void check_named(const Node& group, Diagnostics& diagnostics) {
  std::int64_t named = 0;
  for (const Node* each : group.elements()) named += each->is("members") ? count_of(each) : 1;
  const std::int64_t least = std::max(named, static_cast<std::int64_t>(split(group.get("parties")).size()));
  if (least > count_of(&group))
    diagnostics.error("minutes-attendance", place_of(group, "count"),
                      tr("the number is {0}, those that are named here are {1}",
                         {group.get("count"), std::to_string(least)}),
                      {tr("correct the number, or who is named")});
}

void minutes_attendance(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Node* participants = is_minutes(examined) ? examined.paper.root().child("participants") : nullptr;
  const Node* present = participants == nullptr ? nullptr : participants->child("present");
  if (present == nullptr) return;
  const Node *excused = participants->child("excused"), *unexcused = participants->child("unexcused");
  for (const Node* group : {present, excused, unexcused})
    if (group != nullptr) check_named(*group, diagnostics);
  const Body* body = examined.project.registers.body(examined.paper.committee);
  const std::int64_t members = body == nullptr ? 0 : body->members;
  if (members == 0) return;
  const std::int64_t all = count_of(present) + count_of(excused) + count_of(unexcused);
  const Span place = place_of(*present, "count");
  const auto related = [&](Diagnostic& d) {
    d.related.push_back({value_in_tag(examined.project.sources, body->span, "members"),
                         tr("the register gives the number of members")});
  };
  if (all != members)
    related(diagnostics.error("minutes-attendance", place,
                              tr("those present and those absent are {0} in all, the body has {1} members",
                                 {std::to_string(all), std::to_string(members)}),
                              {tr("correct the number that is wrong")}));
  else if (2 * count_of(present) <= members)
    related(diagnostics.error("minutes-attendance", place,
                              tr("{0} of {1} members are too few to decide anything",
                                 {std::to_string(count_of(present)), std::to_string(members)}),
                              {tr("correct the number; a body decides when more than half are present")}));
}

// A case with two at-items, an agenda that has it, and minutes with these participants and decisions.
std::string_view minutes_example(const std::string& participants, const std::string& decisions,
                                 const std::string& agenda = "dagsorden") {
  static const std::string before_them = R"(<!-- registers/organisation.xml -->
<body id="oeu" kind="committee" members="13"><name>Økonomiudvalget</name></body>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-10"/>
<recommendation by="oeu" to="oeu"><item id="at-plan">at planen godkendes, og</item><item>at notatet tages til efterretning.</item></recommendation>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-02-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="sagen" paper="sag"/></agenda-items>
</agenda>
<!-- papers/minutes/referat.xml -->
<minutes xmlns="urn:kancelli:1" xml:lang="da" id="referat" agenda=")";
  return example(before_them + agenda + R"(">
<meta><title>Referat</title><organ committee="oeu"/><meeting date="2026-02-10"/><access state="open"/><state value="draft"/></meta>
<participants>)" +
                 participants + "</participants>\n<decisions>" + decisions + "</decisions>\n</minutes>\n");
}

std::string decision_example(const std::string& outcomes) {
  return "<decision of=\"dagsorden#sagen\">" + outcomes + "</decision>";
}

const std::string all_there = "<present count=\"12\"/><excused count=\"1\"/>";
const std::string all_approved = decision_example("<outcome result=\"approved\"/>");

}  // namespace

std::vector<Rule> minutes_rules() {
  return {
      {.code = "minutes-attendance",
       .severity = Severity::error,
       .summary = "Those present and absent are not the members, or too few to decide.",
       .explanation =
           "Present, excused and unexcused are together as many as the body has members (members=\"...\" in "
           "the "
           "organisation register; without it only the names are counted). A body decides when more than "
           "half of "
           "its members are present. Those that are named are no more than the number beside them.",
       .failing = minutes_example("<present count=\"11\"/><excused count=\"1\"/>", all_approved),
       .passing = minutes_example(all_there, all_approved),
       .check = minutes_attendance},
      {.code = "minutes-decision",
       .severity = Severity::error,
       .summary = "An item has no decision or two, or not all of it is decided.",
       .explanation = "Each item of the meeting's agendas has one decision, open or closed as the item is, "
                      "with at least one "
                      "result. Where the results name at-items (at=\"...\", by id or number), each at-item "
                      "of the case, as it "
                      "was sent, is named once. approved-changed has a <modification>, referred and sent-on "
                      "have to=\"...\", "
                      "only deferred may have until=\"...\". A vote inside a result says the same as it.",
       .failing =
           minutes_example(all_there, decision_example("<outcome result=\"approved\" at=\"at-plan\"/>")),
       .passing = minutes_example(all_there, decision_example("<outcome result=\"approved\" at=\"at-plan\"/>"
                                                              "<outcome result=\"noted\" at=\"2\"/>")),
       .check = minutes_decision},
      {.code = "minutes-deferred",
       .severity = Severity::error,
       .summary = "A case is put off to a day without a meeting, or does not come back.",
       .explanation = "The day is that of a later meeting, one of the plan where the register has a plan of "
                      "that year. Where "
                      "the meeting has an agenda, it has the case, or another of the same case number: else "
                      "a warning. What "
                      "was decided before is printed with the case and on the agenda.",
       .failing = minutes_example(all_there,
                                  decision_example("<outcome result=\"deferred\" until=\"2026-02-03\"/>")),
       .passing = minutes_example(all_there,
                                  decision_example("<outcome result=\"deferred\" until=\"2026-03-10\"/>")),
       .check = minutes_deferred},
      {.code = "minutes-meeting",
       .severity = Severity::error,
       .summary = "Minutes name the agenda of another meeting.",
       .explanation = "agenda=\"...\" names the ordinary agenda of the same body and day. The supplementary "
                      "agendas of the meeting go with it.",
       .failing = minutes_example(all_there, all_approved, "sag"),
       .passing = minutes_example(all_there, all_approved),
       .check = minutes_meeting},
  };
}

}  // namespace kancelli
