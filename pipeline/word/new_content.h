// What is new in a copy, as elements of a source.
#pragma once

#include <string>
#include <vector>

#include "pipeline/word/edited.h"

namespace kancelli::word {

// Words and looks of a paragraph of the copy, notes and links too; "" for none.
std::string paragraph_xml(const EditedParagraph& paragraph, const EditedPaper& edited);
// Of a paragraph of a note: without notes.
std::string note_xml(const EditedParagraph& paragraph, const EditedPaper& edited);

// What to do with a picture that stands in the copy as this part.
std::string new_picture(const std::string& part);

// Elements with their inner lines at `indent` ("\n    "): `name` for a paragraph (p, item, role), a list for
// items that are none of a list, tables with their captions; a heading begins a section.
std::vector<std::string> new_elements(const Document& document, const EditedPaper& edited,
                                      const std::vector<const EditedBlock*>& blocks, const std::string& name,
                                      const std::string& indent);

}  // namespace kancelli::word
