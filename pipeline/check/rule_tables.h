// The tables of rules, by theme; rules.cc puts them together. A new table is a line here and one there.
#pragma once

#include "pipeline/check/rule.h"

namespace kancelli {

std::vector<Rule> abbreviation_rules();
std::vector<Rule> access_rules();
std::vector<Rule> accessibility_rules();
std::vector<Rule> amendment_rules();
std::vector<Rule> amendment_text_rules();
std::vector<Rule> attachment_rules();
std::vector<Rule> body_kind_rules();
std::vector<Rule> body_rules();
std::vector<Rule> build_rules();
std::vector<Rule> contact_rules();
std::vector<Rule> count_rules();
std::vector<Rule> cpr_rules();
std::vector<Rule> date_rules();
std::vector<Rule> deadline_rules();
std::vector<Rule> enumeration_rules();
std::vector<Rule> event_rules();
std::vector<Rule> fact_rules();
std::vector<Rule> follow_up_rules();
std::vector<Rule> formula_rules();
std::vector<Rule> id_rules();
std::vector<Rule> language_rules();
std::vector<Rule> law_rules();
std::vector<Rule> list_rules();
std::vector<Rule> look_alike_rules();
std::vector<Rule> meeting_rules();
std::vector<Rule> motion_rules();
std::vector<Rule> name_rules();
std::vector<Rule> perception_rules();
std::vector<Rule> picture_rules();
std::vector<Rule> plain_reference_rules();
std::vector<Rule> quote_rules();
std::vector<Rule> reading_rules();
std::vector<Rule> readings_rules();
std::vector<Rule> recommendation_rules();
std::vector<Rule> recommendation_values_rules();
std::vector<Rule> reference_rules();
std::vector<Rule> release_rules();
std::vector<Rule> text_file_rules();
std::vector<Rule> requirement_rules();
std::vector<Rule> sent_rules();
std::vector<Rule> spelling_rules();
std::vector<Rule> statute_rules();
std::vector<Rule> worked_amendment_rules();
std::vector<Rule> structure_rules();
std::vector<Rule> sum_rules();
std::vector<Rule> suppression_rules();
std::vector<Rule> agenda_rules();
std::vector<Rule> minutes_rules();
std::vector<Rule> table_rules();
std::vector<Rule> table_text_rules();
std::vector<Rule> term_rules();
std::vector<Rule> transfer_rules();
std::vector<Rule> two_readings_rules();
std::vector<Rule> typing_rules();
std::vector<Rule> vote_rules();
std::vector<Rule> word_rules();
std::vector<Rule> written_form_rules();

// False when the plan of the paper's body for that year has no meeting on the day of its meeting
// (meeting-not-in-plan): what else could be said of that day would be a consequence.
bool meeting_is_planned(const ExaminedPaper& examined);
// True for minutes: they are written and sent when the meeting is over.
inline bool tells_of_meeting(const Paper& paper) {
  return paper.type == "minutes";
}
// Part of date-order: the steps of a case's treatment.
void check_order_of_steps(const ExaminedPaper& examined, Diagnostics& diagnostics);

}  // namespace kancelli
