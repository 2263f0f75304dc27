// The comments of copies, each once, with where they stand in the source. Used by proposals.cc alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/word/places.h"
#include "pipeline/word/printed.h"
#include "pipeline/word/proposals.h"

namespace kancelli::word {

// The paper's elements by what they say, or nearly say.
class PlacesByWords {
 public:
  explicit PlacesByWords(const PrintedPaper& printed);
  Span of(const std::string& text) const;       // exactly so; of several the first
  Span nearest(const std::string& text) const;  // that has most of its words; nowhere when none has many

 private:
  void add(const PrintedParagraph& paragraph);
  struct Said {
    Span place;
    std::size_t words = 0;
  };
  std::map<std::string, Span> exact_;
  std::vector<Said> all_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_word_;  // hash of a word -> in all_
};

class Remarks {
 public:
  explicit Remarks(const PrintedPaper& printed) : places_(printed) {}
  // What two copies have in common (one was made of the other) is one remark.
  void add(const Document& document, const Places& places);
  // In the order of the paper; an answer behind what it answers.
  std::vector<Remark> ordered();

 private:
  std::size_t kept(Remark remark, std::map<std::string, std::size_t>& seen);
  void tell_place(const Paragraph& paragraph, const Places& places, Remark& remark) const;

  PlacesByWords places_;
  std::vector<Remark> made_;
  std::vector<std::size_t> roots_;                         // of each, what the conversation began with
  std::map<std::string, std::vector<std::size_t>> known_;  // by person, date and text
};

}  // namespace kancelli::word
