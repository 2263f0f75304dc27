// Paragraphs, pictures and runs: styles that Pandoc only helps itself with, text alternatives, hyphens, runs
// that are alike, and properties in the order that the schema wants.
#include <algorithm>
#include <array>
#include <cstring>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

// The schema's order (ECMA-376, part 1, 17.3.1.26, 17.3.2.28 and 17.4.70).
constexpr std::array paragraph_order = {"pStyle",
                                        "keepNext",
                                        "keepLines",
                                        "pageBreakBefore",
                                        "framePr",
                                        "widowControl",
                                        "numPr",
                                        "suppressLineNumbers",
                                        "pBdr",
                                        "shd",
                                        "tabs",
                                        "suppressAutoHyphens",
                                        "kinsoku",
                                        "wordWrap",
                                        "overflowPunct",
                                        "topLinePunct",
                                        "autoSpaceDE",
                                        "autoSpaceDN",
                                        "bidi",
                                        "adjustRightInd",
                                        "snapToGrid",
                                        "spacing",
                                        "ind",
                                        "contextualSpacing",
                                        "mirrorIndents",
                                        "suppressOverlap",
                                        "jc",
                                        "textDirection",
                                        "textAlignment",
                                        "textboxTightWrap",
                                        "outlineLvl",
                                        "divId",
                                        "cnfStyle",
                                        "rPr",
                                        "sectPr",
                                        "pPrChange"};
constexpr std::array run_order = {"ins",
                                  "del",
                                  "moveFrom",
                                  "moveTo",
                                  "rStyle",
                                  "rFonts",
                                  "b",
                                  "bCs",
                                  "i",
                                  "iCs",
                                  "caps",
                                  "smallCaps",
                                  "strike",
                                  "dstrike",
                                  "outline",
                                  "shadow",
                                  "emboss",
                                  "imprint",
                                  "noProof",
                                  "snapToGrid",
                                  "vanish",
                                  "webHidden",
                                  "color",
                                  "spacing",
                                  "w",
                                  "kern",
                                  "position",
                                  "sz",
                                  "szCs",
                                  "highlight",
                                  "u",
                                  "effect",
                                  "bdr",
                                  "shd",
                                  "fitText",
                                  "vertAlign",
                                  "rtl",
                                  "cs",
                                  "em",
                                  "lang",
                                  "eastAsianLayout",
                                  "specVanish",
                                  "oMath",
                                  "rPrChange"};
constexpr std::array cell_order = {"cnfStyle",  "tcW",    "gridSpan", "hMerge", "vMerge",
                                   "tcBorders", "shd",    "noWrap",   "tcMar",  "textDirection",
                                   "tcFitText", "vAlign", "hideMark"};

template <std::size_t size>
void reorder(xmlNode* properties, const std::array<const char*, size>& order) {
  std::vector<std::pair<std::size_t, xmlNode*>> children;
  for (xmlNode* node = properties->children; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    const auto place =
        std::find_if(order.begin(), order.end(), [&](const char* name) { return is(node, name); });
    children.emplace_back(place - order.begin(), node);
  }
  const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (std::is_sorted(children.begin(), children.end(), earlier)) return;
  std::stable_sort(children.begin(), children.end(), earlier);
  for (const auto& [place, node] : children) move_into(node, properties);
}

bool is_list_style(const std::string& style) {
  return style.starts_with("List") || style == "Indstillingspunkt" || style == "Bilagsliste";
}

// One rPr says the same as another: the same elements with the same attributes, in the same (schema's) order.
bool same(const xmlNode* a, const xmlNode* b) {
  if (a == nullptr || b == nullptr) return a == b;
  if (a->type != XML_ELEMENT_NODE || b->type != XML_ELEMENT_NODE ||
      std::strcmp(reinterpret_cast<const char*>(a->name), reinterpret_cast<const char*>(b->name)) != 0)
    return false;
  const xmlAttr *x = a->properties, *y = b->properties;
  for (; x != nullptr && y != nullptr; x = x->next, y = y->next)
    if (std::strcmp(reinterpret_cast<const char*>(x->name), reinterpret_cast<const char*>(y->name)) != 0 ||
        value(a, reinterpret_cast<const char*>(x->name)) != value(b, reinterpret_cast<const char*>(x->name)))
      return false;
  if (x != nullptr || y != nullptr) return false;
  const xmlNode *p = a->children, *q = b->children;
  for (; p != nullptr && q != nullptr; p = p->next, q = q->next)
    if (!same(p, q)) return false;
  return p == nullptr && q == nullptr;
}

// A run that holds text and nothing else.
bool is_text_run(const xmlNode* run) {
  if (!is(run, "r")) return false;
  bool text = false;
  for (const xmlNode* node = run->children; node != nullptr; node = node->next) {
    if (is(node, "t"))
      text = true;
    else if (node->type == XML_ELEMENT_NODE && !is(node, "rPr"))
      return false;
  }
  return text;
}

std::string content(xmlNode* node) {
  xmlChar* text = xmlNodeGetContent(node);
  std::string result = reinterpret_cast<const char*>(text);
  xmlFree(text);
  return result;
}

void set_text(xmlNode* text, const std::string& words) {
  xmlNodeSetContent(text, nullptr);
  xmlNodeAddContentLen(text, reinterpret_cast<const xmlChar*>(words.data()), static_cast<int>(words.size()));
  xmlNodeSetSpacePreserve(text, 1);
}

// Follows `run` as far as the next runs are like it, and takes their text.
void take_equal_neighbours(xmlNode* run) {
  if (!is_text_run(run)) return;
  std::string words;
  for (xmlNode* text = child(run, "t"); text != nullptr; text = next(text, "t")) words += content(text);
  const std::size_t own = words.size();
  while (xmlNode* other = run->next) {
    if (!is_text_run(other) || !same(child(run, "rPr"), child(other, "rPr"))) break;
    for (xmlNode* text = child(other, "t"); text != nullptr; text = next(text, "t")) words += content(text);
    remove(other);
  }
  xmlNode* text = child(run, "t");
  if (words.size() == own && next(text, "t") == nullptr) return;
  while (xmlNode* more = next(text, "t")) remove(more);
  set_text(text, words);
}

// Word has elements for the no-break and the soft hyphen: Calibri lacks the first, and the second would
// always be seen.
void replace_hyphens(xmlNode* text) {
  const std::string words = content(text);
  if (words.find("\u2011") == std::string::npos && words.find("\u00ad") == std::string::npos) return;
  std::string xml, piece;
  const auto flush = [&] {
    if (!piece.empty()) xml += "<w:t xml:space=\"preserve\">" + escape(piece) + "</w:t>";
    piece.clear();
  };
  for (std::size_t offset = 0; offset < words.size();) {
    const char32_t c = next_code_point(words, offset);
    if (c != 0x2011 && c != 0xad) {
      append_utf8(piece, c);
      continue;
    }
    flush();
    xml += c == 0xad ? "<w:softHyphen/>" : "<w:noBreakHyphen/>";
  }
  flush();
  insert_xml(text->parent, text, xml);
  remove(text);
}

void unset(xmlNode* node, const char* attribute) {
  xmlUnsetProp(node, reinterpret_cast<const xmlChar*>(attribute));
}

void set_plain(xmlNode* node, const char* attribute, const std::string& text) {
  xmlSetProp(node, reinterpret_cast<const xmlChar*>(attribute),
             reinterpret_cast<const xmlChar*>(text.c_str()));
}

// Scales what `node` says of a picture's size, so that it is no wider than the text.
void scale(xmlNode* node, long long width, long long limit) {
  set_plain(node, "cx", std::to_string(limit));
  set_plain(node, "cy", std::to_string(std::stoll(plain_value(node, "cy")) * limit / width));
}

void finish_picture(Paper& paper, xmlNode* drawing) {
  constexpr long long emu_per_twip = 635;
  const std::string number = std::to_string(paper.next_picture++);
  std::string description;
  for (xmlNode* properties : descendants(drawing, "docPr")) {
    description = plain_value(properties, "descr");
    unset(properties, "title");
    set_plain(properties, "id", number);
    set_plain(properties, "name", "Billede " + number);
    if (description.empty()) {  // a picture that says nothing; Word 2019 and later know how to say so
      unset(properties, "descr");
      insert_xml(properties, nullptr,
                 "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative "
                 "xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" "
                 "val=\"1\"/></a:ext></a:extLst>");
    }
  }
  for (xmlNode* properties : descendants(drawing, "cNvPr")) {
    unset(properties, "descr");
    unset(properties, "title");
    set_plain(properties, "id", number);
    set_plain(properties, "name", "Billede " + number);
  }
  for (xmlNode* picture :
       descendants(drawing, "inline"))  // LibreOffice leaves room around it where nothing is said
    for (const char* side : {"distT", "distB", "distL", "distR"}) set_plain(picture, side, "0");
  for (xmlNode* extent : descendants(drawing, "extent")) {
    const long long width = std::stoll(plain_value(extent, "cx")), limit = paper.text_width * emu_per_twip;
    if (width <= limit) continue;
    scale(extent, width, limit);
    for (xmlNode* inner : descendants(drawing, "xfrm"))
      for (xmlNode* size : descendants(inner, "ext")) scale(size, width, limit);
  }
}

// What stands apart from the text, with more room around it and none of that within.
enum class Group { text, list, quote, note, figure };

Group group_of(const xmlNode* paragraph) {
  const std::string style = is(paragraph, "p") ? paragraph_style(paragraph) : "";
  if (is_list_style(style)) return Group::list;
  if (style == "Quote" || style == "Citatkilde") return Group::quote;
  if (style.starts_with("Bemaerkning")) return Group::note;
  if (style == "Figure") return Group::figure;
  return style == "Caption" && group_of(previous_element(paragraph)) == Group::figure ? Group::figure
                                                                                      : Group::text;
}

// Space that a style cannot give, because it hangs on the neighbours.
void finish_room(Paper& paper, xmlNode* paragraph) {
  const auto style_space = [&](const char* id, const char* side) { return paper.styles.space(id, side); };
  const auto set = [&](const char* side, int twips) {
    set_value(need(need_first(paragraph, "pPr"), "spacing"), side, std::to_string(twips));
  };
  const xmlNode *before = previous_element(paragraph), *after = next_element(paragraph);
  const Group group = group_of(paragraph), above = group_of(before), below = group_of(after);
  const std::string style = paragraph_style(paragraph);
  const int apart = style_space("Caption", "before"), usual = style_space("BodyText", "after");
  if (style == "Heading1" && before == nullptr) set("before", 0);
  if (style == "Heading1" && is(after, "p") && paragraph_style(after) == "Sagsnummer")
    set("after", style_space("ListBullet", "after"));
  if (group == Group::list && below != Group::list) set("after", usual);
  if (group == Group::quote && below == Group::quote && paragraph_style(after) == "Citatkilde")
    set("after", style_space("Citatkilde", "before"));
  if (group == Group::quote || group == Group::note || group == Group::figure) {
    if (above != group)
      set("before", apart);
    else if (style == "Caption")
      set("before", 0);
    if (below != group)
      set("after", apart);
    else if (group == Group::note && paragraph_style(after) != style)
      set("after", 0);  // two boxes that are to look like one
  }
  // What leads to something stays with it, and the last words with the signature.
  const bool leads = text_of(paragraph).ends_with(':') || text_of(paragraph).ends_with(',');
  const bool led = below == Group::list || below == Group::quote || is(after, "tbl") ||
                   (is(after, "p") && paragraph_style(after) == "Caption");
  const bool signs = is(after, "p") && paragraph_style(after) == "Signature";
  if (group == Group::text && ((leads && led) || below == Group::list || signs))
    need(need_first(paragraph, "pPr"), "keepNext");
}

}  // namespace

std::string paragraph_style(const xmlNode* paragraph) {
  const xmlNode* properties = child(paragraph, "pPr");
  const xmlNode* style = properties == nullptr ? nullptr : child(properties, "pStyle");
  return style == nullptr ? "" : value(style);
}

void set_paragraph_style(xmlNode* paragraph, const std::string& id) {
  set_value(need_first(need_first(paragraph, "pPr"), "pStyle"), "val", id);
}

void order_properties(xmlNode* story) {
  for (xmlNode* properties : descendants(story, "rPr")) reorder(properties, run_order);
  for (xmlNode* properties : descendants(story, "pPr")) reorder(properties, paragraph_order);
  for (xmlNode* properties : descendants(story, "tcPr")) reorder(properties, cell_order);
}

void finish_paragraphs(Paper& paper) {
  for (xmlNode* story : paper.stories())
    for (xmlNode* paragraph : descendants(story, "p")) {
      const bool in_note =
          ancestor(paragraph, "footnote") != nullptr || ancestor(paragraph, "comment") != nullptr;
      const std::string style = paragraph_style(paragraph);
      if (style == "FirstParagraph" || style == "Compact" || (style.empty() && !in_note))
        set_paragraph_style(paragraph, "BodyText");
      else if (!style.empty() && !paper.styles.has(style))
        throw Error("the reference document has no style " + style);
      if (in_note || ancestor(paragraph, "tc") != nullptr) continue;
      // LibreOffice does not see the frame of a style.
      if (xmlNode* frame = paper.styles.frame(style)) copy_into(frame, child(paragraph, "pPr"));
      finish_room(paper, paragraph);
    }
}

void finish_pictures(Paper& paper) {
  for (xmlNode* story : paper.stories())
    for (xmlNode* drawing : descendants(story, "drawing")) finish_picture(paper, drawing);
}

void finish_runs(Paper& paper) {
  for (xmlNode* story : paper.stories()) {
    for (xmlNode* mark : instructions(story)) remove(mark);
    for (xmlNode* sign : descendants(story, "annotationRef"))
      xmlAddNextSibling(sign->parent, sign);  // Pandoc puts it into the rPr
    for (const char* change : {"ins", "del"})
      for (xmlNode* node : descendants(story, change))
        set_value(node, "id", std::to_string(paper.next_bookmark++));
    order_properties(story);
    for (xmlNode* properties : descendants(story, "rPr"))
      if (properties->children == nullptr) remove(properties);
    for (const char* holder : {"p", "hyperlink", "ins"})
      for (xmlNode* parent : descendants(story, holder))
        for (xmlNode* run = parent->children; run != nullptr; run = run->next) take_equal_neighbours(run);
    for (xmlNode* text : descendants(story, "t")) replace_hyphens(text);
  }
}

}  // namespace kancelli::docx
