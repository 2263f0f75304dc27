// A paper that was written elsewhere becomes source of a type. Nothing is repaired, guessed or left out in
// silence: each such step is a Finding of the report.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/check/speller.h"
#include "pipeline/project/project.h"
#include "pipeline/word/document.h"

namespace kancelli::word {

// One thing that the import did with the text, for whoever reads the paper after it.
struct Finding {
  enum class Kind {
    repaired,  // damaged characters, hyphens of line ends, glued or parted words
    element,   // words became a typed element: a body, an amount, a date, a reference, a quotation
    placed,    // a heading, a list, a table became what the type's grammar asks for
    kept,      // what could not be placed: it stands in the source, marked
    left_out,  // no words of the paper: heads and feet of pages, tables of contents, numbers that are made
               // again
  };
  // certain: nothing else can be meant. likely: one reading is much better. unsure: somebody has to look.
  enum class Certainty { certain, likely, unsure };
  Kind kind = Kind::kept;
  Certainty certainty = Certainty::unsure;
  std::string before, after;  // the words of the file, and what stands in the source now
  std::string why;            // in the user's language
  Span place;                 // in Document::text
  std::string where;          // Document::place
};

// A stretch of the source that was made, and where its words stand in the file.
struct Origin {
  std::uint32_t begin = 0, end = 0;  // bytes of Imported::xml
  Span place;                        // in Document::text
};

struct Imported {
  std::string xml;  // ends with a line end; well-formed always, valid where `faults` has no error
  std::vector<Finding> findings;             // in the order of the text
  std::vector<Origin> origins;               // sorted; they do not overlap
  std::map<std::string, std::string> files;  // pictures that it names, by their place below content/
  Diagnostics faults;                        // what the grammar still misses, at places in Document::text
};

// A text file, or the text of a PDF (pdftotext's, with its form feeds): lines become paragraphs, headings,
// lists and tables, as far as they can be told by how they stand. Heads, feet and page numbers that repeat go
// to the margins.
std::unique_ptr<Document> read_plain_text(SourceMap& sources, const std::string& name, std::string_view text,
                                          Diagnostics& diagnostics);

// Mends damaged characters, hyphens of line ends and glued words in the runs of `document`, where `speller`
// and the project's names know the word that is meant. The findings tell each one. A text without damage
// stays as it is.
std::vector<Finding> repair(SourceMap& sources, Document& document, const Speller& speller,
                            const Project& project);

// `sources` is the project's own: the new source is added to it. `id` of the paper. Structure from styles,
// headings, numbering, the titles that the type's grammar knows; or, of a file of ours, from what it carries.
Imported import_document(SourceMap& sources, const Document& document, const Project& project,
                         const std::string& type, const std::string& id);

// The report: for a terminal, as JSON, and as an HTML page with the original and what it became side by side.
std::string import_text(const Imported& imported, const SourceMap& sources);
std::string import_json(const Imported& imported, const SourceMap& sources);
std::string import_page(const Imported& imported, const Document& document, const SourceMap& sources);

}  // namespace kancelli::word
