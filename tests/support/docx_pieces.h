// Pieces of WordprocessingML as Pandoc writes it, and what the finisher makes of them, for its tests.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/write/docx_finisher.h"
#include "pipeline/write/docx_finisher_package.h"

namespace kancelli {

// Whether `text` has `part` in it; says what it has instead.
inline testing::AssertionResult has(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos)
    return testing::AssertionSuccess() << "\"" << part << "\" is in\n" << text;
  return testing::AssertionFailure() << "no \"" << part << "\" in\n" << text;
}

inline const std::string& reference() {
  static const std::string bytes = [] {
    std::ifstream file(KANCELLI_ROOT "/styles/generated/reference.docx", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return bytes;
}

inline constexpr const char* namespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

// Lists as Pandoc defines them: 1000 has no mark, 1001 bullets, 1002 and 1003 numbers, 1004 letters that
// begin at c.
inline constexpr const char* lists = R"xml(
  <w:abstractNum w:abstractNumId="990"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="991"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="992"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="993"><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
  <w:num w:numId="1000"><w:abstractNumId w:val="990"/></w:num>
  <w:num w:numId="1001"><w:abstractNumId w:val="991"/></w:num>
  <w:num w:numId="1002"><w:abstractNumId w:val="992"/></w:num>
  <w:num w:numId="1003"><w:abstractNumId w:val="992"/></w:num>
  <w:num w:numId="1004"><w:abstractNumId w:val="993"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>)xml";

// A package with this body, as Pandoc would write it.
inline docx::Package pandoc_package(const std::string& body) {
  return {
      {"word/document.xml",
       "<w:document" + std::string(namespaces) + "><w:body>" + body + "<w:sectPr/></w:body></w:document>"},
      {"word/numbering.xml", "<w:numbering" + std::string(namespaces) + ">" + lists + "</w:numbering>"},
      {"word/_rels/document.xml.rels",
       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
       "<Relationship Id=\"rId20\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
       "Target=\"https://www.kk.dk\" TargetMode=\"External\"/>"
       "<Relationship Id=\"rId21\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
       "Target=\"https://www.kk.dk\" TargetMode=\"External\"/>"
       "<Relationship Id=\"rId22\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" "
       "Target=\"media/rId22.png\"/></Relationships>"},
      {"word/media/rId22.png", "a picture"},
  };
}

inline docx::Package finish(const docx::Package& pandoc, const DocxProperties& properties = {}) {
  return docx::read_package(finish_docx(docx::write_package(pandoc), reference(), properties), "the result");
}

// What became of the body.
inline std::string finish_body(const std::string& body, const DocxProperties& properties = {}) {
  const std::string xml = finish(pandoc_package(body), properties).at("word/document.xml");
  const auto begin = xml.find("<w:body>") + 8;
  return xml.substr(begin, xml.rfind("<w:sectPr") - begin);
}

inline std::string p(const std::string& text, const std::string& style = "BodyText") {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r></w:p>";
}

inline std::string item(const std::string& list, const std::string& text, const std::string& level = "0",
                        const std::string& style = "Compact") {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + level + "\"/><w:numId w:val=\"" + list +
         "\"/></w:numPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

inline std::string block(const std::string& id, const std::string& inside) {
  return "<?kancelli block " + id + "?>" + inside + "<?kancelli /block?>";
}

inline std::string mark(const std::string& name, const std::string& argument, const std::string& text) {
  return "<?kancelli " + name + " " + argument + "?><w:r><w:t>" + text + "</w:t></w:r><?kancelli /" + name +
         "?>";
}

inline std::string in_paragraph(const std::string& inside, const std::string& style = "BodyText") {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + inside + "</w:p>";
}

inline std::string table(const std::string& rows, int columns) {
  std::string grid;
  for (int column = 0; column < columns; ++column) grid += "<w:gridCol w:w=\"100\"/>";
  return "<w:tbl><w:tblPr><w:tblStyle w:val=\"Table\"/></w:tblPr><w:tblGrid>" + grid + "</w:tblGrid>" + rows +
         "</w:tbl>";
}

inline std::string row(const std::vector<std::string>& cells, const std::string& style = "Tabeltekst") {
  std::string xml = "<w:tr>";
  for (const std::string& cell : cells)
    xml += "<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val=\"" + style +
           "\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>" + cell + "</w:t></w:r></w:p></w:tc>";
  return xml + "</w:tr>";
}

inline std::string head_row(const std::vector<std::string>& cells) {
  std::string xml = row(cells, "Tabelhoved");
  return xml.insert(xml.find("<w:tr>") + 6, "<w:trPr><w:tblHeader w:val=\"true\"/></w:trPr>");
}

inline int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

inline void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// Every piece of the text that stands between `before` and `after`.
inline std::vector<std::string> all_between(const std::string& text, const std::string& before,
                                            const std::string& after) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; (at = text.find(before, at)) != std::string::npos;) {
    at += before.size();
    pieces.push_back(text.substr(at, text.find(after, at) - at));
  }
  return pieces;
}

inline int attribute(const std::string& xml, const std::string& element, const std::string& name) {
  const std::string tag = all_between(xml, "<w:" + element + " ", ">").at(0);
  return std::stoi(all_between(" " + tag, " w:" + name + "=\"", "\"").at(0));
}

// Of the page, in twips.
inline int text_width(const std::string& document) {
  return attribute(document, "pgSz", "w") - attribute(document, "pgMar", "left") -
         attribute(document, "pgMar", "right");
}

// The text of the paragraphs, without field codes.
inline std::string text_of(std::string xml) {
  for (const std::string& code : all_between(xml, "<w:instrText", "</w:instrText>"))
    replace_all(xml, "<w:instrText" + code, "");
  replace_all(xml, "?>\n", "?>");
  replace_all(xml, "</w:p>", "\n");
  std::string text;
  bool tag = false;
  for (const char c : xml) {
    if (c == '<') tag = true;
    if (!tag) text += c;
    if (c == '>') tag = false;
  }
  return text;
}

// A table with caption, head and row heads.
inline std::string budget() {
  return block(
      "tabel-1",
      in_paragraph(mark("seq", "tabel", "Tabel 1") + "<w:r><w:t>. Bevillinger</w:t></w:r>", "Caption") +
          "<?kancelli table row-heads?>" +
          table(head_row({"Bevilling", "2026"}) + row({"Service", "512.062"}) + row({"Anlæg", "43.500"}), 2));
}

// As wide as said in EMU, and 2540000 high.
inline std::string picture(const std::string& description, const std::string& width = "5080000") {
  return "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"" + width +
         "\" cy=\"2540000\"/><wp:docPr descr=\"" + description +
         "\" title=\"\" id=\"24\" "
         "name=\"Picture\"/><a:graphic><a:graphicData><pic:pic><pic:nvPicPr><pic:cNvPr "
         "descr=\"hemmelig/x.png\" id=\"25\" "
         "name=\"Picture\"/></pic:nvPicPr><pic:blipFill><a:blip "
         "r:embed=\"rId22\"/></pic:blipFill><pic:spPr><a:xfrm><a:ext cx=\"" +
         width +
         "\" "
         "cy=\"2540000\"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></"
         "w:drawing></w:r></w:p>";
}

}  // namespace kancelli
