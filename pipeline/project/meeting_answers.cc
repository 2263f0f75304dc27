#include "pipeline/project/meeting_answers.h"

#include "pipeline/core/error.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

const Paper* named_paper(const Project& project, const Paper& paper, const std::string& id) {
  return id.empty() ? &paper : project.paper(id);
}

std::string_view meta_value(const Paper& paper, std::string_view element, std::string_view attribute) {
  const Node* meta = paper.root().child("meta");
  const Node* node = meta == nullptr ? nullptr : meta->child(element);
  return node == nullptr ? std::string_view() : node->get(attribute);
}

// Of a closed item the open edition has its number and what may be public, and not its paper.
std::string item_answer(const Project& project, const Paper& agenda, const Node& item, int number) {
  const bool closed = project.withheld(item);
  return AnswerObject()
      .raw("number", std::to_string(number))
      .field("title", item_title(project, agenda, item))
      .field("paper", closed ? "" : item.get("paper"))
      .raw("closed", closed ? "true" : "false")
      .json();
}

std::string attachment_answer(const Project& project, const Attachment& attachment) {
  const std::string title = attachment.closed          ? std::string()
                            : attachment.paper.empty() ? attachment.title
                                                       : attached_paper(project, attachment.paper).title;
  return AnswerObject()
      .raw("number", std::to_string(attachment.number))
      .field("title", title)
      .raw("closed", attachment.closed ? "true" : "false")
      .json();
}

std::string recommendation_answer(const Project& project, const Paper& paper) {
  const Node* recommendation = paper.root().child("recommendation");
  if (recommendation == nullptr || project.withheld(*recommendation)) return "false";
  std::vector<std::string> items;
  for (const Node* item : recommendation->elements("item"))
    items.push_back(json_string(printed_words(*item, paper, project)));
  return AnswerObject()
      .field("by", recommendation->get("by"))
      .field("to", recommendation->get("to"))
      .field("via", recommendation->get("via"))
      .raw("items", answer_list(items))
      .json();
}

}  // namespace

std::string agenda_answer(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Paper* agenda = named_paper(project, paper, arguments[0]);
  if (agenda == nullptr || agenda->type != "agenda") return "null";
  std::vector<std::string> items;
  int number = first_number(project, *agenda);
  for (const Node* item : items_of(*agenda)) items.push_back(item_answer(project, *agenda, *item, number++));
  return AnswerObject()
      .field("id", agenda->id)
      .field("kind", agenda->root().get("kind"))
      .field("supplements", agenda->root().get("supplements"))
      .field("title", agenda->title)
      .field("date", agenda->dated ? agenda->dated->iso() : "")
      .raw("items", answer_list(items))
      .json();
}

// An item, "AGENDA#ITEM".
std::string item_answer(const Project& project, const Paper& paper, const Arguments& arguments) {
  const auto [agenda, node] = project.resolve(paper, arguments[0]);
  if (node == nullptr || !node->is("agenda-item")) return "null";
  int number = first_number(project, *agenda);
  for (const Node* item : items_of(*agenda)) {
    if (item == node) return item_answer(project, *agenda, *node, number);
    ++number;
  }
  return "null";
}

// A case as an agenda or minutes tell of it. What is closed tells nothing to a paper that is open.
std::string matter_answer(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Paper* found = project.paper(arguments[0]);
  if (found == nullptr) return "null";
  if (found->closed && !paper.closed)
    return AnswerObject().field("id", found->id).raw("closed", "true").json();
  std::vector<std::string> attachments;
  for (const Attachment& each : found->attachments) attachments.push_back(attachment_answer(project, each));
  return AnswerObject()
      .field("id", found->id)
      .raw("closed", "false")
      .field("number", meta_value(*found, "record", "case"))
      .field("responsible", found->responsible)
      .raw("recommendation", recommendation_answer(project, *found))
      .raw("attachments", answer_list(attachments))
      .json();
}

// What was decided on a paper before a day: the paper's id ("" for this one), the day.
std::string earlier_answer(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Paper* found = named_paper(project, paper, arguments[0]);
  if (found == nullptr) return "null";
  const auto day = Date::parse(arguments[1]);
  if (!day) throw Error("\"" + arguments[1] + "\" is not a date");
  std::vector<std::string> decisions;
  for (const EarlierDecision& each : earlier_decisions(project, *found, day->first())) {
    std::vector<std::string> lines;
    for (const std::string& line : decision_lines(project, *each.minutes, *each.decision))
      lines.push_back(json_string(line));
    decisions.push_back(AnswerObject()
                            .field("body", each.minutes->committee)
                            .field("date", each.date.iso())
                            .raw("lines", answer_list(lines))
                            .json());
  }
  return answer_list(decisions);
}

// Of this paper's <outcome>: of the decision, then result, at, until and to.
std::string outcome_answer(const Project& project, const Paper& paper, const Arguments& arguments) {
  const Outcome outcome{arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]};
  const std::string text = outcome_text(project, paper, outcome);
  return text.empty() ? "null" : json_string(text);
}

}  // namespace kancelli
