// Edits of sections, tables, lists, pictures, links, heads and feet.
#include <algorithm>
#include <set>

#include "pipeline/word/compared.h"
#include "pipeline/word/source_words.h"
#include "tests/unit/word/word_edits.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

std::string style_of(xmlNode* paragraph) {
  return docx::value(docx::child(docx::child(paragraph, "pPr"), "pStyle"));
}

// 0 for what is no heading.
int level_of(xmlNode* block) {
  const std::string style = docx::is(block, "p") ? style_of(block) : "";
  return style.starts_with("Heading") && style.size() == 8 ? style.back() - '0' : 0;
}

void collect_blocks(xmlNode* parent, std::vector<xmlNode*>& blocks) {
  for (xmlNode* node = parent->children; node != nullptr; node = node->next) {
    if (docx::is(node, "p") || docx::is(node, "tbl"))
      blocks.push_back(node);
    else if (docx::is(node, "sdt") || docx::is(node, "sdtContent"))
      collect_blocks(node, blocks);
  }
}

std::string cells_xml(const std::vector<std::string>& texts) {
  std::string xml;
  for (const std::string& each : texts)
    xml += "<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t>" + each +
           "</w:t></w:r></w:p></w:tc>";
  return xml;
}

int span_of(xmlNode* cell) {
  const std::string span = docx::value(docx::child(docx::child(cell, "tcPr"), "gridSpan"));
  return span.empty() ? 1 : std::stoi(span);
}

void set_span(xmlNode* cell, int span) {
  docx::set_value(docx::child(docx::child(cell, "tcPr"), "gridSpan"), "val", std::to_string(span));
}

// The cell of a row at a column, and the first column that it covers.
std::pair<xmlNode*, int> cell_at(xmlNode* row, int column) {
  int at = 0;
  for (xmlNode* cell : docx::descendants(row, "tc")) {
    if (column < at + span_of(cell)) return {cell, at};
    at += span_of(cell);
  }
  return {nullptr, at};
}

bool is_plain(const PrintedParagraph& p) {
  return !p.heading && p.element != nullptr && p.element->is("p") && !p.element->parent->is("item");
}

}  // namespace

std::vector<xmlNode*> WordEdits::blocks() {
  std::vector<xmlNode*> found;
  collect_blocks(docx::child(docx::root(document_), "body"), found);
  return found;
}

void WordEdits::take_out(const std::vector<xmlNode*>& gone, bool tracked) {
  for (xmlNode* block : gone) {
    if (!tracked) {
      docx::remove(block);
      continue;
    }
    if (docx::is(block, "p")) track_whole(block, "del");
    for (xmlNode* row : docx::descendants(block, "tr"))
      docx::insert_xml(docx::need_first(row, "trPr"), nullptr, mark_of("del") + "/>");
    if (docx::is(block, "tbl"))
      for (xmlNode* p : docx::descendants(block, "p")) track_whole(p, "del");
  }
}

// The blocks of a section: a heading, up to the next that is no deeper.
std::vector<xmlNode*> WordEdits::pick_section(const std::vector<xmlNode*>& all) {
  std::vector<std::size_t> headings;
  for (std::size_t k = 0; k < all.size(); ++k)
    if (level_of(all[k]) > 1) headings.push_back(k);
  if (headings.empty()) return {};
  const std::size_t first = headings[random(headings.size())];
  std::size_t last = first + 1;
  while (last < all.size() && (level_of(all[last]) == 0 || level_of(all[last]) > level_of(all[first])))
    ++last;
  return {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(last)};
}

MadeEdit WordEdits::add_section(bool tracked) {
  const Line line = pick(is_plain);
  if (line.printed == nullptr) return {};
  int level = 0;
  for (xmlNode* block : blocks()) {
    if (block == line.paragraph) break;
    if (level_of(block) > 0) level = level_of(block);
  }
  if (level < 2) return {};
  level = std::min(5, level + static_cast<int>(random(2)));
  const std::string title = "Om " + words(2), said = "Her " + words(6) + ".";
  std::vector<std::string> made = {
      "<w:p><w:pPr><w:pStyle w:val=\"Heading" + std::to_string(level) + "\"/></w:pPr><w:r><w:t>" + title +
          "</w:t></w:r></w:p>",
      "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>" + said + "</w:t></w:r></w:p>"};
  xmlNode* place = line.paragraph->next;
  for (const std::string& xml : made) {
    xmlNode* paragraph = docx::insert_xml(line.paragraph->parent, place, xml);
    if (tracked) track_whole(paragraph, "ins");
  }
  return {
      true, {Kind::added, Kind::by_hand}, nullptr,
      "",   title + " ¶ " + said,         "level " + std::to_string(level) + " behind \"" + line.text + "\""};
}

MadeEdit WordEdits::remove_section(bool tracked) {
  const std::vector<xmlNode*> section = pick_section(blocks());
  if (section.empty()) return {};
  const std::string title = line_of(section.front()).text;
  take_out(section, tracked);
  return {true, {Kind::removed, Kind::by_hand}, nullptr, "", "", "section \"" + title + "\""};
}

MadeEdit WordEdits::remove_heading(bool tracked) {
  const std::vector<xmlNode*> section = pick_section(blocks());
  if (section.size() < 2) return {};
  const std::string title = line_of(section.front()).text;
  take_out({section.front()}, tracked);
  return {true, {Kind::removed, Kind::by_hand}, nullptr, shown(title), "", "heading \"" + title + "\""};
}

MadeEdit WordEdits::move_section(bool tracked) {
  const std::vector<xmlNode*> all = blocks(), section = pick_section(all);
  if (section.empty()) return {};
  // Of texts that stand there twice nobody can tell which one it was.
  std::multiset<std::string> texts;
  for (xmlNode* block : all)
    if (docx::is(block, "p")) texts.insert(line_of(block).text);
  for (xmlNode* block : section)
    if (docx::is(block, "p") && !line_of(block).text.empty() && texts.count(line_of(block).text) > 1)
      return {};
  const int level = level_of(section.front());
  std::vector<xmlNode*> places;
  const auto own = std::find(all.begin(), all.end(), section.front());
  for (auto each = all.begin(); each != all.end(); ++each)
    if (level_of(*each) == level && (each < own || each > own + static_cast<std::ptrdiff_t>(section.size())))
      places.push_back(*each);
  if (places.empty()) return {};
  xmlNode* place = places[random(places.size())];
  // In front of the control that a heading alone stands in.
  while (docx::is(place->parent, "sdtContent") && docx::previous_element(place) == nullptr)
    place = place->parent->parent;
  const std::string title = line_of(section.front()).text;
  std::vector<xmlNode*> moved;
  for (xmlNode* block : section) {
    moved.push_back(xmlCopyNode(block, 1));
    xmlAddPrevSibling(place, moved.back());
  }
  if (tracked) {
    for (xmlNode* block : section)
      for (xmlNode* p : docx::is(block, "p") ? std::vector{block} : docx::descendants(block, "p"))
        track_whole(p, "moveFrom");
    for (xmlNode* block : moved)
      for (xmlNode* p : docx::is(block, "p") ? std::vector{block} : docx::descendants(block, "p"))
        track_whole(p, "moveTo");
    // Word marks the rows of a moved table as taken out and put in.
    for (xmlNode* block : section)
      for (xmlNode* row : docx::descendants(block, "tr"))
        docx::insert_xml(docx::need_first(row, "trPr"), nullptr, mark_of("del") + "/>");
    for (xmlNode* block : moved)
      for (xmlNode* row : docx::descendants(block, "tr"))
        docx::insert_xml(docx::need_first(row, "trPr"), nullptr, mark_of("ins") + "/>");
  } else {
    for (xmlNode* block : section) docx::remove(block);
  }
  return {true, {Kind::moved, Kind::by_hand}, nullptr, "", "", "section \"" + title + "\""};
}

MadeEdit WordEdits::add_table(bool tracked) {
  const Line line = pick(is_plain);
  if (line.printed == nullptr) return {};
  const std::string caption = "Om " + words(3);
  std::string rows, told = "Tabel 9. " + caption;
  for (int k = 0; k < 3; ++k) {
    const std::vector<std::string> texts = {words(2), words(1)};
    rows += std::string("<w:tr>") + (k == 0 ? "<w:trPr><w:tblHeader/></w:trPr>" : "") + cells_xml(texts) +
            "</w:tr>";
  }
  xmlNode* place = line.paragraph->next;
  xmlNode* head = docx::insert_xml(
      line.paragraph->parent, place,
      "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/></w:pPr><w:r><w:t>" + told + "</w:t></w:r></w:p>");
  xmlNode* table = docx::insert_xml(
      line.paragraph->parent, place,
      "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + rows + "</w:tbl>");
  docx::insert_xml(line.paragraph->parent, place, "<w:p/>");
  if (tracked) {
    track_whole(head, "ins");
    for (xmlNode* row : docx::descendants(table, "tr"))
      docx::insert_xml(docx::need_first(row, "trPr"), nullptr, mark_of("ins") + "/>");
    for (xmlNode* p : docx::descendants(table, "p")) track_whole(p, "ins");
  }
  return {true, {Kind::added, Kind::by_hand},  line.printed->element->parent, "",
          "",   "behind \"" + line.text + "\""};
}

MadeEdit WordEdits::remove_table(bool tracked) {
  const std::vector<xmlNode*> all = blocks();
  std::vector<std::size_t> tables;
  for (std::size_t k = 1; k < all.size(); ++k)
    if (docx::is(all[k], "tbl") && docx::is(all[k - 1], "p") && style_of(all[k - 1]) == "Caption")
      tables.push_back(k);
  if (tables.empty()) return {};
  const std::size_t k = tables[random(tables.size())];
  const std::string caption = line_of(all[k - 1]).text;
  take_out({all[k - 1], all[k]}, tracked);
  return {true, {Kind::removed, Kind::by_hand}, nullptr, "", "", caption};
}

MadeEdit WordEdits::add_column(bool tracked) {
  const PrintedTable* table = nullptr;
  std::size_t first = 0;
  const std::vector<xmlNode*> all = rows(table, first);
  if (first != 1 || all.size() < 3 || table->table == nullptr) return {};
  const int width = static_cast<int>(table->table->elements("column").size()),
            column = 1 + static_cast<int>(random(static_cast<std::size_t>(width)));
  std::string told;
  for (xmlNode* row : all) {
    const auto [cell, begin] = cell_at(row, column);
    if (cell != nullptr && begin < column) {
      set_span(cell, span_of(cell) + 1);
      continue;
    }
    const std::string said = row == all[0] || random(3) > 0 ? words(2) : "";
    xmlNode* made = docx::insert_xml(row, cell, cells_xml({said}));
    // A cell that goes on downwards is one below another.
    if (tracked) {
      docx::insert_xml(docx::child(made, "tcPr"), nullptr, mark_of("cellIns") + "/>");
      track_whole(docx::child(made, "p"), "ins");
    }
    told += said + "|";
  }
  return {true, {Kind::added}, table->table, "", "", "column " + std::to_string(column) + ": " + told};
}

MadeEdit WordEdits::remove_column(bool tracked) {
  const PrintedTable* table = nullptr;
  std::size_t first = 0;
  const std::vector<xmlNode*> all = rows(table, first);
  const int width = table == nullptr || table->table == nullptr
                        ? 0
                        : static_cast<int>(table->table->elements("column").size());
  if (first != 1 || all.size() < 3 || width < 3) return {};
  const int column = static_cast<int>(random(static_cast<std::size_t>(width)));
  // Word tracks cells that go, not those that get narrower.
  for (xmlNode* row : all) tracked = tracked && span_of(cell_at(row, column).first) == 1;
  for (xmlNode* row : all) {
    xmlNode* cell = cell_at(row, column).first;
    if (span_of(cell) > 1) {
      set_span(cell, span_of(cell) - 1);
    } else if (tracked) {
      docx::insert_xml(docx::need_first(cell, "tcPr"), nullptr, mark_of("cellDel") + "/>");
      for (xmlNode* p : docx::descendants(cell, "p")) track_whole(p, "del");
    } else {
      docx::remove(cell);
    }
  }
  return {true, {Kind::removed, Kind::by_hand}, table->table, "", "", "column " + std::to_string(column)};
}

// Lists
// --------------------------------------------------------------------------------------------------------

void WordEdits::set_properties(xmlNode* paragraph, xmlNode* like) {
  if (xmlNode* own = docx::child(paragraph, "pPr")) docx::remove(own);
  xmlNode* made = xmlCopyNode(docx::child(like, "pPr"), 1);
  if (paragraph->children != nullptr)
    xmlAddPrevSibling(paragraph->children, made);
  else
    xmlAddChild(paragraph, made);
}

MadeEdit WordEdits::into_list(bool) {
  std::vector<Line> all = lines(), plain, items;
  for (Line& line : all) {
    xmlNode* number = docx::child(docx::child(line.paragraph, "pPr"), "numPr");
    if (number != nullptr && docx::value(docx::child(number, "ilvl")) == "0" && !line.printed->heading)
      items.push_back(line);
    if (number == nullptr && is_plain(*line.printed) && !line.printed->element->parent->is("quote"))
      plain.push_back(line);
  }
  if (plain.empty() || items.empty()) return {};
  const Line& line = plain[random(plain.size())];
  set_properties(line.paragraph, items[random(items.size())].paragraph);
  return {
      true,         {Kind::moved, Kind::by_hand}, line.printed->element, shown(line.text), shown(line.text),
      "into a list"};
}

MadeEdit WordEdits::out_of_list(bool) {
  std::vector<Line> all = lines(), plain, items;
  for (Line& line : all) {
    xmlNode* number = docx::child(docx::child(line.paragraph, "pPr"), "numPr");
    const Node* whole = whole_block(line.printed->element);
    if (number != nullptr && whole->is("item") && whole->parent->is("list")) items.push_back(line);
    if (number == nullptr && is_plain(*line.printed) && style_of(line.paragraph) == "BodyText")
      plain.push_back(line);
  }
  if (plain.empty() || items.empty()) return {};
  const Line& line = items[random(items.size())];
  set_properties(line.paragraph, plain[random(plain.size())].paragraph);
  return {
      true,           {Kind::moved, Kind::by_hand}, line.printed->element, shown(line.text), shown(line.text),
      "out of a list"};
}

// Pictures, links, controls, heads and feet
// ----------------------------------------------------------------------------

MadeEdit WordEdits::remove_picture(bool tracked) {
  const std::vector<xmlNode*> all = blocks();
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (docx::descendants(all[k], "drawing").empty()) continue;
    std::vector<xmlNode*> gone = {all[k]};
    const bool caption = k + 1 < all.size() && style_of(all[k + 1]) == "Caption";
    if (caption && random(2) == 0) gone.push_back(all[k + 1]);
    take_out(gone, tracked);
    return {true, {gone.size() == 2 ? Kind::removed : Kind::by_hand}, nullptr, "", "", "picture"};
  }
  return {};
}

MadeEdit WordEdits::add_picture(bool tracked) {
  const std::vector<xmlNode*> drawings = docx::descendants(docx::root(document_), "drawing");
  const Line line = pick(is_plain);
  if (drawings.empty() || line.printed == nullptr) return {};
  xmlNode* made = docx::insert_xml(line.paragraph->parent, line.paragraph->next, "<w:p><w:r/></w:p>");
  docx::copy_into(drawings[0], docx::child(made, "r"));
  if (tracked) track_whole(made, "ins");
  return {true, {Kind::by_hand}, nullptr, "", "", "behind \"" + line.text + "\""};
}

MadeEdit WordEdits::change_picture(bool) {
  for (auto& [name, bytes] : parts_)
    if (name.starts_with("word/media/") && name.ends_with(".png")) {
      bytes += words(1);
      return {true, {Kind::by_hand}, nullptr, "", "", name};
    }
  return {};
}

MadeEdit WordEdits::add_link(bool) {
  Line line = pick(is_plain);
  std::size_t begin = 0, end = 0;
  if (line.printed == nullptr || !pick_words(line, 3, begin, end)) return {};
  cut(line, end);
  cut(line, begin);
  cut(line, end);
  xmlNode* parent = line.chars[begin].text->parent->parent;
  std::vector<xmlNode*> runs;
  for (std::size_t k = begin; k < end; ++k)
    if (runs.empty() || runs.back() != line.chars[k].text->parent) runs.push_back(line.chars[k].text->parent);
  if (docx::is(parent, "hyperlink") ||
      std::any_of(runs.begin(), runs.end(), [&](xmlNode* run) { return run->parent != parent; }))
    return {};
  xmlNode* link = docx::insert_xml(parent, runs.front(), "<w:hyperlink r:id=\"rId900\"/>");
  for (xmlNode* run : runs) docx::move_into(run, link);
  std::string& relations = parts_.at("word/_rels/document.xml.rels");
  relations.insert(relations.rfind("</Relationships>"),
                   "<Relationship Id=\"rId900\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                   "relationships/hyperlink\" Target=\"https://www.example.dk/" +
                       std::to_string(random(100)) + "\" TargetMode=\"External\"/>");
  return {true, {Kind::look, statute_only()},        line.printed->element, shown(line.text),
          "",   line.text.substr(begin, end - begin)};
}

MadeEdit WordEdits::reword_without_controls(bool tracked) {
  for (auto all = docx::descendants(docx::root(document_), "sdt"); !all.empty();
       all = docx::descendants(docx::root(document_), "sdt")) {
    xmlNode* held = docx::child(all.front(), "sdtContent");
    while (held != nullptr && held->children != nullptr) docx::move_before(held->children, all.front());
    docx::remove(all.front());
  }
  return reword(tracked);
}

MadeEdit WordEdits::change_head(bool) {
  const std::string name = std::string("word/") +
                           (random(2) == 0   ? "footer1"
                            : random(2) == 0 ? "header1"
                                             : "header2") +
                           ".xml";
  const std::string end = "</w:t>";
  std::string& part = parts_.at(name);
  const std::size_t at = part.rfind(end, part.rfind("DOCPROPERTY"));
  if (part.find("<w:t ") == std::string::npos) return {};
  const std::size_t place = name == "word/footer1.xml" ? part.find(end)
                            : at == std::string::npos  ? part.rfind(end)
                                                       : at;
  part.insert(place, " " + words(1));
  return {true, {Kind::by_hand}, nullptr, "", "", name};
}

}  // namespace kancelli::word
