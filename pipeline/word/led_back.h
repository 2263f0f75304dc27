// What is found in the source that a Word file became is told of the Word file.
#pragma once

#include <string_view>

#include "pipeline/project/paper.h"
#include "pipeline/word/imported.h"

namespace kancelli::word {

// Places of the source as places of the file's text.
class LedBack {
 public:
  // `paper` is what was read from imported.xml; `text` the file's text. All three outlive it.
  LedBack(const Imported& imported, const Paper& paper, SourceId file, std::string_view text)
      : imported_(imported), paper_(paper), file_(file), text_(text) {}

  // The words that the span was made from, as narrowly as can be told; of an element without words in the
  // file the paragraph before it; its beginning where there is none.
  Span place(const Span& span) const;
  // The finding, without a repair of the source.
  Diagnostic finding(Diagnostic diagnostic) const;

 private:
  Span exact(const Origin& origin, std::size_t begin, std::size_t end) const;
  std::size_t end_of_element(const Span& span) const;
  bool is_in_meta(const Span& span) const;
  bool is_of_paper(const Span& span) const { return span.source == paper_.source(); }

  const Imported& imported_;
  const Paper& paper_;
  SourceId file_;
  std::string_view text_;
};

}  // namespace kancelli::word
