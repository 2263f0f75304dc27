// What the rules of language share: which text they look at, and repairs of its form.
#pragma once

#include <optional>

#include "pipeline/check/examined.h"

namespace kancelli {

// True for text that stands as somebody else wrote it, or in another language: quotations, links, foreign
// words.
inline bool is_borrowed(const TextContext& context) {
  return context.quote || context.foreign || context.link;
}

// The repair that puts `text` in place of [begin, end) of the running text; nothing where markup or a
// reference stands within it, which would be lost.
std::optional<Edit> edit_of(const ExaminedPaper& examined, std::size_t begin, std::size_t end,
                            std::string text);

// A wrong form at [begin, end), which is written `right`. The repair is added where `certain`.
void report_form(const ExaminedPaper& examined, std::string_view code, std::size_t begin, std::size_t end,
                 const std::string& right, bool certain, Diagnostics& diagnostics);

// Rules that share a pass over the text: one form of a thing in a paper, what stands twice (one_form.cc); the
// prescribed forms of abbreviations, numbers, dates and dashes (written_forms.cc).
void check_language(const ExaminedPaper& examined, Diagnostics& diagnostics);
void check_written_forms(const ExaminedPaper& examined, Diagnostics& diagnostics);

}  // namespace kancelli
