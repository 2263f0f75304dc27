#include "pipeline/build/paper_facts.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"

namespace kancelli {
namespace {

struct Label {
  std::string_view element, attribute, text;
};

constexpr auto labels = std::to_array<Label>({
    {"record", "case", "Sagsnummer"},
    {"record", "document", "Dokumentnummer"},
    {"kle", "subject", "KLE-emne"},
    {"kle", "facet", "KLE-facet"},
    {"dated", "value", "Dato"},
    {"about", "from", "Handler om tiden fra"},
    {"about", "until", "Handler om tiden til"},
    {"organ", "committee", "Udvalg"},
    {"organ", "responsible", "Ansvarlig forvaltning"},
    {"organ", "unit", "Enhed"},
    {"organ", "recipient", "Modtager"},
    {"meeting", "date", "Mødedato"},
    {"meeting", "time", "Mødetid"},
    {"meeting", "place", "Mødested"},
    {"meeting", "item", "Punkt på dagsordenen"},
    {"meeting", "urgent", "Hvorfor sagen ikke kan udsættes"},
    {"access", "state", "Adgang"},
    {"access", "reason", "Hvorfor lukket"},
    {"access", "ground", "Hjemmel for lukning"},
    {"embargo", "until", "Må offentliggøres fra"},
    {"enacted", "value", "Vedtaget"},
    {"enacted", "amended", "Senest ændret"},
    {"step", "first-reading", "1. behandling"},
    {"step", "second-reading", "2. behandling"},
    {"step", "committee", "Behandling i udvalg"},
    {"step", "referral", "Henvist"},
    {"step", "notice", "Ankestyrelsen underrettet"},
    {"step", "publication", "Offentliggjort"},
    {"step", "in-force", "Ikrafttræden"},
});

// An element or attribute that this table does not know is told by its name in the source.
std::string label_of(std::string_view element, std::string_view attribute) {
  for (const Label& each : labels)
    if (each.element == element && each.attribute == attribute) return std::string(each.text);
  return std::string(element) + ", " + std::string(attribute);
}

std::string shown(const Project& project, const Paper& paper, std::string_view element,
                  const Attribute& attribute) {
  if (element == "access" && attribute.name == "state")
    return attribute.value == "closed" ? "lukket" : "åben";
  if (element == "organ" || attribute.name == "body")
    if (const Body* body = project.registers.body(attribute.value))
      if (const BodyName* name = body->name_on(paper.dated)) return name->name;
  return long_date(collapse_space(attribute.value));
}

void add_attributes(const Project& project, const Paper& paper, const Node& node, Facts& facts) {
  for (const Attribute& attribute : node.attributes)
    facts.emplace_back(label_of(node.name, attribute.name), shown(project, paper, node.name, attribute));
}

// "26. marts 2026, Borgerrepræsentationen"
void add_step(const Project& project, const Paper& paper, const Node& step, Facts& facts) {
  std::string text;
  for (const char* name : {"date", "body", "href"})
    if (const Attribute* attribute = step.find(name))
      text += (text.empty() ? "" : ", ") + shown(project, paper, "step", *attribute);
  std::string label = label_of("step", step.get("kind"));
  const auto same = std::count_if(facts.begin(), facts.end(),
                                  [&](const auto& fact) { return fact.first.starts_with(label); });
  if (same > 0) label += " (" + std::to_string(same + 1) + ")";
  facts.emplace_back(std::move(label), std::move(text));
}

void add_attachments(const Project& project, const Paper& paper, Facts& facts) {
  for (const Attachment& each : paper.attachments) {
    const std::string title =
        each.title.empty() ? attached_paper(project, each.paper).title : collapse_space(each.title);
    facts.emplace_back("Bilag »" + each.id + "«", std::to_string(each.number) + ". " +
                                                      (title.empty() ? each.paper : title) +
                                                      (each.closed ? " (lukket)" : ""));
    // Another file of the same title is another attachment.
    if (!each.sha256.empty())
      facts.emplace_back("Bilag »" + each.id + "«, fil", each.file + ", " + each.sha256.substr(0, 12));
  }
}

}  // namespace

Facts facts_of(const Project& project, const Paper& paper) {
  Facts facts = {{"Titel", paper.title}};
  const Node* meta = paper.root().child("meta");
  for (const Node* node : meta == nullptr ? std::vector<const Node*>() : meta->elements()) {
    if (node->name == "title" || node->name == "state" || node->name == "revision" ||
        node->name == "attachments")
      continue;
    add_attributes(project, paper, *node, facts);
    for (const Node* step : node->elements("step")) add_step(project, paper, *step, facts);
  }
  if (const Node* enacted = paper.root().child("enacted")) add_attributes(project, paper, *enacted, facts);
  add_attachments(project, paper, facts);
  return facts;
}

}  // namespace kancelli
