// What changed in the words of a paragraph, as proposals.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/word/compared.h"
#include "pipeline/word/source_words.h"

namespace kancelli::word {

// A note of the paper that is a note of the copy.
using NotePair = std::pair<std::size_t, std::string>;  // in PrintedPaper::notes; key in the copy

struct ParagraphProposals {
  std::vector<Proposal> list;
  std::vector<NotePair> notes;
};

// Against what was sent, as far as the copy tells it. Several paragraphs of one side: they were joined, or
// one was split. `place`: where in the copy, if `edited` has no words left.
ParagraphProposals compare_words(const Compared& compared, const PrintedText& printed,
                                 const EditedText& edited, const Paragraph* place = nullptr);

// Two texts, whatever the source has changed since the copy was sent. `looks`: also notes that came or went,
// links, bold and italic words.
ParagraphProposals compare_texts(const Compared& compared, const PrintedText& printed,
                                 const EditedText& edited, const Paragraph* place = nullptr,
                                 bool looks = true);

}  // namespace kancelli::word
