// What is compared: a paper as it is printed now, and a copy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/word/places.h"
#include "pipeline/word/proposals.h"
#include "pipeline/word/sent_state.h"

namespace kancelli::word {

struct Compared {
  const Project& project;
  const Paper& paper;
  const PrintedPaper& printed;
  const Copy& copy;
  const EditedPaper& edited;
  const Places& places;             // of the copy
  const SentState* sent = nullptr;  // nullptr: the copy does not tell; what the source says counts as sent
  const SentTexts* texts = nullptr;

  Person last_author() const;
  // With who it was: the names of `people`, else the file's last author.
  Proposal begin(Proposal::Kind kind, const std::vector<Person>& people, const Paragraph* place) const;
};

// A text as people are shown it.
std::string shown(std::string_view text);

}  // namespace kancelli::word
