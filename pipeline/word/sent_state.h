// What a copy was when we made it, as far as it carries that: whether a difference is the editor's, or the
// source's since.
#pragma once

#include <map>
#include <optional>
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
  // The copy's key of the paragraph's words; 0 where it knows none.
  std::uint32_t key_of(const EditedParagraph& paragraph) const;
  // An element that was sent between two others and of which the copy has no word left.
  struct Missing {
    const Node* element = nullptr;
    std::string hash, before;  // before: its words before tracked changes, where these are what was sent
  };
  std::vector<Missing> missing(std::uint32_t above, std::uint32_t below) const;
  // The copy has no word of a row that was sent with at least half of the cells of this one.
  bool is_gone(const PrintedRow& row) const;
  // These paragraphs say what those of the copy were sent with: by the hashes of their own elements; of all
  // where the copy does not tell which.
  bool as_sent(const std::vector<const PrintedParagraph*>& printed,
               const std::vector<const EditedParagraph*>& edited) const;
  // The source has other notes, links, bold or italic words there than were sent.
  bool looks_changed(const std::vector<const PrintedParagraph*>& printed,
                     const std::vector<const EditedParagraph*>& edited) const;
  // The copy has those that were sent.
  bool looks_untouched(const std::vector<const EditedParagraph*>& edited) const;
  // The cell, by its number, of a row of the copy was sent with words; nothing where the copy does not tell.
  std::optional<bool> had_words(const EditedRow& row, std::size_t cell) const;
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
  // Of the first text in it that the program added; 0 for none.
  std::uint32_t added_key_of(const EditedParagraph& paragraph) const;
  bool is_gone(std::uint32_t key) const;
  std::vector<std::uint32_t> keys_of(const std::vector<const EditedParagraph*>& paragraphs) const;
  // Calls, links, bold and italic words that were sent in an element.
  std::vector<const Node*> looks_sent(std::uint32_t key) const;

  const Document& document_;
  const Carried& carried_;
  std::set<std::string> hashes_, added_;  // of all elements, and of what the program added
  std::map<std::uint32_t, std::vector<std::uint32_t>> keys_, added_keys_;  // by paragraph
  std::map<std::uint32_t, std::size_t> paragraphs_;                        // that a key stands in
  std::map<std::uint32_t, std::string> after_, before_;                    // words by key
  mutable std::vector<std::vector<Owner>> owners_;  // of the runs, once they are asked for
};

struct CopyState {
  const EditedPaper* edited;
  const SentState* sent;
};
// What copies of one paper tell of the words that others of them changed, in three_way.cc.
void add_sent_texts(const std::vector<CopyState>& copies, std::map<std::string, std::string>& texts);

}  // namespace kancelli::word
