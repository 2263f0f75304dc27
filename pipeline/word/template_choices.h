// What can be chosen in a template's drop-downs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/word/template_controls.h"
#include "pipeline/xml/schema.h"

namespace kancelli::word {

// The bodies of these kinds ("committee council", or "any"), in the register's order, by the latest of their
// names.
std::vector<Choice> bodies_of_kinds(const Project& project, std::string_view kinds);

// The project's papers of a type, the latest first: "Dagsorden ... (24. februar 2026)".
std::vector<Choice> papers_of_type(const Project& project, std::string_view type);
// The points of the latest meetings: "24. februar 2026, punkt 3: ...", as minutes name them (AGENDA#ITEM).
std::vector<Choice> points_of_meetings(const Project& project);

// What the grammar explains, for those who write in Word: no names of elements, and names instead of ids.
std::string in_words(std::string documentation);

// The words that an attribute may be, as its documentation explains them ("open: åbent. closed: lukket.");
// one that it does not explain shows itself.
std::vector<Choice> words_of(const AttributeRule& attribute);

// What a template calls an element: its title, else how the grammar begins to explain it.
std::string alias_of(const ElementRule& rule);

// The figures of the register, in its order, each with what it is.
std::vector<const Fact*> figures(const Project& project);

}  // namespace kancelli::word
