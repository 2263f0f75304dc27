#include "pipeline/word/template.h"

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/word/template_body.h"
#include "pipeline/write/docx_finisher.h"
#include "pipeline/write/docx_finisher_package.h"

namespace kancelli::word {
namespace {

constexpr std::string_view office = "http://schemas.openxmlformats.org/officeDocument/2006/";

// What the finisher takes from Pandoc: a package with the text in it.
std::string unfinished(const std::string& body) {
  docx::Package package;
  package["word/document.xml"] =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
      " xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w:body>" +
      body + "</w:body></w:document>";
  package["word/numbering.xml"] =
      "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
      "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
  return docx::write_package(package);
}

void replace(std::string& part, std::string_view from, const std::string& to) {
  const std::size_t at = part.find(from);
  if (at == std::string::npos) throw Error("the reference document lacks " + std::string(from));
  part.replace(at, from.size(), to);
}

// The type, for programs that get what was written in the template.
std::string type_property(const std::string& type) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"" +
         std::string(office) + "custom-properties\" xmlns:vt=\"" + std::string(office) +
         "docPropsVTypes\"><property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" "
         "name=\"Kancelli-type\"><vt:lpwstr>" +
         xml_escape(type) + "</vt:lpwstr></property></Properties>";
}

// Lists of the house's style begin at 1, whatever list of the same form stands before them.
void number_anew(docx::Package& package) {
  const std::string& styles = package.at("word/styles.xml");
  const std::size_t style = styles.find("w:styleId=\"ListNumber\""),
                    at = styles.find("<w:numId w:val=\"", style);
  if (style == std::string::npos || at == std::string::npos || at > styles.find("</w:style>", style)) return;
  const std::size_t begin = styles.find('"', at) + 1;
  const std::string number = styles.substr(begin, styles.find('"', begin) - begin);
  std::string& lists = package.at("word/numbering.xml");
  const std::size_t list = lists.find("<w:num w:numId=\"" + number + "\">");
  const std::size_t end = list == std::string::npos ? list : lists.find("</w:num>", list);
  if (end == std::string::npos || lists.substr(list, end - list).find("startOverride") != std::string::npos)
    return;
  lists.insert(end, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>");
}

// A document becomes a template by the type of its main part.
void make_template(docx::Package& package, const std::string& type) {
  std::string& types = package.at("[Content_Types].xml");
  replace(types, "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml");
  replace(types, "</Types>",
          "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/"
          "vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>");
  package["docProps/custom.xml"] = type_property(type);
  replace(package.at("_rels/.rels"), "</Relationships>",
          "<Relationship Id=\"rId100\" Type=\"" + std::string(office) +
              "relationships/custom-properties\" Target=\"docProps/custom.xml\"/></Relationships>");
}

}  // namespace

std::string word_template(const Project& project, const Files& files, const std::string& type,
                          std::string_view reference) {
  const auto schema = document_grammar(project, files, type);
  const auto forms = read_form_rules(project.root + "/content/schema/" + type + ".rng");
  const TemplateSource source{project, *schema, forms};
  const FormRule& form = source.form(schema->root());
  DocxProperties properties;
  properties.title = properties.category = source.root().title;
  properties.draft = true;
  properties.numbered = form.numbered;
  if (!form.layout.empty()) properties.layout = form.layout;
  docx::Package package = docx::read_package(
      finish_docx(unfinished(template_body(source)), reference, properties), "the template");
  number_anew(package);
  make_template(package, type);
  return docx::write_package(package);
}

std::string template_name(const Project& project, const Files& files, const std::string& type) {
  const auto schema = document_grammar(project, files, type);
  const std::string& title = schema->element(schema->root())->title;
  return (title.empty() ? type : title) + ".dotx";
}

}  // namespace kancelli::word
