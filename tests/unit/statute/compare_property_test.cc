// Random statutes and random edits: the amendment leads from one to the other, whatever was changed.
#include <gtest/gtest.h>

#include "pipeline/statute/apply.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/papers.h"
#include "tests/support/random_statutes.h"

namespace kancelli::statute {
namespace {

std::string errors(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.list())
    if (each.severity == Severity::error) text += each.code + ": " + each.message + "\n";
  return text;
}

// The statute, the edits and the amendment of one seed; its failures tell them.
void prove_seed(unsigned seed, std::size_t paragraphs, std::size_t edits, bool with_ids) {
  RandomStatutes random(seed);
  Unit old = random.statute(paragraphs);
  Unit changed = old;
  const std::string done = random.edit(changed, edits);
  CompareOptions options;
  options.ids = with_ids;
  if (!with_ids)
    for (Unit* root : {&old, &changed}) {
      for (const Located& each : all_units(*root)) const_cast<Unit*>(each.unit)->id.clear();
      give_ids(*root);
    }
  Diagnostics diagnostics;
  const Amendment amendment = compare(old, changed, options, diagnostics);
  const std::string text = write_text(amendment);
  ASSERT_FALSE(diagnostics.has_errors()) << "seed " << seed << ": " << done << "\n"
                                         << errors(diagnostics) << text;
  SourceMap sources;
  Diagnostics faults;
  const Amendment read = parse(sources, sources.add("formulas", text), faults);
  ASSERT_EQ(errors(faults), "") << "seed " << seed << ": " << done << "\n" << text;
  ASSERT_EQ(difference(read, amendment), "") << "seed " << seed << ": " << done << "\n" << text;
  const Applied applied = apply(old, read, {}, faults);
  ASSERT_EQ(errors(faults), "") << "seed " << seed << ": " << done << "\n" << text;
  ASSERT_EQ(difference(applied.statute, changed), "") << "seed " << seed << ": " << done << "\n" << text;
  const auto clauses = shift_clauses(old, read);
  for (std::size_t i = 0; i < clauses.size(); ++i)
    ASSERT_EQ(read.items[i].shifts, clauses[i]) << "seed " << seed << ", item " << i + 1 << "\n" << text;
}

TEST(CompareProperty, one_edit_of_a_small_statute_is_proved) {
  for (unsigned seed = 1; seed <= 1000; ++seed) ASSERT_NO_FATAL_FAILURE(prove_seed(seed, 12, 1, true));
}

TEST(CompareProperty, many_edits_of_a_small_statute_are_proved) {
  for (unsigned seed = 2001; seed <= 2900; ++seed) ASSERT_NO_FATAL_FAILURE(prove_seed(seed, 15, 8, true));
}

TEST(CompareProperty, versions_whose_ids_say_nothing_are_proved) {
  for (unsigned seed = 4001; seed <= 4300; ++seed) ASSERT_NO_FATAL_FAILURE(prove_seed(seed, 12, 4, false));
}

TEST(CompareProperty, a_statute_of_two_hundred_paragraphs_is_proved) {
  for (unsigned seed = 5001; seed <= 5030; ++seed) ASSERT_NO_FATAL_FAILURE(prove_seed(seed, 220, 30, true));
}

}  // namespace
}  // namespace kancelli::statute
