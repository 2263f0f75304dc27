// Word files for tests, as Word writes them.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "pipeline/word/document.h"
#include "pipeline/write/docx_finisher_package.h"

namespace kancelli::word {

inline std::string in_namespaces(const std::string& element, const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:" + element +
         " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
         " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
         " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
         " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
         " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
         " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
         " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">" +
         content + "</w:" + element + ">";
}

// A package whose parts can be changed before it is packed.
struct WordFile {
  docx::Package parts;

  explicit WordFile(const std::string& body) {
    parts["[Content_Types].xml"] =
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
        R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
        R"(<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" )"
        R"(ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)";
    parts["_rels/.rels"] = relations(relation("rId1", "officeDocument", "word/document.xml"));
    parts["word/document.xml"] = in_namespaces("document", "<w:body>" + body + "</w:body>");
  }

  static std::string relation(const std::string& id, const std::string& type, const std::string& target,
                              bool outside = false) {
    return "<Relationship Id=\"" + id +
           "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type +
           "\" Target=\"" + target + "\"" + (outside ? " TargetMode=\"External\"" : "") + "/>";
  }
  static std::string relations(const std::string& all) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + all +
           "</Relationships>";
  }
  // A part beside the text: "footnotes", "styles".
  WordFile& with(const std::string& type, const std::string& content, const std::string& element = {}) {
    const std::string name = element.empty() ? type : element;
    parts["word/" + type + ".xml"] = in_namespaces(name, content);
    relations_ += relation("rId" + std::to_string(++last_), type, type + ".xml");
    parts["word/_rels/document.xml.rels"] = relations(relations_);
    return *this;
  }
  WordFile& related(const std::string& relation) {
    relations_ += relation;
    parts["word/_rels/document.xml.rels"] = relations(relations_);
    return *this;
  }

  std::string bytes() const { return docx::write_package(parts); }

 private:
  std::string relations_;
  int last_ = 10;
};

struct ReadFile {
  SourceMap sources;
  Diagnostics diagnostics;
  std::unique_ptr<Document> document;

  explicit ReadFile(const std::string& bytes)
      : document(read_document(sources, "brev.docx", bytes, diagnostics)) {}

  std::string codes() const {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics.list()) all += (all.empty() ? "" : " ") + diagnostic.code;
    return all;
  }
  // The paragraphs after the changes, or before, parted by |.
  std::string text(View view = View::after) const {
    std::string all;
    for (const Paragraph* paragraph : document->paragraphs())
      all += (all.empty() ? "" : "|") + paragraph->text(view);
    return all;
  }
};

inline std::string run(const std::string& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}
inline std::string paragraph(const std::string& runs, const std::string& properties = {}) {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + runs + "</w:p>";
}

}  // namespace kancelli::word
