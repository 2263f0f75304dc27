// What the tests of formulas have in common: short ways to say operations, and a look at what is read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/core/text.h"
#include "pipeline/statute/formulas.h"

namespace kancelli::statute {

inline Unit unit(Kind kind, const std::string& number, const std::string& words,
                 std::vector<Unit> units = {}) {
  Unit made;
  made.kind = kind;
  made.number = number;
  made.text.words = words;
  made.units = std::move(units);
  return made;
}
inline Reference ref(std::string_view text) {
  std::vector<Reference> references;
  return read_references(text, references) == text.size() && references.size() == 1 ? references.front()
                                                                                    : Reference{};
}
inline std::vector<Place> places(std::string_view text) {
  std::vector<Reference> references;
  read_references(text, references);
  std::vector<Place> made;
  for (Reference& reference : references) made.push_back({std::move(reference), 1, ""});
  return made;
}

// "_" where a no-break space is.
inline std::string shown(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\u00A0") == 0) {
      result += '_';
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

inline std::string plain(const Item& item) {
  std::string text;
  for (const Line& line : write(item)) text += (text.empty() ? "" : "\n") + line.plain();
  return text;
}

struct Parsed {
  Amendment amendment;
  std::string found;  // "code: what the span covers | message | hint", a line each
};
inline Parsed parsed(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("a.txt", text);
  Parsed result{parse(sources, source, diagnostics), ""};
  for (const Diagnostic& one : diagnostics.list()) {
    result.found +=
        one.code + ": " + text.substr(one.span.begin, one.span.end - one.span.begin) + " | " + one.message;
    for (const std::string& hint : one.hints) result.found += " | " + hint;
    result.found += "\n";
  }
  return result;
}

}  // namespace kancelli::statute
