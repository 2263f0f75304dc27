// What an open release must not say: the words of everything in a project that is closed, held back or
// written for those who write; and where they stand in a text.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

// Words as they are compared, each as a number: letters and digits in lower case. A hyphen inside a word, at
// the end of a line too, and a point inside a number do not part it; soft hyphens and ligatures do not count.
std::vector<std::uint64_t> compared_words(std::string_view text);

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
  std::vector<Found> in(const std::vector<std::vector<std::uint64_t>>& streams) const;

 private:
  friend class SecretGatherer;
  struct Shingle {
    std::uint64_t key = 0;
    std::uint32_t secret = 0;
    Span place;
    std::uint32_t joined = none;  // of `joined_`, where it goes over the end of a block
  };
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  bool may_have(std::uint64_t key) const { return filter_->test(key >> 42); }
  void put_in_order();
  void take_out(const std::vector<std::uint64_t>& open_words);
  void take_out_joined();

  std::vector<ClosedText> texts_;
  std::vector<Shingle> shingles_;                   // by key
  std::vector<char> gone_;                          // of each shingle: it stands openly
  std::vector<std::vector<std::uint64_t>> joined_;  // the keys of such a shingle's pieces
  std::unordered_map<std::uint64_t, bool> pieces_;  // of each: it stands openly
  std::vector<std::size_t> sizes_;
  std::unique_ptr<std::bitset<(std::size_t{1} << 22)>> filter_;
};

// Names of what a site has pages of, whatever papers are called: bodies, and the meetings of open papers.
std::set<std::string, std::less<>> public_names(const Project& project,
                                                const std::vector<const Paper*>& open);

// True where this paper, or one that it becomes, is among them.
bool is_among(const Paper& paper, const std::vector<const Paper*>& open);

}  // namespace kancelli
