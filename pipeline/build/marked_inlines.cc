#include "pipeline/build/marked_inlines.h"

#include <functional>

#include "pipeline/core/differences.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

bool is_space(const Element& element) {
  return element.kind == Kind::Space || element.kind == Kind::SoftBreak;
}

// One leaf, and what is around it: Emph, Strong, Link, Span ...
struct Atom {
  std::vector<const Element*> around;  // outermost first
  const Element* leaf = nullptr;
};

// What stands between two spaces, and the space before it.
struct Word {
  Atom space;  // without a leaf for the first word
  std::vector<Atom> atoms;
  std::uint64_t hash = 0;
};

// What Pandoc's Quoted prints has no leaf of its own: it is compared and marked as a whole, as all that is no
// mere look.
bool is_look(Kind kind) {
  return kind == Kind::Emph || kind == Kind::Strong || kind == Kind::Underline || kind == Kind::SmallCaps ||
         kind == Kind::Span || kind == Kind::Link;
}

class Splitter {
 public:
  std::vector<Word> split(const std::vector<Element>& inlines) {
    walk(inlines);
    end();
    return std::move(words_);
  }

 private:
  void walk(const std::vector<Element>& inlines) {
    for (const Element& each : inlines) {
      if (is_look(each.kind) && !each.content.empty()) {
        around_.push_back(&each);
        walk(each.content);
        around_.pop_back();
      } else if (is_space(each)) {
        end();
        word_.space = {around_, &each};
      } else {
        word_.atoms.push_back({around_, &each});
      }
    }
  }

  void end() {
    if (word_.atoms.empty()) return;  // of two spaces the last counts
    std::string signature;
    for (const Atom& atom : word_.atoms) {
      signature += std::to_string(static_cast<int>(atom.leaf->kind)) + "\x01";
      signature += without_typography(atom.leaf->text + ast::stringify(*atom.leaf)) + "\x01";
      if (atom.leaf->kind == Kind::Note) signature += ast::stringify(atom.leaf->content);
      for (const Element* each : atom.around)
        if (each->kind != Kind::Span && each->kind != Kind::Link)
          signature += std::to_string(static_cast<int>(each->kind)) + "\x02";
    }
    word_.hash = std::hash<std::string>()(signature);
    words_.push_back(std::exchange(word_, {}));
  }

  std::vector<const Element*> around_;
  Word word_;
  std::vector<Word> words_;
};

enum class State { same, inserted, deleted };

// Puts leaves back into what was around them, and stretches of one state into one Span.
class Joiner {
 public:
  explicit Joiner(const ChangeMark& mark) : mark_(mark) {}

  void add(const Atom& atom, State state) {
    if (atom.leaf == nullptr) return;
    if (state != state_ || stretch_.empty()) {
      flush();
      state_ = state;
    }
    stretch_.push_back(atom);
  }

  std::vector<Element> done() {
    flush();
    return std::move(out_);
  }

 private:
  void flush() {
    if (stretch_.empty()) return;
    std::vector<Element> rebuilt = rebuild(0, stretch_.size(), 0);
    stretch_.clear();
    if (state_ == State::same) {
      std::move(rebuilt.begin(), rebuilt.end(), std::back_inserter(out_));
      return;
    }
    if (state_ == State::deleted) take_out_ids(rebuilt);
    Element span = change_element(Kind::Span, state_ == State::inserted, mark_);
    span.content = std::move(rebuilt);
    out_.push_back(std::move(span));
  }

  // The atoms [begin, end), whose first `depth` surroundings are made already.
  std::vector<Element> rebuild(std::size_t begin, std::size_t end, std::size_t depth) const {
    std::vector<Element> made;
    for (std::size_t at = begin; at < end;) {
      if (stretch_[at].around.size() <= depth) {
        made.push_back(*stretch_[at++].leaf);
        continue;
      }
      const Element* around = stretch_[at].around[depth];
      std::size_t to = at;
      while (to < end && stretch_[to].around.size() > depth && stretch_[to].around[depth] == around) ++to;
      Element copy(around->kind, around->text);
      if (around->extra) copy.more() = *around->extra;
      copy.content = rebuild(at, to, depth + 1);
      made.push_back(std::move(copy));
      at = to;
    }
    return made;
  }

  const ChangeMark& mark_;
  State state_ = State::same;
  std::vector<Atom> stretch_;
  std::vector<Element> out_;
};

std::vector<std::uint64_t> hashes(const std::vector<Word>& words) {
  std::vector<std::uint64_t> all;
  for (const Word& word : words) all.push_back(word.hash);
  return all;
}

}  // namespace

Element change_element(Kind kind, bool inserted, const ChangeMark& mark) {
  Element element(kind);
  element.more().attr.classes = {inserted ? "insertion" : "deletion"};
  element.more().attr.attributes = {{"author", mark.author}, {"date", mark.date}};
  return element;
}

void take_out_ids(std::vector<Element>& elements) {
  for (Element& each : elements) {
    if (each.extra) {
      each.extra->attr.id.clear();
      std::erase(each.extra->attr.classes, "seq");
    }
    if (each.kind == Kind::Link && each.text.starts_with("#")) {
      each.kind = Kind::Span;
      each.text.clear();
      each.extra = nullptr;
    }
    take_out_ids(each.content);
  }
}

std::vector<Element> marked_inlines(const std::vector<Element>& before, const std::vector<Element>& after,
                                    const ChangeMark& mark) {
  const std::vector<Word> old = Splitter().split(before), now = Splitter().split(after);
  Joiner joiner(mark);
  const auto only = [&](const std::vector<Word>& words, std::size_t from, std::size_t to, State state) {
    for (; from < to; ++from) {
      joiner.add(words[from].space, state);
      for (const Atom& atom : words[from].atoms) joiner.add(atom, state);
    }
  };
  // A word that both have: the space before it may be there in one alone, where it begins the other.
  std::size_t i = 0, j = 0;
  const auto both = [&](std::size_t end_i) {
    for (; i < end_i; ++i, ++j) {
      const bool then = old[i].space.leaf != nullptr, is_now = now[j].space.leaf != nullptr;
      joiner.add(is_now ? now[j].space : old[i].space, then && is_now ? State::same
                                                       : is_now       ? State::inserted
                                                                      : State::deleted);
      for (const Atom& atom : now[j].atoms) joiner.add(atom, State::same);
    }
  };
  for (const Gap& gap : differences(hashes(old), hashes(now))) {
    both(gap.begin_a);
    only(old, gap.begin_a, gap.end_a, State::deleted);
    only(now, gap.begin_b, gap.end_b, State::inserted);
    i = gap.end_a;
    j = gap.end_b;
  }
  both(old.size());
  return joiner.done();
}

}  // namespace kancelli
