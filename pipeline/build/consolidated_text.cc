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

// "»A«", "»A« og »B«".
std::string titles(const std::vector<statute::Amendment>& amendments) {
  std::string text;
  for (std::size_t i = 0; i < amendments.size(); ++i)
    text += (i == 0 ? "" : i + 1 == amendments.size() ? " og " : ", ") + ("»" + amendments[i].title + "«");
  return text;
}

// Footnotes stand in running words: one that belongs to a chapter or heading goes to the first stykke behind
// it.
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

ConsolidatedText consolidated_text(const Unit& old, const std::vector<statute::Amendment>& amendments,
                                   const std::vector<statute::CommencementDecision>& decisions,
                                   const std::string& date, Diagnostics& diagnostics) {
  const statute::Consolidated consolidated =
      statute::consolidate(old, amendments, decisions, date.empty() ? "9999-12-31" : date, diagnostics);
  ConsolidatedText text;
  text.statute = date.empty() ? consolidated.adopted : consolidated.statute;
  if (!date.empty())
    for (const statute::Pending& pending : consolidated.pending) {
      const std::string place = place_for(text.statute, pending.beside);
      if (!place.empty())
        text.notes[place] += "<footnote>" + xml_escape(statute::note(pending, consolidated)) + "</footnote>";
    }
  std::set<std::string> there;
  text.printed = text.statute;
  collect_paragraphs(text.printed, there);
  keep_numbers(old, text.printed, there);
  text.introduction =
      "<p>Sammenskrevet tekst" +
      (date.empty() ? std::string(" med alle ændringer, også dem, der endnu ikke gælder")
                    : ", som den gælder den " + xml_escape(long_date(date))) +
      ". Ændringerne følger af " + xml_escape(titles(amendments)) + "." +
      (text.notes.empty()
           ? ""
           : " Fodnoter fortæller om ændringer, der er vedtaget eller foreslået, men endnu ikke "
             "gælder.") +
      " Er der forskel, gælder de vedtagne tekster.</p>\n";
  return text;
}

}  // namespace kancelli
