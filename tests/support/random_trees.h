// Pandoc's trees made at random: every kind of element, attribute and metadata, empty lists and odd texts
// among them. The same seed gives the same.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

class RandomTrees {
 public:
  // The kinds of that API version: Null in 1.22, Figure in 1.23.
  RandomTrees(unsigned seed, bool has_figure) : random_(seed), has_figure_(has_figure) {}

  // One tree: a few blocks, and metadata.
  Document document();

 private:
  using Elements = std::vector<Element>;

  std::size_t below(std::size_t n) { return random_() % n; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  template <typename T, std::size_t N>
  const T& any(const T (&list)[N]) {
    return list[below(N)];
  }

  std::string text();
  Attr attr();
  Element with_attr(Element element);
  Elements inlines(int depth);
  Elements blocks(int depth);
  Elements several(Kind kind, bool of_blocks, std::size_t most, int depth);
  Element an_inline(int depth);
  Element inline_of_text(Kind kind);
  Element a_citation(int depth);
  Element a_block(int depth);
  Element a_list(Kind kind, int depth);
  Element a_definition(int depth);
  Element a_caption(int depth);
  Element a_table(int depth);
  Element rows(Kind kind, int depth);
  Element a_body(int depth);
  Meta meta(int depth);

  std::mt19937 random_;
  bool has_figure_;
};

}  // namespace kancelli::ast
