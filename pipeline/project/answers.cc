#include "pipeline/project/answers.h"

#include <algorithm>
#include <array>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/project/answer_object.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/attachment_ids.h"
#include "pipeline/project/meeting_answers.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/project/tasks.h"

namespace kancelli {
namespace {

constexpr char separator = '\x1f';

std::optional<Date> date_argument(const Paper& paper, const Arguments& arguments, std::size_t index) {
  if (index >= arguments.size() || arguments[index].empty()) return paper.dated;
  const auto date = Date::parse(arguments[index]);
  if (!date) throw Error("\"" + arguments[index] + "\" is not a date");
  return date->first();
}

std::string body(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Body* found = project.registers.body(arguments[0]);
  const BodyName* name = found == nullptr ? nullptr : found->name_on(date_argument(paper, arguments, 1));
  if (name == nullptr) return "null";
  return AnswerObject()
      .field("id", found->id)
      .field("name", name->name)
      .field("abbreviation", name->abbreviation)
      .field("kind", found->kind)
      .field("parent", found->parent)
      .json();
}

std::string bodies(const Project& project, const Paper& paper, const Arguments& arguments) {
  std::string out = "[";
  for (const Body* each : project.registers.bodies_of(arguments[0], date_argument(paper, arguments, 1)))
    out += (out.size() > 1 ? "," : "") + json_string(each->id);
  return out + "]";
}

std::string fact(const Project& project, const Paper&, const Arguments& arguments) {
  const Fact* found = project.registers.fact(arguments[0]);
  if (found == nullptr) return "null";
  return AnswerObject()
      .field("id", found->id)
      .field("number", found->number())
      .field("full", found->full())
      .field("value", found->value.plain())
      .field("unit", found->unit)
      .field("scope", found->scope)
      .field("as_of", found->as_of)
      .field("source", found->source)
      .field("label", found->label)
      .json();
}

std::string law(const Project& project, const Paper&, const Arguments& arguments) {
  const Law* found = project.registers.law(arguments[0]);
  return found == nullptr ? "null"
                          : AnswerObject()
                                .field("id", found->id)
                                .field("short", found->short_name)
                                .field("title", found->title)
                                .field("address", found->address())
                                .json();
}

// What a committee has, before any transfer, after all of them, or on a day.
std::string tasks(const Project& project, const Paper&, const Arguments& arguments) {
  if (project.registers.body(arguments[0]) == nullptr) return "null";
  TaskLists::Counts counts = TaskLists::none;
  if (arguments[1] == "after") {
    counts = TaskLists::all;
  } else if (arguments[1] != "before") {
    const auto day = Date::parse(arguments[1]);
    if (!day) throw Error("\"" + arguments[1] + "\" is neither before, after nor a date");
    counts = TaskLists::by(day->first());
  }
  const TaskLists lists(project);
  std::string out = "[";
  for (const Task* task : lists.tasks_of(arguments[0], counts)) {
    const Transfer* transfer = lists.moved_by(*task, counts);
    out += (out.size() > 1 ? "," : "") + AnswerObject()
                                             .field("id", task->id)
                                             .field("name", task->name)
                                             .field("transfer", transfer == nullptr ? "" : transfer->id)
                                             .json();
  }
  return out + "]";
}

std::string paper_answer(const Project& project, const Paper&, const Arguments& arguments) {
  const AttachedPaper attached = attached_paper(project, arguments[0]);
  const Paper* found = attached.source;
  if (found == nullptr) return "null";
  return AnswerObject()
      .field("id", arguments[0])
      .field("type", found->type)
      .field("title", attached.title)
      .field("date", found->dated ? found->dated->iso() : "")
      .field("state", found->state)
      .field("access", found->closed ? "closed" : "open")
      .json();
}

std::string heading(const Project& project, const Paper& paper, const Arguments& arguments) {
  return json_string(project.heading(paper.type, arguments[0]));
}

// The how-many-th captioned element of that name this is, from 1.
int number_of(const Project& project, const Paper& paper, const Node& node) {
  int number = 0;
  for (const Node& each : paper.xml->nodes) {
    if (each.is(node.name) && each.child("caption") != nullptr && !project.withheld(each)) ++number;
    if (&each == &node) return number;
  }
  return number;
}

// What the section is called that an element is or stands in; "" outside every section.
std::string section_name(const Project& project, const Paper& paper, const Node* node) {
  for (; node != nullptr && node != &paper.root(); node = node->parent) {
    const Node* title = node->child("title");
    std::string name = title == nullptr ? std::string(project.heading(paper.type, node->name))
                                        : printed_words(*title, paper, project);
    if (!name.empty()) return name;
  }
  return {};
}

std::string label_json(std::string_view kind, int number, std::string_view text,
                       std::string_view section = {}) {
  return AnswerObject()
      .field("kind", kind)
      .raw("number", std::to_string(number))
      .field("text", text)
      .field("section", section)
      .json();
}

// "§ 5, stk. 2", as it is called from the provision `from`, and the whole of it.
std::string provision_label(const PrintedProvision& provision) {
  return AnswerObject()
      .field("kind", "provision")
      .raw("number", "0")
      .field("text", provision.place)
      .field("section", "")
      .field("whole", provision.whole)
      .json();
}

// The last two arguments are for provisions alone: the one that the reference stands in, and its form.
std::string label(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Paper* found = arguments[0].empty() ? &paper : project.paper(arguments[0]);
  if (found == nullptr) return "null";
  const auto optional_argument = [&](std::size_t index) {
    return index < arguments.size() ? arguments[index] : std::string();
  };
  const Attributes ref = {{"to", arguments[0] + "#" + arguments[1]}, {"form", optional_argument(3)}};
  if (const auto provision = printed_provision(ref, optional_argument(2), paper, project))
    return provision_label(*provision);
  for (const Attachment& attachment : found->attachments)
    if (attachment.id == arguments[1] || printed_id(project, *found, attachment) == arguments[1])
      return label_json("bilag", attachment.number, "bilag\u00A0" + std::to_string(attachment.number));
  const Node* node = found->by_id(arguments[1]);
  if (node == nullptr) return "null";
  if (node->name == "table" || node->name == "figure") {
    const std::string kind = node->name == "table" ? "tabel" : "figur";
    const int number = number_of(project, *found, *node);
    return label_json(kind, number, kind + "\u00A0" + std::to_string(number),
                      section_name(project, *found, node));
  }
  if (node->name == "item" && node->parent != nullptr) {
    const auto items = node->parent->elements("item");
    const int number = static_cast<int>(std::find(items.begin(), items.end(), node) - items.begin()) + 1;
    return label_json("punkt", number, "punkt\u00A0" + std::to_string(number),
                      section_name(project, *found, node));
  }
  const bool is_section =
      node->child("title") != nullptr || !project.heading(found->type, node->name).empty();
  const std::string name = section_name(project, *found, node);
  return label_json(is_section ? "heading" : "block", 0, is_section ? name : "", name);
}

std::string sum(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Paper* found = arguments[0].empty() ? &paper : project.paper(arguments[0]);
  const Node* table = found == nullptr ? nullptr : found->by_id(arguments[1]);
  const auto total = table == nullptr ? std::nullopt : column_sum(*table, arguments[2]);
  if (!total) return "null";
  std::string unit;
  for (const Node* column : columns_of(*table))
    if (column->get("id") == arguments[2]) unit = collapse_space(column->get("unit"));
  return AnswerObject()
      .field("value", total->plain())
      .field("unit", unit)
      .field("kr", sum_in_kroner(*table, arguments[2])->plain())
      .json();
}

// The element's name, then its attributes as "name=value".
std::string printed_answer(const Project& project, const Paper& paper, const Arguments& arguments) {
  Attributes attributes;
  for (const std::string& argument : arguments)
    if (const std::size_t equals = argument.find('='); equals != std::string::npos)
      attributes[argument.substr(0, equals)] = argument.substr(equals + 1);
  const auto text = printed(arguments[0], attributes, paper, project);
  return text ? json_string(*text) : "null";
}

Decimal number_argument(const std::string& text) {
  const auto number = Decimal::parse(text);
  if (!number) throw Error("\"" + text + "\" is not a number");
  return *number;
}

int int_argument(const Arguments& arguments, std::size_t index) {
  if (index >= arguments.size() || arguments[index].empty()) return -1;
  return static_cast<int>(number_argument(arguments[index]).rounded(0).units);
}

std::string number_text(const Project&, const Paper&, const Arguments& arguments) {
  const Decimal number = number_argument(arguments[0]);
  const int decimals = int_argument(arguments, 1);
  return json_string(format_number(decimals < 0 ? number : number.rounded(decimals)));
}

std::string amount_text(const Project&, const Paper&, const Arguments& arguments) {
  return json_string(format_amount(number_argument(arguments[0]), arguments[1], int_argument(arguments, 2)));
}

std::string date_text(const Project&, const Paper&, const Arguments& arguments) {
  const auto date = Date::parse(arguments[0]);
  if (!date) throw Error("\"" + arguments[0] + "\" is not a date");
  return json_string(
      format_date(*date, arguments.size() > 1 && !arguments[1].empty() ? arguments[1] : "long"));
}

std::string genitive_text(const Project&, const Paper&, const Arguments& arguments) {
  return json_string(genitive(arguments[0]));
}

struct Question {
  std::string_view name;
  std::size_t least;   // arguments
  bool about_project;  // the rest depend on their arguments alone
  std::string (*answer)(const Project&, const Paper&, const Arguments&);
};

constexpr auto questions = std::to_array<Question>({
    {"body", 1, true, body},
    {"bodies", 1, true, bodies},
    {"fact", 1, true, fact},
    {"law", 1, true, law},
    {"tasks", 2, true, tasks},
    {"paper", 1, true, paper_answer},
    {"agenda", 1, true, agenda_answer},
    {"item", 1, true, item_answer},
    {"matter", 1, true, matter_answer},
    {"earlier", 2, true, earlier_answer},
    {"outcome", 5, true, outcome_answer},
    {"heading", 1, true, heading},
    {"label", 2, true, label},
    {"sum", 3, true, sum},
    {"printed", 1, true, printed_answer},
    {"format_number", 1, false, number_text},
    {"format_amount", 2, false, amount_text},
    {"format_date", 1, false, date_text},
    {"genitive", 1, false, genitive_text},
});

const Question& question_named(std::string_view name, std::size_t arguments) {
  for (const Question& question : questions) {
    if (question.name != name) continue;
    if (arguments < question.least)
      throw Error("kancelli." + std::string(name) + " wants " + std::to_string(question.least) +
                  " arguments, got " + std::to_string(arguments));
    return question;
  }
  throw Error("there is no kancelli." + std::string(name));
}

}  // namespace

std::string answer(const Project& project, const Paper& paper, std::string_view question,
                   const std::vector<std::string>& arguments) {
  return question_named(question, arguments.size()).answer(project, paper, arguments);
}

std::string question_key(std::string_view question, const std::vector<std::string>& arguments) {
  std::string key(question);
  for (const std::string& argument : arguments) key += separator + argument;
  return key;
}

std::string question_shown(std::string_view key) {
  auto parts = split(key, separator);
  if (parts[0] == "printed" && parts.size() > 1) {
    const std::string_view element = parts[1];
    std::erase_if(parts, [](std::string_view part) {  // what it names, not how it is printed
      return !part.starts_with("ref=") && !part.starts_with("value=") && !part.starts_with("kr=") &&
             !part.starts_with("sum=");
    });
    for (std::string_view& part : parts) part = part.substr(part.find('=') + 1);
    parts.insert(parts.begin(), element);
  }
  return std::string(parts[0]) + "(" + join({parts.begin() + 1, parts.end()}, ", ") + ")";
}

std::string answer_key(const Project& project, const Paper& paper, std::string_view key) {
  const auto parts = split(key, separator);
  return answer(project, paper, parts[0], {parts.begin() + 1, parts.end()});
}

bool about_project(std::string_view key) {
  const auto parts = split(key, separator);
  return question_named(parts[0], parts.size() - 1).about_project;
}

std::string answers_file(const Project& project, const Paper& paper,
                         const std::map<std::string, std::string>& asked) {
  std::map<std::string, std::string> all;
  // Lua's nil and an argument that is left out are the same.
  for (const auto& [key, text] : asked) all[key.substr(0, key.find_last_not_of(separator) + 1)] = text;
  const auto add = [&](std::string_view question, const std::string& id) {
    all[question_key(question, {id})] = answer(project, paper, question, {id});
  };
  for (const auto& [id, body] : project.registers.bodies) add("body", id);
  for (const auto& [id, fact] : project.registers.facts) add("fact", id);
  for (const auto& [id, law] : project.registers.laws) add("law", id);
  for (const auto& each : project.papers) add("paper", each->id);
  std::string json;
  for (const auto& [key, text] : all) json += (json.empty() ? "{" : ",\n ") + json_string(key) + ":" + text;
  return json.empty() ? "{}\n" : json + "}\n";
}

std::string Answerer::ask(std::string_view question, const std::vector<std::string>& arguments) {
  std::string text = answer(project_, paper_, question, arguments);
  asked_[question_key(question, arguments)] = text;
  return text;
}

}  // namespace kancelli
