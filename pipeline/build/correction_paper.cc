#include "pipeline/build/correction_paper.h"

#include <array>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using Kind = PaperChange::Kind;

std::string cell(const std::string& xml) {
  return "<cell>" + xml + "</cell>";
}

std::string words(const std::vector<Stretch>& stretches) {
  std::string xml;
  for (const Stretch& each : stretches) {
    if (!xml.empty() && each.spaced) xml += " ";
    xml += each.changed ? "<strong>" + xml_escape(each.words) + "</strong>" : xml_escape(each.words);
  }
  return xml;
}

// What was all there, or is all new, needs no emphasis.
std::string whole(const std::vector<Stretch>& stretches) {
  std::string xml;
  for (const Stretch& each : stretches) xml += (xml.empty() ? "" : " ") + xml_escape(each.words);
  return xml;
}

std::string place(const PaperChange& change) {
  const std::string where = change.place.empty() ? "Indledningen" : change.place;
  const bool says_what = change.what == "afsnit" || change.what == "oplysning" || change.what == "fil";
  return xml_escape(where + (says_what ? "" : " (" + change.what + ")"));
}

std::string row(const PaperChange& change) {
  const std::string before =
      change.kind == Kind::added ? "<em>Ny</em>"
      : change.kind == Kind::moved
          ? "<em>Flyttet fra:</em> " +
                xml_escape(change.place_before.empty() ? "Indledningen" : change.place_before)
      : change.kind == Kind::replaced ? "<em>Den tidligere fil</em>"
      : change.kind == Kind::removed  ? whole(change.before)
                                      : words(change.before);
  const std::string after = change.kind == Kind::removed    ? "<em>Udgår</em>"
                            : change.kind == Kind::replaced ? "<em>Filen er skiftet</em>"
                            : change.kind == Kind::reworded ? words(change.after)
                                                            : whole(change.after);
  return "<row>" + cell(place(change)) + cell(before) + cell(after) + "</row>\n";
}

std::string table(const std::string& id, const char* caption, const std::array<const char*, 3>& columns,
                  const std::string& rows) {
  return "<table id=\"" + id + "\"><caption>" + caption + "</caption>\n<column id=\"" + id +
         "-1\" type=\"text\">" + columns[0] + "</column>\n<column id=\"" + id + "-2\" type=\"text\">" +
         columns[1] + "</column>\n<column id=\"" + id + "-3\" type=\"text\">" + columns[2] + "</column>\n" +
         rows + "</table>\n";
}

std::string section(const char* id, const char* title, const std::string& blocks) {
  return std::string("<section id=\"") + id + "\"><title>" + title + "</title>\n" + blocks + "</section>\n";
}

std::string rows(const std::vector<PaperChange>& changes) {
  std::string xml;
  for (const PaperChange& each : changes) xml += row(each);
  return xml;
}

// "fact(opkald)": what it is called by those who do not write sources.
std::string value_shown(const std::string& question) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 11> kinds = {
      {{"fact(", "Tallet "},
       {"body(", "Organet "},
       {"bodies(", "Organer: "},
       {"law(", "Loven "},
       {"tasks(", "Opgaver: "},
       {"paper(", "Dokumentet "},
       {"agenda(", "Dagsordenen "},
       {"item(", "Punktet "},
       {"matter(", "Sagen "},
       {"earlier(", "Tidligere beslutninger: "},
       {"outcome(", "Beslutningen "}}};
  for (const auto& [begin, words] : kinds)
    if (question.starts_with(begin) && question.ends_with(')'))
      return words + question.substr(begin.size(), question.size() - begin.size() - 1);
  return question;
}

std::string registers(const std::vector<ChangedAnswer>& changes) {
  std::string xml;
  for (const ChangedAnswer& each : changes)
    xml += "<row>" + cell(xml_escape(value_shown(each.question))) + cell(xml_escape(each.then)) +
           cell(xml_escape(each.now)) + "</row>\n";
  return xml;
}

// What the page takes over of the paper's <meta>, as it stands there.
std::string meta(const Project& project, const CorrectionHead& head) {
  std::string xml = "<meta><title>" + xml_escape(head.title) + "</title>\n";
  const Node* own = head.paper->root().child("meta");
  const auto take = [&](std::string_view name) {
    const Node* node = own == nullptr ? nullptr : own->child(name);
    if (node == nullptr) return;
    xml += project.sources.text(node->span.source).substr(node->span.begin, node->end - node->span.begin);
    xml += "\n";
  };
  take("record");
  take("kle");
  if (!head.dated.empty()) xml += "<dated value=\"" + head.dated + "\"/>\n";
  take("organ");
  take("access");
  take("embargo");
  xml += head.sent ? "<state value=\"sent\" sent=\"" + head.dated + "\"/>" : "<state value=\"in-approval\"/>";
  return xml + "</meta>\n";
}

}  // namespace

std::string correction_source(const Project& project, const CorrectionHead& head,
                              const PaperChanges& changes) {
  std::string xml = "<correction xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" +
                    xml_escape(head.paper->id + head.suffix) + "\">\n" + meta(project, head);
  std::string first;
  for (const std::string& each : head.words) first += "<p>" + xml_escape(each) + "</p>\n";
  if (!changes.none()) first += "<p>De ord, der er ændret, står med fed skrift.</p>\n";
  xml += section("rettelsen", head.sent ? "Rettelsen" : "Sammenligningen", first);
  if (!changes.about.empty())
    xml += section("oplysninger", "Oplysninger om dokumentet",
                   table("tabel-oplysninger", "Oplysninger, der er ændret", {"Oplysning", "Før", "Nu"},
                         rows(changes.about)));
  xml += section("aendringer", "Ændringer i teksten",
                 changes.text.empty() ? "<p>Ingen ord i teksten er ændret.</p>\n"
                                      : table("tabel-aendringer", "Hvad der er ændret, og hvor",
                                              {"Sted", "Før", "Nu"}, rows(changes.text)));
  // Of a sheet that goes out the words above are enough; who works on the paper looks for the register.
  if (!head.sent && !changes.registers.empty())
    xml += section("registre", "Værdier i registrene",
                   table("tabel-registre", "Værdier, som dokumentet bruger, og som er ændret",
                         {"Værdi", "Før", "Nu"}, registers(changes.registers)));
  return xml + "</correction>\n";
}

}  // namespace kancelli
