// Amendments made by chance are read back as what they are, and texts spoilt by chance break nothing.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "pipeline/statute/reference_words.h"
#include "tests/unit/statute/formulas_bench.h"

namespace kancelli::statute {
namespace {

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  unsigned below(unsigned most) { return static_cast<unsigned>(random_() % most); }
  bool one_in(unsigned many) { return below(many) == 0; }
  std::string digits(unsigned most = 12) { return std::to_string(1 + below(most)); }
  std::string letter() { return std::string(1, static_cast<char>('a' + below(26))); }

  std::string word() {
    static constexpr std::array words = {"udvalget",
                                         "forvaltningen",
                                         "Borgerrepræsentationen",
                                         "afgør",
                                         "sagen",
                                         "i",
                                         "den",
                                         "kommune",
                                         "møde",
                                         "på",
                                         "ældre",
                                         "børn",
                                         "§ 5",
                                         "jf. § 7 a, stk. 2",
                                         "»særlige«",
                                         "50 mio. kr.",
                                         "herunder",
                                         "og",
                                         "1. januar 2026",
                                         "nr. 2",
                                         "Økonomiudvalget",
                                         "Teknik- og",
                                         "fritid",
                                         "ekskl. moms",
                                         "å",
                                         "bl.a.",
                                         "(jf. stk. 2)",
                                         "efter"};
    return words[below(static_cast<unsigned>(words.size()))];
  }
  std::string phrase(unsigned most = 6) {
    std::string text = word();
    for (unsigned count = below(most); count > 0; --count) text += (one_in(5) ? ", " : " ") + word();
    return text;
  }
  std::string sentence() { return "Udvalget " + phrase(12) + " i sagen."; }
  std::string heading() {
    return "Opgaver og " + std::string(one_in(2) ? "møder" : "ansvar for " + phrase(3) + " og sager");
  }
  Reference reference(bool with_sentence = true);
  std::vector<Place> some_places(bool counted);
  Unit stykke(const std::string& number);
  Unit listed(Kind kind, const std::string& number, bool last);
  void list(Unit& unit, Kind kind);
  Unit paragraph(const std::string& number);
  std::string paragraph_number() { return digits() + (one_in(3) ? " " + letter() : ""); }
  Unit chapter();
  Unit annex(const std::string& number);
  std::vector<Unit> units(Kind kind, const std::vector<std::string>& numbers);
  Operation words();
  Operation whole();
  Operation replaced();
  Operation inserted();
  Operation inserted_below();
  Operation operation();
  Item item();
  Amendment amendment();

 private:
  std::mt19937 random_;
};

Reference Chance::reference(bool with_sentence) {
  Reference made{{{Kind::paragraph, paragraph_number(), ""}}};
  if (one_in(2)) made.steps.push_back({Kind::subsection, digits(), one_in(4) ? digits() : ""});
  if (one_in(3)) made.steps.push_back({Kind::number, digits(), one_in(6) ? digits() : ""});
  if (one_in(4)) made.steps.push_back({Kind::letter, letter(), ""});
  if (with_sentence && one_in(4)) made.steps.push_back({Kind::sentence, one_in(5) ? "sidste" : digits(), ""});
  return made;
}

std::vector<Place> Chance::some_places(bool counted) {
  if (one_in(12)) return {{{{{Kind::preamble, "", ""}}}, 1, ""}};
  if (one_in(12)) return {{{{{Kind::chapter, "4 a", ""}, {Kind::heading, "", ""}}}, 1, ""}};
  std::vector<Place> made;
  for (unsigned count = one_in(2) ? 1 : 1 + below(4); count > 0; --count)
    made.push_back({reference(), counted && one_in(4) ? static_cast<int>(2 + below(14)) : 1, ""});
  return made;
}

Unit Chance::listed(Kind kind, const std::string& number, bool last) {
  Unit made = unit(kind, number, phrase() + " til" + (last ? "." : ","));
  if (kind == Kind::number && one_in(4)) list(made, Kind::letter);
  return made;
}

void Chance::list(Unit& of, Kind kind) {
  const unsigned count = 2 + below(3);
  of.text.words = "Udvalget " + phrase() + " om:";
  for (unsigned i = 0; i < count; ++i) of.units.push_back(listed(kind, ordinal(kind, i), i + 1 == count));
  if (one_in(3)) of.tail.words = one_in(2) ? "Det samme gælder " + sentence() : "når " + phrase();
}

Unit Chance::stykke(const std::string& number) {
  Unit made = unit(Kind::subsection, number, sentence());
  if (one_in(3)) list(made, one_in(4) ? Kind::letter : Kind::number);
  return made;
}

Unit Chance::paragraph(const std::string& number) {
  Unit made = unit(Kind::paragraph, number, "");
  for (unsigned i = 0, count = 1 + below(3); i < count; ++i)
    made.units.push_back(stykke(std::to_string(i + 1)));
  return made;
}

Unit Chance::chapter() {
  Unit made = unit(Kind::chapter, digits() + (one_in(2) ? " a" : ""), heading());
  for (unsigned count = 1 + below(3); count > 0; --count) {
    if (one_in(3)) made.units.push_back(unit(Kind::heading, "", heading()));
    made.units.push_back(paragraph(paragraph_number()));
  }
  return made;
}

Unit Chance::annex(const std::string& number) {
  Unit made = unit(Kind::annex, number, heading());
  for (unsigned i = 0, count = below(4); i < count; ++i) {
    made.units.push_back(stykke(std::to_string(i + 1)));
    if (!made.units.back().tail.empty()) made.units.back().tail.words = "når " + phrase();
  }
  return made;
}

std::vector<Unit> Chance::units(Kind kind, const std::vector<std::string>& numbers) {
  std::vector<Unit> made;
  for (const std::string& number : numbers) {
    switch (kind) {
      case Kind::paragraph:
        made.push_back(paragraph(number));
        break;
      case Kind::subsection:
        made.push_back(stykke(number));
        break;
      case Kind::sentence:
        made.push_back(unit(kind, number, "Udvalget afgør sag " + digits() + ", jf. stk. 2, hver gang."));
        break;
      default:
        made.push_back(listed(kind, number, one_in(2)));
    }
  }
  return made;
}

Operation Chance::words() {
  Operation made;
  made.action = std::array{Action::replace_words, Action::delete_words, Action::insert_words}[below(3)];
  if (!one_in(6)) made.places = some_places(true);
  made.old_words = phrase();
  if (made.action != Action::delete_words)
    made.new_words = one_in(5) ? ", " + phrase() : phrase() + (one_in(5) ? "." : "");
  if (made.action == Action::insert_words && one_in(3)) made.side = Side::before;
  return made;
}

// Units re-worded or repealed.
Operation Chance::whole() {
  Operation made;
  made.action = one_in(2) ? Action::repeal : Action::reword;
  const auto one = [&](Kind kind, const std::string& number, Unit content) {
    Reference where{{{kind, number, ""}}};
    if (kind == Kind::heading)
      where.steps.insert(where.steps.begin(), {Kind::paragraph, paragraph_number(), ""});
    made.places = {{where, 1, ""}};
    if (made.action == Action::reword) made.content = {std::move(content)};
  };
  switch (below(7)) {
    case 0:
      one(Kind::heading, "", unit(Kind::heading, "", heading()));
      return made;
    case 1:
      made.action = Action::reword;
      one(Kind::statute, "", unit(Kind::statute, "", heading()));
      return made;
    case 2: {
      Unit of = chapter();
      one(Kind::chapter, of.number, of);
      if (made.action == Action::reword && one_in(2)) {  // the heading only
        made.places[0].where.steps.push_back({Kind::heading, "", ""});
        made.content[0].units.clear();
      }
      return made;
    }
    case 3: {
      Unit of = annex(digits());
      one(Kind::annex, of.number, of);
      return made;
    }
    default:
      break;
  }
  Reference where = reference();
  Step& last = where.steps.back();
  if (last.number == "sidste") last.number = "3";
  std::vector<std::string> numbers;
  for (unsigned count = one_in(2) ? 1 : 1 + below(3); count > 0; --count) {
    made.places.push_back({where, 1, ""});
    numbers.push_back(last.becomes.empty() ? last.number : last.becomes);
    for (unsigned steps = 1 + below(2); steps > 0; --steps) {
      last.number = number_after(last.kind, last.number);
      if (!last.becomes.empty()) last.becomes = number_after(last.kind, last.becomes);
    }
  }
  if (made.action == Action::reword) made.content = units(last.kind, numbers);
  return made;
}

Operation Chance::replaced() {
  Operation made;
  made.action = Action::replace_units;
  Reference where = reference();
  Step& last = where.steps.back();
  if (last.number == "sidste") last.number = "2";
  std::vector<std::string> numbers = {last.becomes.empty() ? last.number : last.becomes};
  for (unsigned count = 1 + below(3); count > 0; --count) {
    made.places.push_back({where, 1, ""});
    last.number = number_after(last.kind, last.number);
    if (!last.becomes.empty()) last.becomes = number_after(last.kind, last.becomes);
  }
  for (unsigned count = below(3); count > 0; --count)
    numbers.push_back(number_after(last.kind, numbers.back()));
  made.content = units(last.kind, numbers);
  return made;
}

// New paragraphs, chapters, annexes and headings.
Operation Chance::inserted() {
  Operation made;
  made.action = Action::insert_units;
  made.side = one_in(4) ? Side::before : Side::after;
  const std::string number = paragraph_number();
  made.anchor.where.steps = {{Kind::paragraph, number, ""}};
  switch (below(6)) {
    case 0:
      made.content = {unit(Kind::heading, "", heading())};
      break;
    case 1:
      made.anchor.where.steps = {{Kind::chapter, digits(), ""}};
      made.content = {chapter()};
      break;
    case 2:
      made.side = Side::last;
      made.anchor.where.steps.clear();
      made.content = {annex("2")};
      if (one_in(2)) made.content.push_back(annex("3"));
      break;
    case 3:
      made.anchor.where.steps.push_back({Kind::heading, "", ""});
      made.content = {paragraph(number + (number.find(' ') == std::string::npos ? " a" : ""))};
      break;
    default:
      for (unsigned count = 1 + below(3); count > 0; --count) {
        if (one_in(4)) made.content.push_back(unit(Kind::heading, "", heading()));
        made.content.push_back(paragraph(paragraph_number()));
      }
      if (one_in(3)) made.in_chapter = digits() + (one_in(3) ? " b" : "");
  }
  return made;
}

// New stykker, numbers, letters and sentences.
Operation Chance::inserted_below() {
  Operation made;
  made.action = Action::insert_units;
  do {
    made.anchor.where = reference();
  } while (made.anchor.where.steps.size() < 2 || made.anchor.where.steps.back().number == "sidste");
  if (one_in(10)) made.anchor.where = {{{Kind::annex, "1", ""}, {Kind::subsection, digits(), ""}}};
  const Step last = made.anchor.where.steps.back();
  made.side = std::array{Side::before, Side::after, Side::last}[below(3)];
  if (made.side == Side::last) made.anchor.where.steps.pop_back();
  const std::string known = last.becomes.empty() ? last.number : last.becomes;
  std::vector<std::string> numbers = {made.side == Side::after ? number_after(last.kind, known)
                                                               : last.number};
  for (unsigned count = below(3); count > 0; --count)
    numbers.push_back(number_after(last.kind, numbers.back()));
  made.content = units(last.kind, numbers);
  for (Unit& one : made.content)
    if (made.anchor.where.steps.front().kind == Kind::annex && !one.tail.empty())
      one.tail.words = "når " + phrase();
  return made;
}

Operation Chance::operation() {
  switch (below(6)) {
    case 0:
      return whole();
    case 1:
      return replaced();
    case 2:
      return inserted();
    case 3:
      return inserted_below();
    default:
      return words();
  }
}

// Operations that belong together more often than not: of the same places, or of one paragraph.
Item Chance::item() {
  Item made;
  for (unsigned count = one_in(3) ? 1 + below(3) : 1; count > 0; --count) {
    Operation next = operation();
    if (!made.operations.empty() && !made.operations[0].places.empty() && !next.places.empty()) {
      const std::vector<Place>& first = made.operations[0].places;
      const bool whole_paragraph = !next.content.empty() && next.places[0].where.steps.size() == 1;
      if (next.content.empty() && !next.old_words.empty() && one_in(2))
        next.places = first;
      else if (!whole_paragraph && next.places[0].where.steps[0].kind == Kind::paragraph &&
               first[0].where.steps[0].kind == Kind::paragraph && one_in(2))
        for (Place& place : next.places) place.where.steps[0] = first[0].where.steps[0];
    }
    made.operations.push_back(std::move(next));
  }
  for (unsigned count = below(3); count > 0; --count) {
    Shift shift;
    shift.kind = std::array{Kind::subsection, Kind::number, Kind::letter}[below(3)];
    std::string from = shift.kind == Kind::letter ? letter() : digits(),
                to = shift.kind == Kind::letter ? letter() : digits();
    for (unsigned units = 1 + below(5); units > 0; --units) {
      shift.from.push_back(from);
      shift.to.push_back(to);
      from = number_after(shift.kind, from);
      to = number_after(shift.kind, to);
    }
    made.shifts.push_back(shift);
  }
  return made;
}

Amendment Chance::amendment() {
  Amendment made;
  if (one_in(2)) made.title = "Vedtægt om ændring af styrelsesvedtægt for Københavns Kommune";
  if (one_in(2))
    made.introduction = "I styrelsesvedtægt for Københavns Kommune foretages følgende ændringer:";
  for (unsigned count = 1 + below(4); count > 0; --count) made.items.push_back(item());
  if (one_in(2)) made.commencements.push_back({Commencement::Kind::date, {}, "2026-01-01", "", "", "", {}});
  return made;
}

std::string broken_to_fit(const std::string& text, std::size_t width) {
  std::string result;
  for (const std::string_view line : split(text, '\n')) {
    const std::string indent(line.substr(
        0, line.find_first_not_of(' ') == std::string_view::npos ? 0 : line.find_first_not_of(' ')));
    std::string broken = indent;
    bool first = true;
    for (const std::string_view word : split(line)) {
      if (!first && code_point_count(broken) + 1 + code_point_count(word) > width) {
        result += broken + "\n";
        broken = indent;
        first = true;
      }
      broken += (first ? "" : " ") + std::string(word);
      first = false;
    }
    result += broken + "\n";
  }
  return result;
}

TEST(FormulasRandom, what_is_written_reads_back_as_it_was) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    const Amendment amendment = Chance(seed).amendment();
    const std::string text = write_text(amendment);
    const Parsed read = parsed(text);
    ASSERT_EQ(read.found, "") << "seed " << seed << "\n" << text;
    ASSERT_EQ(difference(amendment, read.amendment), "") << "seed " << seed << "\n"
                                                         << text << "\nread:\n"
                                                         << write_text(read.amendment);
    ASSERT_EQ(write_text(read.amendment).find("§"), text.find("§"));
  }
}

TEST(FormulasRandom, lines_as_printed_with_no_break_spaces_read_back_too) {
  unsigned tried = 0;
  for (unsigned seed = 0; tried < 2000; ++seed) {
    Amendment amendment;
    amendment.items = {Chance(seed).item()};
    const std::string text = plain(amendment.items[0]);
    unsigned quoted = 0;  // a list's end words are told apart by how a text file moves them in
    for (const Line& line : write(amendment.items[0])) quoted += line.role == Line::Role::quoted ? 1 : 0;
    if (quoted > 1 || !amendment.items[0].shifts.empty()) continue;
    ++tried;
    const Parsed read = parsed("1.\u00A0" + text);
    ASSERT_EQ(read.found, "") << "seed " << seed << "\n" << text;
    ASSERT_EQ(difference(amendment, read.amendment), "") << "seed " << seed << "\n" << text;
  }
}

TEST(FormulasRandom, lines_broken_to_fit_read_as_the_whole_lines_do) {
  for (unsigned seed = 10000; seed < 12000; ++seed) {
    const Amendment amendment = Chance(seed).amendment();
    const std::string text = broken_to_fit(write_text(amendment), 60 + seed % 40);
    const Parsed read = parsed(text);
    ASSERT_EQ(read.found, "") << "seed " << seed << "\n" << text;
    ASSERT_EQ(difference(amendment, read.amendment), "") << "seed " << seed << "\n" << text;
  }
}

}  // namespace
}  // namespace kancelli::statute
