// The tables of rules, by theme; rules.cc puts them together. A new table is a line here and one there.
#pragma once

#include "pipeline/check/rule.h"

namespace kancelli {

std::vector<Rule> abbreviation_rules();
std::vector<Rule> access_rules();
std::vector<Rule> accessibility_rules();
std::vector<Rule> attachment_rules();
std::vector<Rule> body_kind_rules();
std::vector<Rule> body_rules();
std::vector<Rule> contact_rules();
std::vector<Rule> cpr_rules();
std::vector<Rule> date_rules();
std::vector<Rule> figure_rules();
std::vector<Rule> language_rules();
std::vector<Rule> name_rules();
std::vector<Rule> quote_rules();
std::vector<Rule> reading_rules();
std::vector<Rule> reference_rules();
std::vector<Rule> spelling_rules();
std::vector<Rule> suppression_rules();
std::vector<Rule> term_rules();
std::vector<Rule> typing_rules();
std::vector<Rule> written_form_rules();

}  // namespace kancelli
