// What the rules look up in the whole project, gathered once a run: names, and the figures, amounts and dates
// that stand typed somewhere.
#pragma once

#include <deque>
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

class ProjectIndex {
 public:
  ProjectIndex(const Project& read_project, const CheckContext& check_context);

  const Project& project;
  const CheckContext& context;

  const Lexicon& lexicon() const { return lexicon_; }
  const NamePhrase& name(const Phrase& phrase) const { return names_[phrase.index]; }
  const Fact& fact(const Phrase& phrase) const { return *facts_[phrase.index]; }
  const TypedPeriod& period(const Phrase& phrase) const { return periods_[phrase.index]; }
  const Law& law(const Phrase& phrase) const { return *laws_[phrase.index]; }
  // The paper with exactly that title, where only one has it.
  const Paper* titled(std::string_view title) const;
  bool is_abbreviation(const std::string& word) const;
  const TypedPeriod* day(const Date& date) const;
  const TypedAmount* amount(const Decimal& kr) const;

 private:
  void add_name(const Body& body, const BodyName& name);
  void add_phrase(const std::string& text, bool abbreviation, bool indefinite, NamePhrase::Bearer bearer);
  void add_fact(const Fact& fact);
  void add_law(const Law& law);
  void add_period(const Date& date, Span span);
  void add_amount(const Decimal& kr, TypedAmount amount);
  void add_paper(const Paper& paper);

  Lexicon lexicon_;
  std::vector<NamePhrase> names_;
  std::unordered_map<std::string, std::uint32_t> names_by_text_;
  std::vector<const Fact*> facts_;
  std::vector<const Law*> laws_;
  std::unordered_map<std::string_view, const Paper*> titles_;  // nullptr where several have it
  std::deque<TypedPeriod> periods_;
  std::unordered_map<std::int64_t, TypedPeriod> days_;     // by day number
  std::unordered_map<std::int64_t, TypedAmount> amounts_;  // by hundredths of a krone
};

}  // namespace kancelli
