// What the rules look up in the whole project, gathered once a run: names, and the figures, amounts and dates
// that stand typed somewhere.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/requirements.h"
#include "pipeline/check/rule.h"
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

class ProjectIndex {
 public:
  ProjectIndex(const Project& read_project, const CheckContext& check_context);

  const Project& project;
  const CheckContext& context;
  const TaskLists task_lists;
  const std::vector<TracedRequirement> requirements;

  const Lexicon& lexicon() const { return lexicon_; }
  const NamePhrase& name(const Phrase& phrase) const { return names_[phrase.index]; }
  const Fact& fact(const Phrase& phrase) const { return *facts_[phrase.index]; }
  const TypedPeriod& period(const Phrase& phrase) const { return periods_[phrase.index]; }
  // What texts call the events of the register; apart from the others, which it may hold in it.
  const Lexicon& event_lexicon() const { return event_lexicon_; }
  const Event& event(const Phrase& phrase) const { return *events_[phrase.index]; }
  bool is_abbreviation(const std::string& word) const;
  const TypedPeriod* day(const Date& date) const;
  const TypedAmount* amount(const Decimal& kr) const;

 private:
  void add_name(const Body& body, const BodyName& name);
  void add_phrase(const std::string& text, bool abbreviation, bool indefinite, NamePhrase::Bearer bearer);
  void add_fact(const Fact& fact);
  void add_event(const Event& event);
  void add_period(const Date& date, Span span);
  void add_amount(const Decimal& kr, TypedAmount amount);
  void add_paper(const Paper& paper);

  Lexicon lexicon_, event_lexicon_;
  std::vector<NamePhrase> names_;
  std::unordered_map<std::string, std::uint32_t> names_by_text_;
  std::vector<const Fact*> facts_;
  std::vector<const Event*> events_;
  std::deque<TypedPeriod> periods_;
  std::unordered_map<std::int64_t, TypedPeriod> days_;     // by day number
  std::unordered_map<std::int64_t, TypedAmount> amounts_;  // by hundredths of a krone
};

}  // namespace kancelli
