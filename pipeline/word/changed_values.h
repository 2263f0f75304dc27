// Words in a copy of a paper of ours that are not what its elements print: the source that the copy carries
// has the element, so that no rule sees what somebody wrote over it.
#pragma once

#include "pipeline/project/project.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/document.h"

namespace kancelli::word {

// `paper`: what was made of the copy. Gives warnings (word-value) at the words: of computed elements (a
// number, a name, a date, a sum), and of what the program writes by itself (headings, labels, what the head
// says).
void find_changed_values(const Document& document, const Carried& carried, const Paper& paper,
                         const Project& project, Diagnostics& diagnostics);

}  // namespace kancelli::word
