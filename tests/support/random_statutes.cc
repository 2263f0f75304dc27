#include "tests/support/random_statutes.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

namespace kancelli::statute {
namespace {

const char* const nouns[] = {"udvalget",   "forvaltningen", "forpersonen",   "dagsordenen", "budgettet",
                             "mødet",      "protokollen",   "beslutningen",  "sagen",       "planen",
                             "anlægget",   "borgeren",      "institutionen", "lejemålet",   "bevillingen",
                             "regnskabet", "havnen",        "skolen"};
const char* const names[] = {"Teknik- og Miljøudvalget", "Kultur- og Fritidsudvalget",
                             "Økonomiudvalget",          "Socialudvalget",
                             "Borgerrepræsentationen",   "Sundheds- og Omsorgsudvalget"};
const char* const verbs[] = {"forbereder", "behandler",    "afgør",   "fremlægger",
                             "godkender",  "varetager",    "udpeger", "fastsætter",
                             "vedtager",   "offentliggør", "følger",  "fører tilsyn med"};
const char* const adverbs[] = {"snarest",
                               "hvert år",
                               "inden budgetåret",
                               "efter indstilling",
                               "bl.a. ved fristens udløb",
                               "senest den 1. juni",
                               "med 2/3 flertal",
                               "efter stk. 2 og 3",
                               "jf. § 5, stk. 2, nr. 3",
                               "i henhold til lovens § 18"};
const char* const fillers[] = {"og", "samt", "eller", "for", "om", "ved", "efter", "til", "i", "af"};
const char* const topics[] = {"Møder",  "Forretningsorden", "Økonomi og regnskab",
                              "Tilsyn", "Valg af udvalg",   "Vederlag"};

std::string capital(std::string text) {
  static const std::pair<std::string_view, std::string_view> pairs[] = {{"æ", "Æ"}, {"ø", "Ø"}, {"å", "Å"}};
  for (const auto& [small, large] : pairs)
    if (text.starts_with(small)) return std::string(large) + text.substr(small.size());
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

void each_unit(Unit& unit, const std::function<void(Unit&)>& visit) {
  visit(unit);
  for (Unit& each : unit.units) each_unit(each, visit);
}

std::vector<Unit*> all_of(Unit& statute, const std::function<bool(const Unit&)>& wanted) {
  std::vector<Unit*> all;
  each_unit(statute, [&](Unit& unit) {
    if (wanted(unit)) all.push_back(&unit);
  });
  return all;
}

bool is_provision(const Unit& unit) {
  return unit.kind == Kind::subsection || unit.kind == Kind::number || unit.kind == Kind::letter;
}

// The stretches between spaces, [begin, end).
std::vector<std::pair<std::size_t, std::size_t>> chunks(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    all.emplace_back(at, end);
    at = end + 1;
  }
  return all;
}

std::vector<Unit>* holder(Unit& unit, const Unit* child) {
  for (Unit& each : unit.units) {
    if (&each == child) return &unit.units;
    if (std::vector<Unit>* found = holder(each, child)) return found;
  }
  return nullptr;
}

std::string letter_after(const std::string& number, const Unit& statute) {
  const std::string stem = number.substr(0, number.find(' '));
  std::string last = stem;
  for (const Located& each : all_units(statute))
    if (each.unit->kind == Kind::paragraph &&
        (each.unit->number == stem || each.unit->number.starts_with(stem + " ")))
      if (number_less(last, each.unit->number)) last = each.unit->number;
  if (last == stem) return stem + " a";
  std::string letter = last.substr(last.find(' ') + 1);
  return letter == "z" ? "" : stem + " " + std::string(1, static_cast<char>(letter[0] + 1));
}

}  // namespace

void close_list(Unit& unit) {
  if (unit.units.empty() || unit.text.words.ends_with(":")) return;
  const std::size_t n = unit.units.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::string& words = unit.units[i].text.words;
    while (words.ends_with(",") || words.ends_with(".")) words.pop_back();
    if (words.ends_with(" og")) words.erase(words.size() - 3);
    words += i + 1 == n ? "." : i + 2 == n ? " og" : ",";
  }
}

std::string RandomStatutes::words(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    const std::size_t kind = below(12);
    if (kind < 5)
      text += any(nouns);
    else if (kind < 7)
      text += any(verbs);
    else if (kind < 9)
      text += any(fillers);
    else if (kind == 9)
      text += any(names) + std::string(chance(30) ? "s" : "");
    else if (kind == 10)
      text += any(adverbs);
    else
      text += chance(20) ? "»" + std::string(any(nouns)) + " af " + any(nouns) + "«"
                         : std::string(any(nouns)) + ",";
  }
  while (text.ends_with(',')) text.pop_back();
  return text;
}

std::string RandomStatutes::sentence() {
  const std::string subject = chance(50) ? any(names) : capital(any(nouns));
  return subject + " " + any(verbs) + " " + words(2 + below(9)) + (chance(15) ? " (" + words(2) + ")." : ".");
}

std::string RandomStatutes::sentences(std::size_t most) {
  std::string text = sentence();
  for (std::size_t i = below(most); i > 0; --i) text += " " + sentence();
  return text;
}

std::string RandomStatutes::heading() {
  return std::string(any(topics)) + " for " + any(nouns);
}

void RandomStatutes::name(Unit& unit) {
  if (unit.id.empty()) unit.id = new_id();
  for (Unit& each : unit.units) name(each);
}

void RandomStatutes::list(Unit& unit, Kind kind, bool points) {
  for (std::size_t i = 2 + below(4); i > 0; --i) {
    Unit item;
    item.kind = kind;
    item.text.words = points ? capital(words(3 + below(5))) + "." : words(2 + below(5));
    if (points && kind == Kind::number && chance(20)) {
      item.text.words.back() = ':';
      list(item, Kind::letter, true);
    }
    unit.units.push_back(std::move(item));
  }
  if (!points) close_list(unit);
}

Unit RandomStatutes::subsection() {
  Unit unit;
  unit.kind = Kind::subsection;
  unit.text.words = sentences(3);
  if (chance(25)) {
    const bool points = chance(50);
    unit.text.words.pop_back();
    if (points) unit.text.words += " følgende:";
    list(unit, chance(80) ? Kind::number : Kind::letter, points);
    if (chance(15)) unit.tail.words = sentences(2);
  }
  return unit;
}

Unit RandomStatutes::paragraph(std::string number) {
  Unit unit;
  unit.kind = Kind::paragraph;
  unit.number = std::move(number);
  for (std::size_t i = 1 + below(4); i > 0; --i) unit.units.push_back(subsection());
  return unit;
}

Unit RandomStatutes::chapter(std::string number, std::size_t& next, std::size_t paragraphs) {
  Unit unit;
  unit.kind = Kind::chapter;
  unit.number = std::move(number);
  unit.text.words = heading();
  for (std::size_t i = 0; i < paragraphs; ++i) {
    if (chance(20)) {
      Unit above;
      above.kind = Kind::heading;
      above.text.words = heading();
      unit.units.push_back(std::move(above));
    }
    unit.units.push_back(paragraph(std::to_string(next++)));
  }
  return unit;
}

Unit RandomStatutes::statute(std::size_t paragraphs) {
  Unit statute;
  statute.text.words = "Vedtægt for " + std::string(any(nouns));
  if (chance(60)) {
    Unit preamble;
    preamble.kind = Kind::preamble;
    preamble.text.words = sentence();
    preamble.text.words.back() = ':';
    statute.units.push_back(std::move(preamble));
  }
  std::size_t next = 1, number = 1;
  while (next <= paragraphs)
    statute.units.push_back(
        chapter(std::to_string(number++), next, std::min(paragraphs - next + 1, 2 + below(9))));
  for (std::size_t i = 1; i <= below(3); ++i) {
    Unit annex;
    annex.kind = Kind::annex;
    annex.number = std::to_string(i);
    annex.text.words = heading();
    annex.units.push_back(subsection());
    statute.units.push_back(std::move(annex));
  }
  name(statute);
  renumber(statute);
  return statute;
}

std::string RandomStatutes::edit(Unit& statute, std::size_t edits) {
  std::string done;
  while (edits-- > 0) {
    done += edit_once(statute) + "; ";
    name(statute);
    renumber(statute);
  }
  return done;
}

std::string RandomStatutes::edit_once(Unit& statute) {
  switch (below(14)) {
    case 0:
    case 1:
    case 2:
      return edit_words(statute);
    case 3:
      return edit_sentences(statute);
    case 4:
    case 5:
      return edit_stykker(statute);
    case 6:
    case 7:
      return edit_items(statute);
    case 8:
    case 9:
      return edit_paragraphs(statute);
    case 10:
      return edit_headings(statute);
    case 11:
      return edit_large(statute);
    case 12:
      return move(statute);
    default:
      return rename(statute);
  }
}

std::string RandomStatutes::edit_words(Unit& statute) {
  const auto all = all_of(statute, [](const Unit& unit) { return !unit.text.empty(); });
  Unit& unit = *all[below(all.size())];
  std::string& text = !unit.tail.empty() && chance(50) ? unit.tail.words : unit.text.words;
  const auto parts = chunks(text);
  const auto [begin, end] = parts[below(parts.size())];
  const std::string chunk = text.substr(begin, end - begin);
  const bool quoted = chunk.find("»") != std::string::npos || chunk.find("«") != std::string::npos;
  switch (below(3)) {
    case 0:
      if (!quoted && chunk.find_first_of(".:()") == std::string::npos)
        text.replace(begin, end - begin, any(nouns));
      return "words replaced in " + unit.id;
    case 1:
      if (begin > 0) text.insert(begin, words(1 + below(3)) + " ");
      return "words inserted in " + unit.id;
    default:
      if (begin > 0 && parts.size() > 3 && !quoted && chunk.find_first_of(".:()") == std::string::npos)
        text.erase(begin - 1, end - begin + 1);
      return "words deleted in " + unit.id;
  }
}

std::string RandomStatutes::edit_sentences(Unit& statute) {
  const auto all =
      all_of(statute, [](const Unit& unit) { return unit.kind == Kind::subsection && unit.units.empty(); });
  Unit& unit = *all[below(all.size())];
  std::string& text = unit.text.words;
  const auto parts = statute::sentences(unit.text);
  const auto [begin, end] = parts[below(parts.size())];
  switch (below(4)) {
    case 0:
      text += " " + sentence();
      return "sentence added to " + unit.id;
    case 1:
      text.insert(begin, sentence() + " ");
      return "sentence inserted in " + unit.id;
    case 2:
      if (parts.size() > 1) text.erase(begin == 0 ? 0 : begin - 1, end - begin + 1);
      return "sentence repealed in " + unit.id;
    default:
      text.replace(begin, end - begin, sentence());
      return "sentence re-worded in " + unit.id;
  }
}

std::string RandomStatutes::edit_stykker(Unit& statute) {
  const auto all = all_of(statute, [](const Unit& unit) { return unit.kind == Kind::paragraph; });
  Unit& unit = *all[below(all.size())];
  auto& units = unit.units;
  const auto at = static_cast<std::ptrdiff_t>(below(units.size() + 1));
  switch (below(3)) {
    case 0:
      for (std::size_t i = 1 + below(2); i > 0; --i) units.insert(units.begin() + at, subsection());
      return "stykker inserted in § " + unit.number;
    case 1:
      if (units.size() > 1)
        units.erase(units.begin() + std::min(at, static_cast<std::ptrdiff_t>(units.size()) - 1));
      return "stykke repealed in § " + unit.number;
    default: {
      Unit& stykke = units[below(units.size())];
      const std::string id = stykke.id;
      stykke = subsection();
      stykke.id = id;
      return "stykke re-worded in § " + unit.number;
    }
  }
}

std::string RandomStatutes::edit_items(Unit& statute) {
  const auto all =
      all_of(statute, [](const Unit& unit) { return is_provision(unit) && !unit.units.empty(); });
  if (all.empty()) return "nothing";
  Unit& unit = *all[below(all.size())];
  auto& units = unit.units;
  const bool points = unit.text.words.ends_with(":");
  const auto at = static_cast<std::ptrdiff_t>(below(units.size() + 1));
  if (chance(60)) {
    Unit item;
    item.kind = units[0].kind;
    item.text.words = points ? capital(words(4)) + "." : words(3);
    units.insert(units.begin() + at, std::move(item));
  } else if (units.size() > 2) {
    units.erase(units.begin() + std::min(at, static_cast<std::ptrdiff_t>(units.size()) - 1));
  }
  close_list(unit);
  return "list changed in " + unit.id;
}

std::string RandomStatutes::edit_paragraphs(Unit& statute) {
  const auto all = all_of(statute, [](const Unit& unit) { return unit.kind == Kind::paragraph; });
  Unit* unit = all[below(all.size())];
  std::vector<Unit>& units = *holder(statute, unit);
  const std::string number = unit->number;
  const auto at = unit - units.data();
  if (chance(60)) {
    const std::string next = letter_after(number, statute);
    if (next.empty()) return "nothing";
    // Behind the last that shares its number.
    auto place = at;
    while (place + 1 < static_cast<std::ptrdiff_t>(units.size()) &&
           units[static_cast<std::size_t>(place) + 1].kind == Kind::paragraph &&
           number_less(units[static_cast<std::size_t>(place) + 1].number, next))
      ++place;
    units.insert(units.begin() + place + 1, paragraph(next));
    if (chance(20)) {
      Unit above;
      above.kind = Kind::heading;
      above.text.words = heading();
      units.insert(units.begin() + place + 1, std::move(above));
    }
    return "§ " + next + " inserted";
  }
  const auto paragraphs = std::count_if(units.begin(), units.end(),
                                        [](const Unit& each) { return each.kind == Kind::paragraph; });
  if (paragraphs < 2) return "nothing";
  units.erase(units.begin() + at);
  if (at > 0 && units[static_cast<std::size_t>(at) - 1].kind == Kind::heading &&
      (at == static_cast<std::ptrdiff_t>(units.size()) ||
       units[static_cast<std::size_t>(at)].kind == Kind::heading || chance(50)))
    units.erase(units.begin() + at - 1);
  return "§ " + number + " repealed";
}

std::string RandomStatutes::edit_headings(Unit& statute) {
  const auto all = all_of(statute, [](const Unit& unit) { return unit.kind == Kind::paragraph; });
  Unit* unit = all[below(all.size())];
  std::vector<Unit>& units = *holder(statute, unit);
  const auto at = unit - units.data();
  const std::string number = unit->number;
  if (at > 0 && units[static_cast<std::size_t>(at) - 1].kind == Kind::heading) {
    if (chance(50))
      units[static_cast<std::size_t>(at) - 1].text.words = heading();
    else
      units.erase(units.begin() + at - 1);
    return "heading before § " + number + " changed";
  }
  Unit above;
  above.kind = Kind::heading;
  above.text.words = heading();
  units.insert(units.begin() + at, std::move(above));
  return "heading before § " + number + " inserted";
}

std::string RandomStatutes::edit_large(Unit& statute) {
  const auto chapters = all_of(statute, [](const Unit& unit) { return unit.kind == Kind::chapter; });
  Unit& chapter = *chapters[below(chapters.size())];
  auto& units = statute.units;
  const auto at = &chapter - units.data();
  const std::string number = chapter.number;
  switch (below(5)) {
    case 0:
      chapter.text.words = heading();
      return "heading of chapter " + number;
    case 1:
      if (chapters.size() > 2) units.erase(units.begin() + at);
      return "chapter " + number + " repealed";
    case 2: {
      if (number.find(' ') != std::string::npos ||
          std::any_of(units.begin(), units.end(), [&](const Unit& each) {
            return each.kind == Kind::chapter && each.number == number + " a";
          }))
        return "nothing";
      std::string last;
      for (const Unit& each : chapter.units)
        if (each.kind == Kind::paragraph) last = each.number;
      const std::string next = letter_after(last, statute);
      if (next.empty()) return "nothing";
      Unit fresh;
      fresh.kind = Kind::chapter;
      fresh.number = number + " a";
      fresh.text.words = heading();
      fresh.units.push_back(paragraph(next));
      units.insert(units.begin() + at + 1, std::move(fresh));
      return "chapter " + number + " a inserted";
    }
    case 3:
      statute.text.words = "Vedtægt for " + words(3);
      return "title";
    default: {
      const std::size_t annexes = static_cast<std::size_t>(std::count_if(
          units.begin(), units.end(), [](const Unit& each) { return each.kind == Kind::annex; }));
      if (annexes > 0 && chance(50)) {
        units.pop_back();
        return "annex repealed";
      }
      Unit annex;
      annex.kind = Kind::annex;
      annex.number = std::to_string(annexes + 1);
      annex.text.words = heading();
      annex.units.push_back(subsection());
      units.push_back(std::move(annex));
      return "annex inserted";
    }
  }
}

std::string RandomStatutes::move(Unit& statute) {
  const auto all = all_of(statute, [](const Unit& unit) { return unit.kind == Kind::paragraph; });
  Unit& from = *all[below(all.size())];
  Unit& to = *all[below(all.size())];
  if (from.units.size() < 2) return "nothing";
  const auto at = static_cast<std::ptrdiff_t>(below(from.units.size()));
  Unit stykke = std::move(from.units[static_cast<std::size_t>(at)]);
  from.units.erase(from.units.begin() + at);
  to.units.insert(to.units.begin() + static_cast<std::ptrdiff_t>(below(to.units.size() + 1)),
                  std::move(stykke));
  return "stykke moved from § " + from.number + " to § " + to.number;
}

std::string RandomStatutes::rename(Unit& statute) {
  static const char* const later[] = {
      "Klima-, Miljø- og Teknikudvalget", "Kultur-, Fritids- og Borgerserviceudvalget",
      "Klima-, Økonomiudvalget",          "Socialudvalget",
      "Udvalget for byens økonomi",       "Sundhedsudvalget"};
  const std::string from = any(names), to = any(later);
  if (from == to) return "nothing";
  each_unit(statute, [&](Unit& unit) {
    for (std::string* text : {&unit.text.words, &unit.tail.words})
      for (std::size_t at = text->find(from); at != std::string::npos; at = text->find(from, at + to.size()))
        text->replace(at, from.size(), to);
  });
  return from + " renamed";
}

}  // namespace kancelli::statute
