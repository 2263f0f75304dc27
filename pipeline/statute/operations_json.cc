#include "pipeline/statute/operations_json.h"

#include <array>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

constexpr std::array<std::string_view, 10> kinds = {"statute",   "preamble",   "chapter", "heading",
                                                    "paragraph", "subsection", "number",  "letter",
                                                    "sentence",  "annex"};
constexpr std::array<std::string_view, 7> actions = {
    "replace-words", "delete-words", "insert-words", "reword", "repeal", "replace-units", "insert-units"};
constexpr std::array<std::string_view, 3> sides = {"before", "after", "last"};
constexpr std::array<std::string_view, 3> begins = {"date", "decision", "condition"};

std::string quoted(std::string_view text) {
  return json_string(without_typography(text));
}

std::string field(std::string_view name, const std::string& json) {
  return json_string(name) + ": " + json;
}

template <typename List, typename Make>
std::string array(const List& list, const std::string& indent, Make make) {
  if (list.empty()) return "[]";
  std::string json = "[";
  bool first = true;
  for (const auto& each : list) {
    json += (first ? "\n" : ",\n") + indent + "  " + make(each);
    first = false;
  }
  return json + "\n" + indent + "]";
}

template <typename List>
std::string line(const List& list) {
  std::string json = "[";
  for (std::size_t i = 0; i < list.size(); ++i) json += (i == 0 ? "" : ", ") + json_string(list[i]);
  return json + "]";
}

std::string place(const Place& place) {
  return "{" + field("reference", quoted(to_string(place.where))) + ", " +
         field("times", std::to_string(place.times)) +
         (place.id.empty() ? "" : ", " + field("id", json_string(place.id))) + "}";
}

std::string unit(const Unit& each, const std::string& indent) {
  std::string json = "{" + field("kind", json_string(kinds[static_cast<std::size_t>(each.kind)]));
  if (!each.number.empty()) json += ", " + field("number", json_string(each.number));
  if (!each.text.empty()) json += ", " + field("text", quoted(each.text.words));
  if (!each.units.empty())
    json += ", " + field("units", array(each.units, indent + "  ",
                                        [&](const Unit& u) { return unit(u, indent + "  "); }));
  if (!each.tail.empty()) json += ", " + field("tail", quoted(each.tail.words));
  return json + "}";
}

std::string operation(const Operation& each) {
  const std::string indent = "        ";
  std::string json = "{" + field("action", json_string(actions[static_cast<std::size_t>(each.action)]));
  const bool words = changes_words(each.action);
  if (words && each.places.empty()) json += ", " + field("everywhere", "true");
  if (!each.places.empty()) json += ", " + field("places", array(each.places, indent, place));
  if (words) json += ", " + field("old", quoted(each.old_words));
  if (words && each.action != Action::delete_words) json += ", " + field("new", quoted(each.new_words));
  if (each.action == Action::insert_words || each.action == Action::insert_units)
    json += ", " + field("side", json_string(sides[static_cast<std::size_t>(each.side)]));
  if (each.action == Action::insert_units && !each.anchor.where.empty())
    json += ", " + field("anchor", place(each.anchor));
  if (!each.in_chapter.empty()) json += ", " + field("chapter", json_string(each.in_chapter));
  if (!each.content.empty())
    json +=
        ", " + field("content", array(each.content, indent, [&](const Unit& u) { return unit(u, indent); }));
  return json + "}";
}

std::string shift(const Shift& each) {
  return "{" + field("kind", json_string(kinds[static_cast<std::size_t>(each.kind)])) + ", " +
         field("from", line(each.from)) + ", " + field("to", line(each.to)) + "}";
}

std::string item(const Item& each) {
  return "{" + field("operations", array(each.operations, "      ", operation)) + ", " +
         field("shifts", array(each.shifts, "      ", shift)) + "}";
}

std::string commencement(const Commencement& each) {
  std::string items = "[";
  for (std::size_t i = 0; i < each.items.size(); ++i)
    items += (i == 0 ? "" : ", ") + std::to_string(each.items[i] + 1);
  std::string json = "{" + field("kind", json_string(begins[static_cast<std::size_t>(each.kind)])) + ", " +
                     field("items", items + "]");
  for (const auto& [name, value] : {std::pair("date", &each.date), std::pair("latest", &each.latest),
                                    std::pair("body", &each.body), std::pair("condition", &each.condition)})
    if (!value->empty()) json += ", " + field(name, quoted(*value));
  return json + "}";
}

}  // namespace

std::string operations_json(const Amendment& amendment) {
  std::string json = "{\n";
  if (!amendment.title.empty()) json += "  " + field("title", quoted(amendment.title)) + ",\n";
  if (!amendment.introduction.empty())
    json += "  " + field("introduction", quoted(amendment.introduction)) + ",\n";
  return json + "  " + field("items", array(amendment.items, "  ", item)) + ",\n  " +
         field("commencements", array(amendment.commencements, "  ", commencement)) + "\n}\n";
}

}  // namespace kancelli::statute
