// What in a project is secret: closed papers, passages and attachments, papers that are held back, remarks in
// the sources.
#pragma once

#include <vector>

#include "pipeline/publish/closed_texts.h"
#include "pipeline/publish/secret_index.h"

namespace kancelli {

// Puts their words into the index, each under its number in the result.
std::vector<ClosedText> gather_secrets(const Project& project, const std::vector<const Paper*>& open,
                                       const std::vector<ClosedTexts::ClosedFile>& contents,
                                       SecretIndex& index);

}  // namespace kancelli
