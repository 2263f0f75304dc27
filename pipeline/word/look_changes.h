// Which words look otherwise in a copy, or lead elsewhere, though they are the same words.
#pragma once

#include <string>
#include <vector>

#include "pipeline/word/edited.h"
#include "pipeline/word/printed.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {

struct PrintedText;
struct EditedText;

struct LookChange {
  enum class What { bold, italic, link, struck };
  Hunk hunk;  // the words in both texts
  What what = What::bold;
  bool on = true;
  std::string link;  // the address, when it is on
};

// `hunks`: what lies between is the same in both.
std::vector<LookChange> look_changes(const PrintedText& printed, const EditedText& edited,
                                     const std::vector<Hunk>& hunks);

}  // namespace kancelli::word
