// The words of a PDF as lines of text, for read_plain_text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/diagnostic.h"
#include "pipeline/system/process.h"

namespace kancelli::word {

// Lines as they stand on the pages, which form feeds part; pages of two columns one column after the other.
// By pdftotext, which gets the bytes on its standard input and no name of a file. Nothing, and a diagnostic,
// for a PDF without words (pictures of pages), and for one that cannot be read. Throws Error when the machine
// has no pdftotext.
std::optional<std::string> text_of_pdf(ProcessRunner& processes, std::string_view pdf, Span file,
                                       Diagnostics& diagnostics);

}  // namespace kancelli::word
