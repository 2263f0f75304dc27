#include "pipeline/project/meeting.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting_skeleton.h"
#include "tests/support/example_project.h"
#include "tests/unit/project/sample.h"

namespace kancelli {
namespace {

std::vector<const Paper*> all_papers(const Project& project) {
  std::vector<const Paper*> papers;
  for (const auto& paper : project.papers) papers.push_back(paper.get());
  return papers;
}

const Meeting& named(const std::vector<Meeting>& meetings, std::string_view name) {
  for (const Meeting& meeting : meetings)
    if (meeting.name() == name) return meeting;
  throw std::runtime_error("no meeting " + std::string(name));
}

std::string shown(const Meeting& meeting) {
  std::string text;
  for (const AgendaItem& item : meeting.items)
    text += item.number + "|" + item.title + "|" + (item.closed ? "closed" : "") + "|" +
            (item.paper == nullptr ? "" : item.paper->id) + "|" +
            (item.decision == nullptr ? "" : "decided") + "\n";
  return text;
}

TEST(Meetings, PutAgendasCasesAndMinutesTogether) {
  const Project& project = sample_project();
  const auto meetings = meetings_of(project, all_papers(project));
  const Meeting& meeting = named(meetings, "oeu-2026-02-24");
  EXPECT_EQ(shown(meeting),
            "1|Godkendelse af dagsordenen|||decided\n"
            "2|Bestyrelse for koncernenhederne||indstilling-koncernbestyrelse|decided\n"
            "3|Meddelelser|||decided\n"
            "4|Eventuelt|||decided\n"
            "5|Lukket punkt: En aftale med en leverandør|closed||decided\n"
            "6|Mundtlig orientering om bestyrelsens første møde|||decided\n");
  EXPECT_EQ(meeting.agendas.size(), 2U);
  EXPECT_EQ(meeting.minutes, project.paper("referat-oeu-2026-02-24"));
  EXPECT_EQ(meeting.time, "15:30");
  EXPECT_EQ(meeting.place, "Rådhuset");
  EXPECT_FALSE(meeting.extraordinary);
}

TEST(Meetings, SayNothingOfPapersThatAreNotInTheList) {
  const Project& project = sample_project();
  const auto some = meetings_of(project, {project.paper("tillaegsdagsorden-oeu-2026-02-24")});
  ASSERT_EQ(some.size(), 1U);
  // The number counts the items of the agenda that is not there.
  EXPECT_EQ(shown(some[0]), "6|Mundtlig orientering om bestyrelsens første møde|||\n");
  EXPECT_EQ(some[0].minutes, nullptr);
  EXPECT_EQ(some[0].agendas.size(), 1U);
  EXPECT_TRUE(meetings_of(project, {}).empty());
}

TEST(Meetings, HaveTheCasesOfTheDayWhereThereIsNoAgenda) {
  const Project& project = sample_project();
  const auto some = meetings_of(project, {project.paper("indstilling-koncernbestyrelse")});
  ASSERT_EQ(some.size(), 1U);
  EXPECT_EQ(shown(some[0]), "|Bestyrelse for koncernenhederne||indstilling-koncernbestyrelse|\n");
  EXPECT_EQ(some[0].time, "15:30");  // the plan's
}

TEST(Meetings, StandByDateThenByBody) {
  const Project& project = sample_project();
  const auto meetings = meetings_of(project, all_papers(project));
  for (std::size_t i = 1; i < meetings.size(); ++i)
    EXPECT_TRUE(before(meetings[i - 1].date, meetings[i].date) ||
                (meetings[i - 1].date == meetings[i].date && meetings[i - 1].body < meetings[i].body));
}

TEST(Decisions, AreSentences) {
  const Project& project = sample_project();
  const Paper& minutes = *project.paper("referat-oeu-2026-02-24");
  const auto decisions = decisions_of(minutes);
  ASSERT_EQ(decisions.size(), 6U);
  const auto lines = [&](std::size_t i) { return decision_lines(project, minutes, *decisions[i]); };
  EXPECT_EQ(lines(0), std::vector<std::string>{"Godkendt."});
  EXPECT_EQ(lines(1),
            (std::vector<std::string>{
                "Indstillingens 1. at-punkt blev godkendt med den ændring, at bestyrelsen gør status "
                "for sine opgaver, når den har virket i et år.",
                "Indstillingens 2. og 3. at-punkt blev taget til efterretning."}));
  EXPECT_EQ(lines(4), std::vector<std::string>{"Udvalget blev orienteret."});  // closed: what may be public
}

// A case that was put off, and comes back as another paper of the same case number.
constexpr std::string_view put_off = R"(<!-- papers/case/sag.xml -->
<record case="2026-0000001"/>
<meeting date="2026-02-10"/>
<!-- papers/case/sag-igen.xml -->
<record case="2026-0000001"/>
<meeting date="2026-03-10"/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-02-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="sagen" paper="sag"/></agenda-items>
</agenda>
<!-- papers/minutes/referat.xml -->
<minutes xmlns="urn:kancelli:1" xml:lang="da" id="referat" agenda="dagsorden">
<meta><title>Referat</title><organ committee="oeu"/><meeting date="2026-02-10"/><access state="open"/><state value="draft"/></meta>
<participants><present count="1"/></participants>
<decisions><decision of="dagsorden#sagen"><outcome result="deferred" until="2026-03-10"/></decision></decisions>
</minutes>
)";

TEST(Decisions, AreOnTheCaseAsTheMeetingHadIt) {
  ExampleProject example = check_example(put_off);
  EXPECT_EQ(decided_paper(*example.project, *example.project->paper("referat"), "dagsorden#sagen"),
            example.project->paper("sag"));
  const auto freeze = [&](int number, const std::string& day, const std::string& items) {
    const std::string folder = example.project->root + "/content/sent/sag/" + std::to_string(number) + "/",
                      source = "<case xmlns=\"urn:kancelli:1\" id=\"sag\"><recommendation>" + items +
                               "</recommendation></case>";
    example.files->files[folder + "source.xml"] = source;
    example.files->files[folder + "version.xml"] =
        "<version xmlns=\"urn:kancelli:1\" paper=\"sag\" title=\"Sag\" number=\"" + std::to_string(number) +
        "\" sent=\"" + day + "\"" +
        (number == 1 ? ">" : " supersedes=\"" + std::to_string(number - 1) + "\"><reason>Fejl.</reason>") +
        "<file name=\"source.xml\" sha256=\"" + sha256(source) + "\"/></version>";
  };
  freeze(1, "2026-02-01", "<item>a</item>");
  freeze(2, "2026-02-10", "<item>a</item><item>b</item>");
  freeze(3, "2026-02-11", "<item>a</item><item>b</item><item>c</item>");
  const auto items = [&] {
    check_again(example);
    const Project& project = *example.project;
    return at_items(*decided_paper(project, *project.paper("referat"), "dagsorden#sagen")).size();
  };
  EXPECT_EQ(items(), 2U);  // sent on the day of the meeting
  example.files->files[example.project->root + "/content/sent/sag/2/source.xml"] += " ";
  EXPECT_EQ(items(), 1U);  // damaged: its source, which has one
}

// The same, with minutes that their source says were sent.
std::string sent_minutes() {
  std::string text(put_off);
  const std::size_t at = text.find("<state value=\"draft\"/>", text.find("<minutes"));
  return text.replace(at, 22, "<state value=\"sent\" sent=\"2026-02-12\"/>");
}

TEST(Decisions, OfADraftOrOfMinutesThatWereTakenBackAreNotQuoted) {
  const auto quoted = [](const std::string& text) {
    const ExampleProject example = check_example(text);
    const Paper& again = *example.project->paper("sag-igen");
    return earlier_decisions(*example.project, again, *again.meeting).size();
  };
  const std::string sent = sent_minutes();
  EXPECT_EQ(quoted(sent), 1u);
  EXPECT_EQ(quoted(std::string(put_off)), 0u);
  for (const char* state : {"in-approval", "withdrawn", "superseded"})
    EXPECT_EQ(quoted(std::string(sent).replace(sent.find("value=\"sent\""), 12,
                                               "value=\"" + std::string(state) + "\"")),
              0u)
        << state;
}

TEST(Decisions, AreQuotedFromTheMinutesAsTheyWereSent) {
  ExampleProject example = check_example(put_off);  // a draft of what will replace them
  const std::string whole = sent_minutes(),
                    frozen = whole.substr(whole.find("<minutes"))
                                 .replace(whole.substr(whole.find("<minutes")).find("until=\"2026-03-10\""),
                                          18, "until=\"2026-03-24\"");
  const std::string folder = example.project->root + "/content/sent/referat/1/";
  example.files->files[folder + "source.xml"] = frozen;
  example.files->files[folder + "version.xml"] =
      "<version xmlns=\"urn:kancelli:1\" paper=\"referat\" title=\"Referat\" number=\"1\" "
      "sent=\"2026-02-12\"><file name=\"source.xml\" sha256=\"" +
      sha256(frozen) + "\"/></version>";
  check_again(example);
  const auto quoted = [&] {
    const Project& project = *example.project;
    const Paper& again = *project.paper("sag-igen");
    std::vector<std::string> lines;
    for (const EarlierDecision& each : earlier_decisions(project, again, *again.meeting))
      for (const std::string& line : decision_lines(project, *each.minutes, *each.decision))
        lines.push_back(line);
    return lines;
  };
  EXPECT_EQ(quoted(), std::vector<std::string>{"Sagen blev udsat til mødet den 24.\u00A0marts\u00A02026."});
  example.files->files[folder + "source.xml"] += " ";  // damaged: nobody knows what was sent
  check_again(example);
  EXPECT_TRUE(quoted().empty());
}

TEST(Decisions, ComeBackWithTheCase) {
  const ExampleProject example = check_example(sent_minutes());
  const Project& project = *example.project;
  const Paper& again = *project.paper("sag-igen");
  const auto earlier = earlier_decisions(project, again, *again.meeting);
  ASSERT_EQ(earlier.size(), 1U);
  EXPECT_EQ(decision_lines(project, *earlier[0].minutes, *earlier[0].decision),
            std::vector<std::string>{"Sagen blev udsat til mødet den 10.\u00A0marts\u00A02026."});
  const Paper& first = *project.paper("sag");
  EXPECT_TRUE(earlier_decisions(project, first, *first.meeting).empty());
}

// What a secretary gets is right as it stands, but for what only a person can know.
std::string findings(const std::string& type, const std::string& text) {
  ExampleProject example =
      check_example(std::string(put_off) + "<!-- papers/" + type + "/ny.xml -->\n" + text);
  std::string found;
  for (const Diagnostic& d : example.diagnostics.list())
    if (example.project->sources.name(d.span.source).ends_with("/ny.xml")) found += d.code + "\n";
  return found;
}

std::string body_of(const std::string& text) {
  return text.substr(text.find("<", text.rfind("?>")));
}

TEST(MeetingSkeleton, FillsTheAgendaWithTheCasesOfTheMeeting) {
  const ExampleProject example = check_example(put_off);
  const std::string text = agenda_of_meeting(*example.project, "ny", "oeu-2026-03-10");
  EXPECT_NE(text.find("<agenda-item id=\"sag-igen\" paper=\"sag-igen\"/>"), std::string::npos) << text;
  EXPECT_EQ(text.find("paper=\"sag\""), std::string::npos);
  EXPECT_EQ(findings("agenda", body_of(text)), "not-filled-in\n") << text;
}

TEST(MeetingSkeleton, SupplementsAnAgendaThatIsThere) {
  const std::string text = agenda_of_meeting(sample_project(), "ny", "oeu-2026-02-24");
  EXPECT_NE(text.find("kind=\"supplementary\" supplements=\"dagsorden-oeu-2026-02-24\""), std::string::npos);
  EXPECT_NE(text.find("<reason>"), std::string::npos);
}

TEST(MeetingSkeleton, HasADecisionForEachItem) {
  const ExampleProject example = check_example(put_off);
  const std::string text = minutes_of_agenda(*example.project, "ny", "dagsorden");
  EXPECT_NE(text.find("<decision of=\"dagsorden#sagen\">"), std::string::npos);
  EXPECT_EQ(findings("minutes", body_of(text)), "not-filled-in\nnot-filled-in\n") << text;
  const std::string sample = minutes_of_agenda(sample_project(), "ny", "dagsorden-oeu-2026-02-24");
  EXPECT_NE(sample.find("of=\"tillaegsdagsorden-oeu-2026-02-24#foerste-moede\""), std::string::npos);
  EXPECT_NE(sample.find("#lukket-1\" access=\"closed\""), std::string::npos);
  EXPECT_EQ(sample.find("leverandør"), std::string::npos);
  EXPECT_EQ(sample.find("Mundtlig orientering om en aftale"), std::string::npos);
}

TEST(MeetingSkeleton, RefusesWhatIsNoMeeting) {
  EXPECT_THROW(agenda_of_meeting(sample_project(), "ny", "2026-02-24"), Error);
  EXPECT_THROW(agenda_of_meeting(sample_project(), "ny", "oeu"), Error);
  EXPECT_THROW(agenda_of_meeting(sample_project(), "ny", "findes-ikke-2026-02-24"), Error);
  EXPECT_THROW(minutes_of_agenda(sample_project(), "ny", "findes-ikke"), Error);
}

}  // namespace
}  // namespace kancelli
