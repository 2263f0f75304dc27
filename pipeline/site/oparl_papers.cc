#include <algorithm>

#include "pipeline/core/media_type.h"
#include "pipeline/core/sha512.h"
#include "pipeline/core/text.h"
#include "pipeline/site/oparl.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

std::string file_path(const std::string& path) {
  return "oparl/file/" + path + ".json";
}

// True when that paper has the other one among its attachments, in the open edition the open ones.
bool attaches(const Paper& paper, const Paper& other, bool closed_edition) {
  return std::ranges::any_of(paper.attachments, [&](const Attachment& each) {
    return (!each.closed || closed_edition) && each.paper == other.id;
  });
}

}  // namespace

OParlObject OParlMaker::file(const std::string& path, const std::string& name, const std::optional<Date>& day,
                             const PublishedPaper& paper) const {
  const std::string object_path = file_path(path);
  OParlObject object{object_path, typed("File", object_path)};
  const std::string& bytes = files_.at(path);
  object.data.put("name", name).put("fileName", path.substr(path.rfind('/') + 1));
  object.data.put("mimeType", media_type(path));
  if (day) object.data.put("date", day->first().iso());
  object.data.put("size", static_cast<std::int64_t>(bytes.size())).put("sha512Checksum", sha512(bytes));
  object.data.put("accessUrl", id(path)).put("downloadUrl", id(path));
  object.data.put("paper", std::vector<std::string>{id(paper_path(*paper.paper))});
  return object;
}

// The newest PDF first, then its other form, the attached files, the correction sheets, and the PDFs of
// earlier versions. OParl has no word for a correction: the sheet's name says what it is of, and why.
OParlObjects OParlMaker::files_of(const PublishedPaper& paper) const {
  const std::string& name = paper.paper->id;
  const std::string title = title_name(publication_.project, *paper.paper);
  OParlObjects all;
  const auto add = [&](const std::string& path, const std::string& called, const std::optional<Date>& day) {
    if (files_.contains(path)) all.push_back(file(path, called, day, paper));
  };
  const int newest = paper.versions.front().number;
  add(output_address(name, newest, "pdf", publication_.closed), title, last_changed(paper));
  add(output_address(name, newest, "docx", publication_.closed), title, last_changed(paper));
  for (const Attachment& attachment : paper.paper->attachments)
    if (const std::string own = attachment_name(*paper.paper, attachment, publication_.closed); !own.empty())
      add(attachment_address(name, own), attachment.title, std::nullopt);
  for (const PublishedVersion& version : paper.versions)
    add(correction_address(name, version.number),
        "Rettelsesblad til version " + std::to_string(version.number) + " af " + title +
            (version.reason.empty() ? "" : ": " + version.reason),
        version.sent);
  for (const PublishedVersion& version : paper.versions)
    if (version.number != newest)
      add(output_address(name, version.number, "pdf", publication_.closed),
          title + " (version " + std::to_string(version.number) + ")", version.sent);
  return all;
}

// The PDF of a paper as it is now; nothing when it is not out.
std::vector<JsonObject> OParlMaker::main_file(const Paper* paper) const {
  const PublishedPaper* out = published(paper);
  const auto found = files_of_.find(paper);
  if (out == nullptr || found == files_of_.end() || found->second.empty()) return {};
  const OParlObject& first = found->second.front();
  const std::string own = output_address(paper->id, out->versions.front().number, "pdf", publication_.closed);
  return first.path == file_path(own) ? std::vector<JsonObject>{first.data} : std::vector<JsonObject>{};
}

OParlObject OParlMaker::consultation(const Meeting& meeting, std::size_t index) const {
  const std::string path = consultation_path(meeting, index);
  OParlObject object{path, typed("Consultation", path)};
  object.data.put("paper", id(paper_path(*meeting.items[index].paper)));
  object.data.put("agendaItem", id(item_path(meeting, index))).put("meeting", id(meeting_path(meeting)));
  if (publication_.project.registers.body(meeting.body) != nullptr)
    object.data.put("organization", std::vector<std::string>{id(organization_path(meeting.body))});
  return object;
}

// Of a body's meetings, of a paper, or all; for items whose paper is out.
OParlObjects OParlMaker::consultations(const std::string& body, const Paper* paper) const {
  OParlObjects all;
  for (const Meeting& meeting : meetings_) {
    if (!body.empty() && meeting.body != body) continue;
    for (std::size_t i = 0; i < meeting.items.size(); ++i) {
      const Paper* of = meeting.items[i].paper;
      if (published(of) != nullptr && (paper == nullptr || of == paper))
        all.push_back(consultation(meeting, i));
    }
  }
  return all;
}

OParlObject OParlMaker::paper(const PublishedPaper& published) const {
  const Paper& paper = *published.paper;
  OParlObject object{paper_path(paper), typed("Paper", paper_path(paper))};
  JsonObject& data = object.data;
  data.put("body", id("oparl/body.json")).put("name", title_name(publication_.project, paper));
  if (const Node* meta = paper.root().child("meta"))
    if (const Node* record = meta->child("record"))
      data.put("reference", record->get(record->get("document").empty() ? "case" : "document"));
  if (paper.dated) data.put("date", paper.dated->first().iso());
  data.put("paperType", type_name(publication_.project, paper));
  std::vector<std::string> above, below;
  for (const PublishedPaper& other : publication_.papers) {
    if (attaches(*other.paper, paper, publication_.closed)) above.push_back(id(paper_path(*other.paper)));
    if (attaches(paper, *other.paper, publication_.closed)) below.push_back(id(paper_path(*other.paper)));
  }
  data.put("superordinatedPaper", above).put("subordinatedPaper", below);
  std::vector<JsonObject> files = data_of(files_of_.at(&paper));
  if (!main_file(&paper).empty()) {
    data.put("mainFile", files.front());
    files.erase(files.begin());
  }
  data.put("auxiliaryFile", files);
  put_organizations(data, paper);
  data.put("consultation", data_of(consultations({}, &paper)));
  if (const std::string subject = kle_subject(paper); !subject.empty())
    data.put("keyword", std::vector<std::string>{"KLE " + subject});
  if (const auto day = first_published(published)) data.put("created", date_time(*day));
  if (const auto day = last_changed(published)) data.put("modified", date_time(*day));
  data.put("web", id(paper_address(paper.id)));
  return object;
}

void OParlMaker::put_organizations(JsonObject& data, const Paper& paper) const {
  const Registers& registers = publication_.project.registers;
  const auto put = [&](const char* name, const std::string& body) {
    if (registers.body(body) != nullptr)
      data.put(name, std::vector<std::string>{id(organization_path(body))});
  };
  put("underDirectionOf", paper.responsible);
  put("originatorOrganization", registers.body(paper.unit) != nullptr ? paper.unit : paper.responsible);
}

OParlObjects OParlMaker::papers() const {
  OParlObjects all;
  for (const PublishedPaper& each : publication_.papers) all.push_back(paper(each));
  return all;
}

OParlObjects OParlMaker::files() const {
  OParlObjects all;
  for (const PublishedPaper& each : publication_.papers)
    std::ranges::copy(files_of_.at(each.paper), std::back_inserter(all));
  return all;
}

}  // namespace kancelli::site
