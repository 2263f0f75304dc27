// The little of libxml2 that the finisher needs, with the prefix w understood: names are local names in
// WordprocessingML's namespace.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli::docx {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Xml = std::unique_ptr<xmlDoc, FreeDocument>;

// Throws Error that names the part.
Xml parse_part(std::string_view bytes, const std::string& name);
std::string serialize(const Xml& document);
xmlNode* root(const Xml& document);

// Parses `xml` (one or more elements with prefix w, r, wp, a ... as declared in Pandoc's parts) as children
// of `parent`; in front of `before`, or last. Gives the first.
xmlNode* insert_xml(xmlNode* parent, xmlNode* before, const std::string& xml);

// Elements of the namespace with prefix w.
bool is(const xmlNode* node, const char* name);
bool is_element(const xmlNode* node, const char* name);   // in any namespace
xmlNode* child(const xmlNode* parent, const char* name);  // nullptr when there is none, or no parent
xmlNode* next(const xmlNode* node, const char* name);     // the next sibling of that name
std::vector<xmlNode*> descendants(xmlNode* parent, const char* name);  // document order
std::vector<xmlNode*> instructions(xmlNode* parent);                   // <?kancelli ...?>, document order
xmlNode* ancestor(const xmlNode* node, const char* name);
xmlNode* next_element(const xmlNode* node);  // past text and instructions
xmlNode* previous_element(const xmlNode* node);

// Attributes: w:NAME, or NAME without a namespace.
std::string value(const xmlNode* node, const char* name = "val");  // "" when there is none
void set_value(xmlNode* node, const char* name, const std::string& text);
std::string plain_value(const xmlNode* node, const char* name);

// The child of that name, made when it is not there (last; see reorder in docx_finisher_runs.cc).
xmlNode* need(xmlNode* parent, const char* name);
xmlNode* need_first(xmlNode* parent, const char* name);
void remove(xmlNode* node);
void move_before(xmlNode* node, xmlNode* place);
void move_into(xmlNode* node, xmlNode* parent);            // last
xmlNode* copy_into(const xmlNode* node, xmlNode* parent);  // last; from whatever document

// The text of all w:t below, with no-break and soft hyphens as characters, tabs and breaks as spaces.
std::string text_of(const xmlNode* node);
std::string escape(std::string_view text);  // for character data and attribute values

}  // namespace kancelli::docx
