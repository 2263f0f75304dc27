#include <algorithm>
#include <set>

#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"
#include "pipeline/site/oparl.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

std::string name_at(const Body& body, const std::optional<Date>& day) {
  const BodyName* name = name_of(body, day);
  return name == nullptr ? body.id : name->name;
}

// OParl's own words for kinds (its specification, "organizationType"), and the Danish ones.
struct Kind {
  std::string_view kind, oparl, danish;
};
constexpr Kind kinds[] = {{"council", "Gremium", "Råd"},
                          {"committee", "Gremium", "Udvalg"},
                          {"administration", "Verwaltungsbereich", "Forvaltning"},
                          {"unit", "Verwaltungsbereich", "Enhed"},
                          {"centre", "Verwaltungsbereich", "Center"},
                          {"party", "Partei", "Parti"},
                          {"office", "Institution", "Institution"}};

// What the meeting's page says of it: of a closed item the open edition has only what may be public.
std::string decision_text(const Publication& publication, const Meeting& meeting, const AgendaItem& item) {
  if (item.decision == nullptr || meeting.minutes == nullptr) return {};
  if (item.closed && !publication.closed) return std::string(item.decision->get("public"));
  return join(decision_lines(publication.project, *meeting.minutes, *item.decision), "\n");
}

}  // namespace

OParlMaker::OParlMaker(const Publication& publication, const SiteFiles& files)
    : publication_(publication), files_(files), settings_(site_settings(publication.project)) {
  std::vector<const Paper*> papers;
  for (const PublishedPaper& paper : publication.papers) {
    papers.push_back(paper.paper);
    published_[paper.paper] = &paper;
  }
  meetings_ = kancelli::meetings_of(publication.project, papers);
  for (const PublishedPaper& paper : publication.papers) files_of_[paper.paper] = files_of(paper);
}

std::string OParlMaker::id(std::string_view path) const {
  return absolute(settings_, path);
}

JsonObject OParlMaker::typed(std::string_view type, const std::string& path) const {
  JsonObject data;
  data.put("id", id(path)).put("type", "https://schema.oparl.org/1.1/" + std::string(type));
  return data;
}

const PublishedPaper* OParlMaker::published(const Paper* paper) const {
  const auto found = published_.find(paper);
  return found == published_.end() ? nullptr : found->second;
}

OParlObject OParlMaker::system() const {
  OParlObject object{"oparl/system.json", typed("System", "oparl/system.json")};
  object.data.put("oparlVersion", "https://schema.oparl.org/1.1/");
  object.data.put("name", settings_.name).put("body", id("oparl/bodies.json"));
  object.data.put("contactEmail", settings_.contact).put("website", id(""));
  return object;
}

OParlObject OParlMaker::body() const {
  OParlObject object{"oparl/body.json", typed("Body", "oparl/body.json")};
  object.data.put("system", id("oparl/system.json")).put("name", city_name(publication_.project));
  object.data.put("classification", "Kommune").put("website", id("")).put("web", id(""));
  object.data.put("contactEmail", settings_.contact);
  for (const auto& [member, list] : std::initializer_list<std::pair<const char*, const char*>>{
           {"organization", "organizations"},
           {"person", "persons"},
           {"meeting", "meetings"},
           {"paper", "papers"},
           {"agendaItem", "agenda-items"},
           {"consultation", "consultations"},
           {"file", "files"},
           {"locationList", "locations"},
           {"legislativeTermList", "legislative-terms"},
           {"membership", "memberships"}})
    object.data.put(member, id("oparl/" + std::string(list) + ".json"));
  object.data.put_whole("legislativeTerm", data_of(terms()));
  return object;
}

// Municipal councils sit for four years from the 1st of January after the election; so since 1982.
OParlObjects OParlMaker::terms() const {
  std::set<int> starts;
  const auto add = [&starts](const std::optional<Date>& day) {
    if (day && day->year >= 1982) starts.insert(day->year - (day->year - 1982) % 4);
  };
  for (const PublishedPaper& paper : publication_.papers) add(last_changed(paper));
  for (const Meeting& meeting : meetings_) add(meeting.date);
  OParlObjects all;
  for (const int start : starts) {
    const std::string first = std::to_string(start), last = std::to_string(start + 3);
    const std::string path = "oparl/legislative-term/" + first + ".json";
    OParlObject term{path, typed("LegislativeTerm", path)};
    term.data.put("body", id("oparl/body.json")).put("name", "Valgperioden " + first + "-" + last);
    term.data.put("startDate", first + "-01-01").put("endDate", last + "-12-31");
    all.push_back(std::move(term));
  }
  return all;
}

OParlObject OParlMaker::organization(const Body& body) const {
  const std::string path = organization_path(body.id);
  OParlObject object{path, typed("Organization", path)};
  JsonObject& data = object.data;
  const BodyName* latest = name_of(body, std::nullopt);
  data.put("body", id("oparl/body.json")).put("name", name_at(body, std::nullopt));
  if (latest != nullptr) data.put("shortName", latest->abbreviation);
  if (publication_.project.registers.body(body.parent) != nullptr)
    data.put("subOrganizationOf", id(organization_path(body.parent)));
  for (const Kind& kind : kinds)
    if (kind.kind == body.kind) data.put("organizationType", kind.oparl).put("classification", kind.danish);
  if (body.members > 0) data.put("memberCount", body.members);
  if (std::ranges::find(meetings_, body.id, &Meeting::body) != meetings_.end()) {
    const std::string lists = "oparl/organization/" + body.id;
    data.put("meeting", id(lists + "/meetings.json")).put("consultation", id(lists + "/consultations.json"));
  }
  std::vector<std::string> others;  // what it was called at other times
  for (const BodyName& name : body.names)
    for (const std::string& word : {name.name, name.abbreviation})
      if (!word.empty() && (latest == nullptr || (word != latest->name && word != latest->abbreviation)) &&
          std::ranges::find(others, word) == others.end())
        others.push_back(word);
  data.put("keyword", others);
  if (files_.contains(body_address(body.id) + "index.html")) data.put("web", id(body_address(body.id)));
  return object;
}

// The bodies that have a page or that something published belongs to, and those they are under.
OParlObjects OParlMaker::organizations() const {
  const Registers& registers = publication_.project.registers;
  std::set<std::string> wanted;
  const auto add = [&](std::string body) {
    while (registers.body(body) != nullptr && wanted.insert(body).second) body = registers.body(body)->parent;
  };
  for (const auto& [name, body] : registers.bodies)
    if (files_.contains(body_address(name) + "index.html")) add(name);
  for (const PublishedPaper& paper : publication_.papers)
    for (const Body* body : bodies_of(publication_.project, *paper.paper)) add(body->id);
  for (const Meeting& meeting : meetings_) add(meeting.body);
  OParlObjects all;
  for (const std::string& body : wanted) all.push_back(organization(*registers.body(body)));
  return all;
}

OParlObject OParlMaker::location(const std::string& place) const {
  const std::string path = "oparl/location/" + sha256(place).substr(0, 16) + ".json";
  OParlObject object{path, typed("Location", path)};
  object.data.put("description", place).put("locality", city_name(publication_.project));
  return object;
}

OParlObjects OParlMaker::locations() const {
  std::set<std::string> places;
  for (const Meeting& meeting : meetings_)
    if (!meeting.place.empty()) places.insert(meeting.place);
  OParlObjects all;
  for (const std::string& place : places) all.push_back(location(place));
  return all;
}

OParlObject OParlMaker::meeting(const Meeting& meeting) const {
  const std::string path = meeting_path(meeting);
  OParlObject object{path, typed("Meeting", path)};
  JsonObject& data = object.data;
  const Body* body = publication_.project.registers.body(meeting.body);
  data.put("name", (body == nullptr ? meeting.body : name_at(*body, meeting.date)) + " den " +
                       long_date(meeting.date.iso()));
  data.put("meetingState", meeting.minutes != nullptr ? "durchgeführt"
                           : meeting.agendas.empty()  ? "terminiert"
                                                      : "eingeladen");
  // A day without a time is in the name alone: nobody has said when the meeting begins.
  if (!meeting.time.empty()) data.put("start", date_time(meeting.date, meeting.time));
  if (!meeting.place.empty()) data.put("location", location(meeting.place).data);
  if (body != nullptr) data.put("organization", std::vector<std::string>{id(organization_path(body->id))});
  std::vector<JsonObject> more;
  for (const Paper* agenda : meeting.agendas)
    for (JsonObject& file : main_file(agenda))
      if (agenda == meeting.agendas.front())
        data.put("invitation", file);
      else
        more.push_back(std::move(file));
  for (const JsonObject& file : main_file(meeting.minutes)) data.put("resultsProtocol", file);
  data.put("auxiliaryFile", more).put("agendaItem", data_of(items_of(meeting)));
  const std::string page = meeting_address(meeting.name());
  if (files_.contains(page + "index.html")) data.put("web", id(page));
  return object;
}

OParlObjects OParlMaker::items_of(const Meeting& meeting) const {
  OParlObjects all;
  for (std::size_t i = 0; i < meeting.items.size(); ++i) {
    const AgendaItem& item = meeting.items[i];
    const std::string path = item_path(meeting, i);
    OParlObject object{path, typed("AgendaItem", path)};
    object.data.put("meeting", id(meeting_path(meeting))).put("number", item.number);
    object.data.put("order", static_cast<std::int64_t>(i + 1)).put("name", item.title);
    object.data.put("public", !item.closed);
    if (published(item.paper) != nullptr) object.data.put("consultation", id(consultation_path(meeting, i)));
    object.data.put("resolutionText", decision_text(publication_, meeting, item));
    all.push_back(std::move(object));
  }
  return all;
}

OParlObjects OParlMaker::meetings() const {
  OParlObjects all;
  for (const Meeting& each : meetings_) all.push_back(meeting(each));
  return all;
}

OParlObjects OParlMaker::meetings_of(const std::string& body) const {
  OParlObjects all;
  for (const Meeting& each : meetings_)
    if (each.body == body) all.push_back(meeting(each));
  return all;
}

OParlObjects OParlMaker::agenda_items() const {
  OParlObjects all;
  for (const Meeting& each : meetings_) std::ranges::move(items_of(each), std::back_inserter(all));
  return all;
}

std::vector<std::string> OParlMaker::bodies_that_meet() const {
  std::set<std::string> bodies;
  for (const Meeting& each : meetings_)
    if (publication_.project.registers.body(each.body) != nullptr) bodies.insert(each.body);
  return {bodies.begin(), bodies.end()};
}

}  // namespace kancelli::site
