// The headings of minutes: items of the agenda, and what was decided on them.
#pragma once

#include <string>

#include "pipeline/project/meeting.h"
#include "pipeline/word/paper_parts.h"

namespace kancelli::word {

// The item of the agenda that a heading names, by its title, or by its number; nullptr where it names none.
const AgendaItem* item_named(const Meeting& meeting, const Part& part, const std::string& number);

// "3", of "3. Meddelelser" and of a heading that Word numbers.
std::string item_number(const Part& part);

// "Økonomiudvalgets beslutning i mødet den 24. februar 2026": how many bytes of the words it is, 0 where it
// is none. In a text without styles what was decided may stand behind it.
std::size_t decision_heading(const Part& part);

}  // namespace kancelli::word
