#include "tests/support/statutes.h"

#include <cassert>
#include <cstdlib>
#include <iostream>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

// A test that is wrong in itself stops.
[[noreturn]] void cannot_read(std::string_view text) {
  std::cerr << "tests/support/statutes: cannot read: " << text << '\n';
  std::abort();
}

int rank(Kind kind) {
  switch (kind) {
    case Kind::statute:
      return 0;
    case Kind::preamble:
    case Kind::chapter:
    case Kind::annex:
      return 1;
    case Kind::heading:
    case Kind::paragraph:
      return 2;
    case Kind::subsection:
      return 3;
    case Kind::number:
      return 4;
    case Kind::letter:
      return 5;
    case Kind::sentence:
      return 6;
  }
  return 0;
}

bool take(std::string_view& line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return false;
  line.remove_prefix(prefix.size());
  return true;
}

// Takes "7 a" when `mark` follows it; the mark is taken too.
bool take_number(std::string_view& line, std::string_view mark, std::string& number) {
  std::size_t end = 0;
  while (end < line.size() && is_digit(static_cast<unsigned char>(line[end]))) ++end;
  if (end == 0) return false;
  if (end + 1 < line.size() && line[end] == ' ' && is_letter(static_cast<unsigned char>(line[end + 1])) &&
      line.substr(end + 2).starts_with(mark))
    end += 2;
  if (!line.substr(end).starts_with(mark)) return false;
  number = line.substr(0, end);
  line.remove_prefix(end + mark.size());
  return true;
}

bool take_letter(std::string_view& line, std::string& number) {
  const std::size_t end = line.find(") ");
  if (end == std::string_view::npos || end == 0 || code_point_count(line.substr(0, end)) > 2) return false;
  for (std::size_t at = 0; at < end;)
    if (!is_letter(next_code_point(line, at))) return false;
  number = line.substr(0, end);
  line.remove_prefix(end + 2);
  return true;
}

Text text_of(std::string_view words) {
  Text text;
  while (!words.empty()) {
    const std::size_t bar = words.find('|');
    const std::size_t open = bar == std::string_view::npos ? bar : words.rfind('[', bar);
    const std::size_t close = bar == std::string_view::npos ? bar : words.find(']', bar);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    text.words += words.substr(0, open);
    const std::size_t begin = text.words.size();
    text.words += words.substr(open + 1, bar - open - 1);
    text.marks.push_back(
        {begin, text.words.size(), "ref", {{"to", std::string(words.substr(bar + 1, close - bar - 1))}}});
    words.remove_prefix(close + 1);
  }
  text.words += words;
  return text;
}

// The unit of a line; what is left of the line are its words.
Unit unit_of_line(std::string_view& line) {
  Unit unit;
  const std::string_view whole = line;
  if (take(line, "# "))
    unit.kind = Kind::statute;
  else if (take(line, "~ "))
    unit.kind = Kind::preamble;
  else if (take(line, "== "))
    unit.kind = Kind::heading;
  else if (take(line, "- "))
    unit.kind = Kind::subsection;
  else if (take(line, "Kapitel ") && take_number(line, ":", unit.number))
    unit.kind = Kind::chapter;
  else if (take(line, "Bilag ") && take_number(line, ":", unit.number))
    unit.kind = Kind::annex;
  else if (take(line, "§ ") && take_number(line, ".", unit.number))
    unit.kind = Kind::paragraph;
  else if (take(line, "Stk. ") && take_number(line, ".", unit.number))
    unit.kind = Kind::subsection;
  else if (take_number(line, ". pkt.", unit.number))
    unit.kind = Kind::sentence;
  else if (take_number(line, ")", unit.number))
    unit.kind = Kind::number;
  else if (take_letter(line, unit.number))
    unit.kind = Kind::letter;
  else
    cannot_read(whole);
  line = trim(line);
  return unit;
}

// Reads a line into the open units below `root`.
void read_line(std::string_view line, Unit& root, std::vector<Unit*>& open) {
  Kind tail_of = Kind::statute;
  if (take(line, "|| "))
    tail_of = Kind::number;
  else if (take(line, "| "))
    tail_of = Kind::subsection;
  if (tail_of != Kind::statute) {
    while (open.size() > 1 && open.back()->kind != tail_of) open.pop_back();
    open.back()->tail = text_of(line);
    return;
  }
  Unit unit = unit_of_line(line);
  std::string id;
  if (line.ends_with("}")) {
    const std::size_t brace = line.rfind('{');
    if (brace == std::string_view::npos) cannot_read(line);
    id = line.substr(brace + 1, line.size() - brace - 2);
    line = trim(line.substr(0, brace));
  }
  unit.id = id;
  if (unit.kind == Kind::statute) {
    root.text = text_of(line);
    root.id = id;
    return;
  }
  while (open.size() > 1 && rank(open.back()->kind) >= rank(unit.kind)) open.pop_back();
  const bool paragraph = unit.kind == Kind::paragraph;
  if (!paragraph) unit.text = text_of(line);
  open.back()->units.push_back(std::move(unit));
  open.push_back(&open.back()->units.back());
  if (!paragraph) return;
  Unit first;
  first.kind = Kind::subsection;
  first.number = "1";
  first.text = text_of(line);
  open.back()->units.push_back(std::move(first));
  open.push_back(&open.back()->units.back());
}

Unit read_notation(std::string_view notation) {
  Unit root;
  std::vector<Unit*> open{&root};
  for (std::string_view line : split(notation, '\n'))
    if (line = trim(line); !line.empty()) read_line(line, root, open);
  return root;
}

std::string head_of(const Unit& unit) {
  switch (unit.kind) {
    case Kind::statute:
      return "#";
    case Kind::preamble:
      return "~";
    case Kind::chapter:
      return "Kapitel " + unit.number + ":";
    case Kind::heading:
      return "==";
    case Kind::paragraph:
      return "§ " + unit.number + ".";
    case Kind::subsection:
      return unit.number.empty() ? "-" : "Stk. " + unit.number + ".";
    case Kind::number:
    case Kind::letter:
      return unit.number + ")";
    case Kind::sentence:
      return unit.number + ". pkt.";
    case Kind::annex:
      return "Bilag " + unit.number + ":";
  }
  return {};
}

void show(const Unit& unit, const Unit* parent, std::string& text) {
  const bool first_of_paragraph =
      parent && parent->kind == Kind::paragraph && &unit == &parent->units.front();
  if (first_of_paragraph && unit.number == "1") {
    if (!unit.text.empty())
      text.back() = ' ';  // behind "§ 1."
    else
      text.pop_back();
  } else {
    std::string head = parent && parent->kind == Kind::annex ? "-" : head_of(unit);
    if (unit.kind != Kind::paragraph) head += " ";
    text += head;
    if (unit.kind == Kind::paragraph) text += "\n";
  }
  if (unit.kind != Kind::paragraph) text += unit.text.words + "\n";
  for (const Unit& inner : unit.units) show(inner, &unit, text);
  if (!unit.tail.empty()) text += (unit.kind == Kind::number ? "|| " : "| ") + unit.tail.words + "\n";
}

std::vector<std::string_view> parts(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> found;
  for (;;) {
    const std::size_t at = text.find(separator);
    found.push_back(trim(text.substr(0, at)));
    if (at == std::string_view::npos) return found;
    text.remove_prefix(at + separator.size());
  }
}

Step step_of(std::string_view text) {
  const std::string_view whole = text;
  Step step;
  if (take(text, "§ "))
    step.kind = Kind::paragraph;
  else if (take(text, "stk. "))
    step.kind = Kind::subsection;
  else if (take(text, "nr. "))
    step.kind = Kind::number;
  else if (take(text, "litra "))
    step.kind = Kind::letter;
  else if (take(text, "kapitel "))
    step.kind = Kind::chapter;
  else if (take(text, "bilag "))
    step.kind = Kind::annex;
  else if (text.ends_with(". pkt.")) {
    step.kind = Kind::sentence;
    text.remove_suffix(std::string_view(". pkt.").size());
  } else if (text == "sidste pkt.") {
    step.kind = Kind::sentence;
    text = "sidste";
  } else {
    cannot_read(whole);
  }
  step.number = text;
  return step;
}

std::vector<Place> places_of(std::string_view places) {
  std::vector<Place> found;
  if (places.empty()) return found;
  for (std::string_view part : parts(places, ";")) {
    int times = 1;
    if (const std::size_t star = part.find('*'); star != std::string_view::npos) {
      times = std::stoi(std::string(part.substr(0, star)));
      part.remove_prefix(star + 1);
    }
    found.push_back(place_of(part, times));
  }
  return found;
}

Operation words(Action action, std::string_view places, std::string_view old_words,
                std::string_view new_words) {
  Operation operation;
  operation.action = action;
  operation.places = places_of(places);
  operation.old_words = old_words;
  operation.new_words = new_words;
  return operation;
}

Operation structure(Action action, std::string_view places, std::string_view units) {
  Operation operation;
  operation.action = action;
  operation.places = places_of(places);
  operation.content = units_of(units);
  return operation;
}

std::vector<std::string> numbers_of(std::string_view text) {
  std::vector<std::string> numbers;
  for (std::string_view part : parts(text, ",")) numbers.emplace_back(part);
  return numbers;
}

}  // namespace

Unit statute_of(std::string_view notation) {
  Unit statute = read_notation(notation);
  renumber(statute);
  give_ids(statute);
  return statute;
}

std::vector<Unit> units_of(std::string_view notation) {
  Unit root = read_notation(notation);
  if (!root.text.empty()) return {root};
  return root.units;
}

std::string show(const Unit& unit) {
  std::string text;
  show(unit, nullptr, text);
  return text;
}

std::string show(const std::vector<Unit>& units) {
  std::string text;
  for (const Unit& unit : units) text += show(unit);
  return text;
}

Reference reference_of(std::string_view text) {
  Reference reference;
  if (text == "titlen") return {{{Kind::statute, "", ""}}};
  if (text == "indledningen") return {{{Kind::preamble, "", ""}}};
  const bool heading = take(text, "overskriften før ") || take(text, "overskriften til ");
  for (std::string_view part : parts(text, ",")) {
    if (take(part, "der bliver "))
      reference.steps.back().becomes = step_of(part).number;
    else
      reference.steps.push_back(step_of(part));
  }
  if (heading) reference.steps.push_back({Kind::heading, "", ""});
  return reference;
}

Place place_of(std::string_view reference, int times) {
  Place place;
  place.where = reference_of(reference);
  place.times = times;
  return place;
}

Operation replace_words(std::string_view places, std::string_view old_words, std::string_view new_words) {
  return words(Action::replace_words, places, old_words, new_words);
}

Operation delete_words(std::string_view places, std::string_view old_words) {
  return words(Action::delete_words, places, old_words, "");
}

Operation insert_words(std::string_view places, Side side, std::string_view beside,
                       std::string_view new_words) {
  Operation operation = words(Action::insert_words, places, beside, new_words);
  operation.side = side;
  return operation;
}

Operation reword(std::string_view places, std::string_view units) {
  return structure(Action::reword, places, units);
}

Operation repeal(std::string_view places) {
  return structure(Action::repeal, places, "");
}

Operation replace_units(std::string_view places, std::string_view units) {
  return structure(Action::replace_units, places, units);
}

Operation insert_units(Side side, std::string_view anchor, std::string_view units) {
  Operation operation = structure(Action::insert_units, "", units);
  operation.side = side;
  if (!anchor.empty()) operation.anchor = place_of(anchor);
  return operation;
}

Item item_of(std::vector<Operation> operations, std::vector<Shift> shifts) {
  Item item;
  item.operations = std::move(operations);
  item.shifts = std::move(shifts);
  return item;
}

Shift shift_of(std::string_view text) {
  Shift shift;
  const std::string_view whole = text;
  if (take(text, "stk. "))
    shift.kind = Kind::subsection;
  else if (take(text, "nr. "))
    shift.kind = Kind::number;
  else if (take(text, "litra "))
    shift.kind = Kind::letter;
  else
    cannot_read(whole);
  const std::vector<std::string_view> sides = parts(text, ">");
  if (sides.size() != 2) cannot_read(whole);
  shift.from = numbers_of(sides[0]);
  shift.to = numbers_of(sides[1]);
  return shift;
}

std::string show(const std::vector<Shift>& shifts) {
  std::string text;
  for (const Shift& shift : shifts) {
    if (!text.empty()) text += "; ";
    text += shift.kind == Kind::subsection ? "stk. " : shift.kind == Kind::number ? "nr. " : "litra ";
    text += join(shift.from, ",") + " > " + join(shift.to, ",");
  }
  return text;
}

Amendment amendment_of(std::vector<Item> items) {
  Amendment amendment;
  amendment.id = "aendring-1";
  amendment.title = "Vedtægt om ændring";
  amendment.items = std::move(items);
  return amendment;
}

}  // namespace kancelli::statute
