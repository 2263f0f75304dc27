// Proposals that somebody has said no to, remembered beside the papers: content/taken/PAPER.xml. It lies in
// the project so that everybody who works in it knows of the answer, and a version control sees who gave it.
#pragma once

#include <string>
#include <vector>

#include "pipeline/system/files.h"
#include "pipeline/word/proposals.h"

namespace kancelli::word {

// Leaves them out of the list, and out of others' conflicts; how many they were.
std::size_t leave_out_rejected(const Project& project, const Files& files, Proposals& proposals);

// Throws Error for an id that there is none of; nothing is written then.
void reject(const Project& project, Files& files, const Proposals& proposals,
            const std::vector<std::string>& ids);

}  // namespace kancelli::word
