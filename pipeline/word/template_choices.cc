#include "pipeline/word/template_choices.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

template <class Entry>
void in_order_of_register(std::vector<const Entry*>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry* a, const Entry* b) { return a->span.begin < b->span.begin; });
}

}  // namespace

std::vector<Choice> bodies_of_kinds(const Project& project, std::string_view kinds) {
  const auto wanted = split(kinds);
  std::vector<const Body*> bodies;
  for (const auto& [id, body] : project.registers.bodies)
    if (kinds == "any" || std::find(wanted.begin(), wanted.end(), body.kind) != wanted.end())
      bodies.push_back(&body);
  in_order_of_register(bodies);
  std::vector<Choice> choices;
  for (const Body* body : bodies)
    if (const BodyName* name = body->name_on(std::nullopt)) choices.push_back({body->id, name->name});
  return choices;
}

std::vector<Choice> words_of(const AttributeRule& attribute) {
  std::vector<Choice> choices;
  const std::string& told = attribute.documentation;
  for (const std::string& value : attribute.values) {
    const std::string mark = value + ": ";
    std::size_t at = told.find(mark);
    while (at != std::string::npos && at > 0 && told[at - 1] != ' ') at = told.find(mark, at + 1);
    if (at == std::string::npos) {
      choices.push_back({value, value});
      continue;
    }
    const std::size_t begin = at + mark.size();
    choices.push_back({value, told.substr(begin, std::min(told.find(". ", begin), told.size()) - begin)});
    if (choices.back().text.ends_with('.')) choices.back().text.pop_back();
  }
  return choices;
}

std::string alias_of(const ElementRule& rule) {
  return rule.title.empty() ? rule.documentation.substr(0, rule.documentation.find_first_of(".:,("))
                            : rule.title;
}

std::vector<const Fact*> figures(const Project& project) {
  std::vector<const Fact*> facts;
  for (const auto& [id, fact] : project.registers.facts) facts.push_back(&fact);
  in_order_of_register(facts);
  return facts;
}

}  // namespace kancelli::word
