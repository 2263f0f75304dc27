#include "pipeline/build/meeting_sheet.h"

#include <algorithm>
#include <array>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

constexpr std::string_view box = "□";
// A body of more members ticks off parties: nobody fills in a table of three pages.
constexpr std::int64_t most_rows = 25;

using Cells = std::vector<std::string>;  // markup; "" for one to be filled in

// A table whose first column heads its rows; the others hold boxes or room.
std::string table(std::string_view caption, const Cells& columns, const std::vector<Cells>& rows) {
  std::string xml = "<table><caption>" + std::string(caption) + "</caption>";
  for (std::size_t i = 0; i < columns.size(); ++i)
    xml += "<column type=\"text\"" + std::string(i == 0 ? " header=\"true\"" : "") + ">" + columns[i] +
           "</column>";
  for (const Cells& row : rows) {
    xml += "<row>";
    for (const std::string& cell : row) xml += "<cell>" + cell + "</cell>";
    xml += "</row>";
  }
  return xml + "</table>\n";
}

// A cell to write in: no-break spaces give it its width, and lines its height.
std::string blank(int width, int lines = 1) {
  std::string cell = "<p>";
  for (int i = 0; i < width; ++i) cell += "\u00A0";
  cell += "</p>";
  for (int i = 1; i < lines; ++i) cell += "<p>\u00A0</p>";
  return cell;
}
constexpr int name_width = 24, number_width = 10, notes_width = 34;

Cells with_boxes(std::string first, std::size_t boxes) {
  Cells row = {std::move(first)};
  row.resize(1 + boxes, std::string(box));
  return row;
}

bool has_minutes(const Project& project, const Paper& agenda) {
  return std::any_of(project.papers.begin(), project.papers.end(), [&](const auto& paper) {
    return paper->type == "minutes" && paper->root().get("agenda") == agenda.id;
  });
}

bool wants_sheet(const Project& project, const Paper& paper) {
  return paper.type == "agenda" && !paper.closed && !is_supplementary(paper) && paper.meeting &&
         !has_minutes(project, paper);
}

class Sheet {
 public:
  Sheet(const Project& project, const Paper& agenda) : project_(project), agenda_(agenda) {}

  std::string xml(const std::string& id, const std::string& title) const {
    std::string text = "<agenda xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" + id +
                       "\" kind=\"ordinary\">\n" + meta(title) + warning() + attendance();
    for (const Paper* agenda : agendas_of_meeting(project_, agenda_)) {
      int number = first_number(project_, *agenda);
      for (const Node* item : items_of(*agenda)) text += point(*agenda, *item, number++);
    }
    return text +
           section("Mødets slutning",
                   table("Slutning", {"Hvad", "Noter"}, {{"Mødet sluttede kl.", blank(notes_width)}})) +
           "</agenda>\n";
  }

 private:
  std::string meta(const std::string& title) const {
    const Node* own = agenda_.root().child("meta");
    const Node* meeting = own->child("meeting");
    const std::string_view source = project_.sources.text(agenda_.source());
    return "<meta><title>" + xml_escape(title) + "</title><organ committee=\"" + agenda_.committee + "\"/>" +
           std::string(source.substr(meeting->span.begin, meeting->end - meeting->span.begin)) +
           "<access state=\"open\"/><state value=\"sent\"/></meta>\n";
  }

  static std::string section(const std::string& title, const std::string& blocks) {
    return "<section><title>" + title + "</title>\n" + blocks + "</section>\n";
  }

  // It lies among papers that may be given away.
  std::string warning() const {
    for (const Paper* agenda : agendas_of_meeting(project_, agenda_))
      for (const Node* item : items_of(*agenda))
        if (project_.withheld(*item))
          return "<note><p>Kun til internt brug: Arket viser også lukkede punkter.</p></note>\n";
    return {};
  }

  std::vector<std::string> parties() const {
    std::vector<std::string> names;
    for (const auto& [id, body] : project_.registers.bodies)
      if (const BodyName* name = body.kind == "party" ? body.name_on(*agenda_.meeting) : nullptr;
          name != nullptr && !name->letter.empty())
        names.push_back(xml_escape(name->letter + " " + name->name));
    std::sort(names.begin(), names.end());
    return names;
  }

  std::string attendance() const {
    const Body* body = project_.registers.body(agenda_.committee);
    const std::int64_t members = body == nullptr ? 0 : body->members;
    std::vector<Cells> rows;
    if (members > 0 && members <= most_rows)
      for (std::int64_t i = 1; i <= members; ++i)
        rows.push_back(
            {std::to_string(i), blank(name_width), std::string(box), std::string(box), std::string(box), ""});
    else
      for (const std::string& party : parties()) rows.push_back({party, blank(name_width), "", "", "", ""});
    if (rows.empty()) return {};
    return section("Deltagere",
                   table("Fremmøde",
                         {members > most_rows || members == 0 ? "Parti" : "Nr.", "Medlem eller stedfortræder",
                          "Til stede", "Afbud", "Uden afbud", "Kom eller gik kl."},
                         rows));
  }

  std::string point(const Paper& agenda, const Node& item, int number) const {
    const Paper* paper = project_.paper(item.get("paper"));
    const Node* own = item.child("title");
    std::string title = own != nullptr     ? printed_words(*own, agenda, project_)
                        : paper != nullptr ? paper->title
                                           : std::string();
    if (project_.withheld(item)) title += " (lukket punkt)";
    const std::string of = "punkt " + std::to_string(number);
    std::string blocks = results(paper, of);
    if (paper != nullptr) blocks += votes(of);
    blocks += table("Noter til " + of, {"Hvad", "Noter"}, notes(paper != nullptr));
    return section(std::to_string(number) + ". " + xml_escape(title), blocks);
  }

  // An item without a case has nothing to be changed or put off.
  static std::vector<Cells> notes(bool about_case) {
    if (!about_case) return {{"Beslutning og bemærkninger", blank(notes_width, 2)}};
    return {{"Ændring: at …", blank(notes_width, 3)},
            {"Udsat til mødet den", blank(notes_width)},
            {"Protokolbemærkning fra", blank(notes_width)},
            {"Protokolbemærkning, ordret", blank(notes_width, 5)}};
  }

  std::string results(const Paper* paper, const std::string& of) const {
    static const Cells columns = {"Punkt", "Godkendt",     "Godkendt med ændring", "Til efterretning",
                                  "Udsat", "Ikke godkendt"};
    std::vector<Cells> rows;
    for (const Node* each : paper == nullptr ? std::vector<const Node*>() : at_items(*paper))
      rows.push_back(with_boxes(
          std::to_string(rows.size() + 1) + ". " + xml_escape(printed_words(*each, *paper, project_)),
          columns.size() - 1));
    if (rows.empty()) rows.push_back(with_boxes("Hele punktet", columns.size() - 1));
    return table("Resultat for " + of, columns, rows);
  }

  std::string votes(const std::string& of) const {
    std::vector<Cells> rows;
    for (const std::string& party : parties())
      rows.push_back({party, blank(number_width), blank(number_width), blank(number_width)});
    rows.push_back({"I alt", blank(number_width), blank(number_width), blank(number_width)});
    return table("Stemmer om " + of, {"Parti", "For", "Imod", "Undlod"}, rows);
  }

  const Project& project_;
  const Paper& agenda_;
};

}  // namespace

std::vector<std::unique_ptr<Paper>> meeting_sheets(Project& project, const std::vector<const Paper*>& papers,
                                                   Diagnostics& diagnostics) {
  std::vector<std::unique_ptr<Paper>> sheets;
  for (const Paper* paper : papers) {
    if (!wants_sheet(project, *paper)) continue;
    const std::string id = paper->id + std::string(sheet_suffix), title = "Referentark: " + paper->title;
    sheets.push_back(made_paper(
        project, {id, "agenda", title, Sheet(project, *paper).xml(id, title), "agenda"}, diagnostics));
  }
  return sheets;
}

bool is_meeting_sheet(const Project& project, std::string_view id) {
  if (!id.ends_with(sheet_suffix)) return false;
  const Paper* agenda = project.paper(id.substr(0, id.size() - sheet_suffix.size()));
  return agenda != nullptr && wants_sheet(project, *agenda);
}

}  // namespace kancelli
