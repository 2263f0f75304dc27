// How the bytes of a text file are read. Used by plain_text.cc alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/core/diagnostic.h"

namespace kancelli::word {

// UTF-8, UTF-16 where it begins with its mark, else Windows-1252, which a note tells. Line ends become LF;
// signs that control a printer are blanks. Nothing for bytes that are no text, and for more than 50 MB.
std::optional<std::string> decode_plain_text(std::string_view bytes, Span file, Diagnostics& diagnostics);

}  // namespace kancelli::word
