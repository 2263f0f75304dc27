// What changed in the words of a paragraph, as proposals.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/word/places.h"
#include "pipeline/word/proposals.h"
#include "pipeline/word/sent_state.h"
#include "pipeline/word/source_words.h"

namespace kancelli::word {

// What is compared: a paper as it is printed now, and a copy.
struct Compared {
  const Project& project;
  const Paper& paper;
  const PrintedPaper& printed;
  const Copy& copy;
  const EditedPaper& edited;
  const Places& places;             // of the copy
  const SentState* sent = nullptr;  // nullptr: the copy does not tell; what the source says counts as sent

  Person last_author() const;
  // With who it was: the names of `people`, else the file's last author.
  Proposal begin(Proposal::Kind kind, const std::vector<Person>& people, const Paragraph* place) const;
};

// A note of the paper that is a note of the copy.
using NotePair = std::pair<std::size_t, std::string>;  // in PrintedPaper::notes; key in the copy

struct ParagraphProposals {
  std::vector<Proposal> list;
  std::vector<NotePair> notes;
};

// Several paragraphs of one side: they were joined, or one was split. `place`: where in the copy, if `edited`
// has no words left.
ParagraphProposals compare_words(const Compared& compared, const PrintedText& printed,
                                 const EditedText& edited, const Paragraph* place = nullptr);

// A text as people are shown it.
std::string shown(std::string_view text);

}  // namespace kancelli::word
