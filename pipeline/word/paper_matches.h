// Which blocks of a copy are which of the paper, and what stands around each.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/word/alignment.h"
#include "pipeline/word/compared.h"
#include "pipeline/word/section_edits.h"

namespace kancelli::word {

std::string text_of(const PrintedBlock& block);
std::string text_of(const EditedBlock& block);
// A paragraph of it, to tell its place.
const Paragraph* place_in(const EditedBlock& block);

// `k`, below: a match's number.
class PaperMatches {
 public:
  explicit PaperMatches(const Compared& compared);
  const std::vector<Match>& matches() const { return matches_; }

  // New or gone, but since it was sent: the source did that.
  bool by_source(std::size_t k) const;
  // How many moved blocks from there on were moved together; 0 for one that stays.
  std::size_t moved_together(std::size_t k) const;
  // The source has moved them: the copy has them where they were sent.
  bool stood_there(std::size_t k, std::size_t count) const;
  // Gone from the copy, and the source has changed its words since it was sent.
  bool changed_since(std::size_t k) const;
  // The copy changed it, and the source has taken it out.
  bool taken_out(std::size_t k) const;
  static bool stays(const Match& match) { return !match.a.empty() && !match.b.empty() && !match.moved; }
  // The next block that stays.
  const PrintedBlock* before(std::size_t k) const;
  const PrintedBlock* after(std::size_t k) const;
  // The next paragraph that the copy has.
  const Paragraph* near(std::size_t k) const;
  std::vector<HeadingAbove> headings_above(std::size_t k) const;
  // New blocks that follow each other and are one person's: a heading with what stands below it, else up to
  // the next heading.
  std::vector<const EditedBlock*> together(std::size_t k) const;

 private:
  std::uint32_t key_beside(std::size_t k, int step) const;
  bool picture_sent(const PrintedParagraph& picture) const;
  bool any_cell_sent(const PrintedTable& table) const;

  const Compared& compared_;
  const std::vector<PrintedBlock>& a_;
  const std::vector<EditedBlock>& b_;
  std::vector<Match> matches_;
  std::set<std::string> hashes_;  // of what the source says
  std::map<std::uint32_t, bool>
      of_source_;  // keys of the copy's paragraphs: a paragraph of the source is one
};

}  // namespace kancelli::word
