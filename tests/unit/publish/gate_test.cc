#include "pipeline/publish/gate.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
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

// Of a closed paper the number alone is told, whether the attachment says so or not.
TEST(Gate, LetsOutWhatEnclosesAClosedPaper) {
  const ExampleProject example =
      check_example("<!-- papers/charter/aaben.xml -->\n" + sent +
                    "<attachments><attachment id=\"bilag-a\" paper=\"lukket\"/></attachments>\n<p>Se <ref "
                    "to=\"#bilag-a\"/>.</p>\n"
                    "<!-- papers/charter/lukket.xml -->\n<access state=\"closed\" reason=\"Tilbud\" "
                    "ground=\"Forvaltningslovens § 27\"/>\n" +
                    sent + "<p>Udvalget mødes.</p>");
  EXPECT_EQ(open_ids(gate_of(example)), Names{"aaben"});
}

std::string naming(const std::string& other, const std::string& reference) {
  return "<!-- papers/charter/naevner.xml -->\n" + sent + reference +
         "\n<!-- papers/charter/andet.xml -->\n" + other + "<p id=\"ord\">Udvalget mødes om skolerne.</p>";
}

TEST(Gate, HoldsBackWhatTellsOfAPaperUnderEmbargo) {
  const ExampleProject example =
      check_example(naming("<embargo until=\"2026-05-01\"/>\n" + sent, "<p>Se <ref to=\"andet\"/>.</p>"));
  ASSERT_FALSE(example.diagnostics.has_errors()) << human(example);
  const Gate gate = gate_of(example);
  EXPECT_TRUE(gate.open.empty());
  EXPECT_EQ(held(example, gate), (Names{"release-embargo content/papers/charter/andet.xml:6:1",
                                        "release-reference content/papers/charter/naevner.xml:9:16"}));
  EXPECT_EQ(open_ids(gate_of(example, "2026-05-01")), (Names{"naevner", "andet"}));
}

// Minutes print the titles of their agenda's items, also when the agenda itself stays.
TEST(Gate, HoldsBackMinutesThatTellOfAPaperUnderEmbargo) {
  const std::string meeting =
      "<organ committee=\"oeu\"/><meeting date=\"2026-02-10\"/><access state=\"open\"/>" + sent + "</meta>\n";
  const ExampleProject example = check_example(
      "<!-- registers/organisation.xml -->\n"
      "<body id=\"oeu\" kind=\"committee\"><name>Økonomiudvalget</name></body>\n"
      "<!-- papers/charter/andet.xml -->\n<embargo until=\"2026-05-01\"/>\n" +
      sent +
      "<!-- papers/agenda/dagsorden.xml -->\n"
      "<agenda xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"dagsorden\" kind=\"ordinary\">\n"
      "<meta><title>Dagsorden</title>" +
      meeting +
      "<agenda-items><agenda-item id=\"et\" paper=\"andet\"/></agenda-items>\n</agenda>\n"
      "<!-- papers/minutes/referat.xml -->\n"
      "<minutes xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"referat\" agenda=\"dagsorden\">\n"
      "<meta><title>Referat</title>" +
      meeting +
      "<participants><present count=\"13\"/></participants>\n"
      "<decisions><decision of=\"dagsorden#et\"><outcome result=\"noted\"/></decision></decisions>\n"
      "<closing time=\"16:40\"/>\n</minutes>\n");
  const Gate gate = open_gate(*example.project, {}, *Date::parse("2026-03-01"));
  EXPECT_TRUE(gate.open.empty()) << join(open_ids(gate), " ");
  EXPECT_EQ(open_ids(open_gate(*example.project, {}, *Date::parse("2026-05-01"))),
            (Names{"andet", "dagsorden", "referat"}));
}

// The rule that an open text does not tell what is closed has said so; where it did not, the gate does.
TEST(Gate, HoldsBackWhatTellsOfAClosedPaper) {
  for (const char* reference : {"<p>Se <ref to=\"andet\"/>.</p>",
                                "<quote source=\"andet#ord\"><p>Udvalget mødes om skolerne.</p></quote>"}) {
    const ExampleProject example = check_example(
        naming("<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n" + sent,
               reference));
    const Gate by_rule = gate_of(example);
    EXPECT_TRUE(by_rule.open.empty());
    const Gate gate = open_gate(*example.project, {}, *Date::parse("2026-03-01"));
    EXPECT_TRUE(gate.open.empty());
    ASSERT_EQ(gate.held.list().size(), 2u);
    EXPECT_EQ(gate.held.list()[1].code, "release-reference");
  }
}

TEST(Gate, TellsOfAReferenceToWhatDoesNotGoOut) {
  const ExampleProject example = check_example(
      naming("<state value=\"draft\"/>\n", "<p>Se <ref to=\"andet\"/> og igen <ref to=\"andet#ord\"/>.</p>"));
  const Gate gate = gate_of(example);
  EXPECT_EQ(open_ids(gate), Names{"naevner"});
  ASSERT_EQ(gate.held.list().size(), 2u);
  EXPECT_EQ(gate.held.list()[1].code, "release-reference");
  EXPECT_EQ(gate.held.list()[1].severity, Severity::warning);
}

TEST(Gate, TakesBackAPaperWithThoseThatEncloseIt) {
  const ExampleProject example =
      check_example("<!-- papers/charter/bilag.xml -->\n" + sent +
                    "<p>Udvalget mødes.</p>\n<!-- papers/charter/yderst.xml -->\n" + sent +
                    "<attachments><attachment id=\"bilag-b\" paper=\"bilag\"/></attachments>\n<p>Se <ref "
                    "to=\"#bilag-b\"/>.</p>\n"
                    "<!-- papers/charter/ved-siden-af.xml -->\n" +
                    sent + "<p>Udvalget mødes.</p>");
  Gate gate = gate_of(example);
  ASSERT_EQ(gate.open.size(), 3u);
  hold_back(gate, *example.project, {example.project->paper("bilag")});
  EXPECT_EQ(open_ids(gate), Names{"ved-siden-af"});
  EXPECT_EQ(held(example, gate), Names{"release-attachment content/papers/charter/yderst.xml:7:14"});
}

// Overrides
// --------------------------------------------------------------------------------------------------

const std::vector<Override> let_out = {{"eksempel", "Kontorchefen", "Rettes i morgen"}};

std::string refusal(const ExampleProject& example, const std::vector<Override>& overrides) {
  try {
    refuse_impossible(overrides, *example.project, example.diagnostics, *Date::parse("2026-03-01"));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Override, LetsOutAPaperWithErrorsAndSaysWhich) {
  const ExampleProject example = check_example(sent + "<p>Se <ref to=\"#findes-ikke\"/>.</p>");
  EXPECT_EQ(refusal(example, let_out), "");
  const Gate gate = open_gate(*example.project, example.diagnostics, *Date::parse("2026-03-01"), let_out);
  EXPECT_EQ(open_ids(gate), Names{"eksempel"});
  ASSERT_EQ(gate.overridden.size(), 1u);
  EXPECT_EQ(gate.overridden[0].second, Names{"ref-unresolved"});
}

// A paper of the project, and what was sent of it.
struct SentExample {
  ExampleProject example;
  Diagnostics found;
  SentPapers sent;

  // `meta`: of the source; `meta_then`: as it was sent.
  SentExample(const std::string& meta, const std::string& meta_then,
              const std::string& text = "<p>Tekst.</p>")
      : example(check_example(meta + text)) {
    freeze(1, "sent=\"2026-02-18\"", "", meta_then);
  }
  std::string folder(int number) const {
    return example.project->root + "/content/sent/eksempel/" + std::to_string(number) + "/";
  }
  void freeze(int number, const std::string& head, const std::string& reason, const std::string& meta) {
    const std::string source = "<charter xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"eksempel\"><meta>" +
                               meta + "</meta></charter>";
    example.files->files[folder(number) + "source.xml"] = source;
    example.files->files[folder(number) + "version.xml"] =
        "<version xmlns=\"urn:kancelli:1\" paper=\"eksempel\" title=\"Eksempel\" number=\"" +
        std::to_string(number) + "\" " + head + ">" + reason + "<file name=\"source.xml\" sha256=\"" +
        sha256(source) + "\"/></version>";
  }
  Gate gate(const char* day = "2026-03-01") {
    sent = load_all_sent(*example.project, *example.files, found);
    return open_gate(*example.project, example.diagnostics, *Date::parse(day), {}, sent);
  }
};

const std::string open_then = "<access state=\"open\"/>" + sent;
const std::string shut_access =
    "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>";

TEST(GateOfWhatWasSent, LetsItOutWhileItsSourceIsWrittenAnew) {
  for (const char* state : {"draft", "in-approval", "sent", "superseded"}) {
    SentExample example("<state value=\"" + std::string(state) + "\"/>\n", open_then);
    const Gate gate = example.gate();
    EXPECT_EQ(open_ids(gate), Names{"eksempel"}) << state;
    EXPECT_EQ(gate.as_sent.size(), 1u) << state;
  }
}

TEST(GateOfWhatWasSent, TellsOfErrorsInTheSourceAndLetsItOut) {
  SentExample example(sent, open_then, "<p>Se <ref to=\"#findes-ikke\"/>.</p>");
  ASSERT_TRUE(example.example.diagnostics.has_errors());
  const Gate gate = example.gate();
  EXPECT_EQ(open_ids(gate), Names{"eksempel"});
  ASSERT_EQ(gate.held.list().size(), 1u);
  EXPECT_EQ(gate.held.list()[0].code, "release-error");
  EXPECT_TRUE(gate.overridden.empty());
}

TEST(GateOfWhatWasSent, HoldsItBackWhenItsSourceIsWithdrawnOrClosed) {
  for (const std::string& meta :
       {std::string("<state value=\"withdrawn\"/>\n"), "<access state=\"lukket\"/>\n" + sent,
        shut_access + "\n<state value=\"draft\"/>\n"})
    EXPECT_TRUE(SentExample(meta, open_then).gate().open.empty()) << meta;
}

TEST(GateOfWhatWasSent, JudgesAccessAndEmbargoOfWhatWasSent) {
  EXPECT_TRUE(SentExample(sent, shut_access + sent).gate().open.empty());
  SentExample waiting(sent, "<access state=\"open\"/><embargo until=\"2026-03-10\"/>" + sent);
  const Gate gate = waiting.gate("2026-03-09");
  EXPECT_TRUE(gate.open.empty());
  EXPECT_EQ(gate.held.list().at(0).code, "release-embargo");
  EXPECT_EQ(open_ids(waiting.gate("2026-03-10")), Names{"eksempel"});
  EXPECT_EQ(next_release_due(*waiting.example.project, *Date::parse("2026-03-01"), waiting.sent)->iso(),
            "2026-03-10");
}

TEST(GateOfWhatWasSent, HoldsBackWhatIsDamagedInsteadOfItsSource) {
  SentExample changed(sent, open_then);
  changed.example.files->files[changed.folder(1) + "source.xml"] += " ";
  EXPECT_TRUE(changed.gate().open.empty());
  EXPECT_EQ(changed.found.list().at(0).code, "sent-damaged");
  SentExample lost(sent, open_then);
  lost.freeze(3, "sent=\"2026-02-20\" supersedes=\"2\"", "<reason>Et tal.</reason>", open_then);
  EXPECT_TRUE(lost.gate().open.empty());
  EXPECT_EQ(lost.found.list().at(0).code, "sent-version");
  SentExample unreadable(sent, open_then);
  unreadable.example.files->files[unreadable.folder(1) + "version.xml"] = "<version";
  EXPECT_TRUE(unreadable.gate().open.empty());
  EXPECT_TRUE(unreadable.found.has_errors());
}

TEST(GateOfWhatWasSent, TellsOfASourceThatCannotBeRead) {
  SentExample example(sent, open_then);
  example.example.files->files[example.example.project->root + "/content/papers/charter/eksempel.xml"] =
      "<charter";
  check_again(example.example);
  const Gate gate = example.gate();
  EXPECT_TRUE(gate.open.empty());
  ASSERT_EQ(gate.held.list().size(), 1u);
  EXPECT_EQ(gate.held.list()[0].place, "content/papers/charter/eksempel.xml");
}

TEST(GateOfWhatWasSent, LetsTheClosedEditionBeBuiltFromASourceThatIsWhatWasSent) {
  SentExample example(sent, open_then);
  example.example.project->closed_edition = true;
  EXPECT_EQ(example.gate().as_sent.size(), 1u);  // the source is another
  const auto text = example.example.project->sources.text(example.example.project->papers[0]->source());
  const std::string source(text);
  std::string& version = example.example.files->files[example.folder(1) + "version.xml"];
  std::string& frozen = example.example.files->files[example.folder(1) + "source.xml"];
  version.replace(version.find(sha256(frozen)), 64, sha256(source));
  frozen = source;
  const Gate gate = example.gate();
  EXPECT_EQ(open_ids(gate), Names{"eksempel"});
  EXPECT_TRUE(gate.as_sent.empty());
}

TEST(Override, IsRefusedForWhatNobodyMayLetOut) {
  const std::string shut =
      "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n";
  for (const std::string& source : std::vector<std::string>{
           sent + "<p>Borgeren 010165-1234.</p>", shut + sent + "<p>Tekst.</p>",
           "<state value=\"draft\"/>\n<p>Tekst.</p>",
           "<embargo until=\"2026-05-01\"/>\n" + sent + "<p>Tekst.</p>",
           sent + "<p access=\"closed\" ground=\"Forvaltningslovens § 27\">Tekst.</p>",
           sent + "<p>Tekst <ukendt/>.</p>",
           sent + "<p>Se <ref to=\"#x\"/>.</p><p id=\"x\" access=\"closed\" reason=\"A\" "
                  "ground=\"Forvaltningslovens § 27\">Tekst.</p>"}) {
    const ExampleProject example = check_example(source);
    EXPECT_NE(refusal(example, let_out), "") << source << human(example);
    const Gate gate = open_gate(*example.project, example.diagnostics, *Date::parse("2026-03-01"), let_out);
    EXPECT_TRUE(gate.open.empty()) << source;
    EXPECT_TRUE(gate.overridden.empty());
  }
}

TEST(Override, NeedsAPaperANameAndAReason) {
  const ExampleProject example = check_example(sent + "<p>Tekst.</p>");
  EXPECT_NE(refusal(example, {{"findes-ikke", "A", "B"}}), "");
  EXPECT_NE(refusal(example, {{"eksempel", " ", "B"}}), "");
  EXPECT_NE(refusal(example, {{"eksempel", "A", ""}}), "");
  EXPECT_EQ(refusal(example, {{"eksempel", "A", "B"}}), "");
}

}  // namespace
}  // namespace kancelli
