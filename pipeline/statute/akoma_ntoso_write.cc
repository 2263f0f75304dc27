#include "pipeline/core/text.h"
#include "pipeline/statute/akoma_ntoso_parts.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

// The id of the statute's own provision that a reference is to; "" for any other mark.
std::string own_target(const Mark& mark, const Unit& statute) {
  const auto to = mark.attributes.find("to");
  if (mark.element != "ref" || to == mark.attributes.end()) return {};
  const std::size_t hash = to->second.find('#');
  if (hash == std::string::npos || (hash > 0 && to->second.substr(0, hash) != statute.id)) return {};
  return to->second.substr(hash + 1);
}

bool all_have_ids(const Unit& unit) {
  for (const Unit& each : unit.units)
    if (each.id.empty() || !all_have_ids(each)) return false;
  return true;
}

std::string sub_id(const std::string& eid, std::string_view part) {
  return akoma_attribute("eId", eid + "__" + std::string(part));
}

void write_meta(AkomaLines& lines, const Unit& statute, const AkomaHead& head, const AkomaTimes& times) {
  lines.open("meta");
  write_identification(lines, head, statute.text.words, "main");
  times.write_lifecycle(lines);
  times.write_temporal_data(lines);
  write_references(lines, head, times, {});
  lines.close();
}

}  // namespace

std::string AkomaProvisions::attributes(const Unit& unit) const {
  std::string xml = akoma_attribute("eId", eids_.of(unit));
  if (!unit.id.empty()) xml += akoma_attribute("wId", unit.id);
  if (unit.since.empty()) return xml + (unit.origin.empty() ? "" : akoma_attribute("k:origin", unit.origin));
  return xml + akoma_attribute("period",
                               times_.group(unit.since, unit.origin.empty() ? "#body-adopting"
                                                                            : times_.origin(unit.origin)));
}

void AkomaProvisions::unit(const Unit& unit, const Unit& parent) {
  const std::string attributes = this->attributes(unit);
  switch (unit.kind) {
    case Kind::preamble:
      lines_.open("formula", akoma_attribute("name", "enactingFormula") + attributes);
      p(unit.text);
      return lines_.close();
    case Kind::heading:
      // Only what is below a chapter or the like may have a crossHeading.
      if (parent.kind == Kind::chapter)
        return lines_.line("<crossHeading" + attributes + ">" + inlines(unit.text) + "</crossHeading>");
      lines_.open("hcontainer", akoma_attribute("name", "crossHeading") + attributes);
      lines_.line("<heading>" + inlines(unit.text) + "</heading>");
      return lines_.close();
    case Kind::chapter:
      lines_.open("chapter", attributes);
      break;
    case Kind::paragraph:
      lines_.open("section", attributes);
      break;
    case Kind::subsection:
      lines_.open("subsection", attributes);
      break;
    default:
      lines_.open("point", attributes);
  }
  holds(unit, parent);
  lines_.close();
}

void AkomaProvisions::holds(const Unit& unit, const Unit& parent) {
  // A first stykke has no "Stk. 1." where it stands, and a stykke of an annex has none at all.
  const bool silent = unit.kind == Kind::subsection && (parent.kind == Kind::annex || unit.number == "1");
  if (!silent && !unit.number.empty())
    lines_.line("<num>" + xml_escape(without_typography(designation(unit.kind, unit.number))) + "</num>");
  if (unit.kind == Kind::subsection || unit.kind == Kind::number || unit.kind == Kind::letter)
    return words(unit);
  if (!unit.text.empty())
    lines_.line("<heading" + sub_id(eids_.of(unit), "heading") + ">" + inlines(unit.text) + "</heading>");
  for (const Unit& each : unit.units) this->unit(each, unit);
}

void AkomaProvisions::words(const Unit& unit) {
  const std::string& eid = eids_.of(unit);
  if (unit.units.empty()) {
    lines_.open("content", sub_id(eid, "content"));
    p(unit.text);
    if (!unit.tail.empty()) p(unit.tail);
    return lines_.close();
  }
  lines_.open("list", sub_id(eid, "list_1"));
  if (!unit.text.empty()) {
    lines_.open("intro", sub_id(eid + "__list_1", "intro"));
    p(unit.text);
    lines_.close();
  }
  for (const Unit& each : unit.units) this->unit(each, unit);
  if (!unit.tail.empty()) {
    lines_.open("wrapUp", sub_id(eid + "__list_1", "wrapup"));
    p(unit.tail);
    lines_.close();
  }
  lines_.close();
}

void AkomaProvisions::annex(const Unit& unit) {
  lines_.open("attachment", attributes(unit));
  lines_.line("<num>" + xml_escape(without_typography(designation(unit.kind, unit.number))) + "</num>");
  if (!unit.text.empty())
    lines_.line("<heading" + sub_id(eids_.of(unit), "heading") + ">" + inlines(unit.text) + "</heading>");
  lines_.open("doc", akoma_attribute("name", "annex"));
  lines_.open("meta");
  write_identification(lines_, head_, unit.text.words, "annex_" + unit.number);
  lines_.close();
  lines_.open("mainBody");
  for (const Unit& each : unit.units) this->unit(each, unit);
  if (unit.units.empty()) lines_.line("<p/>");
  lines_.close();
  lines_.close();
  lines_.close();
}

void AkomaProvisions::quoted_annex(const Unit& unit) {
  lines_.open("hcontainer", akoma_attribute("name", "annex") + attributes(unit));
  holds(unit, unit);
  lines_.close();
}

std::string AkomaProvisions::inlines(const Text& text) const {
  std::string xml;
  std::size_t at = 0;
  for (const auto& [begin, end] : text.own_sentences) {
    xml += stretch(text, at, begin) + "<inline" + akoma_attribute("name", "sentence") + ">" +
           stretch(text, begin, end) + "</inline>";
    at = end;
  }
  return xml + stretch(text, at, text.words.size());
}

std::string AkomaProvisions::stretch(const Text& text, std::size_t begin, std::size_t end) const {
  std::string xml;
  std::size_t at = begin;
  for (const Mark& each : text.marks) {
    if (each.begin < at || each.end > end || (each.begin == end && end != text.words.size())) continue;
    xml += xml_escape(std::string_view(text.words).substr(at, each.begin - at)) +
           mark(each, text.words.substr(each.begin, each.end - each.begin));
    at = each.end;
  }
  return xml + xml_escape(std::string_view(text.words).substr(at, end - at));
}

std::string AkomaProvisions::mark(const Mark& mark, const std::string& words) const {
  const std::string id = own_target(mark, statute_);
  const std::string& eid = eids_.of_id(id);
  std::string own;
  for (const auto& [name, value] : mark.attributes)
    if (eid.empty() || name != "to" || value != "#" + id) own += akoma_attribute("k:" + name, value);
  const std::string said = ">" + xml_escape(words);
  if (!eid.empty()) return "<ref" + akoma_attribute("href", "#" + eid) + own + said + "</ref>";
  const std::string address = head_.href ? head_.href(mark) : "";
  if (address.empty()) return "<inline" + akoma_attribute("name", mark.element) + own + said + "</inline>";
  return "<ref" + akoma_attribute("href", address) + akoma_attribute("k:element", mark.element) + own + said +
         "</ref>";
}

std::string akoma_ntoso(const Unit& statute, const AkomaHead& head) {
  if (!all_have_ids(statute)) {
    Unit named = statute;
    give_ids(named);
    return akoma_ntoso(named, head);
  }
  const EIds eids(statute);
  AkomaTimes times;
  times.event(head.enacted.empty() ? head.made : head.enacted, "generation", "#body-adopting");
  if (!head.amended.empty()) times.event(head.amended, "amendment", "#body-adopting");

  // The text first: it tells which events there are.
  AkomaLines text;
  AkomaProvisions provisions(text, eids, statute, head, times);
  bool preamble = false, annexes = false;
  text.open("preface", akoma_attribute("eId", "preface"));
  text.line("<p><docTitle" + akoma_attribute("eId", "preface__docTitle") + ">" +
            provisions.inlines(statute.text) + "</docTitle></p>");
  text.close();
  for (const Unit& each : statute.units) {
    if (each.kind != Kind::preamble) continue;
    if (!preamble) text.open("preamble", akoma_attribute("eId", "preamble"));
    preamble = true;
    provisions.unit(each, statute);
  }
  if (preamble) text.close();
  text.open("body", akoma_attribute("eId", "body"));
  for (const Unit& each : statute.units)
    if (each.kind != Kind::preamble && each.kind != Kind::annex) provisions.unit(each, statute);
  text.close();
  for (const Unit& each : statute.units) {
    if (each.kind != Kind::annex) continue;
    if (!annexes) text.open("attachments");
    annexes = true;
    provisions.annex(each);
  }
  if (annexes) text.close();

  AkomaLines lines;
  begin_akoma(lines, "vedtaegt", "singleVersion");
  write_meta(lines, statute, head, times);
  lines.include(text.take());
  lines.close();
  lines.close();
  return lines.take();
}

}  // namespace kancelli::statute
