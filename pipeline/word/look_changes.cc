#include "pipeline/word/look_changes.h"

#include "pipeline/word/source_words.h"
#include "pipeline/word/styles.h"

namespace kancelli::word {
namespace {

using What = LookChange::What;

// What refers to a place in the paper the program makes.
std::string address_of(const Run& run) {
  return run.link.starts_with("#") ? "" : run.link;
}

// By hand, and not as a tracked change: no source has that.
bool is_struck(const Run& run) {
  const Node* properties = word_child(run.run, "rPr");
  return is_on(word_child(properties, "strike"), false) || is_on(word_child(properties, "dstrike"), false);
}

std::string address_of(const Piece& piece) {
  for (const Node* node = piece.node; node != nullptr; node = node->parent)
    if (node->is("link")) return std::string(node->get("href"));
  return {};
}

class Looks {
 public:
  Looks(const PrintedText& printed, const EditedText& edited)
      : a_(printed), b_(edited), pieces_(printed.text.size()) {
    for (const Piece& piece : a_.pieces) links_.push_back(address_of(piece));
    for (std::size_t k = 0; k < a_.pieces.size(); ++k)
      for (std::size_t at = a_.begins[k]; at < a_.end_of(k); ++at) pieces_[at] = k;
  }

  std::vector<LookChange> changes(const std::vector<Hunk>& hunks) {
    std::size_t i = 0, j = 0;
    const auto same = [&](std::size_t end) {
      for (const What what : {What::bold, What::italic, What::link, What::struck}) look(i, end, j, what);
    };
    for (const Hunk& hunk : hunks) {
      same(hunk.begin_a);
      i = hunk.end_a, j = hunk.end_b;
    }
    same(a_.text.size());
    return std::move(found_);
  }

 private:
  // What it was and is; the same where it does not count.
  std::pair<std::string, std::string> looks(std::size_t in_a, std::size_t in_b, What what) const {
    const Piece& piece = a_.pieces[pieces_[in_a]];
    const Run* run = b_.runs[in_b];
    if (run == nullptr || (piece.kind != Piece::Kind::words && piece.kind != Piece::Kind::typed)) return {};
    if (what == What::struck) return {"", struck(run) ? "yes" : ""};
    if (what == What::bold) return {piece.bold ? "yes" : "", run->bold ? "yes" : ""};
    if (what == What::italic) return {piece.italic ? "yes" : "", run->italic ? "yes" : ""};
    if (piece.kind == Piece::Kind::typed) return {};  // it leads where the program lets it
    return {links_[pieces_[in_a]], address_of(*run)};
  }

  bool struck(const Run* run) const {
    if (run != looked_at_) looked_at_ = run, is_struck_ = is_struck(*run);
    return is_struck_;
  }

  void look(std::size_t begin, std::size_t end, std::size_t in_b, What what) {
    for (std::size_t at = begin; at < end;) {
      const auto change = looks(at, in_b + at - begin, what);
      std::size_t stop = at + 1;
      while (stop < end && looks(stop, in_b + stop - begin, what) == change) ++stop;
      std::size_t first = at, last = stop;
      while (first < last && a_.text[first] == ' ') ++first;
      while (last > first && a_.text[last - 1] == ' ') --last;
      if (change.first != change.second && first < last)
        found_.push_back({{first, last, in_b + first - begin, in_b + last - begin},
                          what,
                          !change.second.empty(),
                          what == What::link ? change.second : ""});
      at = stop;
    }
  }

  const PrintedText& a_;
  const EditedText& b_;
  std::vector<std::size_t> pieces_;  // of each byte
  std::vector<std::string> links_;   // of each piece
  std::vector<LookChange> found_;
  mutable const Run* looked_at_ = nullptr;  // a run has many bytes
  mutable bool is_struck_ = false;
};

}  // namespace

std::vector<LookChange> look_changes(const PrintedText& printed, const EditedText& edited,
                                     const std::vector<Hunk>& hunks) {
  return Looks(printed, edited).changes(hunks);
}

}  // namespace kancelli::word
