// The steps of the finisher, in the order in which docx_finisher.cc takes them, and what they share.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/write/docx_finisher.h"
#include "pipeline/write/docx_finisher_package.h"
#include "pipeline/write/docx_finisher_xml.h"

namespace kancelli::docx {

// Paragraph and table styles of the reference document, by id. A style that is not there says nothing.
class Styles {
 public:
  explicit Styles(xmlNode* styles);
  bool has(const std::string& id) const { return by_id_.contains(id); }
  // Space in twips before or after a paragraph; 0 when the style says nothing.
  int space(const std::string& id, const char* side) const;
  xmlNode* indent(const std::string& id) const { return paragraph_property(id, "ind"); }
  xmlNode* frame(const std::string& id) const { return paragraph_property(id, "framePr"); }
  // What the table style draws around the cells of a total row: its w:tcBorders, or nullptr.
  xmlNode* total_borders(const std::string& id) const;

 private:
  xmlNode* paragraph_property(const std::string& id,
                              const char* name) const;  // nullptr when the style has none
  std::map<std::string, xmlNode*> by_id_;
};

struct Paper {
  const DocxProperties& properties;
  Xml document, footnotes, comments, numbering;  // Pandoc's; all but the first may be none
  Xml styles_part;                               // the reference document's, as the next
  Xml numbering_part;
  Styles styles;
  int text_width = 0;  // twips, of the layout
  int wide_width = 0;  // with the margin column, where the layout has one
  std::map<const xmlNode*, std::string> numbers =
      {};  // of numbered paragraphs, as a cross reference prints them: "2", "3.1"
  std::set<std::string> bookmarks = {};  // in use, in lower case: Word does not tell Tabel from tabel
  int next_bookmark = 1, next_control = 1, next_picture = 1;

  std::vector<xmlNode*> stories()
      const;  // the roots that hold paragraphs: the body, the notes and the comments
};

// A name that Word accepts for a bookmark, made from `id` and unused until now: letters, digits and _, at
// most 40.
std::string bookmark_name(Paper& paper, const std::string& prefix, const std::string& id);
// Puts a bookmark around `first` to `last`, which have the same parent.
void add_bookmark(Paper& paper, xmlNode* first, xmlNode* last, const std::string& name);

// docx_finisher_lists.cc: Pandoc's lists become numbers on the reference document's, paragraphs get their
// list styles; headings are numbered.
void finish_lists(Paper& paper);
// docx_finisher_marks.cc: the instructions that the filter left become bookmarks, fields, links, languages
// and content controls.
void finish_marks(Paper& paper);
// docx_finisher_keys.cc: the marks around each element's words become hidden bookmarks.
void finish_keys(Paper& paper);
// The structure, with the hash of what each element printed.
std::string finish_structure(const Paper& paper, const std::string& structure);
// And the hashes of heads, feet and pictures, which stand in other parts.
std::string with_heads_and_pictures(const std::string& structure, const Package& made);
// docx_finisher_contents.cc: the table of contents.
void finish_contents(Paper& paper);
// docx_finisher_tables.cc
void finish_tables(Paper& paper);
// docx_finisher_runs.cc: styles that Pandoc only helps itself with, pictures, equal runs merged, properties
// in order.
void finish_paragraphs(Paper& paper);
void finish_pictures(Paper& paper);
void finish_runs(Paper& paper);
void order_properties(xmlNode* story);  // of paragraphs, runs and cells, as the schema wants them
// docx_finisher_parts.cc: everything besides the text. `made` receives the parts of the finished package.
void finish_parts(Paper& paper, const Package& pandoc, const Package& reference, Package& made);

// The first word of <?kancelli NAME ARGUMENT?>, and what follows it, with character references resolved.
std::string mark_name(const xmlNode* instruction);
std::string mark_argument(const xmlNode* instruction);

int twips(const xmlNode* node, const char* name);  // an attribute as a number; 0 when there is no node
// "da" -> "da-DK": Word wants a region.
std::string word_language(const std::string& language);
std::string paragraph_style(const xmlNode* paragraph);
void set_paragraph_style(xmlNode* paragraph, const std::string& id);

}  // namespace kancelli::docx
