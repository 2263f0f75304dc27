#include "pipeline/project/meeting_skeleton.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
}

std::string head_of(std::string_view type, const std::string& id, const std::string& more) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-model href=\"../../schema/" + std::string(type) +
         ".rng\" type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n<" +
         std::string(type) + " xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" + id + "\"" + more + ">\n";
}

// As it may stand in a comment.
std::string in_comment(std::string text) {
  for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--")) text.erase(at, 1);
  return text.ends_with('-') ? text + " " : text;
}

struct Head {
  std::string kind, body, responsible, time, place;  // kind: what the title begins with
  Date date;
};

// The administration of a committee; "" where the register has none, or several.
std::string administration_of(const Project& project, const std::string& body) {
  std::string found;
  for (const auto& [id, each] : project.registers.bodies)
    if (each.kind == "administration" && each.parent == body) found = found.empty() ? id : "?";
  return found == "?" ? "" : found;
}

std::string meta_of(const Head& head) {
  return "  <meta>\n    <title>" + head.kind + " <body ref=\"" + head.body + "\"/> den <date value=\"" +
         head.date.iso() + "\"/></title>\n    <dated value=\"" + std::string(placeholder_date) +
         "\"/>\n    <organ committee=\"" + head.body + "\"" + attribute("responsible", head.responsible) +
         "/>\n    <meeting date=\"" + head.date.iso() + "\"" + attribute("time", head.time) +
         attribute("place", head.place) +
         "/>\n    <access state=\"open\"/>\n    <state value=\"draft\"/>\n  </meta>\n\n";
}

std::string own_item(std::string_view id, std::string_view title) {
  return "    <agenda-item id=\"" + std::string(id) + "\">\n      <title>" + std::string(title) +
         "</title>\n    </agenda-item>\n";
}

// A closed case's item says what the case says of itself; its id tells nothing.
std::string item_of(const Paper& paper, int closed) {
  if (!paper.closed) return "    <agenda-item id=\"" + paper.id + "\" paper=\"" + paper.id + "\"/>\n";
  const Node& access = *paper.root().child("meta")->child("access");
  return "    <agenda-item id=\"lukket-" + std::to_string(closed) + "\" paper=\"" + paper.id +
         "\" access=\"closed\"" + attribute("reason", access.get("reason")) +
         attribute("ground", access.get("ground")) + "/>\n";
}

// The cases of a meeting that none of its agendas has, the closed ones last.
std::vector<const Paper*> cases_left(const Meeting& meeting) {
  std::vector<const Paper*> cases;
  for (const AgendaItem& item : meeting.items)
    if (item.agenda == nullptr && item.paper != nullptr) cases.push_back(item.paper);
  std::stable_partition(cases.begin(), cases.end(), [](const Paper* paper) { return !paper->closed; });
  return cases;
}

// What the project knows of a meeting; where no paper speaks of it, what the plan says.
Meeting meeting_on(const Project& project, const std::string& body, const Date& date) {
  std::vector<const Paper*> all;
  for (const auto& paper : project.papers) all.push_back(paper.get());
  for (Meeting& meeting : meetings_of(project, all))
    if (meeting.body == body && meeting.date == date) return std::move(meeting);
  Meeting meeting;
  meeting.body = body;
  meeting.date = date;
  const MeetingPlan* plan = project.registers.plan(body, date.year);
  if (const PlannedMeeting* planned = plan == nullptr ? nullptr : plan->on(date)) {
    meeting.time = planned->time;
    meeting.place = planned->place;
  }
  return meeting;
}

Meeting named_meeting(const Project& project, const std::string& name) {
  constexpr std::size_t date_length = 10;
  const auto date = name.size() > date_length + 1 && name[name.size() - date_length - 1] == '-'
                        ? Date::parse(name.substr(name.size() - date_length))
                        : std::nullopt;
  if (!date || date->precision != Date::Precision::day)
    throw Error(tr("\"{0}\" names no meeting", {name}), tr("write the body and the day: oeu-2026-02-24"));
  const std::string body = name.substr(0, name.size() - date_length - 1);
  if (project.registers.body(body) == nullptr) {
    std::vector<std::string_view> ids;
    for (const auto& [id, each] : project.registers.bodies) ids.push_back(id);
    const std::string_view meant = nearest(body, ids);
    throw Error(tr("the organisation register has no \"{0}\"", {body}),
                meant.empty() ? tr("put it into the register") : tr("did you mean \"{0}\"?", {meant}));
  }
  return meeting_on(project, body, *date);
}

std::string decision_on(const Project& project, const Paper& agenda, const Node& item) {
  const bool closed = project.withheld(item);
  std::string text = "    <!-- " +
                     in_comment(closed ? std::string(closed_item) : item_title(project, agenda, item)) +
                     " -->\n    <decision of=\"" + agenda.id + "#" + std::string(item.get("id")) + "\"";
  if (closed)
    text += " access=\"closed\"" + attribute("reason", item.get("reason")) +
            attribute("ground", item.get("ground"));
  // Of items without a case only the first, the approval of the agenda, has something to decide.
  const bool first = &item == items_of(agenda).front() && !is_supplementary(agenda);
  return text + ">\n      <outcome result=\"" +
         (item.get("paper").empty() && !first ? "nothing" : "approved") + "\"/>\n    </decision>\n";
}

}  // namespace

std::string agenda_of_meeting(const Project& project, const std::string& id, const std::string& name) {
  const Meeting meeting = named_meeting(project, name);
  const Paper* ordinary = meeting.agendas.empty() ? nullptr : meeting.agendas.front();
  const Head head{ordinary == nullptr ? "Dagsorden for mødet i" : "Tillægsdagsorden for mødet i",
                  meeting.body,
                  administration_of(project, meeting.body),
                  meeting.time,
                  meeting.place,
                  meeting.date};
  std::string text =
      head_of("agenda", id,
              ordinary == nullptr ? " kind=\"ordinary\""
                                  : " kind=\"supplementary\" supplements=\"" + ordinary->id + "\"") +
      meta_of(head);
  if (ordinary != nullptr)
    text += "  <!-- Hvorfor punkterne ikke kan vente til næste møde. -->\n  <reason>\n    <p>" +
            std::string(placeholder) + "</p>\n  </reason>\n\n";
  text += "  <agenda-items>\n";
  if (ordinary == nullptr) text += own_item("dagsordenen", "Godkendelse af dagsordenen");
  const std::vector<const Paper*> cases = cases_left(meeting);
  int closed = 0;
  std::string last;
  for (const Paper* paper : cases)
    (paper->closed ? last : text) += item_of(*paper, paper->closed ? ++closed : 0);
  if (ordinary == nullptr)
    text += own_item("meddelelser", "Meddelelser") + own_item("eventuelt", "Eventuelt");
  if (ordinary != nullptr && cases.empty()) text += own_item("punkt", placeholder);
  return text + last + "  </agenda-items>\n</agenda>\n";
}

std::string minutes_of_agenda(const Project& project, const std::string& id, const std::string& agenda) {
  const Paper* named = project.paper(agenda);
  if (named == nullptr || named->type != "agenda" || !named->meeting)
    throw Error(tr("the project has no agenda {0}", {agenda}), tr("kancelli new agenda makes one"));
  const auto agendas = agendas_of_meeting(project, *named);
  const Meeting meeting = meeting_on(project, named->committee, *named->meeting);
  const Body* body = project.registers.body(named->committee);
  const std::int64_t members = body == nullptr ? 0 : body->members;
  std::string text = head_of("minutes", id, " agenda=\"" + agendas.front()->id + "\"") +
                     meta_of({"Referat af mødet i", named->committee, named->responsible, meeting.time,
                              meeting.place, *named->meeting});
  text += "  <!-- Ret tallene. -->\n  <participants>\n    <present count=\"" + std::to_string(members) +
          "\"/>\n    <excused count=\"0\"/>\n  </participants>\n\n  <decisions>\n";
  for (const Paper* each : agendas)
    for (const Node* item : items_of(*each)) text += decision_on(project, *each, *item);
  return text + "  </decisions>\n\n  <signature>\n    <role>" + std::string(placeholder) +
         "</role>\n  </signature>\n</minutes>\n";
}

}  // namespace kancelli
