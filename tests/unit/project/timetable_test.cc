#include "pipeline/project/timetable.h"

#include <gtest/gtest.h>

#include "pipeline/build/meeting_folders.h"
#include "tests/support/example_project.h"
#include "tests/support/icalendar_reader.h"

namespace kancelli {
namespace {

std::string project_with(const std::string& policies, const std::string& meetings) {
  return "<!-- project.xml -->\n" + policies +
         "\n<!-- registers/meetings.xml -->\n<plan body=\"oeu\" year=\"2026\" time=\"15:30\" "
         "place=\"Rådhuset\">" +
         meetings + "</plan>\n<!-- papers/charter/eksempel.xml -->\n<p>Udvalget mødes.</p>\n";
}

std::vector<Meeting> meetings_of_2026(const ExampleProject& example) {
  return meetings_in(*example.project, {}, "oeu", 2026);
}

// "DAY TIME NAME", in order.
std::vector<std::string> steps(const ExampleProject& example, std::size_t meeting = 0) {
  std::vector<std::string> lines;
  for (const TimetableStep& step :
       timetable_of(*example.project, meetings_of_2026(example).at(meeting)).steps)
    lines.push_back(step.day.iso() + (step.time.empty() ? " " : " " + step.time + " ") + step.name);
  return lines;
}

using Lines = std::vector<std::string>;
const std::string deadline = "<dispatch body=\"oeu\" days=\"4\" counting=\"dispatch-day-counts\"/>\n";

TEST(Timetable, CountsBackFromTheMeeting) {
  const ExampleProject example = check_example(
      project_with(deadline + "<step name=\"Udkast\" weekdays-before-dispatch=\"5\" time=\"12:00\"/>\n"
                              "<step name=\"Tillæg\" weekdays-before-meeting=\"1\"/>\n"
                              "<step name=\"Referat\" weekdays-after-meeting=\"3\"/>\n",
                   "<meeting date=\"2026-02-24\"/>"));
  EXPECT_EQ(steps(example), (Lines{"2026-02-11 12:00 Udkast", "2026-02-18 Udsendelse af dagsorden",
                                   "2026-02-23 Tillæg", "2026-02-24 15:30 Møde", "2026-02-27 Referat"}));
}

TEST(Timetable, GoesOverHolidaysAndDaysOff) {
  const ExampleProject example =
      check_example(project_with(deadline + "<day-off on=\"2026-03-30\" name=\"lukkedag\"/>\n"
                                            "<step name=\"Udkast\" weekdays-before-dispatch=\"1\"/>\n",
                                 "<meeting date=\"2026-04-07\"/>"));
  // Maundy Thursday, Good Friday and Easter Monday count for nothing, nor does the house's day off.
  EXPECT_EQ(steps(example),
            (Lines{"2026-03-25 Udkast", "2026-03-26 Udsendelse af dagsorden", "2026-04-07 15:30 Møde"}));
}

TEST(Timetable, SendsOnAWorkingDayAlsoWhereSaturdayCounts) {
  const ExampleProject example =
      check_example(project_with("<dispatch body=\"oeu\" days=\"1\" counting=\"clear-with-saturday\"/>\n",
                                 "<meeting date=\"2026-02-24\"/>"));
  EXPECT_EQ(steps(example)[0], "2026-02-20 Udsendelse af dagsorden");  // not on Saturday the 21st
}

TEST(Timetable, FindsTheNextMeeting) {
  const ExampleProject example =
      check_example(project_with("<step name=\"Godkendelse\" on=\"next-meeting\"/>\n",
                                 "<meeting date=\"2026-02-24\"/><meeting date=\"2026-03-10\"/>"));
  EXPECT_EQ(steps(example), (Lines{"2026-02-24 15:30 Møde", "2026-03-10 Godkendelse"}));
  const Timetable last = timetable_of(*example.project, meetings_of_2026(example).at(1));
  EXPECT_EQ(last.steps.size(), 1U);
  ASSERT_EQ(last.left_out.size(), 1U);
  EXPECT_NE(last.left_out[0].find("no later meeting"), std::string::npos) << last.left_out[0];
}

TEST(Timetable, LeavesOutWhatNoDeadlineLeadsToAndSaysSo) {
  const ExampleProject example =
      check_example(project_with("<step name=\"Udkast\" weekdays-before-dispatch=\"5\"/>\n"
                                 "<step name=\"Andres\" body=\"br\" weekdays-before-meeting=\"5\"/>\n",
                                 "<meeting date=\"2026-02-24\"/>"));
  const Timetable timetable = timetable_of(*example.project, meetings_of_2026(example).at(0));
  EXPECT_EQ(timetable.steps.size(), 1U);
  ASSERT_EQ(timetable.left_out.size(), 1U);
  EXPECT_NE(timetable.left_out[0].find("no deadline"), std::string::npos) << timetable.left_out[0];
}

TEST(Timetable, GivesEveryStepANameOfItsOwn) {
  const ExampleProject example =
      check_example(project_with(deadline + "<step name=\"Udsendelse\" weekdays-before-meeting=\"2\"/>\n"
                                            "<step name=\"Møde\" weekdays-after-meeting=\"1\"/>\n",
                                 "<meeting date=\"2026-02-24\"/>"));
  std::set<std::string> ids;
  for (const TimetableStep& step : timetable_of(*example.project, meetings_of_2026(example).at(0)).steps)
    EXPECT_TRUE(ids.insert(step.id).second) << step.id;
  EXPECT_EQ(ids.size(), 4U);
}

TEST(MeetingCalendar, IsTheSameEveryTimeAndKeepsItsIds) {
  const std::string two = "<meeting date=\"2026-02-24\"/><meeting date=\"2026-10-27\"/>";
  const ExampleProject example = check_example(project_with(deadline, two));
  const auto meetings = meetings_of_2026(example);
  const std::string text = meeting_calendar(*example.project, "Møder", meetings);
  EXPECT_EQ(meeting_calendar(*example.project, "Møder", meetings), text);
  const auto events = read_icalendar(text);
  ASSERT_EQ(events.size(), 4U);
  // A meeting's own calendar and that of the year speak of the same event.
  const auto alone = read_icalendar(meeting_calendar(*example.project, "Møde", {meetings[1]}));
  EXPECT_EQ(alone[1].at("UID"), events[3].at("UID"));
  EXPECT_EQ(alone[1].at("LOCATION"), "Rådhuset");
  EXPECT_EQ(alone[0].at("DESCRIPTION"),
            "Senest 4 hverdage før mødet (husets frist). Mødet er tirsdag den 27. oktober 2026.");
}

}  // namespace
}  // namespace kancelli
