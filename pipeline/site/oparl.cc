#include "pipeline/site/oparl.h"

#include <algorithm>

#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

constexpr std::size_t page_size = 100;

std::string item_name(const Meeting& meeting, std::size_t index) {
  return meeting.name() + "-" + std::to_string(index + 1) + ".json";
}

// A list's pages: oparl/papers.json, oparl/papers-2.json ...
std::string list_page(const std::string& list, std::size_t page) {
  return "oparl/" + list + (page == 1 ? "" : "-" + std::to_string(page)) + ".json";
}

// The list in pages as OParl wants them; each object is also a file of its own.
void add_list(const OParlMaker& maker, const std::string& list, const OParlObjects& objects,
              SiteFiles& files) {
  const std::size_t pages = std::max<std::size_t>(1, (objects.size() + page_size - 1) / page_size);
  for (std::size_t page = 1; page <= pages; ++page) {
    const std::size_t begin = (page - 1) * page_size, end = std::min(objects.size(), page * page_size);
    const OParlObjects some(objects.begin() + static_cast<std::ptrdiff_t>(begin),
                            objects.begin() + static_cast<std::ptrdiff_t>(end));
    JsonObject pagination, links, whole;
    pagination.put("totalElements", static_cast<std::int64_t>(objects.size()));
    pagination.put("elementsPerPage", static_cast<std::int64_t>(page_size));
    pagination.put("currentPage", static_cast<std::int64_t>(page));
    pagination.put("totalPages", static_cast<std::int64_t>(pages));
    links.put("first", maker.id(list_page(list, 1)));
    if (page > 1) links.put("prev", maker.id(list_page(list, page - 1)));
    links.put("self", maker.id(list_page(list, page)));
    if (page < pages) links.put("next", maker.id(list_page(list, page + 1)));
    links.put("last", maker.id(list_page(list, pages)));
    whole.put_whole("data", data_of(some)).put("pagination", pagination).put("links", links);
    files[list_page(list, page)] = whole.text() + "\n";
  }
  for (const OParlObject& object : objects) files[object.path] = object.data.text() + "\n";
}

}  // namespace

std::vector<JsonObject> data_of(const OParlObjects& objects) {
  std::vector<JsonObject> all;
  for (const OParlObject& object : objects) all.push_back(object.data);
  return all;
}

std::string organization_path(std::string_view body) {
  return "oparl/organization/" + std::string(body) + ".json";
}

std::string meeting_path(const Meeting& meeting) {
  return "oparl/meeting/" + meeting.name() + ".json";
}

std::string paper_path(const Paper& paper) {
  return "oparl/paper/" + paper.id + ".json";
}

std::string item_path(const Meeting& meeting, std::size_t index) {
  return "oparl/agenda-item/" + item_name(meeting, index);
}

std::string consultation_path(const Meeting& meeting, std::size_t index) {
  return "oparl/consultation/" + item_name(meeting, index);
}

void add_oparl(const Publication& publication, SiteFiles& files) {
  // Every object's id is its address: without a site's address there are none.
  if (site_settings(publication.project).address.empty()) return;
  const OParlMaker maker(publication, files);
  SiteFiles made;
  made["oparl/system.json"] = maker.system().data.text() + "\n";
  add_list(maker, "bodies", {maker.body()}, made);
  add_list(maker, "organizations", maker.organizations(), made);
  add_list(maker, "meetings", maker.meetings(), made);
  add_list(maker, "agenda-items", maker.agenda_items(), made);
  add_list(maker, "papers", maker.papers(), made);
  add_list(maker, "consultations", maker.consultations(), made);
  add_list(maker, "files", maker.files(), made);
  add_list(maker, "locations", maker.locations(), made);
  add_list(maker, "legislative-terms", maker.terms(), made);
  // The lists that OParl demands and that stay empty: papers name bodies and roles, no persons.
  add_list(maker, "persons", {}, made);
  add_list(maker, "memberships", {}, made);
  for (const std::string& body : maker.bodies_that_meet()) {
    add_list(maker, "organization/" + body + "/meetings", maker.meetings_of(body), made);
    add_list(maker, "organization/" + body + "/consultations", maker.consultations(body), made);
  }
  for (auto& [path, text] : made) files[path] = std::move(text);
}

}  // namespace kancelli::site
