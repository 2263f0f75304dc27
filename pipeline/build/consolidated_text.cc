#include "pipeline/build/consolidated_text.h"

#include <algorithm>
#include <set>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/consolidate.h"
#include "pipeline/statute/reference.h"

namespace kancelli {
namespace {

using statute::Kind;
using statute::Unit;

std::string long_date(const std::string& iso) {
  const auto date = Date::parse(iso);
  return date ? "den " + format_date(*date, "long") : iso;
}

// Papers are Danish, whatever language the program speaks.
std::string when(const statute::Pending& pending) {
  if (!pending.from.empty()) return long_date(pending.from);
  std::string text = pending.condition.empty() ? "på et tidspunkt" : "når " + pending.condition + ", på et tidspunkt";
  if (!pending.body.empty()) text += ", som " + pending.body + " fastsætter";
  if (!pending.latest.empty()) text += ", dog senest " + long_date(pending.latest);
  return text + " (ikke fastsat)";
}

std::string footnote(const statute::Pending& pending, const statute::Consolidated& text) {
  const bool comes = pending.change == statute::Pending::Change::insertion;
  const auto reference = statute::reference_to(comes ? text.adopted : text.statute, pending.unit);
  const std::string name = reference ? statute::to_string(*reference) : pending.unit;
  const std::string verb = pending.change == statute::Pending::Change::repeal ? " ophæves "
                           : comes                                            ? " indsættes "
                                                                              : " ændres ";
  const bool comma = reference && reference->steps.size() > 1;
  return name + (comma ? "," : "") + verb + when(pending) + ", jf. ændringens § 1, nr. " + std::to_string(pending.item + 1) +
         ".";
}

// Footnotes stand in running words: one that belongs to a chapter or heading goes to the first stykke behind it.
std::string place_for(const Unit& statute, const std::string& id) {
  bool found = false;
  for (const auto& [unit, parent] : statute::all_units(statute)) {
    found = found || unit->id == id;
    if (found && (unit->kind == Kind::subsection || unit->kind == Kind::number || unit->kind == Kind::letter))
      return unit->id;
  }
  return {};
}

void collect_paragraphs(const Unit& unit, std::set<std::string>& numbers) {
  if (unit.kind == Kind::paragraph) numbers.insert(unit.number);
  for (const Unit& each : unit.units) collect_paragraphs(each, numbers);
}

Unit repealed(const Unit& paragraph) {
  Unit unit;
  unit.kind = Kind::paragraph;
  unit.id = paragraph.id;
  unit.number = paragraph.number;
  Unit stykke;
  stykke.kind = Kind::subsection;
  stykke.number = "1";
  stykke.id = paragraph.id + "-ophaevet";
  stykke.text.words = "(Ophævet)";
  unit.units.push_back(std::move(stykke));
  return unit;
}

// A § that is gone leaves its number, in the chapter it stood in.
void keep_numbers(const Unit& old, Unit& now, const std::set<std::string>& there) {
  for (const Unit& each : old.units) {
    if (each.kind == Kind::chapter) {
      const auto chapter = std::find_if(now.units.begin(), now.units.end(), [&](const Unit& unit) {
        return unit.kind == Kind::chapter && unit.number == each.number;
      });
      if (chapter != now.units.end()) keep_numbers(each, *chapter, there);
    }
    if (each.kind != Kind::paragraph || there.contains(each.number)) continue;
    auto place = std::find_if(now.units.begin(), now.units.end(), [&](const Unit& unit) {
      return unit.kind == Kind::paragraph && statute::number_less(each.number, unit.number);
    });
    while (place != now.units.begin() && std::prev(place)->kind == Kind::heading) --place;
    now.units.insert(place, repealed(each));
  }
}

}  // namespace

ConsolidatedText consolidated_text(const Project& project, const WorkedAmendment& worked, const std::string& date,
                                   Diagnostics& diagnostics) {
  const statute::Consolidated consolidated = statute::consolidate(
      worked.old, {worked.amendment}, decisions_about(project, worked.paper->id), date, diagnostics);
  ConsolidatedText text;
  text.statute = consolidated.statute;
  for (const statute::Pending& pending : consolidated.pending) {
    const std::string place = place_for(text.statute, pending.beside);
    if (!place.empty()) text.notes[place] += "<footnote>" + xml_escape(footnote(pending, consolidated)) + "</footnote>";
  }
  std::set<std::string> there;
  collect_paragraphs(text.statute, there);
  keep_numbers(worked.old, text.statute, there);
  text.introduction = "<p>Sammenskrevet tekst, som den gælder " + xml_escape(long_date(date)) +
                      ", med de ændringer, der følger af »" + xml_escape(worked.amendment.title) +
                      "«. Fodnoter fortæller om ændringer, der er vedtaget eller foreslået, men endnu ikke gælder. Er der forskel, "
                      "gælder de vedtagne tekster.</p>\n";
  return text;
}

}  // namespace kancelli
