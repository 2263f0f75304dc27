// What the bytes of a file say: all its texts, those too that no reader is shown, and what it holds beside
// text. Reads formats by their bytes, not by how Kancelli writes them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/system/archives.h"
#include "pipeline/system/process.h"

namespace kancelli {

// Something besides text that does not belong into what is published.
struct Oddity {
  enum class Kind {
    revisions,   // tracked changes
    comments,    // remarks of reviewers: comments, notes and marks on a PDF's pages
    embedded,    // files within the file, macros, scripts, OLE objects
    hidden,      // hidden sheets, rows, slides, text
    path,        // a path of somebody's machine
    unreadable,  // nobody can say what is in it
    no_text,     // pages that are pictures only
    untagged,    // a PDF without structure
  };
  Kind kind = Kind::unreadable;
  std::string what;  // in the user's language: "word/comments.xml", a reason
};

struct FileText {
  // Words of one text follow each other as they are read. `plain`: people wrote it, so that ten digits in a
  // row are meant as a number; elsewhere they may be a measure or a mark of the format.
  struct Text {
    std::string text;
    bool plain = true;
    // Names of the format, besides what people wrote: tags of XML, strings of a PDF. Of what a PDF draws,
    // these may be the numbers of glyphs: its pages' text says it in letters.
    enum class Of { people, format, drawing } of = Of::people;
  };
  std::vector<Text> texts;
  std::vector<std::string> authors;  // names in the properties: who wrote it, who saved it last
  std::vector<Oddity> oddities;
};

// `name` tells by its ending what bytes cannot tell: gzip and zip are opened, in each other, to a depth.
FileText text_of(std::string_view name, std::string_view bytes, ProcessRunner& processes);

// Pieces of it ---------------------------------------------------------------------------------------------

namespace file_text {

enum class Markup { html, xml };
// The characters between the tags, and those within tags, comments and instructions. Of HTML only tags of
// blocks part words, of XML only those of paragraphs, cells and the like.
void read_markup(std::string_view text, Markup markup, FileText& found);
// Character references replaced.
std::string unescaped(std::string_view text);
// The strings of JSON, or of a script, with their escapes replaced.
void read_json(std::string_view text, FileText& found);

void read_package(std::string_view bytes, FileText& found, ProcessRunner& processes, int depth);
void read_pdf_file(std::string_view bytes, FileText& found, ProcessRunner& processes, int depth);
void read_any(std::string_view name, std::string_view bytes, FileText& found, ProcessRunner& processes,
              int depth);
// A path of Windows, of a server of Windows, of a home folder: found in properties.
bool is_path_of_a_machine(std::string_view text);

}  // namespace file_text

}  // namespace kancelli
