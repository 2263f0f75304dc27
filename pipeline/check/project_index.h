// What the rules look up in the whole project, gathered once a run: names, and the figures, amounts and dates
// that stand typed somewhere.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/requirements.h"
#include "pipeline/check/rule.h"
#include "pipeline/check/speller.h"
#include "pipeline/check/word_endings.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/tasks.h"

namespace kancelli {

// A date or a period that a register or a paper holds typed, and the first place that does.
struct TypedPeriod {
  Date date;
  Span span;
};

// An amount that is a fact of the register, or an <amount> somewhere.
struct TypedAmount {
  const Fact* fact = nullptr;
  Span span;
};

// A word that the city has replaced: <term> of the policy.
struct ReplacedTerm {
  std::string old_word, new_word;
  std::optional<Date> since;
  Span span;  // of the policy's <term>
};

// In lower case, without spaces, commas and hyphens.
std::string letters_of(std::string_view text);
// An amount with scope="...", or a fact in kroner, and the first place that gives it.
struct ScopedAmount {
  Decimal kr;
  Span span;
};

// The noun right behind a <count>, "forvaltninger"; "" where something else stands there.
std::string counted_noun(const Node& count);

// False for units of time, percent and the like, which say too little: "10 år" is not always the register's
// ten years.
bool says_what_is_counted(std::string_view unit);

class ProjectIndex {
 public:
  ProjectIndex(const Project& read_project, const CheckContext& check_context);

  const Project& project;
  const CheckContext& context;
  const TaskLists task_lists;
  const std::vector<TracedRequirement> requirements;

  // The amendments of the project, worked out, each with what was found on the way.
  struct Amendment {
    const Paper* paper;
    std::unique_ptr<WorkedAmendment> worked;  // nullptr where it cannot be
    Diagnostics found;
  };
  const std::vector<Amendment>& amendments() const { return amendments_; }
  const Amendment* amendment(const Paper& paper) const;  // nullptr for another paper

  const Lexicon& lexicon() const { return lexicon_; }
  const NamePhrase& name(const Phrase& phrase) const { return names_[phrase.index]; }
  const Fact& fact(const Phrase& phrase) const { return *facts_[phrase.index]; }
  const TypedPeriod& period(const Phrase& phrase) const { return periods_[phrase.index]; }
  // What texts call the events of the register; apart from the others, which it may hold in it.
  const Lexicon& event_lexicon() const { return event_lexicon_; }
  const Event& event(const Phrase& phrase) const { return *events_[phrase.index]; }
  // The units of facts that say what is counted, to be looked up behind a number; and the facts of a unit.
  const Lexicon& units() const { return units_; }
  const std::vector<const Fact*>& facts_in(const Phrase& unit) const { return facts_by_unit_[unit.index]; }
  // The first amount with that scope and date; nullptr when there is none.
  const ScopedAmount* scoped_amount(std::string_view scope, std::string_view as_of) const;
  // Nouns that some paper counts bodies with, and its of="bodies:KIND"; one that papers do not agree on is
  // left out.
  const std::map<std::string, std::string>& counted_nouns() const { return counted_nouns_; }
  const Law& law(const Phrase& phrase) const { return *laws_[phrase.index]; }
  // The paper with exactly that title, where only one has it.
  const Paper* titled(std::string_view title) const;
  bool is_abbreviation(const std::string& word) const;
  // The committee, administration or council whose name has these letters, whatever its capitals, spaces,
  // commas and hyphens (see `letters_of`); nullptr when there is none.
  const NamePhrase* name_with_letters(const std::string& letters) const;
  const WordEndings& endings() const { return endings_; }
  const ReplacedTerm& term(std::uint32_t term) const { return terms_[term]; }
  // Two words of which a paper uses one.
  const std::pair<std::string, std::string>& pair(std::uint32_t pair) const { return pairs_[pair]; }
  // Only where project.xml asks for the rule spelling; otherwise nullptr.
  Speller* speller() const { return speller_.get(); }
  // "Københavns Kommune": <city name="..."> of the policy.
  std::string_view city() const { return city_; }
  const TypedPeriod* day(const Date& date) const;
  const TypedAmount* amount(const Decimal& kr) const;

 private:
  std::vector<Amendment> amendments_;
  void add_name(const Body& body, const BodyName& name);
  void add_phrase(const std::string& text, bool abbreviation, bool indefinite, NamePhrase::Bearer bearer);
  void add_fact(const Fact& fact);
  void add_event(const Event& event);
  void add_noun(const Node& count);
  void add_unit(const Fact& fact);
  void add_scoped_facts();
  void add_law(const Law& law);
  void add_period(const Date& date, Span span);
  void add_amount(const Decimal& kr, TypedAmount amount);
  void add_paper(const Paper& paper);
  void add_endings();
  void add_terms();
  void add_pairs();
  void add_speller();

  Lexicon lexicon_, event_lexicon_, units_;
  WordEndings endings_;
  std::vector<ReplacedTerm> terms_;
  std::vector<std::pair<std::string, std::string>> pairs_;
  std::unique_ptr<Speller> speller_;
  std::string city_ = "Københavns Kommune";
  std::vector<NamePhrase> names_;
  std::unordered_map<std::string, std::uint32_t> names_by_text_, names_by_letters_;
  std::vector<const Fact*> facts_;
  std::vector<const Event*> events_;
  std::vector<std::vector<const Fact*>> facts_by_unit_;
  std::map<std::string, std::string> counted_nouns_;
  std::unordered_map<std::string, std::uint32_t> units_by_text_;
  std::unordered_map<std::string, ScopedAmount> scoped_amounts_;
  std::vector<const Law*> laws_;
  std::unordered_map<std::string_view, const Paper*> titles_;  // nullptr where several have it
  std::deque<TypedPeriod> periods_;
  std::unordered_map<std::int64_t, TypedPeriod> days_;     // by day number
  std::unordered_map<std::int64_t, TypedAmount> amounts_;  // by hundredths of a krone
};

}  // namespace kancelli
