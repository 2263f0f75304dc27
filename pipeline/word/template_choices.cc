#include "pipeline/word/template_choices.h"

#include <algorithm>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/project/meeting.h"

namespace kancelli::word {
namespace {

constexpr std::size_t most_choices = 100;  // a drop-down that somebody looks through

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

std::vector<Choice> papers_of_type(const Project& project, std::string_view type) {
  const auto day = [](const Paper* paper) { return paper->meeting ? paper->meeting : paper->dated; };
  const auto iso = [&](const Paper* paper) { return day(paper) ? day(paper)->iso() : ""; };
  std::vector<const Paper*> papers;
  for (const auto& paper : project.papers)
    if (paper->type == type && !paper->closed) papers.push_back(paper.get());
  std::stable_sort(papers.begin(), papers.end(),
                   [&](const Paper* a, const Paper* b) { return iso(b) < iso(a); });
  if (papers.size() > most_choices) papers.resize(most_choices);
  std::vector<Choice> choices;
  for (const Paper* paper : papers)
    choices.push_back(
        {paper->id, paper->title + (day(paper) ? " (" + long_date(day(paper)->iso()) + ")" : "")});
  return choices;
}

std::vector<Choice> points_of_meetings(const Project& project) {
  std::vector<const Paper*> papers;
  for (const auto& paper : project.papers) papers.push_back(paper.get());
  std::vector<Meeting> meetings = meetings_of(project, papers);
  std::reverse(meetings.begin(), meetings.end());
  std::vector<Choice> choices;
  for (const Meeting& meeting : meetings)
    for (const AgendaItem& item : meeting.items)
      if (item.agenda != nullptr && !item.id.empty() && choices.size() < most_choices)
        choices.push_back({item.agenda->id + "#" + item.id,
                           long_date(meeting.date.iso()) + ", punkt " + item.number + ": " + item.title});
  return choices;
}

std::string in_words(std::string documentation) {
  for (std::size_t open = documentation.find(" ("); open != std::string::npos;
       open = documentation.find(" (", open)) {
    const std::size_t close = documentation.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", open + 2);
    if (close != std::string::npos && documentation[close] == ')' && close > open + 2)
      documentation.erase(open, close + 1 - open);
    else
      ++open;
  }
  for (const auto& [source, word] : {std::pair{"id i organisationsregistret, adskilt af mellemrum",
                                               "navne i organisationsregistret, med komma imellem"},
                                     {"id i organisationsregistret", "navn i organisationsregistret"}})
    if (const std::size_t at = documentation.find(source); at != std::string::npos)
      documentation.replace(at, std::string_view(source).size(), word);
  return documentation;
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
    std::string& text = choices.back().text;
    if (text.ends_with('.')) text.pop_back();
    text = in_words(text);
    if (text.ends_with(", at")) text += " …";
  }
  return choices;
}

std::string alias_of(const ElementRule& rule) {
  if (!rule.title.empty()) return rule.title;
  const std::string name = rule.documentation.substr(0, rule.documentation.find_first_of(".:,("));
  // "Det, der blev besluttet om et punkt: ..." is called by more than its first word.
  return name.find(' ') == std::string::npos
             ? rule.documentation.substr(0, rule.documentation.find_first_of(".:("))
             : name;
}

std::vector<const Fact*> figures(const Project& project) {
  std::vector<const Fact*> facts;
  for (const auto& [id, fact] : project.registers.facts) facts.push_back(&fact);
  in_order_of_register(facts);
  return facts;
}

}  // namespace kancelli::word
