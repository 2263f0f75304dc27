#include "pipeline/cli/check_tables.h"

#include <algorithm>

#include "pipeline/check/places.h"
#include "pipeline/check/requirements.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/tasks.h"

namespace kancelli {
namespace {

using State = TracedRequirement::State;

std::string in_words(State state) {
  switch (state) {
    case State::met:
      return tr("met");
    case State::begun:
      return tr("begun");
    case State::lacking:
      return tr("lacking");
    case State::open:
      return tr("open");
    case State::overdue:
      return tr("overdue");
  }
  return {};
}

std::string in_words(const std::string& paper_state) {
  return paper_state == "draft"         ? tr("draft")
         : paper_state == "in-approval" ? tr("in approval")
         : paper_state == "sent"        ? tr("sent")
                                        : paper_state;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t length = code_point_count(text);
  return length < width ? text.append(width - length, ' ') : text;
}

std::string name_of(const Project& project, const std::string& id) {
  const Body* body = project.registers.body(id);
  const BodyName* name = body == nullptr ? nullptr : body->name_on(std::nullopt);
  return name == nullptr ? id : name->name;
}

std::string names_of(const Project& project, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const std::string& id : ids) names.push_back(name_of(project, id));
  return join(names, ", ");
}

std::string in_words(const RequiredContent& content) {
  return content.text.empty() ? content.name : content.text;
}

std::string in_words(const std::vector<const RequiredContent*>& contents) {
  std::vector<std::string> words;
  for (const RequiredContent* content : contents) words.push_back(in_words(*content));
  return join(words, ", ");
}

// The lines beneath a demand: what each says of it, and the words in front.
std::vector<std::pair<std::string, std::string>> details(const Project& project,
                                                         const TracedRequirement& traced) {
  const Requirement& requirement = *traced.requirement;
  std::vector<std::pair<std::string, std::string>> lines;
  const auto add = [&](std::string head, std::string text) {
    if (!text.empty()) lines.emplace_back(std::move(head), std::move(text));
  };
  add(tr("demanded by"), requirement.source.empty() ? tr("the house") : requirement.source);
  add(tr("to"), names_of(project, requirement.to));
  if (traced.paper != nullptr)
    add(traced.state == State::met ? tr("met by") : tr("paper"),
        traced.paper->id + " (" + in_words(traced.paper->state) + ")");
  if (requirement.met)
    add(tr("ticked off"),
        requirement.met_on
            ? shown(*requirement.met_on) + (requirement.met_where.empty() ? "" : ": ") + requirement.met_where
            : requirement.met_where);
  if (traced.state != State::met) {
    add(tr("lacks"), in_words(traced.lacking));
    if (traced.paper != nullptr) add(tr("does not go to"), names_of(project, traced.not_received));
  }
  return lines;
}

std::string list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(json_string(text));
  return "[" + join(quoted, ",") + "]";
}

std::string field(std::string_view name, std::string_view value) {
  return json_string(name) + ":" + (value.empty() ? "null" : json_string(value));
}

std::string iso(const std::optional<Date>& date) {
  return date ? date->iso() : "";
}

std::string_view to_string(RequiredContent::Kind kind) {
  return kind == RequiredContent::Kind::element ? "element"
         : kind == RequiredContent::Kind::ref   ? "ref"
                                                : "term";
}

std::string requirement_table(const Project& project, const std::vector<TracedRequirement>& traced) {
  if (traced.empty()) return tr("the register of requirements has no such demand") + "\n";
  std::size_t state_width = code_point_count(tr("state")), deadline_width = code_point_count(tr("deadline"));
  const auto deadline = [](const TracedRequirement& each) {
    return each.requirement->deadline ? shown(*each.requirement->deadline) : std::string("-");
  };
  for (const TracedRequirement& each : traced) {
    state_width = std::max(state_width, code_point_count(in_words(each.state)));
    deadline_width = std::max(deadline_width, code_point_count(deadline(each)));
  }
  const auto row = [&](const std::string& state, const std::string& day, const std::string& text) {
    return padded(state, state_width) + "  " + padded(day, deadline_width) + "  " + text + "\n";
  };
  std::string out = row(tr("state"), tr("deadline"), tr("demand"));
  for (const TracedRequirement& each : traced) {
    out += row(in_words(each.state), deadline(each), each.requirement->demand);
    for (const auto& [head, text] : details(project, each)) out += row("", "", "  " + head + ": " + text);
  }
  return out;
}

std::string requirement_json(const Project& project, const std::vector<TracedRequirement>& traced) {
  std::string out;
  for (const TracedRequirement& each : traced) {
    const Requirement& requirement = *each.requirement;
    const Position place = project.sources.position(requirement.span.source, requirement.span.begin);
    std::vector<std::string> lacking;
    for (const RequiredContent* content : each.lacking)
      lacking.push_back("{" + field("kind", to_string(content->kind)) + "," + field("name", content->name) +
                        "," + field("text", content->text) + "}");
    out += (out.empty() ? "\n {" : ",\n {") + field("id", requirement.id) + "," +
           field("demand", requirement.demand) + "," + field("source", requirement.source) + "," +
           field("type", requirement.type) + ",\"to\":" + list(requirement.to) + "," +
           field("deadline", iso(requirement.deadline)) + "," + field("state", to_string(each.state)) + "," +
           field("paper", each.paper == nullptr ? "" : each.paper->id) + "," +
           field("paperState", each.paper == nullptr ? "" : each.paper->state) + ",\"lacking\":[" +
           join(lacking, ",") + "],\"notReceived\":" + list(each.not_received) + ",\"met\":" +
           (requirement.met ? "{" + field("on", iso(requirement.met_on)) + "," +
                                  field("where", requirement.met_where) + "}"
                            : "null") +
           "," + field("file", project.sources.name(requirement.span.source)) +
           ",\"line\":" + std::to_string(place.line) + "}";
  }
  return "[" + out + (out.empty() ? "]\n" : "\n]\n");
}

// --- tasks

// Committees in the order in which the register of tasks comes to them; receivers without any task last.
std::vector<std::string> committees(const Project& project, const TaskLists& lists) {
  std::vector<const Task*> tasks;
  for (const auto& [id, task] : project.registers.tasks) tasks.push_back(&task);
  std::sort(tasks.begin(), tasks.end(), [](const Task* a, const Task* b) { return a->order < b->order; });
  std::vector<std::string> found;
  const auto add = [&](const std::string& id) {
    if (!id.empty() && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
  };
  for (const Task* task : tasks) add(lists.holder(*task, TaskLists::none));
  for (const Transfer& transfer : lists.transfers()) add(transfer.to);
  return found;
}

std::string when(const Transfer& transfer) {
  if (!transfer.effective) return {};
  const std::string day = shown(*transfer.effective);
  return ", " + (transfer.node->find("effective") == nullptr ? tr("at the latest {0}", {day}) : day);
}

// What a committee gives away: tasks that transfers name, also parts of what it keeps.
std::vector<const Task*> given(const Project& project, const TaskLists& lists, const std::string& body) {
  std::vector<const Task*> found;
  for (const auto& [id, task] : project.registers.tasks) {
    const Transfer* transfer = lists.moved_by(task, TaskLists::all);
    if (transfer != nullptr && transfer->to != body && lists.holder(task, TaskLists::none) == body &&
        std::find(transfer->tasks.begin(), transfer->tasks.end(), id) != transfer->tasks.end())
      found.push_back(&task);
  }
  std::sort(found.begin(), found.end(), [](const Task* a, const Task* b) { return a->order < b->order; });
  return found;
}

std::string task_list_json(const TaskLists& lists, const std::string& body, const TaskLists::Counts& counts) {
  std::vector<std::string> tasks;
  for (const Task* task : lists.tasks_of(body, counts)) {
    const Transfer* transfer = lists.moved_by(*task, counts);
    tasks.push_back("{" + field("id", task->id) + "," + field("name", task->name) + "," +
                    field("transfer", transfer == nullptr ? "" : transfer->id) + "}");
  }
  return "[" + join(tasks, ",") + "]";
}

std::string task_table(const Project& project) {
  const TaskLists lists(project);
  std::string out;
  for (const std::string& committee : committees(project, lists)) {
    const auto before = lists.tasks_of(committee, TaskLists::none),
               after = lists.tasks_of(committee, TaskLists::all);
    out += (out.empty() ? "" : "\n") +
           tr("{0}: {1} tasks before, {2} after",
              {name_of(project, committee), std::to_string(before.size()), std::to_string(after.size())}) +
           "\n";
    for (const Task* task : before)
      if (std::find(after.begin(), after.end(), task) != after.end()) out += "    " + task->name + "\n";
    for (const Task* task : given(project, lists, committee)) {
      const Transfer& transfer = *lists.moved_by(*task, TaskLists::all);
      out +=
          "  - " + task->name + " (" + tr("to {0}", {name_of(project, transfer.to)}) + when(transfer) + ")\n";
    }
    for (const Task* task : after) {
      const std::string holder = lists.holder(*task, TaskLists::none);
      if (holder == committee) continue;
      const Transfer* transfer = lists.moved_by(*task, TaskLists::all);
      out += "  + " + task->name + " (" + tr("from {0}", {name_of(project, holder)}) +
             (transfer == nullptr ? "" : when(*transfer)) + ")\n";
    }
  }
  return out.empty() ? tr("the register of tasks has no task") + "\n" : out;
}

std::string task_json(const Project& project) {
  const TaskLists lists(project);
  std::string out;
  for (const std::string& committee : committees(project, lists))
    out += (out.empty() ? "\n {" : ",\n {") + field("committee", committee) + "," +
           field("name", name_of(project, committee)) +
           ",\"before\":" + task_list_json(lists, committee, TaskLists::none) +
           ",\"after\":" + task_list_json(lists, committee, TaskLists::all) + "}";
  return "[" + out + (out.empty() ? "]\n" : "\n]\n");
}

// Is it one of the papers that demands it, or meets it?
bool concerns(const TracedRequirement& traced, const std::vector<const Paper*>& papers) {
  const std::string& source = traced.requirement->source;
  return std::any_of(papers.begin(), papers.end(), [&](const Paper* paper) {
    return paper == traced.paper || paper->id == source.substr(0, source.find('#'));
  });
}

}  // namespace

std::string check_table(const Options& options, const Project& project,
                        const std::vector<const Paper*>& papers, const std::optional<Date>& today) {
  const bool json = options.format == DiagnosticFormat::json;
  if (!json && options.format != DiagnosticFormat::human)
    throw Error(tr("a table is printed as human or json only"));
  if (options.tasks) return json ? task_json(project) : task_table(project);
  auto traced = trace_requirements(project, today);
  if (!options.arguments.empty())
    std::erase_if(traced, [&](const TracedRequirement& each) { return !concerns(each, papers); });
  return json ? requirement_json(project, traced) : requirement_table(project, traced);
}

}  // namespace kancelli
