// Words that are certainly what a register, another paper or the paper itself holds become typed elements.
#pragma once

#include <memory>

#include "pipeline/word/making.h"

namespace kancelli::word {

// The text as a paper of the project that nothing lists; nullptr where it is not well-formed.
std::unique_ptr<Paper> read_made(SourceMap& sources, const std::string& id, const std::string& type,
                                 const std::string& xml);

// Looks for them as the rule untyped-value does, and besides for every date and amount that is written in
// full. An element that would not print the very words stays words; what could be meant in two ways, too, and
// a finding says so. Nothing in `left`, stretches of the file, becomes an element.
MadeText with_typed_words(SourceMap& sources, Making& making, const MadeText& source,
                          const std::vector<Span>& left);

// What an element of `paper`, made from words, prints; the words of one that holds them.
std::string printed_by(const Node& node, const Paper& paper, const Project& project);
// The same words, apart from typography, quotation marks around titles, and the capital that the program
// gives the first word of a paragraph.
bool same_words(std::string_view printed, std::string_view words, bool first_in_block);

}  // namespace kancelli::word
