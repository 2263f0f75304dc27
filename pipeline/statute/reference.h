// References to provisions, as Danish statutes and amendments write them: "§ 7 a, stk. 2, nr. 3, litra b, 2.
// pkt.". Grammar: Vejledning om lovkvalitet (2023), 3.4.5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/statute/provision.h"

namespace kancelli::statute {

// One step of a reference, from the outside in.
struct Step {
  Kind kind = Kind::paragraph;
  std::string
      number;  // "7 a", "2", "b"; for a sentence "2" or "sidste"; "" for heading, preamble, statute (title)
  std::string becomes;  // "der bliver stk. 4": the number after the amendment; "" when it is not said
  // A § or chapter that a range has named, "§§ 4-7" all but § 4: what the statute has between is meant too.
  bool ranged = false;
  friend bool operator==(const Step& a, const Step& b) {
    return a.kind == b.kind && a.number == b.number && a.becomes == b.becomes;
  }
};

// {§ 5}{stk. 2}: from the paragraph (or chapter, annex) down. "Overskriften før § 10": {§ 10}{heading};
// "Overskriften til kapitel 4": {chapter 4}{heading}; "Vedtægtens titel": {statute}; "indledningen":
// {preamble}. A reference from within a provision may begin with a stykke, nummer or litra.
struct Reference {
  std::vector<Step> steps;
  bool empty() const { return steps.empty(); }
  friend bool operator==(const Reference&, const Reference&) = default;
};

// What a reference is written with. No-break spaces throughout; compared texts have ordinary ones
// (without_typography).
std::string to_string(const Reference& reference);  // "§ 5, stk. 2, der bliver stk. 3"
// Grouped: "§§ 2, 3 og 5, § 6, stk. 4, og § 7, stk. 3"; "§ 12, stk. 2-4"; "§ 5, stk. 2 og 3". §§ and chapters
// are written as a range where they are `ranged`.
std::string to_string(const std::vector<Reference>& references);
// "§ 5, stk. 2," where words follow: a reference of several steps takes a comma before them.
std::string before_words(const std::string& reference);
// "stk. 3", "§ 7 a", "nr. 2", "litra b", "2. pkt.", "kapitel 4 a", "bilag 1": one step.
std::string to_string(const Step& step);
// How a unit is called where it stands: "§ 7 a.", "Stk. 2.", "3)", "b)", "Kapitel 4 a", "Bilag 1".
std::string designation(Kind kind, std::string_view number);

// Reads references from the beginning of `text` (ordinary or no-break spaces); how many bytes they take, 0
// when there is none. Lists and ranges are spelled out: "stk. 2-4" is three references.
std::size_t read_references(std::string_view text, std::vector<Reference>& references);

// Says of three or more §§ (chapters) in a row, that nothing else of the statute stands between, that they
// are a range.
void mark_ranges(const Unit& statute, const std::vector<Reference*>& references);

// The units a reference means; a § with one stykke is meant by both "§ 31, nr. 2" and "§ 31, stk. 1, nr. 2".
// nullptr when there is none. For a sentence the unit that holds it; `heading` finds the heading unit (a
// chapter's is the chapter itself).
const Unit* find(const Unit& statute, const Reference& reference);
// The reference that finds the unit with that id, stk. left out in a § with one stykke; nothing when it is
// not there.
std::optional<Reference> reference_to(const Unit& statute, std::string_view id);

// The same for every unit that has an id.
std::unordered_map<std::string, Reference> references(const Unit& statute);

// How provisions are referred to from the unit `from` (its id; "" from outside the statute): within the same
// § "stk. 2", within the same stykke "nr. 3", else "§ 5, stk. 2".
std::string printed_reference(const Unit& statute, const std::vector<std::string>& ids,
                              std::string_view from);
// The same where both are known already; `here` is nullptr from outside the statute.
std::string printed_reference(const Reference& there, const Reference* here);

}  // namespace kancelli::statute
