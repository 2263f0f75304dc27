// What a DOCX of ours carries besides what it shows, so that it can come back: a hidden bookmark around the
// words of each element of the source ("_k12"), and a part of its own (namespace urn:kancelli:word:1) with
// the structure that words do not tell. No word of the paper is in that part, and nothing that the edition
// leaves out: only what the lowered tree of that edition has as elements and attributes, and hashes of what
// each element printed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/word/document.h"

namespace kancelli::word {

struct Carried {
  std::string paper, type, edition;             // edition: "open" or "closed"
  std::string version;                          // of a sent paper; "" of a draft
  std::string hash;                             // of all elements: the custom property "Kancelli" has it too
  std::map<std::uint32_t, std::string> hashes;  // key of an element that holds words -> element_hash of these
  std::map<std::uint32_t, std::string> added;   // likewise of the texts that the program added: "_g3"
  // element_hash of the words of each head and foot, without the numbers of pages, and the first 16 digits of
  // each picture's SHA-256. Nothing in a file that was made before these were carried.
  std::optional<std::set<std::string>> heads, pictures;
  std::unique_ptr<XmlDocument> structure;         // the elements, with their keys
  std::map<std::uint32_t, const Node*> elements;  // of the structure, by key
};

// Attributes of the structure's elements, besides the source's own: a key, element_hash of what it printed,
// and "true" where the program wrote all its words (a body, a sum).
constexpr std::string_view key_attribute = "k:key", hash_attribute = "k:hash",
                           computed_attribute = "k:computed";

// std::nullopt for a file that is none of ours, or has lost the part; the custom property alone still names
// paper and hash.
std::optional<Carried> carried(SourceMap& sources, const Document& document);

// Of words as they are compared: white space, soft hyphens and no-break characters do not count. 16
// hexadecimal digits.
std::string element_hash(std::string_view words);

// Whose words a run is: of the innermost element around it; the program's own; or nobody's, as what somebody
// wrote outside all of them.
struct Owner {
  enum class Kind { nobody, element, added };
  Kind kind = Kind::nobody;
  std::uint32_t key = 0;
  friend bool operator==(const Owner&, const Owner&) = default;
};

// Keys of the elements whose words stand in a paragraph, in order: those whose bookmark touches it. Several
// after paragraphs were joined; the same one in several after one was split.
// Also of the texts that the program added.
std::map<std::uint32_t, std::vector<std::uint32_t>> keys_by_paragraph(
    const Document& document, Owner::Kind kind = Owner::Kind::element);

// By paragraph (its number - 1) and run. A bookmark that LibreOffice ended some characters early, as it does
// behind a footnote, counts to where its words are those that were sent.
std::vector<std::vector<Owner>> owners(const Document& document, const Carried& carried);

// What stands within each element, the words of elements in it too, those that the program added not: what
// Carried::hashes are of. An element that is gone is not there.
std::map<std::uint32_t, std::string> words_by_key(const Document& document, const Carried& carried,
                                                  View view = View::after);

// The source again, from the structure and from the words of the file after the changes: for a file that
// nobody edited, the same elements, attributes and words that it was made from. Empty, with diagnostics,
// where that cannot be.
std::string restored_source(const Document& document, const Carried& carried, Diagnostics& diagnostics);

}  // namespace kancelli::word
