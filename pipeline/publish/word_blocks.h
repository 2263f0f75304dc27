// The words of a paper, block by block, as they are compared with what would go out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/publish/compared_words.h"

namespace kancelli {

// A text's blocks: the words of each, which of them an author wrote (the others are names and figures of the
// registers, which stand elsewhere too), and where it is.
struct WordBlock {
  Words words;
  std::vector<char> own;
  std::string text;  // of short ones
  Span place;
};

WordBlock block_of(std::string_view text, Span place);

enum class Read {
  all,
  openly,  // what is closed, and what tells of something closed, is passed over
};
// Of a node of the paper and all below it.
std::vector<WordBlock> blocks_of(const Node& node, const Paper& paper, const Project& project, Read read);

}  // namespace kancelli
