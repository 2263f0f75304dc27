// The tables of rules, by theme; rules.cc puts them together. A new table is a line here and one there.
#pragma once

#include "pipeline/check/rule.h"

namespace kancelli {

std::vector<Rule> access_rules();
std::vector<Rule> accessibility_rules();
std::vector<Rule> attachment_rules();
std::vector<Rule> contact_rules();
std::vector<Rule> cpr_rules();
std::vector<Rule> date_rules();
std::vector<Rule> figure_rules();
std::vector<Rule> law_rules();
std::vector<Rule> look_alike_rules();
std::vector<Rule> motion_rules();
std::vector<Rule> name_rules();
std::vector<Rule> picture_rules();
std::vector<Rule> perception_rules();
std::vector<Rule> plain_reference_rules();
std::vector<Rule> quote_rules();
std::vector<Rule> reading_rules();
std::vector<Rule> recommendation_rules();
std::vector<Rule> recommendation_values_rules();
std::vector<Rule> reference_rules();
std::vector<Rule> structure_rules();
std::vector<Rule> suppression_rules();
std::vector<Rule> typing_rules();

}  // namespace kancelli
