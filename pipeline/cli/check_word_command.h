// `kancelli check FILE.docx`: a Word file under the rules of the project.
#pragma once

#include <string>

#include "pipeline/cli/options.h"

namespace kancelli {

// By its name: .docx, .dotx and those that are refused.
bool is_word_file(const std::string& path);
bool checks_word_files(const Options& options);
int run_check_word(const Options& options);

}  // namespace kancelli
