// What a copy was when we made it, as far as it carries that: whether a difference is the editor's, or the
// source's since.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/word/carried.h"
#include "pipeline/word/edited.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {

// The words of a printed paragraph that element_hash is of: without what the program adds.
std::string words_of_source(const PrintedParagraph& paragraph);

class SentState {
 public:
  SentState(const Document& document, const Carried& carried);

  // The words of the paragraphs stand in the source today as they were sent.
  bool in_source(const std::vector<const PrintedParagraph*>& paragraphs) const;
  // The copy has them as they were sent.
  bool untouched(const EditedParagraph& paragraph) const;
  // They were sent at all: the words of an element that the copy still knows.
  bool was_sent(const EditedParagraph& paragraph) const { return key_of(paragraph) != 0; }
  // The paragraphs [begin, end) stand behind those that they were sent behind, and in front of the others. A
  // table is nullptr.
  bool in_order(const std::vector<const EditedParagraph*>& all, std::size_t begin, std::size_t end) const;
  // The paragraph's text before the changes tracked in it is what was sent.
  bool knows_before(const EditedParagraph& paragraph) const;
  // element_hash of the words that the paragraph was sent with; "" where the copy does not tell, or it was
  // not one paragraph alone.
  std::string hash_of(const EditedParagraph& paragraph) const;

 private:
  std::uint32_t key_of(const EditedParagraph& paragraph) const;
  // Of the first text in it that the program added; 0 for none.
  std::uint32_t added_key_of(const EditedParagraph& paragraph) const;

  const Carried& carried_;
  std::set<std::string> hashes_, added_;  // of all elements, and of what the program added
  std::map<std::uint32_t, std::vector<std::uint32_t>> keys_, added_keys_;  // by paragraph
  std::map<std::uint32_t, std::size_t> paragraphs_;                        // that a key stands in
  std::map<std::uint32_t, std::string> after_, before_;                    // words by key
};

}  // namespace kancelli::word
