#include "pipeline/publish/gate.h"

#include <gtest/gtest.h>

#include "tests/support/example_project.h"

namespace kancelli {
namespace {

const std::string sent = "<state value=\"sent\" sent=\"2026-02-18\"/>\n";

Gate gate_of(const ExampleProject& example, const char* day = "2026-03-01") {
  return open_gate(*example.project, example.diagnostics, *Date::parse(day));
}

std::vector<std::string> open_ids(const Gate& gate) {
  std::vector<std::string> ids;
  for (const Paper* paper : gate.open) ids.push_back(paper->id);
  return ids;
}

// CODE at LINE:COLUMN, in order.
std::vector<std::string> held(const ExampleProject& example, const Gate& gate) {
  std::vector<std::string> all;
  for (const Diagnostic& d : gate.held.list())
    all.push_back(d.code + " " + example.project->sources.where(d.span));
  return all;
}

using Names = std::vector<std::string>;

TEST(Gate, LetsOutWhatIsSentAndOpen) {
  const ExampleProject example = check_example(sent + "<p>Udvalget mødes.</p>");
  const Gate gate = gate_of(example);
  EXPECT_EQ(open_ids(gate), Names{"eksempel"});
  EXPECT_TRUE(gate.held.list().empty());
}

TEST(Gate, HoldsBackWhatIsNotSent) {
  for (const char* state : {"draft", "in-approval", "withdrawn"}) {
    const ExampleProject example =
        check_example("<state value=\"" + std::string(state) + "\"/>\n<p>Udvalget mødes.</p>");
    const Gate gate = gate_of(example);
    EXPECT_TRUE(gate.open.empty()) << state;
    EXPECT_EQ(held(example, gate), Names{"release-state content/papers/charter/eksempel.xml:6:1"}) << state;
  }
}

TEST(Gate, HoldsBackAClosedPaperAndTellsNobodyItsTitle) {
  const ExampleProject example = check_example(sent +
                                               "<title>Hemmeligt</title>\n<access state=\"closed\" "
                                               "reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>"
                                               "<p>Udvalget mødes.</p>");
  const Gate gate = gate_of(example);
  EXPECT_TRUE(gate.open.empty());
  ASSERT_EQ(gate.held.list().size(), 1u);
  EXPECT_EQ(gate.held.list()[0].code, "release-closed");
  EXPECT_EQ(gate.held.list()[0].message.find("Hemmeligt"), std::string::npos);
}

TEST(Gate, HoldsBackAPaperWithAnErrorAndNoOther) {
  const ExampleProject example =
      check_example("<!-- papers/charter/god.xml -->\n" + sent +
                    "<p>Udvalget mødes.</p>\n<!-- papers/charter/daarlig.xml -->\n" + sent +
                    "<p>Se <ref to=\"#findes-ikke\"/>.</p>");
  ASSERT_EQ(example.diagnostics.count(Severity::error), 1u) << human(example);
  const Gate gate = gate_of(example);
  EXPECT_EQ(open_ids(gate), Names{"god"});
  EXPECT_EQ(held(example, gate), Names{"release-error content/papers/charter/daarlig.xml:1:2"});
}

TEST(Gate, OpensOnTheDayThatAnEmbargoNames) {
  const ExampleProject example =
      check_example("<embargo until=\"2026-03-10\"/>\n" + sent + "<p>Udvalget mødes.</p>");
  EXPECT_TRUE(gate_of(example, "2026-03-09").open.empty());
  EXPECT_EQ(gate_of(example, "2026-03-09").held.list()[0].code, "release-embargo");
  EXPECT_EQ(open_ids(gate_of(example, "2026-03-10")), Names{"eksempel"});
  EXPECT_EQ(next_release_due(*example.project, *Date::parse("2026-03-01"))->iso(), "2026-03-10");
  EXPECT_FALSE(next_release_due(*example.project, *Date::parse("2026-03-10")));
}

// And in turn what encloses the paper that does.
TEST(Gate, HoldsBackWhatEnclosesAPaperThatStays) {
  const ExampleProject example = check_example(
      "<!-- papers/charter/bilag.xml -->\n<state value=\"draft\"/>\n<p>Udvalget mødes.</p>\n"
      "<!-- papers/charter/mellem.xml -->\n" +
      sent +
      "<attachments><attachment id=\"bilag-a\" paper=\"bilag\"/></attachments>\n<p>Se <ref "
      "to=\"#bilag-a\"/>.</p>\n"
      "<!-- papers/charter/yderst.xml -->\n" +
      sent +
      "<attachments><attachment id=\"bilag-b\" paper=\"mellem\"/></attachments>\n<p>Se <ref "
      "to=\"#bilag-b\"/>.</p>");
  ASSERT_FALSE(example.diagnostics.has_errors()) << human(example);
  const Gate gate = gate_of(example);
  EXPECT_TRUE(gate.open.empty());
  Names codes;
  for (const Diagnostic& d : gate.held.list()) codes.push_back(d.code);
  EXPECT_EQ(codes, (Names{"release-state", "release-attachment", "release-attachment"}));
}

}  // namespace
}  // namespace kancelli
