#include "pipeline/write/docx_finisher.h"

#include <cstdlib>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli {
namespace docx {
namespace {

const std::string& part(const Package& package, const std::string& name, const char* what) {
  const auto it = package.find(name);
  if (it == package.end()) throw Error(std::string(what) + " has no part " + name);
  return it->second;
}

// The section of the reference document that follows the bookmark "layout-NAME".
xmlNode* section_of_layout(xmlNode* reference, const std::string& layout) {
  bool found = false;
  std::vector<xmlNode*> sections = descendants(reference, "sectPr");
  for (xmlNode* mark : descendants(reference, "bookmarkStart")) {
    if (value(mark, "name") != "layout-" + layout) continue;
    found = true;
    const xmlNode* paragraph = ancestor(mark, "p");
    if (const xmlNode* properties = child(paragraph, "pPr"))
      if (xmlNode* own = child(properties, "sectPr")) return own;
  }
  if (!found || sections.empty()) throw Error("the reference document has no layout " + layout);
  return sections.back();
}

// Puts the layout's section in the place of Pandoc's. Its header references keep their ids: the finished
// package keeps the reference's.
void set_section(Paper& paper, xmlNode* section) {
  xmlNode* body = child(root(paper.document), "body");
  while (xmlNode* old = child(body, "sectPr")) remove(old);
  const xmlNode* made = copy_into(section, body);
  const xmlNode *size = child(made, "pgSz"), *margins = child(made, "pgMar");
  paper.text_width = twips(size, "w") - twips(margins, "left") - twips(margins, "right");
  paper.wide_width = paper.text_width;
  if (const xmlNode* side = paper.properties.layout == "notat" ? paper.styles.frame("Sidekolonne") : nullptr)
    paper.wide_width = twips(side, "x") + twips(side, "w") - twips(margins, "left");
}

// Content controls without a frame around them are an extension of Word 2013; older readers are told to pass
// over it.
void declare_extension(xmlNode* document) {
  const auto name = [](const char* text) { return reinterpret_cast<const xmlChar*>(text); };
  xmlNewNs(document, name("http://schemas.microsoft.com/office/word/2012/wordml"), name("w15"));
  xmlNs* compatibility =
      xmlNewNs(document, name("http://schemas.openxmlformats.org/markup-compatibility/2006"), name("mc"));
  xmlSetNsProp(document, compatibility, name("Ignorable"), name("w15"));
}

// Null where the package has no such part.
Xml optional_part(const Package& package, const std::string& name) {
  const auto it = package.find(name);
  return it == package.end() ? Xml() : parse_part(it->second, name);
}

Paper open_paper(const Package& pandoc, const Package& reference, const DocxProperties& properties) {
  const auto of_reference = [&](const std::string& name) {
    return parse_part(part(reference, name, "the reference document"), name);
  };
  Xml styles = of_reference("word/styles.xml");
  const Styles by_id(root(styles));
  Paper paper{properties,
              parse_part(part(pandoc, "word/document.xml", "what Pandoc wrote"), "word/document.xml"),
              optional_part(pandoc, "word/footnotes.xml"),
              optional_part(pandoc, "word/comments.xml"),
              optional_part(pandoc, "word/numbering.xml"),
              std::move(styles),
              of_reference("word/numbering.xml"),
              by_id};
  if (descendants(root(paper.document), "commentReference").empty())
    paper.comments.reset();  // Pandoc always writes the part
  declare_extension(root(paper.document));
  const Xml layouts = of_reference("word/document.xml");
  set_section(paper, section_of_layout(root(layouts), properties.layout));
  return paper;
}

}  // namespace

Styles::Styles(xmlNode* styles) {
  for (xmlNode* style = child(styles, "style"); style != nullptr; style = next(style, "style"))
    by_id_[value(style, "styleId")] = style;
}

xmlNode* Styles::paragraph_property(const std::string& id, const char* name) const {
  const auto it = by_id_.find(id);
  const xmlNode* properties = it == by_id_.end() ? nullptr : child(it->second, "pPr");
  return properties == nullptr ? nullptr : child(properties, name);
}

int Styles::space(const std::string& id, const char* side) const {
  return twips(paragraph_property(id, "spacing"), side);
}

xmlNode* Styles::total_borders(const std::string& id) const {
  const auto it = by_id_.find(id);
  if (it == by_id_.end()) return nullptr;
  for (xmlNode* part = child(it->second, "tblStylePr"); part != nullptr; part = next(part, "tblStylePr"))
    if (value(part, "type") == "lastRow")
      if (const xmlNode* cell = child(part, "tcPr")) return child(cell, "tcBorders");
  return nullptr;
}

std::vector<xmlNode*> Paper::stories() const {
  std::vector<xmlNode*> roots = {root(document)};
  for (const Xml* part : {&footnotes, &comments})
    if (*part) roots.push_back(root(*part));
  return roots;
}

std::string bookmark_name(Paper& paper, const std::string& prefix, const std::string& id) {
  constexpr std::size_t limit = 40;
  std::string name = prefix;
  std::size_t length = code_point_count(prefix);
  for (std::size_t offset = 0; offset < id.size(); ++length) {
    const char32_t c = next_code_point(id, offset);
    if (length == 0 && !is_letter(c)) name += "k_", length += 2;
    append_utf8(name, is_letter(c) || is_digit(c) ? c : U'_');
  }
  // Room for what tells a long name from another that begins alike.
  std::string unique = name;
  for (int copy = 1; code_point_count(unique) > limit || paper.bookmarks.contains(lower(unique)); ++copy) {
    std::size_t offset = 0;
    for (std::size_t count = 0; count < limit - 9 && offset < name.size(); ++count)
      next_code_point(name, offset);
    unique = name.substr(0, offset) + "_" +
             sha256(id + std::string(static_cast<std::size_t>(copy), '+')).substr(0, 8);
  }
  paper.bookmarks.insert(lower(unique));
  return unique;
}

void add_bookmark(Paper& paper, xmlNode* first, xmlNode* last, const std::string& name) {
  const std::string id = std::to_string(paper.next_bookmark++);
  xmlNode* parent = first->parent;
  xmlNode* after = last->next;
  insert_xml(parent, first, "<w:bookmarkStart w:id=\"" + id + "\" w:name=\"" + name + "\"/>");
  insert_xml(parent, after, "<w:bookmarkEnd w:id=\"" + id + "\"/>");
}

int twips(const xmlNode* node, const char* name) {
  return node == nullptr ? 0 : std::atoi(value(node, name).c_str());
}

std::string mark_name(const xmlNode* instruction) {
  const std::string_view text =
      instruction->content == nullptr ? "" : reinterpret_cast<const char*>(instruction->content);
  return std::string(text.substr(0, text.find(' ')));
}

std::string mark_argument(const xmlNode* instruction) {
  const std::string text =
      instruction->content == nullptr ? "" : reinterpret_cast<const char*>(instruction->content);
  const auto space = text.find(' ');
  std::string argument = space == std::string::npos ? "" : text.substr(space + 1);
  for (const auto& [code, sign] :
       {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"}, std::pair{"&quot;", "\""}, std::pair{"&amp;", "&"}})
    for (std::size_t at = 0; (at = argument.find(code, at)) != std::string::npos; ++at)
      argument.replace(at, std::string_view(code).size(), sign);
  return argument;
}

std::string word_language(const std::string& language) {
  for (const auto& [code, full] :
       {std::pair{"da", "da-DK"}, std::pair{"en", "en-GB"}, std::pair{"de", "de-DE"},
        std::pair{"sv", "sv-SE"}, std::pair{"nb", "nb-NO"}, std::pair{"nn", "nn-NO"},
        std::pair{"fr", "fr-FR"}})
    if (language == code) return full;
  return language;
}

}  // namespace docx

DocxProperties docx_properties(const ast::Meta& meta) {
  const auto text = [&](const char* key) {
    const ast::Meta* value = meta.find(key);
    if (value == nullptr) return std::string();
    return value->kind == ast::Meta::Kind::string ? value->string : ast::stringify(value->content);
  };
  const auto flag = [&](const char* key) {
    const ast::Meta* value = meta.find(key);
    return value != nullptr && value->boolean;
  };
  DocxProperties properties;
  properties.id = text("id");
  properties.title = text("title");
  properties.author = text("author");
  properties.description = text("description");
  properties.category = text("category");
  properties.date = text("date");
  properties.committee = text("header-committee");
  properties.case_number = text("case-number");
  properties.date_text = text("date-text");
  properties.draft = flag("draft");
  properties.closed = flag("closed");
  properties.numbered = flag("numbered");
  if (const std::string language = text("lang"); !language.empty()) properties.language = language;
  if (const std::string layout = text("layout"); !layout.empty()) properties.layout = layout;
  return properties;
}

std::string finish_docx(std::string_view docx, std::string_view reference, const DocxProperties& properties) {
  using namespace docx;  // the steps
  const Package pandoc = read_package(docx, "what Pandoc wrote"),
                house = read_package(reference, "the reference document");
  Paper paper = open_paper(pandoc, house, properties);
  finish_lists(paper);
  finish_tables(paper);
  finish_paragraphs(paper);
  finish_marks(paper);
  finish_keys(paper);
  finish_contents(paper);
  finish_pictures(paper);
  finish_runs(paper);
  Package made;
  finish_parts(paper, pandoc, house, made);
  return write_package(made);
}

}  // namespace kancelli
