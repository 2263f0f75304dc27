// A place in a source, moved over words whatever the spaces and line ends between them.
#pragma once

#include <cstddef>
#include <string_view>

#include "pipeline/core/source.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {

struct Cursor {
  std::string_view text;  // the whole source: offsets are those of spans
  SourceId source = SourceId::none;
  std::size_t at = 0, end = 0;

  std::string_view rest() const { return text.substr(at, end - at); }
  bool done() const { return at >= end; }
  bool space() {
    const std::size_t length = space_length(rest());
    at += length;
    return length != 0;
  }
  bool accept(std::string_view what) {
    if (!rest().starts_with(what)) return false;
    at += what.size();
    return true;
  }
  // The words, however they are spaced, the first also with a capital; not the beginning of a longer word.
  // Spaces before them are skipped, and kept where the words are not found.
  bool words(std::string_view what) {
    const std::size_t from = at;
    space();
    const std::size_t begin = at;
    for (const char c : what) {
      if (c == ' ' ? !space() : !accept_letter(c, at == begin)) {
        at = from;
        return false;
      }
    }
    std::size_t next = at;
    const bool letter = next < end && is_letter(next_code_point(text, next));
    if (letter && what.back() != ' ') at = from;
    return at != from;
  }
  Span span(std::size_t begin, std::size_t stop) const {
    return {source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(stop)};
  }
  Span here() const {
    std::size_t next = at;
    if (next < text.size()) next_code_point(text, next);
    return span(at, next);
  }
  // The character before this place.
  Span last() const {
    std::size_t begin = at;
    while (begin > 0 && (static_cast<unsigned char>(text[--begin]) & 0xC0u) == 0x80u) {
    }
    return span(begin, at);
  }

 private:
  bool accept_letter(char c, bool first) {
    if (done()) return false;
    const char found = text[at];
    const bool capital = first && c >= 'a' && c <= 'z' && found == static_cast<char>(c - 'a' + 'A');
    if (found != c && !capital) return false;
    ++at;
    return true;
  }
};

}  // namespace kancelli::statute
