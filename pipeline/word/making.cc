#include "pipeline/word/making.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

// "Møder og sekretariat" is moeder-og-sekretariat; at most some forty letters, whole words.
std::string id_like(std::string_view words) {
  constexpr std::size_t longest = 40;
  std::string id;
  const std::string small = lower(words);
  for (std::size_t at = 0; at < small.size();) {
    const char32_t c = next_code_point(small, at);
    if (c == U'æ')
      id += "ae";
    else if (c == U'ø')
      id += "oe";
    else if (c == U'å')
      id += "aa";
    else if (c == U'é')
      id += 'e';
    else if ((c >= 'a' && c <= 'z') || (!id.empty() && c >= '0' && c <= '9'))
      id += static_cast<char>(c);
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  if (id.size() > longest) id.erase(std::min(id.rfind('-', longest), longest));
  while (id.ends_with('-')) id.pop_back();
  return id;
}

}  // namespace

bool is_id(std::string_view id) {
  return !id.empty() && id[0] >= 'a' && id[0] <= 'z' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool Making::may(std::string_view parent, std::string_view child) const {
  const ElementRule* known = rule(parent);
  return known != nullptr &&
         std::find(known->children.begin(), known->children.end(), child) != known->children.end();
}

bool Making::has_attribute(std::string_view element, std::string_view attribute, bool required) const {
  const ElementRule* known = rule(element);
  return known != nullptr &&
         std::any_of(known->attributes.begin(), known->attributes.end(), [&](const auto& each) {
           return each.name == attribute && (each.required || !required);
         });
}

std::string Making::new_id(std::string_view words, std::string_view element) {
  std::string wanted = id_like(words);
  if (!is_id(wanted)) wanted = element;
  std::string id = wanted;
  int& number = last_numbers.try_emplace(wanted, 1).first->second;
  while (!ids.insert(id).second) id = wanted + "-" + std::to_string(++number);
  return id;
}

std::string Making::id_of(const std::vector<std::string>& controls) {
  if (controls.empty()) return {};
  const std::string& tag = controls.back();
  const auto count = tags.find(tag);
  if (!is_id(tag) || tag == "title" || count == tags.end() || count->second != 1 || !ids.insert(tag).second)
    return {};
  return tag;
}

Finding& Making::tell(Finding::Kind kind, Finding::Certainty certainty, Span place, std::string before,
                      std::string after, std::string why) {
  return findings.emplace_back(
      Finding{kind, certainty, std::move(before), std::move(after), std::move(why), place, {}});
}

Span Making::span(const Part& part) const {
  if (part.paragraph != nullptr)
    return document.span(*part.paragraph, part.begin, part.paragraph->text().size());
  for (const Row& row : part.table->rows)
    for (const Cell& cell : row.cells)
      for (const Block& block : cell.blocks)
        if (block.paragraph() != nullptr) return document.span(*block.paragraph());
  return {};
}

NamedBody body_named(const Project& project, std::string_view words, const std::optional<Date>& day) {
  NamedBody found;
  for (const auto& [id, body] : project.registers.bodies) {
    const BodyName* name = body.name_on(day);
    if (name == nullptr) continue;
    std::string_view form;
    if (words == name->name) form = "name";
    if (!name->abbreviation.empty() && words == name->abbreviation) form = "abbreviation";
    if (!name->abbreviation.empty() && words == name->name + " (" + name->abbreviation + ")") form = "both";
    if (form.empty()) continue;
    if (found.body != nullptr) return {};
    found = {&body, form};
  }
  return found;
}

}  // namespace kancelli::word
