// The examples of the rules about amendments: a small statute, and what is to change it.
#pragma once

#include <string>
#include <string_view>

namespace kancelli {

// A project with a statute of § 4, which has two stykker, and § 6, which has a list, and an amendment that is
// written as these formulas. The text stays until the program ends: rules hold views of it.
std::string_view example_of_formulas(std::string_view formulas);

// Keeps a text as long.
std::string_view example(std::string text);

extern const std::string_view amended_statute;  // with its line "<!-- papers/... -->"

}  // namespace kancelli
