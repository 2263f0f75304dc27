// The table of contents, at the mark <?kancelli toc?>: a field whose entries already stand there as links, so
// that nobody has to press F9. On which pages they are only Word knows, which breaks the pages; a number that
// may be wrong is worse than none, so they come when somebody updates the field.
#include <cstdio>

#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

struct Entry {
  xmlNode* heading;
  char level;  // '2' or '3': of the heading, and of the entry's style
  std::string bookmark, text, number;
};

std::vector<Entry> collect(Paper& paper) {
  std::vector<Entry> entries;
  for (xmlNode* paragraph : descendants(root(paper.document), "p")) {
    const std::string style = paragraph_style(paragraph);
    if (style != "Heading2" && style != "Heading3") continue;
    Entry entry{paragraph, style.back(), {}, text_of(paragraph), {}};
    char name[16];
    std::snprintf(name, sizeof name, "_Toc%09d", static_cast<int>(entries.size()) + 1);
    entry.bookmark = name;
    if (const auto number = paper.numbers.find(paragraph); number != paper.numbers.end())
      entry.number = number->second;
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string character(const std::string& type) {
  return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
}

std::string code(const std::string& text) {
  return "<w:r><w:instrText xml:space=\"preserve\"> " + escape(text) + " </w:instrText></w:r>";
}

std::string text_run(const std::string& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + escape(text) + "</w:t></w:r>";
}

std::string entry_paragraph(const Entry& entry, const std::string& before, const std::string& after) {
  const std::string number = entry.number.empty() ? "" : text_run(entry.number) + "<w:r><w:tab/></w:r>";
  return "<w:p><w:pPr><w:pStyle w:val=\"TOC" + std::string(1, entry.level) + "\"/></w:pPr>" + before +
         "<w:hyperlink w:anchor=\"" + entry.bookmark + "\" w:history=\"1\">" + number + text_run(entry.text) +
         "</w:hyperlink>" + after + "</w:p>";
}

void insert_contents(Paper& paper, xmlNode* mark, const std::vector<Entry>& entries) {
  const std::string title = paper.properties.language.starts_with("en") ? "Contents" : "Indhold";
  std::string xml = "<w:sdt><w:sdtPr><w:alias w:val=\"" + title + "\"/><w:id w:val=\"" +
                    std::to_string(100000 + paper.next_control++) +
                    "\"/><w:docPartObj><w:docPartGallery w:val=\"Table of "
                    "Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
                    "<w:p><w:pPr><w:pStyle w:val=\"TOCHeading\"/></w:pPr>" +
                    text_run(title) + "</w:p>";
  const std::string start = character("begin") + code("TOC \\o \"2-3\" \\h \\z \\u") + character("separate");
  for (const Entry& entry : entries)
    xml += entry_paragraph(entry, &entry == &entries.front() ? start : "",
                           &entry == &entries.back() ? character("end") : "");
  insert_xml(mark->parent, mark, xml + "</w:sdtContent></w:sdt>");
}

}  // namespace

void finish_contents(Paper& paper) {
  for (xmlNode* mark : instructions(root(paper.document))) {
    if (mark_name(mark) != "toc") continue;
    const std::vector<Entry> entries = collect(paper);
    if (!entries.empty()) insert_contents(paper, mark, entries);
    for (const Entry& entry : entries) {
      xmlNode* properties = child(entry.heading, "pPr");
      add_bookmark(paper, properties->next != nullptr ? properties->next : properties, entry.heading->last,
                   entry.bookmark);
    }
    return;
  }
}

}  // namespace kancelli::docx
