#include "pipeline/check/project_index.h"

#include <algorithm>
#include <array>

#include "pipeline/check/places.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::size_t count_capitals(std::string_view text) {
  std::size_t capitals = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (is_letter(c) && lower(c) != c) ++capitals;
  }
  return capitals;
}

// "Socialudvalget" without its article; "" for a name that has none we know.
std::string indefinite_form(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::size_t>, 3> endings = {
      {{"udvalget", 2}, {"forvaltningen", 2}, {"rådet", 2}}};
  for (const auto& [ending, article] : endings)
    if (name.ends_with(ending)) return std::string(name.substr(0, name.size() - article));
  return {};
}

// Units that do not say what is counted: "10 år" is not always the register's ten years.
bool says_what_is_counted(std::string_view unit) {
  static constexpr auto measures =
      std::to_array<std::string_view>({"år", "måneder", "uger", "dage", "timer", "minutter", "pct.", "%",
                                       "procent", "point", "km", "procentpoint", "m²", "km²", "gange"});
  return !unit.empty() && std::find(measures.begin(), measures.end(), unit) == measures.end();
}

}  // namespace

ProjectIndex::ProjectIndex(const Project& read_project, const CheckContext& check_context)
    : project(read_project), context(check_context) {
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& name : body.names) add_name(body, name);
  for (const auto& [id, fact] : project.registers.facts) add_fact(fact);
  for (const auto& [id, law] : project.registers.laws) add_law(law);
  for (const auto& paper : project.papers) add_paper(*paper);
}

void ProjectIndex::add_name(const Body& body, const BodyName& name) {
  add_phrase(name.name, false, false, {&body, &name});
  if (const std::string short_form = indefinite_form(name.name); !short_form.empty())
    add_phrase(short_form, false, true, {&body, &name});
  // A letter or a capitalised word would be found where it means something else.
  if (count_capitals(name.abbreviation) >= 2) add_phrase(name.abbreviation, true, false, {&body, &name});
  if (name.from) add_period(*name.from, value_in_tag(project.sources, name.span, "from"));
}

void ProjectIndex::add_phrase(const std::string& text, bool abbreviation, bool indefinite,
                              NamePhrase::Bearer bearer) {
  if (text.empty()) return;
  const auto [place, added] = names_by_text_.emplace(text, static_cast<std::uint32_t>(names_.size()));
  if (added) {
    names_.push_back({text, abbreviation, indefinite, {}});
    lexicon_.add(text, Phrase::Kind::name, place->second);
  }
  names_[place->second].bearers.push_back(bearer);
}

bool ProjectIndex::is_abbreviation(const std::string& word) const {
  const auto found = names_by_text_.find(word);
  return found != names_by_text_.end() && names_[found->second].abbreviation;
}

void ProjectIndex::add_fact(const Fact& fact) {
  if (fact.unit == "kr.") {
    add_amount(fact.value, {&fact, value_in_tag(project.sources, fact.span, "value")});
    return;
  }
  if (!says_what_is_counted(fact.unit)) return;
  std::string text = without_typography(fact.full());
  if (text.starts_with("ca. ")) text.erase(0, 4);
  facts_.push_back(&fact);
  lexicon_.add(text, Phrase::Kind::fact, static_cast<std::uint32_t>(facts_.size() - 1));
}

void ProjectIndex::add_law(const Law& law) {
  laws_.push_back(&law);
  const auto index = static_cast<std::uint32_t>(laws_.size() - 1);
  lexicon_.add(without_typography(law.short_name), Phrase::Kind::law, index);
  if (!law.title.empty()) lexicon_.add(without_typography(law.title), Phrase::Kind::law, index);
}

void ProjectIndex::add_period(const Date& date, Span span) {
  if (date.precision == Date::Precision::day) {
    days_.emplace(date.day_number(), TypedPeriod{date, span});
    return;
  }
  if (date.precision == Date::Precision::year) return;  // a year alone says too little
  periods_.push_back({date, span});
  const auto index = static_cast<std::uint32_t>(periods_.size() - 1);
  std::string text = without_typography(format_date(date, "long"));
  lexicon_.add(text, Phrase::Kind::period, index);
  if (text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');  // at the beginning of a sentence
  lexicon_.add(text, Phrase::Kind::period, index);
}

void ProjectIndex::add_amount(const Decimal& kr, TypedAmount amount) {
  if (kr.units != 0) amounts_.emplace(kr.rounded(2).units, amount);
}

void ProjectIndex::add_paper(const Paper& paper) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> dates = {
      {{"date", "value"},
       {"dated", "value"},
       {"meeting", "date"},
       {"about", "from"},
       {"about", "until"},
       {"embargo", "until"},
       {"transfer", "effective"},
       {"transfer", "latest"},
       {"transfer", "evaluate"}}};
  const auto [title, added] = titles_.emplace(paper.title, &paper);
  if (!added) title->second = nullptr;
  for (const Node& node : paper.xml->nodes) {
    if (node.kind != Node::Kind::element || node.attributes.empty()) continue;
    if (node.is("amount"))
      if (const auto kr = Decimal::parse(node.get("kr")))
        add_amount(*kr, {nullptr, node.find("kr")->value_span});
    for (const auto& [element, attribute] : dates) {
      if (!node.is(element)) continue;
      if (const auto date = Date::parse(node.get(attribute)))
        add_period(*date, node.find(attribute)->value_span);
    }
  }
}

const Paper* ProjectIndex::titled(std::string_view title) const {
  const auto found = titles_.find(title);
  return found == titles_.end() ? nullptr : found->second;
}

const TypedPeriod* ProjectIndex::day(const Date& date) const {
  const auto found = days_.find(date.day_number());
  return found == days_.end() ? nullptr : &found->second;
}

const TypedAmount* ProjectIndex::amount(const Decimal& kr) const {
  if (kr.decimals > 2) return nullptr;
  const auto found = amounts_.find(kr.rounded(2).units);
  return found == amounts_.end() ? nullptr : &found->second;
}

}  // namespace kancelli
