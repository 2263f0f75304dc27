#include <array>

#include "pipeline/core/text.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/paper_xml.h"
#include "pipeline/statute/papers.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

constexpr std::array<std::string_view, 10> kinds = {"statute",   "preamble",   "chapter", "heading",
                                                    "paragraph", "subsection", "number",  "letter",
                                                    "sentence",  "annex"};

std::string inlines(const Line& line) {
  std::string xml;
  for (const Run& run : line.runs)
    xml += run.italic ? "<em>" + xml_escape(run.text) + "</em>" : xml_escape(run.text);
  return xml;
}

// "Til nr. 1, 3 og 4".
std::string about(const std::vector<std::size_t>& items) {
  std::vector<Reference> references;
  for (const std::size_t i : items) references.push_back({{{Kind::number, std::to_string(i + 1), ""}}});
  return "Til " + to_string(references);
}

}  // namespace

std::string paper_head(const PaperHead& head) {
  return "<amendment xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"" + xml_escape(head.id) +
         "\">\n<meta><title>" + xml_escape(head.title) + "</title>\n" + head.meta + "</meta>\n";
}

std::vector<XmlLine> item_lines(const Item& item) {
  static constexpr std::array<std::string_view, 3> roles = {"formula", "quoted", "shift"};
  std::vector<XmlLine> lines;
  for (const Line& line : write(item))
    lines.push_back({std::string(roles[static_cast<std::size_t>(line.role)]),
                     std::string(kinds[static_cast<std::size_t>(line.kind)]), inlines(line)});
  return lines;
}

std::vector<std::string> item_paragraphs(const Item& item, std::size_t index) {
  std::vector<std::string> paragraphs;
  for (XmlLine& line : item_lines(item))
    paragraphs.push_back(paragraphs.empty()
                             ? "<strong>" + std::to_string(index + 1) + ".</strong> " + line.xml
                             : std::move(line.xml));
  return paragraphs;
}

std::string amending_text(const PaperHead& head, const Amendment& amendment,
                          const std::string& general_remarks, const std::vector<ItemRemark>& remarks) {
  std::string xml =
      paper_head(head) + "<clause number=\"1\">\n<p>" + xml_escape(amendment.introduction) + "</p>\n";
  for (std::size_t i = 0; i < amendment.items.size(); ++i) {
    xml += "<amending-item number=\"" + std::to_string(i + 1) + "\">\n";
    for (const XmlLine& line : item_lines(amendment.items[i]))
      xml += "<" + line.role + (line.role == "quoted" ? " kind=\"" + line.kind + "\"" : "") + ">" + line.xml +
             "</" + line.role + ">\n";
    xml += "</amending-item>\n";
  }
  xml += "</clause>\n<clause number=\"2\">\n";
  std::size_t stykke = 0;
  for (const std::string& sentence : write(amendment.commencements))
    xml += "<p>" +
           (++stykke == 1 ? std::string()
                          : "<em>" + designation(Kind::subsection, std::to_string(stykke)) + "</em> ") +
           xml_escape(sentence) + "</p>\n";
  xml += "</clause>\n";
  if (!general_remarks.empty() || !remarks.empty()) {
    xml += "<remarks>\n" + general_remarks;
    for (const ItemRemark& remark : remarks)
      xml +=
          "<section><title>" + xml_escape(about(remark.items)) + "</title>\n" + remark.xml + "</section>\n";
    xml += "</remarks>\n";
  }
  return xml + "</amendment>\n";
}

}  // namespace kancelli::statute
