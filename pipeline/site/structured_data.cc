#include <set>

#include "pipeline/core/text.h"
#include "pipeline/site/json.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

// Within a page's script element "</script>" and "<!--" would end or change it.
std::string for_script(const std::string& json) {
  std::string out;
  for (const char c : json) out += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return out;
}

JsonObject government(const std::string& name, const std::string& address = {}) {
  JsonObject body;
  body.put("@type", "GovernmentOrganization").put("name", name).put("url", address);
  return body;
}

JsonObject body_data(const SiteSettings& settings, const Body& body, const std::optional<Date>& day) {
  const BodyName* name = name_of(body, day);
  return government(name == nullptr ? body.id : name->name, absolute(settings, body_address(body.id)));
}

// Each law that the open text of the paper cites, once, where it is cited first.
void collect_laws(const Project& project, const Node& node, std::set<const Law*>& seen,
                  std::vector<JsonObject>& laws) {
  if (project.withheld(node)) return;
  if (node.is("law")) {
    const Law* law = project.registers.law(node.get("ref"));
    if (law != nullptr && seen.insert(law).second) {
      JsonObject data;
      data.put("@type", "Legislation").put("@id", law->address());
      data.put("name", law->title.empty() ? law->short_name : law->title);
      if (law->title != law->short_name && !law->title.empty()) data.put("alternateName", law->short_name);
      data.put("legislationIdentifier", law->address()).put("url", law->address());
      laws.push_back(std::move(data));
    }
  }
  for (const Node* child : node.children) collect_laws(project, *child, seen, laws);
}

JsonObject meeting_data(const Publication& publication, const SiteSettings& settings, const Paper& paper) {
  const Body* body = publication.project.registers.body(paper.committee);
  JsonObject event;
  if (!paper.meeting || body == nullptr) return event;
  const Node* meta = paper.root().child("meta");
  const Node* meeting = meta == nullptr ? nullptr : meta->child("meeting");
  const std::string time(meeting == nullptr ? "" : meeting->get("time"));
  const std::string place(meeting == nullptr ? "" : meeting->get("place"));
  const BodyName* name = name_of(*body, paper.meeting);
  event.put("@type", "Event");
  event.put("name", (name == nullptr ? body->id : name->name) + " den " + long_date(paper.meeting->iso()));
  event.put("startDate", time.empty() ? paper.meeting->iso() : date_time(*paper.meeting, time));
  if (!place.empty()) event.put("location", JsonObject().put("@type", "Place").put("name", place));
  event.put("organizer", body_data(settings, *body, paper.meeting));
  return event;
}

}  // namespace

std::string structured_data(const Publication& publication, const PublishedPaper& published) {
  const Paper& paper = *published.paper;
  const Project& project = publication.project;
  const SiteSettings settings = site_settings(project);
  const std::string address = absolute(settings, paper_address(paper.id));
  JsonObject data;
  data.put("@context", "https://schema.org").put("@type", "Report");
  data.put("@id", address).put("url", address);
  data.put("name", title_name(project, paper)).put("genre", type_name(project, paper));
  data.put("inLanguage", "da").put("description", first_paragraph(published));
  if (const auto day = first_published(published)) data.put("datePublished", day->first().iso());
  if (const auto day = last_changed(published)) data.put("dateModified", day->first().iso());
  data.put("version", std::to_string(published.versions.front().number));
  if (const Node* meta = paper.root().child("meta"))
    if (const Node* record = meta->child("record")) data.put("reportNumber", record->get("document"));
  if (const std::string subject = kle_subject(paper); !subject.empty())
    data.put("keywords", "KLE " + subject);
  data.put("publisher", government(city_name(project)));
  if (const Body* body = project.registers.body(paper.responsible))
    data.put("author", body_data(settings, *body, paper.dated));
  data.put("subjectOf", meeting_data(publication, settings, paper));
  std::set<const Law*> seen;
  std::vector<JsonObject> laws;
  collect_laws(project, paper.root(), seen, laws);
  data.put("citation", laws);
  data.put("isAccessibleForFree", !publication.closed);
  return for_script(data.text());
}

}  // namespace kancelli::site
