// What proposals make of the files of a project, and whether that can stand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/word/proposals.h"

namespace kancelli::word {

// The texts after the edits, by source. Edits that several proposals share are made once.
std::map<SourceId, std::string> texts_after(const Project& project, const std::vector<const Proposal*>& of);

// "" where the text is well-formed and its grammar accepts it, or did not accept it before; else the first
// fault.
std::string fault_in(const Project& project, SourceId source, const std::string& text);

// A proposal that would leave no valid file is to be done by hand; it keeps what it would have written as a
// hint.
void by_hand_unless_valid(const Project& project, Proposal& proposal);
// Each of them.
void by_hand_unless_valid(const Project& project, std::vector<Proposal>& list);

}  // namespace kancelli::word
