// The objects of OParl 1.1 (https://schema.oparl.org/1.1/), each a static file whose address is its id.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/meeting.h"
#include "pipeline/site/json.h"
#include "pipeline/site/publication.h"

namespace kancelli::site {

struct OParlObject {
  std::string path;  // "oparl/paper/ID.json": its file, and, below the site's address, its id
  JsonObject data;
};
using OParlObjects = std::vector<OParlObject>;

std::vector<JsonObject> data_of(const OParlObjects& objects);
std::string organization_path(std::string_view body);
std::string meeting_path(const Meeting& meeting);
std::string paper_path(const Paper& paper);
std::string item_path(const Meeting& meeting, std::size_t index);
std::string consultation_path(const Meeting& meeting, std::size_t index);

// Makes objects out of a publication. Whatever is not published is not known here: an agenda item names a
// paper when that is out, and nothing else.
class OParlMaker {
 public:
  OParlMaker(const Publication& publication, const SiteFiles& files);

  OParlObject system() const;
  OParlObject body() const;
  OParlObjects terms() const;
  OParlObjects organizations() const;
  OParlObjects meetings() const;
  OParlObjects agenda_items() const;
  OParlObjects consultations(const std::string& body = {}, const Paper* paper = nullptr) const;
  OParlObjects papers() const;
  OParlObjects files() const;
  OParlObjects locations() const;
  OParlObjects meetings_of(const std::string& body) const;
  std::vector<std::string> bodies_that_meet() const;

  std::string id(std::string_view path) const;  // the address of a path

 private:
  JsonObject typed(std::string_view type, const std::string& path) const;
  OParlObject file(const std::string& path, const std::string& name, const std::optional<Date>& day,
                   const PublishedPaper& paper) const;
  OParlObjects files_of(const PublishedPaper& paper) const;
  const PublishedPaper* published(const Paper* paper) const;
  std::vector<JsonObject> main_file(const Paper* paper) const;
  OParlObject organization(const Body& body) const;
  OParlObject meeting(const Meeting& meeting) const;
  OParlObjects items_of(const Meeting& meeting) const;
  OParlObject consultation(const Meeting& meeting, std::size_t index) const;
  OParlObject location(const std::string& place) const;
  OParlObject paper(const PublishedPaper& paper) const;
  void put_organizations(JsonObject& data, const Paper& paper) const;

  const Publication& publication_;
  const SiteFiles& files_;
  SiteSettings settings_;
  std::map<const Paper*, const PublishedPaper*> published_;
  std::vector<Meeting> meetings_;
  std::map<const Paper*, OParlObjects> files_of_;  // hashing them once is enough
};

}  // namespace kancelli::site
