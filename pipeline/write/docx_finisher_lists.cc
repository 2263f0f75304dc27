// Pandoc gives every list a definition of its own and leaves the paragraphs without a list style. Here they
// become numbers on the reference document's definitions, so that a list looks and behaves in Word as one
// made there.
#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

// The definitions in the reference document (styles/docx/styles.mjs).
constexpr int bullets = 1, numbers = 2, headings = 3, attachments = 4;
constexpr int first_own_number = 10;
constexpr int style_levels = 5;  // List Number to List Number 5
constexpr int levels = 9;

struct Level {
  std::string format, text;  // "decimal", "%1."
  int start = 1;
};

// Pandoc's lists: w:num by id, each with its levels.
using Lists = std::map<std::string, std::map<int, Level>>;

int number_of(const std::string& text) {
  return text.empty() ? 0 : std::stoi(text);
}

Lists read_lists(xmlNode* numbering) {
  std::map<std::string, std::map<int, Level>> definitions;
  for (xmlNode* definition = child(numbering, "abstractNum"); definition != nullptr;
       definition = next(definition, "abstractNum"))
    for (xmlNode* level = child(definition, "lvl"); level != nullptr; level = next(level, "lvl")) {
      Level& made = definitions[value(definition, "abstractNumId")][number_of(value(level, "ilvl"))];
      if (const xmlNode* format = child(level, "numFmt")) made.format = value(format);
      if (const xmlNode* text = child(level, "lvlText")) made.text = value(text);
      if (const xmlNode* start = child(level, "start")) made.start = number_of(value(start));
    }
  Lists lists;
  for (xmlNode* number = child(numbering, "num"); number != nullptr; number = next(number, "num")) {
    const xmlNode* definition = child(number, "abstractNumId");
    auto& list = lists[value(number, "numId")] =
        definition == nullptr ? std::map<int, Level>{} : definitions[value(definition)];
    for (xmlNode* change = child(number, "lvlOverride"); change != nullptr;
         change = next(change, "lvlOverride"))
      if (const xmlNode* start = child(change, "startOverride"))
        list[number_of(value(change, "ilvl"))].start = number_of(value(start));
  }
  return lists;
}

std::string letters(int number) {
  std::string text;
  for (; number > 0; number = (number - 1) / 26)
    text.insert(text.begin(), static_cast<char>('a' + (number - 1) % 26));
  return text;
}

std::string roman(int number) {
  static const std::pair<int, const char*> signs[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string text;
  for (const auto& [worth, sign] : signs)
    for (; number >= worth; number -= worth) text += sign;
  return text;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

// What a cross reference to the item prints: its number without the signs around it.
std::string shown(int number, const std::string& format) {
  if (format == "lowerLetter") return letters(number);
  if (format == "upperLetter") return upper(letters(number));
  if (format == "lowerRoman") return roman(number);
  if (format == "upperRoman") return upper(roman(number));
  return std::to_string(number);
}

// The w:ind of a level of a list definition; nullptr when it has none.
const xmlNode* indent_of_level(xmlNode* numbering, int definition, int level) {
  for (xmlNode* list = child(numbering, "abstractNum"); list != nullptr; list = next(list, "abstractNum"))
    for (xmlNode* each = child(list, "lvl"); each != nullptr; each = next(each, "lvl"))
      if (value(list, "abstractNumId") == std::to_string(definition) &&
          value(each, "ilvl") == std::to_string(level))
        if (const xmlNode* properties = child(each, "pPr")) return child(properties, "ind");
  return nullptr;
}

class ListFinisher {
 public:
  explicit ListFinisher(Paper& paper)
      : paper_(paper),
        lists_(paper.numbering ? read_lists(root(paper.numbering)) : Lists{}),
        house_(root(paper.numbering_part)) {}

  void run() {
    for (xmlNode* story : paper_.stories())
      for (xmlNode* paragraph : descendants(story, "p")) {
        xmlNode* properties = child(paragraph, "pPr");
        xmlNode* number = properties == nullptr ? nullptr : child(properties, "numPr");
        if (number != nullptr) finish_item(paragraph, number);
      }
  }

 private:
  void finish_item(xmlNode* paragraph, xmlNode* number) {
    const std::string id = value(need(number, "numId"));
    const int level = std::min(number_of(value(need(number, "ilvl"))), levels - 1);
    const auto list = lists_.find(id);
    if (list == lists_.end())
      throw Error("the DOCX has a paragraph in list " + id + ", which is not defined");
    const Level& look = list->second[level];
    const std::string suffix = level == 0 ? "" : std::to_string(std::min(level + 1, style_levels));
    if (look.format == "bullet" && look.text == " ") {  // a further paragraph of an item
      set_paragraph_style(paragraph, "ListContinue" + suffix);
      remove(number);
      return;
    }
    const std::string style = paragraph_style(paragraph);
    const bool own_style = level == 0 && (style == "Bilagsliste" || style == "Indstillingspunkt" ||
                                          style == "Bemaerkningspunkt");
    if (!own_style)
      set_paragraph_style(paragraph, (look.format == "bullet" ? "ListBullet" : "ListNumber") + suffix);
    // To Word a list's indent goes before that of the style.
    if (const xmlNode* indent = own_style ? paper_.styles.indent(style) : nullptr)
      copy_into(indent, child(paragraph, "pPr"));
    if (look.format == "bullet") {
      set_value(child(number, "numId"), "val", std::to_string(bullets));
      return;
    }
    set_value(child(number, "numId"), "val",
              own_number(id, level, look, style == "Bilagsliste" && own_style ? attachments : numbers));
    paper_.numbers[paragraph] = shown(look.start + counts_[id]++, look.format);
  }

  // The w:num of Pandoc's list, made at its first item; it begins anew, because it is a list of its own.
  std::string own_number(const std::string& id, int level, const Level& look, int definition) {
    std::string& made = made_[id];
    if (!made.empty()) return made;
    made = std::to_string(first_own_number + static_cast<int>(made_.size()) - 1);
    std::string xml = "<w:num w:numId=\"" + made + "\"><w:abstractNumId w:val=\"" +
                      std::to_string(definition) + "\"/><w:lvlOverride w:ilvl=\"" + std::to_string(level) +
                      "\"><w:startOverride w:val=\"" + std::to_string(look.start) + "\"/>";
    const std::string text = "%" + std::to_string(level + 1) + ".";
    if (look.format != "decimal" || look.text != text) xml += level_of(level, look, definition);
    insert_xml(house_, nullptr, xml + "</w:lvlOverride></w:num>");
    return made;
  }

  // The definition's level with another look of the number.
  std::string level_of(int level, const Level& look, int definition) const {
    const xmlNode* indent = indent_of_level(house_, definition, level);
    const std::string place = indent == nullptr
                                  ? ""
                                  : "<w:pPr><w:ind w:left=\"" + value(indent, "left") + "\" w:hanging=\"" +
                                        value(indent, "hanging") + "\"/></w:pPr>";
    return "<w:lvl w:ilvl=\"" + std::to_string(level) + "\"><w:start w:val=\"" + std::to_string(look.start) +
           "\"/><w:numFmt w:val=\"" + look.format + "\"/><w:lvlText w:val=\"" + escape(look.text) +
           "\"/><w:lvlJc w:val=\"left\"/>" + place + "</w:lvl>";
  }

  Paper& paper_;
  Lists lists_;
  xmlNode* house_;
  std::map<std::string, std::string> made_;  // Pandoc's id to ours
  std::map<std::string, int> counts_;        // items seen
};

void drop_heading_list(xmlNode* numbering) {
  for (const auto& [element, id] : {std::pair{"abstractNum", "abstractNumId"}, std::pair{"num", "numId"}})
    for (xmlNode* node = child(numbering, element); node != nullptr; node = next(node, element))
      if (value(node, id) == std::to_string(headings)) {
        remove(node);
        break;
      }
}

xmlNode* new_number(xmlNode* properties, int list, int level) {
  xmlNode* number = need(properties, "numPr");
  set_value(need(number, "ilvl"), "val", std::to_string(level));
  set_value(need(number, "numId"), "val", std::to_string(list));
  return number;
}

// The level in the heading list of a paragraph in style Heading2 and on (the paper's title is Heading1 and
// bears no number); or -1.
int heading_level(const std::string& style) {
  constexpr std::string_view name = "Heading";
  if (style.size() != name.size() + 1 || !style.starts_with(name) || style.back() < '2' || style.back() > '6')
    return -1;
  return style.back() - '2';
}

void number_headings(Paper& paper) {
  for (xmlNode* style = child(root(paper.styles_part), "style"); style != nullptr;
       style = next(style, "style"))
    if (const int level = heading_level(value(style, "styleId")); level >= 0) {
      xmlNode* properties = need(style, "pPr");
      new_number(properties, headings, level);
      // The indent of a style goes before that of its list.
      if (xmlNode* indent = child(properties, "ind")) remove(indent);
      if (const xmlNode* own = indent_of_level(root(paper.numbering_part), headings, level))
        copy_into(own, properties);
    }
  std::vector<int> counts(levels);
  for (xmlNode* paragraph : descendants(root(paper.document), "p")) {
    const int level = heading_level(paragraph_style(paragraph));
    if (level < 0) continue;
    bool numbered = true;
    for (xmlNode* mark : instructions(paragraph)) numbered = numbered && mark_name(mark) != "unnumbered";
    if (!numbered) {
      new_number(child(paragraph, "pPr"), 0, 0);
      continue;
    }
    ++counts[level];
    std::fill(counts.begin() + level + 1, counts.end(), 0);
    std::string number;
    for (int at = 0; at <= level; ++at) number += (at == 0 ? "" : ".") + std::to_string(counts[at]);
    paper.numbers[paragraph] = number;
  }
}

}  // namespace

void finish_lists(Paper& paper) {
  ListFinisher(paper).run();
  if (paper.properties.numbered)
    number_headings(paper);
  else
    drop_heading_list(root(paper.numbering_part));
}

}  // namespace kancelli::docx
