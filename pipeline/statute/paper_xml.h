// Pieces of XML that the papers of an amendment share.
#pragma once

#include <string>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/papers.h"

namespace kancelli::statute {

// From <amendment> to the end of <meta>.
std::string paper_head(const PaperHead& head);
// The item as paragraphs of inlines: "1. I <em>§ 5</em> ændres ...", what it quotes line by line, its
// clauses.
std::vector<std::string> item_paragraphs(const Item& item, std::size_t index);
// A line's runs, italics as <em>.
struct XmlLine {
  std::string role;  // "formula", "quoted", "shift"
  std::string kind;  // quoted: "paragraph", "subsection", "number", "letter", "chapter", "heading", ...
  std::string xml;
};
std::vector<XmlLine> item_lines(const Item& item);

}  // namespace kancelli::statute
