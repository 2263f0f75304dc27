// Makes Pandoc's DOCX into the one that is sent out: valid for the Open XML SDK, with the house's look, real
// lists, fields and content controls.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "pipeline/ast/ast.h"

namespace kancelli {

// What a finished DOCX says about itself and in its running heads. Empty means that the paper has none:
// nothing is invented.
struct DocxProperties {
  std::string id;      // the paper's
  std::string title;   // plain text
  std::string author;  // the responsible body's name
  std::string description;
  std::string category;         // what kind of paper it is, in the reader's words
  std::string language = "da";  // "da", "en", or with a region: "da-DK"
  std::string date;             // ISO, "2026-02-10": the file's own dates; without it the file has none
  std::string committee;        // in the head of every page but the first, as the next two
  std::string case_number;
  std::string date_text;            // "10. februar 2026"
  bool draft = false;               // UDKAST in the head of every page
  bool closed = false;              // LUKKET likewise
  bool numbered = false;            // headings from level 2 bear numbers
  std::string layout = "document";  // "case", "notat", "document": a section of the reference document
  std::string structure;            // docx_structure's, for the file to come back with; "": it carries none
};

// From the metadata of the final tree (docs/tree.md, 3).
DocxProperties docx_properties(const ast::Meta& meta);

// `docx` is what Pandoc wrote from a tree that filters/docx/docx.lua has prepared, `reference` the reference
// document it was given (styles/generated/reference.docx): both the files' bytes, as is the result. From
// Pandoc comes the text, the notes and the pictures; all else comes from the reference document. The same
// arguments give the same bytes. Throws Error when one of them is no DOCX, or uses a style that the reference
// document lacks.
std::string finish_docx(std::string_view docx, std::string_view reference, const DocxProperties& properties);

}  // namespace kancelli
