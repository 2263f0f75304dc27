// What an open release must not say: the words of everything in a project that is closed, held back or
// written for those who write; and where they stand in a text.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/publish/compared_words.h"
#include "pipeline/publish/secret_index.h"

namespace kancelli {

enum class Secret { closed_paper, closed_passage, closed_attachment, closed_contents, held_paper, comment };

// One thing that must not go out as a whole: a paper, a passage, the contents of an attached file, a comment.
struct ClosedText {
  Secret kind = Secret::closed_paper;
  Span place;                    // what makes it secret
  const Paper* owner = nullptr;  // the paper of the project it stands in; nullptr for a register's comment
  std::size_t needed = 1;        // so many of its shingles make a finding
};

// A secret that stands in a text, and where its words are in the source.
struct Found {
  std::size_t secret = 0;
  Span place;
};

class ClosedTexts {
 public:
  // Words that also stand openly, in an open paper, a register or a heading, are no secret. `contents`: the
  // words of attached closed files (ClosedFile::node).
  struct ClosedFile {
    const Paper* paper = nullptr;
    const Attachment* attachment = nullptr;
    std::string text;  // "" where it has none
  };
  ClosedTexts(const Project& project, const std::vector<const Paper*>& open,
              const std::vector<ClosedFile>& contents);

  const std::vector<ClosedText>& texts() const { return texts_; }
  // All secrets of which enough stands in the streams of one file.
  std::vector<Found> in(const std::vector<Words>& streams) const;

 private:
  SecretIndex index_;
  std::vector<ClosedText> texts_;
};

// Names of what a site has pages of, whatever papers are called: bodies, and the meetings of open papers.
std::set<std::string, std::less<>> public_names(const Project& project,
                                                const std::vector<const Paper*>& open);

// True where this paper, or one that it becomes, is among them.
bool is_among(const Paper& paper, const std::vector<const Paper*>& open);

}  // namespace kancelli
