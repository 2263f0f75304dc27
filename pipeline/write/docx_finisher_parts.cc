// The parts of the package besides the text: running heads, properties, relations, content types.
#include <cstring>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/write/docx_carried.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

constexpr const char* declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* office = "http://schemas.openxmlformats.org/officeDocument/2006/";

struct Relation {
  std::string type, target;
  bool external = false;
};
using Relations = std::map<std::string, Relation>;  // by id

Relations read_relations(const Package& package, const std::string& name) {
  Relations relations;
  const auto it = package.find(name);
  if (it == package.end()) return relations;
  const Xml part = parse_part(it->second, name);
  for (xmlNode* node : descendants(root(part), "Relationship"))
    relations[plain_value(node, "Id")] = {plain_value(node, "Type"), plain_value(node, "Target"),
                                          plain_value(node, "TargetMode") == "External"};
  return relations;
}

std::string relation(const std::string& id, const Relation& relation) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + relation.type + "\" Target=\"" +
         escape(relation.target) + "\"" + (relation.external ? " TargetMode=\"External\"" : "") + "/>";
}

std::string relations_part(const std::string& rows) {
  return std::string(declaration) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + rows +
         "</Relationships>";
}

std::string text_of_attribute(const xmlAttr* attribute) {
  xmlChar* text = xmlNodeListGetString(attribute->doc, attribute->children, 1);
  std::string result = text == nullptr ? "" : reinterpret_cast<const char*>(text);
  xmlFree(text);
  return result;
}

// Links and pictures of one story, numbered in the order in which they are met; the same target twice is one
// relation.
class StoryRelations {
 public:
  StoryRelations(const Package& pandoc, const std::string& name, Package& made,
                 std::map<std::string, std::string>& pictures)
      : pandoc_(pandoc),
        relations_(read_relations(pandoc, "word/_rels/" + name + ".xml.rels")),
        made_(made),
        pictures_(pictures) {}

  void collect(xmlNode* node) {
    for (xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
      const char* name = reinterpret_cast<const char*>(attribute->name);
      const bool wanted =
          attribute->ns != nullptr &&
          std::strcmp(reinterpret_cast<const char*>(attribute->ns->href), relations_namespace) == 0 &&
          !is(node, "headerReference") && !is(node, "footerReference");
      if (!wanted) continue;
      const bool is_raster = is_element(node, "blip");
      const std::string id = renamed(text_of_attribute(attribute), is_raster);
      xmlSetNsProp(node, attribute->ns, reinterpret_cast<const xmlChar*>(name),
                   reinterpret_cast<const xmlChar*>(id.c_str()));
    }
    for (xmlNode* below = node->children; below != nullptr; below = below->next)
      if (below->type == XML_ELEMENT_NODE) collect(below);
  }

  const std::string& rows() const { return rows_; }

 private:
  static constexpr const char* relations_namespace =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  std::string renamed(const std::string& old, bool is_raster) {
    const auto it = relations_.find(old);
    if (it == relations_.end()) throw Error("the DOCX refers to a part that is not there: " + old);
    Relation wanted = it->second;
    // Pandoc only warns, and leaves a picture that Word does not show.
    if (is_raster && wanted.target.ends_with(".svg"))
      throw Error("an SVG picture could not be converted for Word: rsvg-convert is not installed",
                  "apt-get install librsvg2-bin");
    if (!wanted.external) wanted.target = picture(wanted.target);
    std::string& id = ids_[wanted.target];
    if (id.empty()) {
      id = "rId" + std::to_string(100 + ids_.size());  // past the reference document's own
      rows_ += relation(id, wanted);
    }
    return id;
  }

  // Pictures are named by their order: Pandoc's names come and go with its own numbers.
  std::string picture(const std::string& target) {
    std::string& name = pictures_[target];
    if (!name.empty()) return name;
    const auto bytes = pandoc_.find("word/" + target);
    if (bytes == pandoc_.end()) throw Error("the DOCX lacks the picture " + target);
    const auto dot = target.rfind('.');
    name = "media/billede" + std::to_string(pictures_.size()) +
           (dot == std::string::npos ? "" : target.substr(dot));
    made_["word/" + name] = bytes->second;
    return name;
  }

  const Package& pandoc_;
  Relations relations_;
  Package& made_;
  std::map<std::string, std::string>& pictures_;  // Pandoc's name to ours
  std::map<std::string, std::string> ids_;        // target to id
  std::string rows_;
};

std::string text_run(const std::string& text, const std::string& style = {}) {
  return "<w:r>" + (style.empty() ? "" : "<w:rPr><w:rStyle w:val=\"" + style + "\"/></w:rPr>") +
         "<w:t xml:space=\"preserve\">" + escape(text) + "</w:t></w:r>";
}

std::string field(const std::string& code, const std::string& text) {
  const auto character = [](const char* type) {
    return "<w:r><w:fldChar w:fldCharType=\"" + std::string(type) + "\"/></w:r>";
  };
  return character("begin") + "<w:r><w:instrText xml:space=\"preserve\"> " + code + " </w:instrText></w:r>" +
         character("separate") + text_run(text) + character("end");
}

// A field that prints a property of the document: Word writes the same when it updates.
std::string property_field(const std::string& property, const std::string& text) {
  return field("DOCPROPERTY " + property, text);
}

std::string no_break(std::string text) {
  for (std::size_t at = 0; (at = text.find(' ', at)) != std::string::npos;) text.replace(at, 1, "\u00a0");
  return text;
}

// Heads and feet reach over the margin column too.
std::string beside(const Paper& paper) {
  return paper.wide_width == paper.text_width
             ? ""
             : "<w:ind w:right=\"-" + std::to_string(paper.wide_width - paper.text_width) + "\"/>";
}

// What the heads and the custom properties both say, by the property's Danish name.
std::vector<std::pair<std::string, std::string>> head_properties(const DocxProperties& properties) {
  std::vector<std::pair<std::string, std::string>> all = {{"Udvalg", properties.committee},
                                                          {"Sagsnummer", properties.case_number},
                                                          {"Dato", properties.date_text}};
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  return all;
}

// Words that the pages bear besides the paper's own.
struct Words {
  const char *draft, *closed, *case_number, *page, *of;
};

Words words_of(const std::string& language) {
  if (language.starts_with("en")) return {"DRAFT", "CLOSED", "Case no. ", "Page ", " of "};
  return {"UDKAST", "LUKKET", "Sagsnr. ", "Side ", " af "};
}

std::string story_part(const std::string& element, const std::string& paragraph_properties,
                       const std::string& text) {
  return std::string(declaration) + "<w:" + element +
         " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:pPr>" +
         paragraph_properties + "</w:pPr>" + text + "</w:p></w:" + element + ">";
}

// LibreOffice knows no right-aligned tab beyond the text's edge; there the mark's own width is left for it.
std::string mark_tab(const Paper& paper) {
  constexpr int word_width = 920;
  const int mark_width = word_width * (paper.properties.draft && paper.properties.closed ? 2 : 1);
  const bool beyond = paper.wide_width > paper.text_width;
  return "<w:tabs><w:tab w:val=\"" + std::string(beyond ? "left" : "right") + "\" w:pos=\"" +
         std::to_string(paper.wide_width - (beyond ? mark_width : 0)) + "\"/></w:tabs>";
}

// "UDKAST", "LUKKET", "LUKKET UDKAST", or "".
std::string mark_of(const Paper& paper) {
  const Words words = words_of(paper.properties.language);
  const std::string closed = paper.properties.closed ? words.closed : "";
  const std::string draft = paper.properties.draft ? words.draft : "";
  return closed + (closed.empty() || draft.empty() ? "" : " ") + draft;
}

// Page 1 begins with the paper's own front matter: its head says no more than that the paper is a draft, or
// closed.
std::string header_part(const Paper& paper, bool first_page) {
  const Words words = words_of(paper.properties.language);
  std::string text;
  for (const auto& [name, value] : head_properties(paper.properties)) {
    if (first_page) break;
    if (!text.empty()) text += text_run("  ·  ");
    if (name == "Sagsnummer") text += text_run(words.case_number);
    text += property_field(name, value);
  }
  std::string properties = "<w:pStyle w:val=\"Header\"/>";
  if (first_page)
    properties += "<w:pBdr><w:bottom w:val=\"nil\"/></w:pBdr>";
  else if (!mark_of(paper).empty())
    properties += mark_tab(paper);
  if (const std::string mark = mark_of(paper); !mark.empty()) {
    if (!first_page) text += "<w:r><w:tab/></w:r>";
    text += text_run(mark, "Udkast");
  }
  properties += beside(paper) + (first_page ? "<w:jc w:val=\"right\"/>" : "");
  return story_part("hdr", properties, text);
}

std::string footer_part(const Paper& paper) {
  const Words words = words_of(paper.properties.language);
  return story_part("ftr", "<w:pStyle w:val=\"Footer\"/>" + beside(paper),
                    text_run(no_break(words.page)) + field("PAGE", "1") + text_run(no_break(words.of)) +
                        field("NUMPAGES", "1"));
}

std::string core_part(const DocxProperties& properties) {
  const auto element = [](const std::string& name, const std::string& text, const char* attributes = "") {
    return text.empty() ? "" : "<" + name + attributes + ">" + escape(text) + "</" + name + ">";
  };
  constexpr const char* date_type = " xsi:type=\"dcterms:W3CDTF\"";
  const std::string date = properties.date.empty() ? "" : properties.date + "T00:00:00Z";
  return std::string(declaration) +
         "<cp:coreProperties "
         "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">" +
         element("dc:title", properties.title) + element("dc:creator", properties.author) +
         element("dc:description", properties.description) + element("dc:identifier", properties.id) +
         element("dc:language", word_language(properties.language)) +
         element("cp:category", properties.category) +
         element("cp:contentStatus", std::string(properties.closed ? "Lukket" : "") +
                                         (properties.closed && properties.draft ? ", " : "") +
                                         (properties.draft ? "Udkast" : "")) +
         element("dcterms:created", date, date_type) + element("dcterms:modified", date, date_type) +
         "</cp:coreProperties>";
}

std::string app_part() {
  return std::string(declaration) + "<Properties xmlns=\"" + office +
         "extended-properties\"><Application>Kancelli</Application></Properties>";
}

// "id=aftale version=2 hash=9f86d081884c7d65": whose the file is, even when its structure is lost.
std::string identity(const std::string& structure) {
  const Xml document = parse_part(structure, "the paper's structure");
  const auto said = [&](const char* name) { return plain_value(root(document), name); };
  const std::string version = said("version");
  return "id=" + said("paper") + (version.empty() ? "" : " version=" + version) + " hash=" + said("hash");
}

std::string custom_part(const DocxProperties& properties, const std::string& structure) {
  std::string rows;
  int id = 2;  // the format begins there
  auto all = head_properties(properties);
  if (!structure.empty()) all.emplace_back(carried_property, identity(structure));
  for (const auto& [name, text] : all)
    rows += "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"" + std::to_string(id++) +
            "\" name=\"" + name + "\"><vt:lpwstr>" + escape(text) + "</vt:lpwstr></property>";
  if (rows.empty()) return {};
  return std::string(declaration) + "<Properties xmlns=\"" + office + "custom-properties\" xmlns:vt=\"" +
         office + "docPropsVTypes\">" + rows + "</Properties>";
}

// The reference document's types, and those of what this paper has besides.
std::string content_types(const std::string& reference, const Package& made) {
  std::string more;
  for (const auto& [ending, type] :
       {std::pair{"png", "image/png"}, std::pair{"jpg", "image/jpeg"}, std::pair{"jpeg", "image/jpeg"},
        std::pair{"gif", "image/gif"}, std::pair{"svg", "image/svg+xml"}, std::pair{"emf", "image/x-emf"}})
    for (const auto& [name, bytes] : made)
      if (name.starts_with("word/media/") && name.ends_with("." + std::string(ending))) {
        more += "<Default Extension=\"" + std::string(ending) + "\" ContentType=\"" + type + "\"/>";
        break;
      }
  std::string types = reference;
  const auto place = types.find("<Override");
  if (place == std::string::npos) throw Error("the reference document has no content types");
  types.insert(place, more);
  for (const auto& [name, type] :
       {std::pair{"docProps/custom.xml",
                  "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
        std::pair{"customXml/itemProps1.xml",
                  "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"},
        std::pair{"word/comments.xml",
                  "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"}})
    if (made.contains(name))
      types.insert(types.rfind("</Types>"),
                   "<Override PartName=\"/" + std::string(name) + "\" ContentType=\"" + type + "\"/>");
  return types;
}

void set_language(xmlNode* styles, const std::string& language) {
  for (xmlNode* node : descendants(child(styles, "docDefaults"), "lang")) set_value(node, "val", language);
}

std::string id_of_store(const std::string& structure) {
  std::string id = sha256(structure).substr(0, 32);
  for (char& c : id)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  for (const std::size_t at : {8, 13, 18, 23}) id.insert(at, "-");
  return "{" + id + "}";
}

// A custom XML part, as Word keeps it: with properties that give it an id, and its namespace.
void add_structure(const std::string& structure, Package& made) {
  made["customXml/item1.xml"] = structure;
  made["customXml/itemProps1.xml"] =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<ds:datastoreItem ds:itemID=\"" +
      id_of_store(structure) +
      "\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs>"
      "<ds:schemaRef ds:uri=\"" +
      carried_namespace + "\"/></ds:schemaRefs></ds:datastoreItem>";
  made["customXml/_rels/item1.xml.rels"] = relations_part(
      relation("rId1", {std::string(office) + "relationships/customXmlProps", "itemProps1.xml"}));
}

void add_package_relations(const Package& reference, Package& made) {
  std::string rows;
  for (const auto& [id, each] : read_relations(reference, "_rels/.rels")) rows += relation(id, each);
  if (made.contains("docProps/custom.xml"))
    rows +=
        relation("rId100", {std::string(office) + "relationships/custom-properties", "docProps/custom.xml"});
  made["_rels/.rels"] = relations_part(rows);
}

void add_stories(Paper& paper, const Package& pandoc, const Package& reference, Package& made) {
  std::map<std::string, std::string> pictures;
  const auto add = [&](const std::string& name, const Xml& part, std::string rows) {
    StoryRelations relations(pandoc, name, made, pictures);
    relations.collect(root(part));
    rows += relations.rows();
    if (!rows.empty()) made["word/_rels/" + name + ".xml.rels"] = relations_part(rows);
    made["word/" + name + ".xml"] = serialize(part);
  };
  std::string rows;
  for (const auto& [id, each] : read_relations(reference, "word/_rels/document.xml.rels"))
    rows += relation(id, each);
  if (!paper.properties.structure.empty())
    rows += relation("rId98", {std::string(office) + "relationships/customXml", "../customXml/item1.xml"});
  if (paper.comments)
    rows += relation("rId99", {std::string(office) + "relationships/comments", "comments.xml"});
  add("document", paper.document, rows);
  if (paper.footnotes) add("footnotes", paper.footnotes, "");
  if (paper.comments) add("comments", paper.comments, "");
}

}  // namespace

void finish_parts(Paper& paper, const Package& pandoc, const Package& reference, Package& made) {
  made = reference;
  add_stories(paper, pandoc, reference, made);
  set_language(root(paper.styles_part), word_language(paper.properties.language));
  order_properties(root(paper.styles_part));
  made["word/styles.xml"] = serialize(paper.styles_part);
  made["word/numbering.xml"] = serialize(paper.numbering_part);
  made["word/header1.xml"] = header_part(paper, false);
  made["word/header2.xml"] = header_part(paper, true);
  made["word/footer1.xml"] = footer_part(paper);
  made["docProps/core.xml"] = core_part(paper.properties);
  made["docProps/app.xml"] = app_part();
  const std::string structure =
      paper.properties.structure.empty() ? "" : finish_structure(paper, paper.properties.structure);
  if (!structure.empty()) add_structure(with_heads_and_pictures(structure, made), made);
  if (const std::string custom = custom_part(paper.properties, structure); !custom.empty())
    made["docProps/custom.xml"] = custom;
  add_package_relations(reference, made);
  made["[Content_Types].xml"] = content_types(reference.at("[Content_Types].xml"), made);
}

}  // namespace kancelli::docx
