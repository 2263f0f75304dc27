#include "pipeline/check/project_index.h"

#include <algorithm>
#include <array>

#include "pipeline/check/places.h"
#include "pipeline/check/suppressions.h"
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

// Scope and date as one text.
std::string scope_key(std::string_view scope, std::string_view as_of) {
  return std::string(scope) + "\n" + std::string(as_of);
}

}  // namespace

bool says_what_is_counted(std::string_view unit) {
  static constexpr auto measures =
      std::to_array<std::string_view>({"år", "måneder", "uger", "dage", "timer", "minutter", "pct.", "%",
                                       "procent", "point", "km", "procentpoint", "m²", "km²", "gange"});
  return !unit.empty() && std::find(measures.begin(), measures.end(), unit) == measures.end();
}

std::string counted_noun(const Node& count) {
  const auto& around = count.parent->children;
  const auto self = std::find(around.begin(), around.end(), &count);
  if (self == around.end() || self + 1 == around.end()) return {};
  const Node* next = *(self + 1);
  if (next->kind != Node::Kind::text) return {};
  const std::string text = without_typography(next->text);
  const std::string_view words = trim(text);
  if (words.empty() || words.data() == text.data()) return {};  // no space between
  return std::string(words.substr(0, word_end(words, 0)));
}

ProjectIndex::ProjectIndex(const Project& read_project, const CheckContext& check_context)
    : project(read_project),
      context(check_context),
      task_lists(read_project),
      requirements(trace_requirements(read_project, check_context.today)) {
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& name : body.names) add_name(body, name);
  for (const auto& [id, fact] : project.registers.facts) add_fact(fact);
  for (const auto& [id, event] : project.registers.events) add_event(event);
  for (const auto& [id, law] : project.registers.laws) add_law(law);
  add_scoped_facts();
  for (const auto& paper : project.papers) add_paper(*paper);
  std::erase_if(counted_nouns_, [](const auto& entry) { return entry.second.empty(); });
  add_endings();
  add_terms();
  add_pairs();
  add_speller();
  city_ = city_name(project);
  for (const auto& paper : project.papers) {
    if (paper->type != "amendment" || !paper->valid) continue;
    Amendment& amendment = amendments_.emplace_back();
    amendment.paper = paper.get();
    amendment.worked = work_out(project, *paper, amendment.found);
  }
}

const ProjectIndex::Amendment* ProjectIndex::amendment(const Paper& paper) const {
  for (const Amendment& each : amendments_)
    if (each.paper == &paper) return &each;
  return nullptr;
}

void ProjectIndex::add_endings() {
  using Kind = WordEnding::Kind;
  using Form = WordEnding::Form;
  struct Word {
    std::string_view text;
    Kind kind;
    Form form;
  };
  static constexpr auto words = std::to_array<Word>({
      {"udvalg", Kind::committee, Form::indefinite},
      {"udvalget", Kind::committee, Form::definite},
      {"udvalgene", Kind::committee, Form::definite_plural},
      {"forvaltning", Kind::administration, Form::indefinite},
      {"forvaltningen", Kind::administration, Form::definite},
      {"forvaltninger", Kind::administration, Form::plural},
      {"forvaltningerne", Kind::administration, Form::definite_plural},
      {"byråd", Kind::other_council, Form::indefinite},
      {"byrådet", Kind::other_council, Form::definite},
      {"byrådene", Kind::other_council, Form::definite_plural},
      {"kommunalbestyrelse", Kind::other_council, Form::indefinite},
      {"kommunalbestyrelsen", Kind::other_council, Form::definite},
      {"kommunalbestyrelser", Kind::other_council, Form::plural},
      {"kommunalbestyrelserne", Kind::other_council, Form::definite_plural},
  });
  const auto add = [&](const std::string& text, Kind kind, Form form) {
    endings_.add({text, kind, form, false, 0});
    endings_.add({text + "s", kind, form, true, 0});
  };
  for (const Word& word : words) add(std::string(word.text), word.kind, word.form);
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& name : body.names)
      if (body.kind == "council" && name.name.find(' ') == std::string::npos)
        add(lower(name.name), Kind::council, Form::definite);
}

void ProjectIndex::add_terms() {
  using Form = WordEnding::Form;
  for (const Node* node : project.policies("term")) {
    const auto index = static_cast<std::uint32_t>(terms_.size());
    terms_.push_back({std::string(node->get("old")), std::string(node->get("new")),
                      Date::parse(node->get("since")), node->name_span});
    const auto forms = noun_forms(lower(terms_.back().old_word));
    for (std::size_t form = 0; form < forms.size(); ++form)
      for (const bool genitive : {false, true})
        endings_.add({forms[form] + (genitive ? "s" : ""), WordEnding::Kind::term, static_cast<Form>(form),
                      genitive, index});
  }
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
  const std::string& kind = bearer.body->kind;
  if (!abbreviation && (kind == "committee" || kind == "administration" || kind == "council"))
    names_by_letters_.emplace(letters_of(text), place->second);
}

void ProjectIndex::add_pairs() {
  for (const Node* node : project.policies("pair")) {
    const auto index = static_cast<std::uint32_t>(pairs_.size() * 2);
    pairs_.emplace_back(node->get("one"), node->get("other"));
    const auto& [one, other] = pairs_.back();
    for (const bool genitive : {false, true}) {
      const char* ending = genitive ? "s" : "";
      endings_.add(
          {lower(one) + ending, WordEnding::Kind::pair, WordEnding::Form::indefinite, genitive, index});
      endings_.add(
          {lower(other) + ending, WordEnding::Kind::pair, WordEnding::Form::indefinite, genitive, index + 1});
    }
  }
}

void ProjectIndex::add_speller() {
  if (severity_in_project(project, *find_rule("spelling")) == "off") return;
  speller_ = std::make_unique<Speller>();
  const auto know_words = [&](std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = word_end(text, at);
      if (end > at) speller_->know(text.substr(at, end - at));
      at = std::max(end, at + 1);
    }
  };
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& name : body.names) {
      know_words(name.name);
      know_words(name.abbreviation);
    }
  for (const auto& [id, law] : project.registers.laws) {
    know_words(law.title);
    know_words(law.short_name);
  }
  for (const KnownWord& word : project.registers.words) speller_->know(word.text, word.like);
}

std::string letters_of(std::string_view text) {
  std::string letters = lower(text);
  std::erase_if(letters, [](char c) { return c == ' ' || c == ',' || c == '-'; });
  return letters;
}

const NamePhrase* ProjectIndex::name_with_letters(const std::string& letters) const {
  const auto found = names_by_letters_.find(letters);
  return found == names_by_letters_.end() ? nullptr : &names_[found->second];
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
  add_unit(fact);
  std::string text = without_typography(fact.full());
  if (text.starts_with("ca. ")) text.erase(0, 4);
  facts_.push_back(&fact);
  lexicon_.add(text, Phrase::Kind::fact, static_cast<std::uint32_t>(facts_.size() - 1));
}

void ProjectIndex::add_event(const Event& event) {
  events_.push_back(&event);
  const auto index = static_cast<std::uint32_t>(events_.size() - 1);
  for (const std::string& phrase : event.phrases) {
    if (phrase.empty()) continue;
    event_lexicon_.add(phrase, Phrase::Kind::event, index);
    std::size_t second = 0;
    const char32_t first = lower(next_code_point(phrase, second));
    // Also at the beginning of a sentence; Latin capitals stand 32 before their small letters.
    if (!is_letter(first) || first > 0xFE) continue;
    std::string capital;
    append_utf8(capital, first - 32);
    event_lexicon_.add(capital + phrase.substr(second), Phrase::Kind::event, index);
  }
  if (event.date && event.paper.empty())
    add_period(*event.date, value_in_tag(project.sources, event.span, "date"));
}

void ProjectIndex::add_noun(const Node& count) {
  const std::string noun = counted_noun(count);
  if (noun.empty()) return;
  const auto [place, added] = counted_nouns_.emplace(noun, count.get("of"));
  if (!added && place->second != count.get("of")) place->second.clear();
}

void ProjectIndex::add_unit(const Fact& fact) {
  const std::string unit = without_typography(fact.unit);
  const auto [place, added] = units_by_text_.emplace(unit, static_cast<std::uint32_t>(facts_by_unit_.size()));
  if (added) {
    facts_by_unit_.emplace_back();
    units_.add(unit, Phrase::Kind::fact, place->second);
  }
  facts_by_unit_[place->second].push_back(&fact);
}

// Facts in kroner may share a scope and differ in what they are: then none of them is the amount of that
// scope.
void ProjectIndex::add_scoped_facts() {
  std::unordered_map<std::string, std::size_t> times;
  for (const auto& [id, fact] : project.registers.facts)
    if (fact.unit == "kr.") ++times[scope_key(fact.scope, fact.as_of)];
  for (const auto& [id, fact] : project.registers.facts)
    if (fact.unit == "kr." && !fact.scope.empty() && times[scope_key(fact.scope, fact.as_of)] == 1)
      scoped_amounts_.emplace(scope_key(fact.scope, fact.as_of),
                              ScopedAmount{fact.value, value_in_tag(project.sources, fact.span, "value")});
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
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> dates = {
      {{"date", "value"},
       {"dated", "value"},
       {"meeting", "date"},
       {"about", "from"},
       {"about", "until"},
       {"embargo", "until"},
       {"state", "sent"},
       {"step", "date"},
       {"transfer", "effective"},
       {"transfer", "latest"},
       {"transfer", "evaluate"}}};
  const auto [title, added] = titles_.emplace(paper.title, &paper);
  if (!added) title->second = nullptr;
  for (const Node& node : paper.xml->nodes) {
    if (node.kind != Node::Kind::element || node.attributes.empty()) continue;
    if (node.is("amount"))
      if (const auto kr = Decimal::parse(node.get("kr"))) {
        add_amount(*kr, {nullptr, node.find("kr")->value_span});
        if (node.find("scope") != nullptr)
          scoped_amounts_.emplace(scope_key(node.get("scope"), node.get("as-of")),
                                  ScopedAmount{*kr, node.find("kr")->value_span});
      }
    if (node.is("count") && node.get("of").starts_with("bodies:")) add_noun(node);
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

const ScopedAmount* ProjectIndex::scoped_amount(std::string_view scope, std::string_view as_of) const {
  const auto found = scoped_amounts_.find(scope_key(scope, as_of));
  return found == scoped_amounts_.end() ? nullptr : &found->second;
}

const TypedAmount* ProjectIndex::amount(const Decimal& kr) const {
  if (kr.decimals > 2) return nullptr;
  const auto found = amounts_.find(kr.rounded(2).units);
  return found == amounts_.end() ? nullptr : &found->second;
}

}  // namespace kancelli
