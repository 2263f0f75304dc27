// By which id an edition's files know an attachment.
#pragma once

#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

// True where this edition of the paper has of the attachment its number alone: it is closed, or encloses a
// closed paper.
bool is_withheld(const Project& project, const Paper& paper, const Attachment& attachment);

// Its own id; of one that is withheld "bilag-2", since its own may tell what it holds.
std::string printed_id(const Project& project, const Paper& paper, const Attachment& attachment);

}  // namespace kancelli
