#include "pipeline/statute/akoma_ntoso_parts.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

// The name of an element in eIds: Naming Convention, 5.
std::string_view eid_name(Kind kind, Kind parent, bool quoted) {
  switch (kind) {
    case Kind::preamble:
      return "preamble__formula";
    case Kind::chapter:
      return "chp";
    case Kind::heading:
      return parent == Kind::chapter ? "crossHeading" : "hcontainer";
    case Kind::paragraph:
      return "sec";
    case Kind::subsection:
      return "subsec";
    case Kind::number:
    case Kind::letter:
      return "point";
    case Kind::annex:
      return quoted ? "hcontainer" : "att";
    default:
      return "body";
  }
}

const std::string& first_known(const std::string& a, const std::string& b) {
  return a.empty() ? b : a;
}

std::string empty_element(std::string_view name, std::string_view attribute, std::string_view value) {
  return "<" + std::string(name) + akoma_attribute(attribute, value) + "/>";
}

// What every level of the identification begins with.
struct Core {
  std::string address, component, title, date, date_name, author, format;
};

void write_core(AkomaLines& lines, const Core& core) {
  const auto& [address, component, title, date, date_name, author, format] = core;
  lines.line(empty_element("FRBRthis", "value", address + "/!" + component + format));
  lines.line(empty_element("FRBRuri", "value", address + format));
  if (!title.empty())
    lines.line("<FRBRalias" + akoma_attribute("name", "title") + akoma_attribute("value", title) + "/>");
  lines.line("<FRBRdate" + akoma_attribute("date", date) + akoma_attribute("name", date_name) + "/>");
  lines.line(empty_element("FRBRauthor", "href", author));
}

}  // namespace

std::string akoma_attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_escape(value) + "\"";
}

std::string work_address(const AkomaHead& head) {
  return "/akn/dk/act/vedtaegt/" + first_known(head.enacted, head.made) + "/" + head.id;
}

std::string version_address(const AkomaHead& head) {
  return work_address(head) + "/dan@" + first_known(head.amended, first_known(head.enacted, head.made));
}

void AkomaLines::open(const std::string& name, const std::string& attributes) {
  line("<" + name + attributes + ">");
  names_.push_back(name);
  ++depth_;
}

void AkomaLines::close() {
  --depth_;
  line("</" + names_.back() + ">");
  names_.pop_back();
}

void AkomaLines::include(const std::string& lines) {
  for (const std::string_view each : split(std::string_view(lines), '\n'))
    if (!each.empty()) line(std::string(each));
}

EIds::EIds(const Unit& statute) {
  taken_ = {"body", "preface", "preamble"};
  by_unit_[&statute] = "body";
  if (!statute.id.empty()) by_id_[statute.id] = "body";
  for (const Unit& each : statute.units) add(each, "", Kind::statute, false);
}

void EIds::add(const std::vector<Unit>& units, const std::string& prefix) {
  for (const Unit& each : units) add(each, prefix, Kind::statute, true);
}

const std::string& EIds::of_id(const std::string& id) const {
  static const std::string none;
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? none : found->second;
}

void EIds::add(const Unit& unit, const std::string& prefix, Kind parent, bool quoted) {
  const bool through = !quoted && unit.kind == Kind::paragraph;
  const std::string stem = (prefix.empty() || through ? "" : prefix + "__") +
                           std::string(eid_name(unit.kind, parent, quoted)) + "_";
  std::string number = unit.number;
  std::erase(number, ' ');
  std::string eid = stem + number;
  // Without a number: the first that is free. A number that is there twice is told apart.
  for (int n = 1; number.empty() || taken_.contains(eid); ++n) {
    eid = stem + (unit.number.empty() ? "" : number + "-") + std::to_string(unit.number.empty() ? n : n + 1);
    if (!taken_.contains(eid)) break;
  }
  taken_.insert(eid);
  by_unit_[&unit] = eid;
  if (!unit.id.empty()) by_id_.emplace(unit.id, eid);
  const bool list = !unit.units.empty() &&
                    (unit.units.front().kind == Kind::number || unit.units.front().kind == Kind::letter);
  for (const Unit& each : unit.units) add(each, list ? eid + "__list_1" : eid, unit.kind, quoted);
}

std::string AkomaTimes::group(const std::string& date, const std::string& source) {
  for (std::size_t i = 0; i < groups_.size(); ++i)
    if (events_[groups_[i]].date == date && events_[groups_[i]].source == source)
      return "#tmpg_" + std::to_string(i + 1);
  groups_.push_back(events_.size());
  events_.push_back({date, "", source});
  return "#tmpg_" + std::to_string(groups_.size());
}

std::string AkomaTimes::origin(const std::string& name) {
  auto found = std::find(origins_.begin(), origins_.end(), name);
  if (found == origins_.end()) found = origins_.insert(origins_.end(), name);
  return "#passiveRef_" + std::to_string(found - origins_.begin() + 1);
}

void AkomaTimes::event(const std::string& date, std::string_view type, const std::string& source) {
  events_.push_back({date, std::string(type), source});
}

void AkomaTimes::write_lifecycle(AkomaLines& lines) const {
  lines.open("lifecycle", akoma_attribute("source", "#kancelli"));
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const Event& event = events_[i];
    lines.line(
        "<eventRef" + akoma_attribute("eId", "eref_" + std::to_string(i + 1)) +
        akoma_attribute("date", event.date) + akoma_attribute("source", event.source) +
        (event.type.empty() ? akoma_attribute("refersTo", "#inForce") : akoma_attribute("type", event.type)) +
        "/>");
  }
  lines.close();
}

void AkomaTimes::write_temporal_data(AkomaLines& lines) const {
  if (groups_.empty()) return;
  lines.open("temporalData", akoma_attribute("source", "#kancelli"));
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    lines.open("temporalGroup", akoma_attribute("eId", "tmpg_" + std::to_string(i + 1)));
    lines.line("<timeInterval" + akoma_attribute("start", "#eref_" + std::to_string(groups_[i] + 1)) +
               akoma_attribute("refersTo", "#inForce") + "/>");
    lines.close();
  }
  lines.close();
}

void AkomaTimes::write_origins(AkomaLines& lines) const {
  for (std::size_t i = 0; i < origins_.size(); ++i)
    lines.line(
        "<passiveRef" + akoma_attribute("eId", "passiveRef_" + std::to_string(i + 1)) +
        akoma_attribute("href", "urn:kancelli:" + origins_[i].substr(0, origins_[i].find_first_of(", "))) +
        akoma_attribute("showAs", origins_[i]) + "/>");
}

void begin_akoma(AkomaLines& lines, std::string_view name, std::string_view contains) {
  lines.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  lines.open("akomaNtoso",
             akoma_attribute("xmlns", akoma_namespace) + akoma_attribute("xmlns:k", "urn:kancelli:1"));
  lines.open("act", akoma_attribute("name", name) + akoma_attribute("contains", contains));
}

void write_identification(AkomaLines& lines, const AkomaHead& head, const std::string& title,
                          const std::string& component) {
  const std::string& enacted = first_known(head.enacted, head.made);
  const std::string enacted_name = head.enacted.empty() ? "made" : "enacted";
  lines.open("identification", akoma_attribute("source", "#kancelli"));
  lines.open("FRBRWork");
  write_core(lines, {work_address(head), component, title, enacted, enacted_name, "#body-adopting", ""});
  lines.line(empty_element("FRBRcountry", "value", "dk"));
  lines.line(empty_element("FRBRsubtype", "value", "vedtaegt"));
  lines.line(empty_element("FRBRname", "value", head.id));
  lines.close();
  lines.open("FRBRExpression");
  const std::string& amended = first_known(head.amended, enacted);
  write_core(lines, {version_address(head), component, "", amended,
                     head.amended.empty() ? enacted_name : "amended", "#body-adopting", ""});
  lines.line(empty_element("FRBRlanguage", "language", "dan"));
  lines.close();
  lines.open("FRBRManifestation");
  write_core(lines, {version_address(head), component, "", first_known(head.made, amended), "made",
                     "#kancelli", ".akn"});
  lines.line(empty_element("FRBRformat", "value", "application/akn+xml"));
  lines.close();
  lines.close();
}

void write_references(AkomaLines& lines, const AkomaHead& head, const AkomaTimes& times,
                      const std::string& amended) {
  lines.open("references", akoma_attribute("source", "#kancelli"));
  if (!amended.empty()) lines.line(amended);
  times.write_origins(lines);
  lines.line("<TLCOrganization" + akoma_attribute("eId", "body-adopting") +
             akoma_attribute("href", "/akn/ontology/organization/dk/" + head.body_id) +
             akoma_attribute("showAs", head.body) + "/>");
  lines.line("<TLCObject" + akoma_attribute("eId", "kancelli") +
             akoma_attribute("href", "/akn/ontology/object/kancelli") +
             akoma_attribute("showAs", "Kancelli") + "/>");
  lines.line("<TLCConcept" + akoma_attribute("eId", "inForce") +
             akoma_attribute("href", "/akn/ontology/concept/inForce") + akoma_attribute("showAs", "i kraft") +
             "/>");
  lines.close();
}

}  // namespace kancelli::statute
