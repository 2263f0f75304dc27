// Tasks that move from committee to committee: every one has a giver that has it and one receiver.
#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/tasks.h"

namespace kancelli {
namespace {

template <typename Function>
void each_transfer(const ExaminedPaper& examined, const Function& function) {
  for (const Transfer& transfer : examined.index.task_lists.transfers())
    if (transfer.paper == &examined.paper) function(transfer);
}

// The place of a word in an attribute that lists several.
Span word_in(const ExaminedPaper& examined, const Node& node, std::string_view attribute,
             std::string_view word) {
  const Attribute* list = node.find(attribute);
  if (list == nullptr) return node.name_span;
  for (const std::string_view each : split(list->value)) {
    const auto begin = static_cast<std::size_t>(each.data() - list->value.data());
    if (each == word) return span_in_value(examined.project.sources, *list, begin, begin + each.size());
  }
  return list->value_span;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The name that the body has in this paper, or its id.
std::string name_of(const ExaminedPaper& examined, std::string_view id) {
  const Body* body = examined.project.registers.body(id);
  const BodyName* name = body == nullptr ? nullptr : body->name_on(examined.paper.dated);
  return name == nullptr ? std::string(id) : name->name;
}

// --- transfer-receiver

// An unknown body, and one without a name on the paper's date, is another rule's finding.
void check_committee(const ExaminedPaper& examined, const Transfer& transfer, const std::string& id,
                     std::string_view attribute, Diagnostics& diagnostics) {
  const Body* body = examined.project.registers.body(id);
  if (body == nullptr) return;
  const Span span = word_in(examined, *transfer.node, attribute, id);
  if (body->kind != "committee") {
    const Body* parent = examined.project.registers.body(body->parent);
    diagnostics.error("transfer-receiver", span, tr("\"{0}\" is no committee", {id}),
                      {parent != nullptr && parent->kind == "committee"
                           ? tr("tasks move between committees; its committee is \"{0}\"", {parent->id})
                           : tr("tasks move between committees; name one")});
  } else if (attribute == "to" && transfer.effective &&
             body->name_on(examined.paper.date_at(*transfer.node)) != nullptr &&
             body->name_on(transfer.effective) == nullptr) {
    Diagnostic& d = diagnostics.error("transfer-receiver", span,
                                      tr("there is no {0} on {1}, when the transfer takes effect",
                                         {name_of(examined, id), shown(*transfer.effective)}),
                                      {tr("name a committee that exists then, or correct the register")});
    d.related.push_back({body->span, tr("the register has it so")});
  }
}

void transfer_receiver(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  each_transfer(examined, [&](const Transfer& transfer) {
    for (const std::string& giver : transfer.from)
      check_committee(examined, transfer, giver, "from", diagnostics);
    if (contains(transfer.from, transfer.to))
      diagnostics.error("transfer-receiver", word_in(examined, *transfer.node, "to", transfer.to),
                        tr("{0} both gives the task and receives it", {name_of(examined, transfer.to)}),
                        {tr("correct from or to")});
    else
      check_committee(examined, transfer, transfer.to, "to", diagnostics);
  });
}

// --- task-not-held

bool between_committees(const ExaminedPaper& examined, const Transfer& transfer) {
  return !contains(transfer.from, transfer.to) &&
         std::all_of(transfer.from.begin(), transfer.from.end(), [&](const std::string& giver) {
           const Body* body = examined.project.registers.body(giver);
           return body != nullptr && body->kind == "committee";
         });
}

void report_not_held(const ExaminedPaper& examined, const Transfer& transfer, const Task& task,
                     Diagnostics& diagnostics) {
  const TaskLists& lists = examined.index.task_lists;
  const auto counts = TaskLists::before_this(transfer);
  std::string givers;
  for (const std::string& id : transfer.from) givers += (givers.empty() ? "" : ", ") + name_of(examined, id);
  const std::string holder = lists.holder(task, counts);
  Diagnostic& d = diagnostics.error(
      "task-not-held", word_in(examined, *transfer.node, "tasks", task.id),
      tr("\"{0}\" is not a task of {1}, but of {2}", {task.id, givers, name_of(examined, holder)}),
      {tr("correct from or tasks; or the register, where the task is another's")});
  if (const Transfer* earlier = lists.moved_by(task, counts))
    d.related.push_back({earlier->node->name_span, tr("it came there with this transfer")});
  else
    d.related.push_back({task.span, tr("the register has it so")});
}

void task_not_held(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Registers& registers = examined.project.registers;
  each_transfer(examined, [&](const Transfer& transfer) {
    if (!between_committees(examined, transfer)) return;  // told already
    std::vector<std::string> holders;
    bool good = !transfer.tasks.empty();
    for (const std::string& id : transfer.tasks) {
      const Task* task = registers.task(id);
      const std::string holder =
          task == nullptr ? "" : examined.index.task_lists.holder(*task, TaskLists::before_this(transfer));
      good = good && contains(transfer.from, holder);
      if (registers.body(holder) != nullptr && !contains(transfer.from, holder))
        report_not_held(examined, transfer, *task, diagnostics);
      holders.push_back(holder);
    }
    if (!good) return;
    for (const std::string& giver : transfer.from)
      if (!contains(holders, giver))
        diagnostics.error("task-not-held", word_in(examined, *transfer.node, "from", giver),
                          tr("{0} gives nothing: none of the tasks is its", {name_of(examined, giver)}),
                          {tr("name its task in tasks, or take \"{0}\" out of from", {giver})});
  });
}

// --- task-two-receivers

// A name of no transfer may be meant for the other; it is told already.
bool leaves_out(const Transfer& transfer, const Transfer& other) {
  return std::any_of(transfer.except.begin(), transfer.except.end(), [&](const std::string& id) {
    const Node* named = transfer.paper->by_id(id);
    return id == other.id || named == nullptr || !named->is("transfer");
  });
}

// One takes over from the other: a task may move on.
bool moves_on(const Transfer& a, const Transfer& b) {
  return contains(a.from, b.to) || contains(b.from, a.to);
}

void compare(const ExaminedPaper& examined, const Transfer& first, const Transfer& second,
             Diagnostics& diagnostics) {
  const auto report = [&](const Task& a, const Task& b) {
    std::string message, hint;
    const bool whole_first = examined.index.task_lists.part_of(b, a);
    const std::string& with_whole = whole_first ? first.id : second.id;
    const std::string& with_part = whole_first ? second.id : first.id;
    if (&a == &b) {
      message = tr("\"{0}\" moves to {1} and to {2}",
                   {a.id, name_of(examined, first.to), name_of(examined, second.to)});
      hint =
          tr("a task has one receiver; where one of the two takes a part only, give the other "
             "except=\"{0}\" or except=\"{1}\"",
             {first.id, second.id});
    } else {
      const Task &part = whole_first ? b : a, &whole = whole_first ? a : b;
      message = tr("\"{0}\" moves to {1}, and \"{2}\", which it is a part of, to {3}",
                   {part.id, name_of(examined, whole_first ? second.to : first.to), whole.id,
                    name_of(examined, whole_first ? first.to : second.to)});
      hint = tr("where that is meant, give the transfer \"{0}\" except=\"{1}\"", {with_whole, with_part});
    }
    Diagnostic& d = diagnostics.error("task-two-receivers", word_in(examined, *second.node, "tasks", b.id),
                                      std::move(message), {std::move(hint)});
    d.related.push_back({word_in(examined, *first.node, "tasks", a.id), tr("the other transfer")});
  };
  for (const std::string& id : second.tasks)
    for (const std::string& other : first.tasks) {
      const Task *a = examined.project.registers.task(other), *b = examined.project.registers.task(id);
      if (a != nullptr && b != nullptr &&
          (examined.index.task_lists.part_of(*a, *b) || examined.index.task_lists.part_of(*b, *a)))
        report(*a, *b);
    }
}

void task_two_receivers(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  std::vector<const Transfer*> own;
  each_transfer(examined, [&](const Transfer& transfer) { own.push_back(&transfer); });
  std::sort(own.begin(), own.end(),
            [](const Transfer* a, const Transfer* b) { return a->node->order < b->node->order; });
  for (std::size_t i = 0; i < own.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (own[i]->to != own[j]->to && !leaves_out(*own[i], *own[j]) && !leaves_out(*own[j], *own[i]) &&
          !moves_on(*own[i], *own[j]))
        compare(examined, *own[j], *own[i], diagnostics);
}

// --- transfer-incomplete

bool says_when(const Transfer& transfer) {
  if (transfer.effective) return true;
  const Node* condition = transfer.node->child("condition");
  if (condition == nullptr) return false;
  if (condition->child("date") != nullptr) return true;
  const std::string text = " " + lower(collapse_space(condition->content())) + " ";
  return text.find(" når ") != std::string::npos || text.find(" efter ") != std::string::npos;
}

void transfer_incomplete(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto areas = examined.elements("area");
  const bool scenarios = std::any_of(areas.begin(), areas.end(),
                                     [](const Node* area) { return area->find("scenario") != nullptr; });
  for (const Node* area : areas)
    if (scenarios && area->find("scenario") == nullptr && area->child("transfer") != nullptr)
      diagnostics.error("transfer-incomplete", area->name_span,
                        tr("tasks move here, but no scenario is named"),
                        {tr("name the analysis' scenario: scenario=\"scenarie 2\""),
                         tr("where the analysis has none, write scenario=\"nyt scenarie\"")});
  each_transfer(examined, [&](const Transfer& transfer) {
    const Attribute* id = transfer.node->find("id");
    const Span span = id == nullptr ? transfer.node->name_span : id->value_span;
    if (!says_when(transfer))
      diagnostics.error("transfer-incomplete", span, tr("it is not said when the transfer takes effect"),
                        {tr("write effective=\"DATE\", latest=\"DATE\", or the time in a <condition>")});
    if (transfer.tasks.empty() && !examined.project.registers.tasks.empty())
      diagnostics.error("transfer-incomplete", span, tr("it is not said which tasks of the register move"),
                        {tr("write tasks=\"ID ...\" with the ids of the register of tasks")});
  });
}

// --- transfer-condition-lost

// A word of what was agreed, and the parts of a transfer that carry it.
struct Condition {
  std::string_view word, attribute, element;
};
constexpr Condition conditions[] = {{"evalueres", "evaluate", "evaluation"},
                                    {"bortset fra", "except", "condition"},
                                    {"undtagen", "except", "condition"},
                                    {"undtagelse af", "except", "condition"}};

// The area in whose <agreed> the text stands, if tasks move there.
const Node* area_of_agreed(const Node* node) {
  bool agreed = false;
  for (; node != nullptr && !node->is("area"); node = node->parent) agreed = agreed || node->is("agreed");
  return agreed && node != nullptr && node->child("transfer") != nullptr ? node : nullptr;
}

void transfer_condition_lost(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.elements("transfer").empty()) return;
  const std::string_view text = examined.text.text();
  for (const Condition& condition : conditions) {
    const Node* told = nullptr;
    for (std::size_t at = text.find(condition.word); at != std::string_view::npos;
         at = text.find(condition.word, at + 1)) {
      const std::size_t end = at + condition.word.size();
      const TextContext& context = examined.text.context(at);
      const Node* area = area_of_agreed(context.block);
      const bool denied = text.substr(end).starts_with(" ikke") || text.substr(0, at).ends_with("ikke ");
      if (area == nullptr || area == told || context.quote || denied) continue;
      const auto transfers = area->elements("transfer");
      const auto carries = [&](const Node* transfer) {
        return transfer->find(condition.attribute) != nullptr ||
               transfer->child(condition.element) != nullptr;
      };
      if (std::any_of(transfers.begin(), transfers.end(), carries)) continue;
      const bool evaluation = condition.element == "evaluation";
      Diagnostic& d = diagnostics.error(
          "transfer-condition-lost", examined.span(at, end),
          evaluation ? tr("an evaluation is agreed, but no transfer of this area carries it")
                     : tr("an exception is agreed, but no transfer of this area carries it"),
          {evaluation ? tr("give the transfer evaluate=\"DATE\" or an <evaluation>")
                      : tr("give the transfer except=\"ID\" or a <condition>")});
      d.related.push_back({transfers.front()->name_span, tr("a transfer of this area")});
      told = area;
    }
  }
}

}  // namespace

std::vector<Rule> transfer_rules() {
  return {
      {.code = "task-not-held",
       .severity = Severity::warning,
       .summary = "A task moves from a committee that does not have it.",
       .explanation =
           "The register of tasks says which committee has which task. A transfer moves tasks that its "
           "givers "
           "have on the day it takes effect: what earlier transfers have moved is counted in. A giver that "
           "gives nothing is found too. Nothing is said where the project has no register of tasks.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<body id="park" kind="committee"><name>Parkudvalget</name></body>
<!-- registers/tasks.xml -->
<task id="legepladser" body="park">Legepladser</task>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<transfer id="flyt" from="vej" to="oeu" tasks="legepladser" effective="2026-01-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<body id="park" kind="committee"><name>Parkudvalget</name></body>
<!-- registers/tasks.xml -->
<task id="legepladser" body="park">Legepladser</task>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<transfer id="flyt" from="park" to="oeu" tasks="legepladser" effective="2026-01-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .check = task_not_held},
      {.code = "task-two-receivers",
       .severity = Severity::error,
       .summary = "A task moves to two committees.",
       .explanation =
           "A task has one receiver. It may be divided: then the part is a task of its own in the register "
           "(part-of), and the transfer that takes the rest names the other one in except. A task that moves "
           "on from its receiver later is no error.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="skole" kind="committee"><name>Skoleudvalget</name></body>
<body id="job" kind="committee"><name>Jobudvalget</name></body>
<!-- registers/tasks.xml -->
<task id="voksne" body="skole">Undervisning af voksne</task>
<task id="unge-voksne" part-of="voksne">Undervisning af unge over 18 år</task>
<!-- papers/agreement/aftale.xml -->
<areas><area id="unge"><title>Unge</title>
<transfer id="flyt-voksne" from="skole" to="oeu" tasks="voksne" effective="2026-01-01">
<task>Undervisningen af voksne</task></transfer>
<transfer id="flyt-unge" from="skole" to="job" tasks="unge-voksne" effective="2026-01-01">
<task>Undervisningen af unge</task></transfer></area></areas>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="skole" kind="committee"><name>Skoleudvalget</name></body>
<body id="job" kind="committee"><name>Jobudvalget</name></body>
<!-- registers/tasks.xml -->
<task id="voksne" body="skole">Undervisning af voksne</task>
<task id="unge-voksne" part-of="voksne">Undervisning af unge over 18 år</task>
<!-- papers/agreement/aftale.xml -->
<areas><area id="unge"><title>Unge</title>
<transfer id="flyt-voksne" from="skole" to="oeu" tasks="voksne" except="flyt-unge" effective="2026-01-01">
<task>Undervisningen af voksne</task></transfer>
<transfer id="flyt-unge" from="skole" to="job" tasks="unge-voksne" effective="2026-01-01">
<task>Undervisningen af unge</task></transfer></area></areas>
)",
       .check = task_two_receivers},
      {.code = "transfer-condition-lost",
       .severity = Severity::warning,
       .summary = "What was agreed about a transfer is not carried by it.",
       .explanation =
           "The overview of transfers is what the administrations work from. Where the parties agreed that "
           "something \"evalueres\", or made an exception (\"bortset fra\", \"undtagen\", \"med undtagelse "
           "af\"), one of the area's transfers must say so too: with evaluate or an <evaluation>, with "
           "except or "
           "a <condition>. Other text than what was agreed is left alone.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<agreed><item>at legepladserne flyttes, og at flytningen evalueres efter to år.</item></agreed>
<transfer id="flyt" from="vej" to="oeu" effective="2026-01-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<agreed><item>at legepladserne flyttes, og at flytningen evalueres efter to år.</item></agreed>
<transfer id="flyt" from="vej" to="oeu" effective="2026-01-01" evaluate="2028-01-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .check = transfer_condition_lost},
      {.code = "transfer-incomplete",
       .severity = Severity::warning,
       .summary = "A transfer does not say when, of what, or after which scenario.",
       .explanation = "A transfer says when it takes effect: effective, latest, or a <condition> with a date "
                      "or an event "
                      "(\"når\", \"efter\"). Where the project has a register of tasks, it names the tasks "
                      "that move. In a "
                      "paper that names scenarios, every area from which tasks move names one.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<transfer id="flyt" from="vej" to="oeu"><task>Legepladserne</task></transfer></area></areas>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<transfer id="flyt" from="vej" to="oeu" latest="2026-08-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .check = transfer_incomplete},
      {.code = "transfer-receiver",
       .severity = Severity::error,
       .summary = "A task moves to or from something that cannot have it.",
       .explanation = "Tasks move between committees: an administration or a centre has its tasks through "
                      "its committee. "
                      "The receiver has a name on the day the transfer takes effect, and is not the giver.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<body id="oekf" kind="administration" parent="oeu"><name>Økonomiforvaltningen</name></body>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<transfer id="flyt" from="vej" to="oekf" effective="2026-01-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="vej" kind="committee"><name>Vejudvalget</name></body>
<body id="oekf" kind="administration" parent="oeu"><name>Økonomiforvaltningen</name></body>
<!-- papers/agreement/aftale.xml -->
<areas><area id="byrum"><title>Byens rum</title>
<transfer id="flyt" from="vej" to="oeu" effective="2026-01-01"><task>Legepladserne</task></transfer></area></areas>
)",
       .check = transfer_receiver}};
}

}  // namespace kancelli
