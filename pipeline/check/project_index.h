// What the rules look up in the whole project, gathered once a run: names, and the figures, amounts and dates
// that stand typed somewhere.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/rule.h"

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

  const Lexicon& lexicon() const { return lexicon_; }
  const NamePhrase& name(const Phrase& phrase) const { return names_[phrase.index]; }
  const Fact& fact(const Phrase& phrase) const { return *facts_[phrase.index]; }
  const TypedPeriod& period(const Phrase& phrase) const { return periods_[phrase.index]; }
  // The units of facts that say what is counted, to be looked up behind a number; and the facts of a unit.
  const Lexicon& units() const { return units_; }
  const std::vector<const Fact*>& facts_in(const Phrase& unit) const { return facts_by_unit_[unit.index]; }
  // The first amount with that scope and date; nullptr when there is none.
  const ScopedAmount* scoped_amount(std::string_view scope, std::string_view as_of) const;
  // Nouns that some paper counts bodies with, and its of="bodies:KIND"; one that papers do not agree on is
  // left out.
  const std::map<std::string, std::string>& counted_nouns() const { return counted_nouns_; }
  bool is_abbreviation(const std::string& word) const;
  const TypedPeriod* day(const Date& date) const;
  const TypedAmount* amount(const Decimal& kr) const;

 private:
  void add_name(const Body& body, const BodyName& name);
  void add_phrase(const std::string& text, bool abbreviation, bool indefinite, NamePhrase::Bearer bearer);
  void add_fact(const Fact& fact);
  void add_noun(const Node& count);
  void add_unit(const Fact& fact);
  void add_scoped_facts();
  void add_period(const Date& date, Span span);
  void add_amount(const Decimal& kr, TypedAmount amount);
  void add_paper(const Paper& paper);

  Lexicon lexicon_, units_;
  std::vector<NamePhrase> names_;
  std::unordered_map<std::string, std::uint32_t> names_by_text_;
  std::vector<const Fact*> facts_;
  std::vector<std::vector<const Fact*>> facts_by_unit_;
  std::map<std::string, std::string> counted_nouns_;
  std::unordered_map<std::string, std::uint32_t> units_by_text_;
  std::unordered_map<std::string, ScopedAmount> scoped_amounts_;
  std::deque<TypedPeriod> periods_;
  std::unordered_map<std::int64_t, TypedPeriod> days_;     // by day number
  std::unordered_map<std::int64_t, TypedAmount> amounts_;  // by hundredths of a krone
};

}  // namespace kancelli
