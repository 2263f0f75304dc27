// Reads what was written, independently of how it was written, and compares it with the tree (promise 1b).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/system/process.h"
#include "pipeline/write/words.h"

namespace kancelli {

// The words of a page: what stands in <main>, without navigation and note marks; notes apart.
Reading read_html(std::string_view html);
// How tracked changes are read: as they show, or as if all were accepted or refused, paragraph marks too.
enum class Revisions { shown, accepted, refused };
// The words of a Word file: the body's paragraphs without field codes and table of contents; notes apart.
// Throws Error for bytes that are no Word file.
Reading read_docx(std::string_view docx, Revisions revisions = Revisions::shown);

// All words that an SVG picture shows or tells; "" for what is none. A PDF has them as text, the other
// formats do not.
std::string svg_text(std::string_view svg);

// Compares word by word, body and notes each for itself. Names the first difference, with the place of the
// word in the source when it has one: code output-differs. `output` is the file's name.
void compare_words(const Reading& expected, const Reading& found, const std::string& output,
                   const Project& project, Diagnostics& diagnostics);

// The text of a PDF by pdftotext, in the order of its content, a page after the other. Throws Error when
// pdftotext is missing or fails.
std::vector<std::string> read_pdf(std::string_view pdf, ProcessRunner& processes);

// Every block's words stand in the PDF in order, hyphenated lines joined, across page breaks too; what is
// left over is a running head or foot, a list mark, a repeated table head or the table of contents: words of
// `furniture`, numbers, marks.
void compare_pdf(const Reading& expected, const std::vector<std::string>& pages,
                 const std::vector<std::string>& furniture, const std::string& output, const Project& project,
                 Diagnostics& diagnostics);

}  // namespace kancelli
