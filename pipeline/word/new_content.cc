#include "pipeline/word/new_content.h"

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/made_table.h"
#include "pipeline/word/paper_parts.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {
namespace {

bool is_mark(char c) {
  return c == note_mark || c == picture_mark;
}

// A page on the net; what refers to the paper itself the program makes.
std::string address_of(const Run& run) {
  return run.link.starts_with("https://") ? run.link : "";
}

bool same_look(const Run& a, const Run& b) {
  return a.bold == b.bold && a.italic == b.italic && address_of(a) == address_of(b);
}

bool is_caption(const EditedParagraph& paragraph) {
  return lower(paragraph.first()->style) == "caption" || caption_number(paragraph.text) > 0;
}

class NewContent {
 public:
  NewContent(const Document& document, const EditedPaper& edited,
             const std::vector<const EditedBlock*>& blocks)
      : document_(document), edited_(edited), blocks_(blocks) {}

  std::vector<std::string> elements(std::size_t begin, std::size_t end, const std::string& name,
                                    const std::string& indent) const {
    std::vector<std::string> made;
    for (std::size_t k = begin; k < end;) {
      if (blocks_[k]->table() != nullptr) {
        made.push_back(table(*blocks_[k]->table(), nullptr, indent));
        ++k;
        continue;
      }
      const EditedParagraph& paragraph = *blocks_[k]->paragraph();
      if (paragraph.heading) {
        made.push_back(section(k, end, indent));
      } else if (k + 1 < end && blocks_[k + 1]->table() != nullptr && is_caption(paragraph)) {
        made.push_back(table(*blocks_[k + 1]->table(), &paragraph, indent));
        k += 2;
      } else if (paragraph.item && name == "p") {
        made.push_back(list(k, end, indent));
      } else {
        made.push_back("<" + name + ">" + paragraph_xml(paragraph, edited_) + "</" + name + ">");
        ++k;
      }
    }
    return made;
  }

 private:
  // All behind a heading up to the next that is no deeper.
  std::string section(std::size_t& k, std::size_t end, const std::string& indent) const {
    const EditedParagraph& heading = *blocks_[k]->paragraph();
    const std::size_t first = ++k;
    const auto closes = [&](const EditedBlock& block) {
      const EditedParagraph* paragraph = block.paragraph();
      return paragraph != nullptr && paragraph->heading &&
             paragraph->first()->heading <= heading.first()->heading;
    };
    while (k < end && !closes(*blocks_[k])) ++k;
    std::string xml = "<section>" + indent + "  <title>" + paragraph_xml(heading, edited_) + "</title>";
    for (const std::string& each : elements(first, k, "p", indent + "  ")) xml += indent + "  " + each;
    return xml + indent + "</section>";
  }

  std::string list(std::size_t& k, std::size_t end, const std::string& indent) const {
    const bool bullet = blocks_[k]->paragraph()->first()->numbering.format == "bullet";
    std::string xml = std::string("<list kind=\"") + (bullet ? "bullet" : "number") + "\">";
    for (; k < end && blocks_[k]->paragraph() != nullptr && blocks_[k]->paragraph()->item &&
           !blocks_[k]->paragraph()->heading;
         ++k)
      xml += indent + "  <item>" + paragraph_xml(*blocks_[k]->paragraph(), edited_) + "</item>";
    return xml + indent + "</list>";
  }

  std::string table(const EditedTable& table, const EditedParagraph* caption,
                    const std::string& indent) const {
    std::vector<Finding> findings;
    Made made = table_of(document_, *table.table, findings);
    const std::string whole = written(made).xml;
    std::string xml;
    for (const std::string_view line : split(std::string_view(whole).substr(whole.find("<table")), '\n')) {
      if (trim(line).empty()) continue;
      xml += (xml.empty() ? "" : indent) + std::string(line);
      if (xml.size() == line.size()) xml += indent + "  <caption>" + caption_xml(caption) + "</caption>";
    }
    return xml;
  }

  std::string caption_xml(const EditedParagraph* caption) const {
    if (caption == nullptr) return "";
    EditedParagraph words = *caption;
    const std::size_t number = caption_number(words.text);
    words.text.erase(0, number);
    words.runs.erase(words.runs.begin(), words.runs.begin() + static_cast<std::ptrdiff_t>(number));
    return paragraph_xml(words, edited_);
  }

  const Document& document_;
  const EditedPaper& edited_;
  const std::vector<const EditedBlock*>& blocks_;
};

// Notes called within a note are none: it could be called within itself.
std::string words_xml(const EditedParagraph& paragraph, const EditedPaper& edited, bool notes) {
  std::string xml;
  for (std::size_t at = 0; at < paragraph.text.size();) {
    const Run& run = *paragraph.runs[at];
    if (is_mark(paragraph.text[at])) {
      if (const auto note = edited.notes.find(run.target);
          notes && paragraph.text[at] == note_mark && note != edited.notes.end()) {
        std::string said;
        for (const EditedParagraph& each : note->second)
          said += (said.empty() ? "" : " ") + words_xml(each, edited, false);
        xml += "<footnote>" + said + "</footnote>";
      }
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < paragraph.text.size() && !is_mark(paragraph.text[end]) &&
           same_look(*paragraph.runs[end], run))
      ++end;
    std::string said = xml_escape(std::string_view(paragraph.text).substr(at, end - at));
    if (said != " ") {
      if (const std::string link = address_of(run); !link.empty())
        said = "<link href=\"" + xml_escape(link) + "\">" + said + "</link>";
      if (run.italic) said = "<em>" + said + "</em>";
      if (run.bold) said = "<strong>" + said + "</strong>";
    }
    xml += said;
    at = end;
  }
  return xml;
}

}  // namespace

std::string paragraph_xml(const EditedParagraph& paragraph, const EditedPaper& edited) {
  return words_xml(paragraph, edited, true);
}

std::string note_xml(const EditedParagraph& paragraph, const EditedPaper& edited) {
  return words_xml(paragraph, edited, false);
}

std::string new_picture(const std::string& part) {
  return tr(
      "the picture is {0} in the copy (a DOCX is a ZIP file): put it into content/figures, and write "
      "<figure>",
      {part});
}

std::vector<std::string> new_elements(const Document& document, const EditedPaper& edited,
                                      const std::vector<const EditedBlock*>& blocks, const std::string& name,
                                      const std::string& indent) {
  return NewContent(document, edited, blocks).elements(0, blocks.size(), name, indent);
}

}  // namespace kancelli::word
