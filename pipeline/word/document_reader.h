// The walk over one part of a Word file that holds paragraphs. Used by document.cc alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/word/document.h"
#include "pipeline/word/styles.h"

namespace kancelli::word {

// What all parts share.
struct Reading {
  Document& document;
  const StyleSheet& styles;
  Lists& lists;
  std::uint32_t paragraphs = 0;                                              // read until now
  std::map<std::string, std::pair<Place, Place>, std::less<>> anchors = {};  // of comments, by id
  // Fields that fetch something or start a program, by what they begin with.
  std::vector<std::string> fetching = {};
  // Addresses of links that lead neither to a page nor to a mailbox, with their paragraphs' numbers.
  std::vector<std::pair<std::uint32_t, std::string>> strange_links = {};
  std::map<std::string, int> calls = {};  // of notes
  // Bytes that the runs and paragraphs hold. What stands once around many of them is in each.
  std::size_t held = 0;
  static constexpr std::size_t most = 512u << 20;
};

// `story`: w:body, w:footnote, w:hdr, ...; `relations` are those of its part, by id.
std::vector<Block> read_story(const Node& story, const std::map<std::string, Relation>& relations,
                              Reading& reading);

}  // namespace kancelli::word
