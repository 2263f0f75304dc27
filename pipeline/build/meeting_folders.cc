#include "pipeline/build/meeting_folders.h"

#include "pipeline/build/meeting_set.h"
#include "pipeline/core/calendar.h"
#include "pipeline/core/file_names.h"
#include "pipeline/core/media_type.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Windows counts 260 characters with all folders: names leave room for where the folder will lie.
constexpr std::size_t longest_folder = 60, longest_file = 80;

// "2026-01-20" as a reader reads it.
std::string day_text(const Date& day) {
  return without_typography(format_date(day, "weekday"));
}

std::string time_text(const std::string& time) {
  return time.size() == 5 ? " kl. " + time.substr(0, 2) + "." + time.substr(3) : "";
}

std::string of_meta(const Paper* paper, std::string_view element, std::string_view attribute) {
  const Node* meta = paper == nullptr ? nullptr : paper->root().child("meta");
  const Node* node = meta == nullptr ? nullptr : meta->child(element);
  return node == nullptr ? std::string() : std::string(node->get(attribute));
}

// What a JSON object says; members without a value are left out.
class JsonObject {
 public:
  explicit JsonObject(std::string indent) : indent_(std::move(indent)) {}
  void raw(std::string_view key, const std::string& value) {
    text_ +=
        (text_.empty() ? "" : ",") + std::string("\n") + indent_ + "  " + json_string(key) + ": " + value;
  }
  void add(std::string_view key, const std::string& value) {
    if (!value.empty()) raw(key, json_string(value));
  }
  std::string text() const { return "{" + text_ + "\n" + indent_ + "}"; }

 private:
  std::string indent_, text_;
};

std::string json_list(const std::vector<std::string>& objects, const std::string& indent) {
  if (objects.empty()) return "[]";
  return "[\n" + indent + "  " + join(objects, ",\n" + indent + "  ") + "\n" + indent + "]";
}

// The case system ------------------------------------------------------------------------------------------

class CaseSystem {
 public:
  CaseSystem(const Dossier& dossier, FolderFiles& files) : dossier_(dossier), files_(files) {}

  void add() {
    for (const DossierDocument& document : dossier_.agendas) add_document(document, "", "", document.closed);
    for (const DossierItem& item : dossier_.items) {
      const std::string folder = folders_.add(item.name(), "", longest_folder);
      for (const DossierDocument& document : item.documents)
        add_document(document, folder, item.number, item.closed || document.closed);
    }
    JsonObject all("");
    all.add("body", dossier_.body);
    all.add("date", dossier_.meeting.date.iso());
    all.add("time", dossier_.meeting.time);
    all.add("place", dossier_.meeting.place);
    all.add("edition", dossier_.closed ? "closed" : "open");
    all.raw("documents", json_list(documents_, "  "));
    files_["case-system/metadata.json"] = all.text() + "\n";
  }

 private:
  void add_document(const DossierDocument& document, const std::string& folder, const std::string& item,
                    bool closed) {
    const std::string inside =
        (closed ? "Lukket/" : std::string()) + (folder.empty() ? std::string() : folder + "/");
    if (document.paper == nullptr) return add_file(document, inside, item, document.ending, document.bytes);
    // One name for both: they belong together.
    const std::string name = names_[lower(inside)].add(document.name(), "", longest_file);
    add_named(document, inside, item, name + ".pdf", document.pdf, closed);
    add_named(document, inside, item, name + ".docx", document.docx, closed);
  }

  void add_file(const DossierDocument& document, const std::string& inside, const std::string& item,
                const std::string& ending, const std::string& bytes) {
    const std::string name = names_[lower(inside)].add(document.name(), "", longest_file) + ending;
    add_named(document, inside, item, name, bytes, inside.starts_with("Lukket/"));
  }

  void add_named(const DossierDocument& document, const std::string& inside, const std::string& item,
                 const std::string& name, const std::string& bytes, bool closed) {
    JsonObject object("    ");
    object.add("file", inside + name);
    object.add("item", item);
    object.add("role", document.role);
    object.add("title", document.title);
    object.add("caseNumber", of_meta(document.paper, "record", "case"));
    object.add("documentNumber", of_meta(document.paper, "record", "document"));
    object.add("kle", of_meta(document.paper, "kle", "subject"));
    object.add("kleFacet", of_meta(document.paper, "kle", "facet"));
    object.add("access", closed ? "closed" : "open");
    object.add("reason", document.reason);
    object.add("ground", document.ground);
    object.raw("draft", document.draft() ? "true" : "false");
    object.add("sha256", sha256(bytes));
    documents_.push_back(object.text());
    files_["case-system/" + inside + name] = bytes;
  }

  const Dossier& dossier_;
  FolderFiles& files_;
  FileNames folders_;
  std::map<std::string, FileNames> names_;  // by folder
  std::vector<std::string> documents_;
};

// The meeting app ------------------------------------------------------------------------------------------

std::string attribute(std::string_view name, const std::string& value) {
  return value.empty() ? "" : " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
}

class MeetingApp {
 public:
  MeetingApp(const Dossier& dossier, FolderFiles& files) : dossier_(dossier), files_(files) {}

  void add() {
    const Meeting& meeting = dossier_.meeting;
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<meeting xmlns=\"urn:kancelli:meeting:1\"";
    xml += attribute("id", meeting.name()) + attribute("organization", dossier_.body);
    xml += attribute("organizationId", meeting.body) + attribute("start", start());
    xml += attribute("location", meeting.place) + attribute("edition", dossier_.closed ? "closed" : "open");
    xml += ">\n";
    for (const DossierDocument& document : dossier_.agendas)
      xml += file(document, document.paper->type == "minutes" ? "resultsProtocol" : "invitation", "",
                  document.closed, "  ");
    for (const DossierItem& item : dossier_.items) {
      xml += "  <agendaItem" + attribute("number", item.number) + attribute("name", item.title) +
             attribute("public", item.closed ? "false" : "true") + ">\n";
      for (const DossierDocument& document : item.documents)
        xml += file(document, document.attachment == nullptr ? "mainFile" : "auxiliaryFile", item.number,
                    item.closed || document.closed, "    ");
      xml += "  </agendaItem>\n";
    }
    files_["meeting-app/meeting.xml"] = xml + "</meeting>\n";
  }

 private:
  std::string start() const {
    const Meeting& meeting = dossier_.meeting;
    if (meeting.time.empty()) return meeting.date.iso();
    return meeting.date.iso() + "T" + meeting.time + ":00" + danish_offset(meeting.date, meeting.time);
  }

  std::string file(const DossierDocument& document, const std::string& role, const std::string& item,
                   bool closed, const std::string& indent) {
    const std::string ending = document.paper == nullptr ? document.ending : ".pdf";
    const std::string& bytes = document.paper == nullptr ? document.bytes : document.pdf;
    const std::string place = item.empty() ? "" : (item.size() == 1 ? "0" : "") + item + " ";
    const std::string name = "files/" + names_.add(place + document.name(), ending, longest_file);
    files_["meeting-app/" + name] = bytes;
    std::string xml = indent + "<file" + attribute("id", document.id) + attribute("role", role);
    if (document.attachment != nullptr)
      xml += attribute("number", std::to_string(document.attachment->number));
    xml += attribute("name", document.title) + attribute("fileName", name);
    xml += attribute("mimeType", std::string(media_type(ending))) +
           attribute("size", std::to_string(bytes.size()));
    xml += attribute("sha256", sha256(bytes)) + attribute("public", closed ? "false" : "true");
    return xml + attribute("draft", document.draft() ? "true" : "false") + "/>\n";
  }

  const Dossier& dossier_;
  FolderFiles& files_;
  FileNames names_;
};

}  // namespace

void add_set(const Dossier& dossier, const Workshop& workshop, FolderFiles& files, Diagnostics& diagnostics) {
  FileNames names;
  const std::string set = names.add(dossier.meeting.name(), ".pdf");
  std::map<const DossierDocument*, std::string> beside;
  for (const DossierItem& item : dossier.items)
    for (const DossierDocument& document : item.documents)
      if (document.paper == nullptr)
        beside[&document] =
            names.add((item.number.size() == 1 ? "0" : "") + item.number + " " + document.name(),
                      document.ending, longest_file);
  std::string pdf = make_set(dossier, beside, workshop, diagnostics);
  if (pdf.empty()) return;
  files["set/" + set] = std::move(pdf);
  for (const auto& [document, name] : beside) files["set/" + name] = document->bytes;
}

void add_case_system(const Dossier& dossier, const Timetable& timetable, FolderFiles& files) {
  CaseSystem(dossier, files).add();
  files["case-system/mail.txt"] = dispatch_mail(dossier, timetable);
}

void add_meeting_app(const Dossier& dossier, FolderFiles& files) {
  MeetingApp(dossier, files).add();
}

std::string dispatch_mail(const Dossier& dossier, const Timetable& timetable) {
  const Meeting& meeting = dossier.meeting;
  std::string out = "Emne: Dagsorden til mødet i " + dossier.body + " " + day_text(meeting.date) + "\n\n";
  out += "Her er dagsordenen og bilagene til mødet i " + dossier.body + ".\n\n";
  out += "Tid: " + dossier.when() + "\n";
  if (!meeting.place.empty()) out += "Sted: " + meeting.place + "\n";
  out += "\nPunkter:\n";
  for (const DossierItem& item : dossier.items) {
    std::size_t attached = 0;
    for (const DossierDocument& document : item.documents) attached += document.attachment != nullptr ? 1 : 0;
    out += item.number + ". " + (item.closed ? "Lukket punkt" : item.title);  // a mail is read by anybody
    if (attached > 0) out += " (" + std::to_string(attached) + " bilag)";
    out += "\n";
  }
  if (dossier.left_out > 0) out += "Det, der er lukket, er ikke med i denne udsendelse.\n";
  bool headed = false;
  bool after = false;  // steps before the dispatch are no reader's business
  for (const TimetableStep& step : timetable.steps) {
    if (after && step.kind == TimetableStep::Kind::own) {
      out += headed ? "" : "\nFrister:\n";
      headed = true;
      out += step.name + ": " + day_text(step.day) + time_text(step.time) + "\n";
    }
    after = after || step.kind != TimetableStep::Kind::own;
  }
  return out;
}

}  // namespace kancelli
