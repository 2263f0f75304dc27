// Proposals for a terminal, and for programs.
#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/printable.h"
#include "pipeline/core/text.h"
#include "pipeline/word/proposals.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {
namespace {

std::string kind_text(Proposal::Kind kind) {
  using Kind = Proposal::Kind;
  switch (kind) {
    case Kind::reworded:
      return tr("reworded");
    case Kind::look:
      return tr("look");
    case Kind::added:
      return tr("new");
    case Kind::removed:
      return tr("taken out");
    case Kind::moved:
      return tr("moved");
    case Kind::split:
      return tr("split");
    case Kind::joined:
      return tr("joined");
    case Kind::value:
      return tr("value");
    case Kind::title:
      return tr("heading");
    case Kind::by_hand:
      return tr("by hand");
  }
  return {};
}

// "2026-02-18T09:30:00Z" as people read it.
std::string day(const std::string& date) {
  if (std::ranges::any_of(date, [](char c) { return c <= 0; })) return date;
  return date.substr(0, 10) + (date.size() >= 16 ? " " + date.substr(11, 5) : "");
}

std::string who(const std::string& person, const std::string& date) {
  const std::string name = person.empty() ? tr("somebody") : person;
  return date.empty() ? name : name + ", " + day(date);
}

// The words around a change, and the change in brackets: "[-to-]", "{+fire+}".
std::string marked(const std::string& before, const std::string& after) {
  std::string text;
  std::size_t at = 0;
  for (const Hunk& hunk : word_hunks(before, after)) {
    text += before.substr(at, hunk.begin_a - at);
    if (hunk.begin_a < hunk.end_a)
      text += "[-" + before.substr(hunk.begin_a, hunk.end_a - hunk.begin_a) + "-]";
    if (hunk.begin_b < hunk.end_b)
      text += "{+" + after.substr(hunk.begin_b, hunk.end_b - hunk.begin_b) + "+}";
    at = hunk.end_a;
  }
  return text + before.substr(at);
}

std::string proposal_text(const Proposal& each, const Project& project) {
  std::string text = each.id + "  " + kind_text(each.kind) + "  " + who(each.person, each.date);
  if (!each.copy.empty()) text += " (" + each.copy + ")";
  text += "\n    " + each.where;
  if (!each.place.nowhere()) text += (each.where.empty() ? "" : "  ") + project.sources.where(each.place);
  if (!each.sent.empty() && each.sent != each.now) text += "\n    " + tr("sent") + ": " + each.sent;
  if (!each.now.empty() && !each.proposed.empty() && each.now != each.proposed)
    text += "\n    " + marked(each.now, each.proposed);
  else if (!each.now.empty() && each.proposed.empty())
    text += "\n    [-" + each.now + "-]";
  else if (each.now.empty())
    text += "\n    {+" + each.proposed + "+}";
  else
    text += "\n    " + each.now;
  if (!each.hint.empty()) text += "\n    " + tr("note") + ": " + each.hint;
  if (each.stale) text += "\n    " + tr("the source has changed here since it was sent");
  if (!each.conflicts.empty()) text += "\n    " + tr("in conflict with {0}", {join(each.conflicts, ", ")});
  return text + "\n";
}

std::string json_list(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& each : all) text += (text.empty() ? "" : ",") + json_string(each);
  return "[" + text + "]";
}

std::string json_of(const Proposal& each, const Project& project) {
  const auto field = [](const char* name, const std::string& value) {
    return std::string(",\"") + name + "\":" + json_string(value);
  };
  std::string edits;
  for (const Edit& edit : each.edits)
    edits += (edits.empty() ? "" : ",") + std::string("{\"file\":") +
             json_string(project.sources.name(edit.span.source)) +
             ",\"begin\":" + std::to_string(edit.span.begin) + ",\"end\":" + std::to_string(edit.span.end) +
             ",\"text\":" + json_string(edit.text) + "}";
  return "{\"id\":" + json_string(each.id) + field("kind", each.kind_word()) + field("person", each.person) +
         ",\"people\":" + json_list(each.people) + field("date", each.date) + field("copy", each.copy) +
         ",\"copies\":" + json_list(each.copies) + field("where", each.where) +
         field("place", each.place.nowhere() ? "" : project.sources.where(each.place)) +
         field("sent", each.sent) + field("now", each.now) + field("proposed", each.proposed) +
         field("hint", each.hint) + ",\"stale\":" + (each.stale ? "true" : "false") +
         ",\"conflicts\":" + json_list(each.conflicts) + ",\"edits\":[" + edits + "]}";
}

std::string json_of(const Remark& each, const Project& project) {
  const auto field = [](const char* name, const std::string& value) {
    return std::string(",\"") + name + "\":" + json_string(value);
  };
  return "{\"person\":" + json_string(each.person) + field("date", each.date) + field("text", each.text) +
         field("answers", each.answers) + field("where", each.where) + field("words", each.words) +
         field("place", each.place.nowhere() ? "" : project.sources.where(each.place)) +
         ",\"resolved\":" + (each.resolved ? "true" : "false") + "}";
}

}  // namespace

std::string proposals_text(const Proposals& proposals, const Project& project) {
  std::string text;
  for (const std::string& note : proposals.notes) text += tr("note") + ": " + note + "\n";
  if (!text.empty()) text += "\n";
  for (const Proposal& each : proposals.list) text += proposal_text(each, project) + "\n";
  for (const Remark& each : proposals.remarks) {
    text += tr("comment") + "  " + who(each.person, each.date) +
            (each.resolved ? "  (" + tr("done") + ")" : "") + "\n";
    if (!each.where.empty())
      text +=
          "    " + each.where + (each.place.nowhere() ? "" : "  " + project.sources.where(each.place)) + "\n";
    if (!each.words.empty()) text += "    " + tr("about \"{0}\"", {each.words}) + "\n";
    if (!each.answers.empty()) text += "    " + tr("answers \"{0}\"", {each.answers}) + "\n";
    for (const std::string_view line : split(each.text, '\n')) text += "    " + std::string(line) + "\n";
    text += "\n";
  }
  const auto by_hand = std::count_if(proposals.list.begin(), proposals.list.end(),
                                     [](const Proposal& each) { return each.edits.empty(); });
  const auto conflicts = std::count_if(proposals.list.begin(), proposals.list.end(),
                                       [](const Proposal& each) { return !each.conflicts.empty(); });
  text += tr("{0}: proposals {1}, by hand {2}, in conflict {3}, comments {4}",
             {proposals.paper, std::to_string(proposals.list.size()), std::to_string(by_hand),
              std::to_string(conflicts), std::to_string(proposals.remarks.size())}) +
          "\n";
  return printable(text);
}

std::string proposals_json(const Proposals& proposals, const Project& project) {
  std::string list, remarks;
  for (const Proposal& each : proposals.list) list += (list.empty() ? "\n" : ",\n") + json_of(each, project);
  for (const Remark& each : proposals.remarks)
    remarks += (remarks.empty() ? "\n" : ",\n") + json_of(each, project);
  return "{\"paper\":" + json_string(proposals.paper) + ",\"notes\":" + json_list(proposals.notes) +
         ",\"proposals\":[" + list + "],\"comments\":[" + remarks + "]}\n";
}

}  // namespace kancelli::word
