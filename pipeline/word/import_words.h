// What the reports of an import call things.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/word/imported.h"

namespace kancelli::word {

std::string_view to_string(Finding::Kind kind);            // "left-out"
std::string_view to_string(Finding::Certainty certainty);  // "certain"
// In the user's language.
std::string kind_in_words(Finding::Kind kind);
std::string certainty_in_words(Finding::Certainty certainty);

}  // namespace kancelli::word
