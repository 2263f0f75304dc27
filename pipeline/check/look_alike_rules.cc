// What is built with signs instead of elements: headings, lists, numbers and distances that only look like
// it.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/lexicon.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// True for an element without words, numbers, pictures and the like; spaces of any kind are none.
bool is_empty(const Node& node) {
  return std::all_of(node.children.begin(), node.children.end(), [](const Node* child) {
    if (child->kind == Node::Kind::text) return trim(without_typography(child->text)).empty();
    return child->kind != Node::Kind::element ||
           (is_inline(*child) && !is_computed(*child) && is_empty(*child));
  });
}

// Its first words, as far as they stand in one text; nothing when an element comes first.
const Node* first_text(const Node& node) {
  for (const Node* child : node.children) {
    if (child->kind == Node::Kind::text && trim(child->text).empty()) continue;
    return child->kind == Node::Kind::text ? child : nullptr;
  }
  return nullptr;
}

// --- heading-imitated

// A paragraph that is nothing but a few strong words, with something below it.
bool looks_like_heading(const Node& p) {
  if (p.parent->is("item") || p.parent->is("cell") || p.parent->is("quote") || p.parent->is("note"))
    return false;
  const Node* strong = nullptr;
  for (const Node* child : p.children) {
    if (child->kind == Node::Kind::text && trim(without_typography(child->text)).empty()) continue;
    if (strong != nullptr || !child->is("strong")) return false;
    strong = child;
  }
  if (strong == nullptr) return false;
  const std::string words = collapse_space(strong->content());
  const auto siblings = p.parent->elements();
  return !words.empty() && words.size() < 80 && !words.ends_with(".") && !words.ends_with(",") &&
         siblings.back() != &p;
}

void heading_imitated(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* p : examined.elements("p"))
    if (looks_like_heading(*p))
      diagnostics.error("heading-imitated", p->name_span,
                        tr("a paragraph that is all strong looks like a heading, but is none"),
                        {tr("write <section><title>...</title> around what follows")});
}

// --- row-empty

void row_empty(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* row : examined.elements("row")) {
    const auto cells = row->elements("cell");
    if (row->find("kind") == nullptr && std::all_of(cells.begin(), cells.end(), [](const Node* cell) {
          return cell->find("value") == nullptr && is_empty(*cell);
        }))
      diagnostics.error("row-empty", row->name_span, tr("all cells of the row are empty"),
                        {tr("take it out, or part the rows with <group>")});
  }
}

// --- number-typed

// The length of a list's sign that begins a text, its space counted in: "- ", "• ", "1) ", "a) ", "12. "; 0
// for none.
std::size_t marker(std::string_view text) {
  for (const std::string_view sign : {"- ", "– ", "• ", "* ", "· ", "▪ "})
    if (text.starts_with(sign)) return sign.size();
  std::size_t end = 0;
  while (end < text.size() && digit(text[end])) ++end;
  if (end == 0 && !text.empty() && text[0] >= 'a' && text[0] <= 'z') end = 1;
  if (end == 0 || end > 2 || end + 1 >= text.size() || text[end + 1] != ' ') return 0;
  return text[end] == ')' || (text[end] == '.' && digit(text[0])) ? end + 2 : 0;
}

// "1. behandling" is an ordinal: behind a point, a capital or "at" tells of a list.
bool surely_marker(std::string_view text, std::size_t length) {
  if (text[length - 2] != '.') return true;
  const std::string_view behind = text.substr(length);
  if (behind.starts_with("at ")) return true;
  std::size_t at = 0;
  const char32_t c = behind.empty() ? 0 : next_code_point(behind, at);
  return is_letter(c) && lower(c) != c;
}

struct Marked {
  const Node* text = nullptr;
  std::size_t begin = 0, length = 0;  // in the text's bytes
};

Marked marked(const Node& block) {
  const Node* text = first_text(block);
  if (text == nullptr) return {};
  std::size_t begin = 0;
  while (begin < text->text.size() && is_xml_space(text->text[begin])) ++begin;
  const std::string words = without_typography(text->text.substr(begin, 8));
  const std::size_t length = marker(words);
  if (length == 0 || !surely_marker(words, length) ||
      words.size() != std::min<std::size_t>(8, text->text.size() - begin))
    return {};
  return {text, begin, length};
}

// In a paragraph "1. Formål" may be a sentence's own; two such ones in a row are a list.
bool is_typed_list(const Marked& found, const Node& p, bool first, const Node* next) {
  const char sign = found.text->text[found.begin];
  if (!digit(sign) && !(sign >= 'a' && sign <= 'z')) return first;
  return first && !p.parent->is("item") && next != nullptr && next->is("p") && marked(*next).text != nullptr;
}

void report_marker(const ExaminedPaper& examined, const Marked& found, std::string hint, bool repair,
                   Diagnostics& diagnostics) {
  const Span span =
      span_in_text(examined.project.sources, *found.text, found.begin, found.begin + found.length - 1);
  Diagnostic& d =
      diagnostics.error("number-typed", span,
                        tr("\"{0}\" is typed at the beginning of a line",
                           {std::string_view(found.text->text).substr(found.begin, found.length - 1)}),
                        {std::move(hint)});
  if (repair)
    d.fix.push_back(
        {span_in_text(examined.project.sources, *found.text, found.begin, found.begin + found.length), ""});
}

void check_lists(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* item : examined.elements("item"))
    if (const Marked found = marked(*item); found.text != nullptr)
      report_marker(examined, found, tr("take it out: the list prints its own sign"), true, diagnostics);
  const Node* last = nullptr;  // the paragraph that was told of, or follows one in the same list
  for (const Node* p : examined.elements("p")) {
    const Marked found = marked(*p);
    if (found.text == nullptr || p->parent->is("quote")) continue;
    const auto siblings = p->parent->elements();
    const auto here = std::find(siblings.begin(), siblings.end(), p);
    const bool first = here == siblings.begin() || *(here - 1) != last;
    const Node* next = here + 1 == siblings.end() ? nullptr : *(here + 1);
    if (is_typed_list(found, *p, first, next)) {
      report_marker(examined, found,
                    tr("make it a list: <list kind=\"{0}\"><item>...</item></list>",
                       {digit(found.text->text[found.begin]) ? "number" : "bullet"}),
                    false, diagnostics);
      last = p;
    } else if (!first) {
      last = p;
    }
  }
}

// "Tabel 1: ", "Figur 2. ", "Bilag 3 – " at the beginning of a title: the length of it; `number` is set.
std::size_t typed_number(std::string_view title, std::string_view word, int& number) {
  if (!lower(title.substr(0, word.size())).starts_with(word) || title.size() < word.size() + 3 ||
      title[word.size()] != ' ')
    return 0;
  std::size_t at = word.size() + 1;
  number = 0;
  for (; at < title.size() && digit(title[at]) && number < 1000; ++at)
    number = number * 10 + (title[at] - '0');
  if (number == 0) return 0;
  for (const std::string_view joint : {": ", ". ", " – ", " - ", ", "})
    if (title.substr(at).starts_with(joint)) return at + joint.size();
  return 0;
}

void report_number(Span span, std::string_view typed, Diagnostics& diagnostics) {
  diagnostics.error("number-typed", span,
                    tr("\"{0}\" is typed, and the program writes its number too", {typed}),
                    {tr("take it out: the number follows the order")});
}

void check_titles(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  int number = 0;
  for (const Node* caption : examined.elements("caption")) {
    const Node* text = first_text(*caption);
    if (text == nullptr) continue;
    const std::string words = without_typography(text->text);
    if (words.size() != text->text.size()) continue;
    const std::size_t skip = words.find_first_not_of(" \n\t\r"),
                      length = typed_number(std::string_view(words).substr(skip),
                                            caption->parent->is("table") ? "tabel" : "figur", number);
    if (length != 0)
      report_number(span_in_text(examined.project.sources, *text, skip, skip + length - 1),
                    words.substr(skip, length - 1), diagnostics);
  }
  for (const Node* attachment : examined.elements("attachment"))
    if (const Attribute* title = attachment->find("title"))
      if (const std::size_t length = typed_number(without_typography(title->value), "bilag", number);
          length != 0)
        report_number(span_in_value(examined.project.sources, *title, 0, length - 1),
                      title->value.substr(0, length - 1), diagnostics);
}

// "2. Formål", "2.1 Opgaver" as a section's heading.
void check_headings(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* title : examined.elements("title")) {
    const Node* text = title->parent->is("meta") ? nullptr : first_text(*title);
    if (text == nullptr) continue;
    const std::size_t begin = text->text.find_first_not_of(" \n\t\r");
    std::size_t end = begin, points = 0;
    while (end < text->text.size() && (digit(text->text[end]) || (text->text[end] == '.' && end > begin))) {
      if (text->text[end] == '.') ++points;
      ++end;
    }
    if (end == begin || points == 0 || end + 1 >= text->text.size() || text->text[end] != ' ') continue;
    std::size_t at = end + 1;
    const char32_t c = next_code_point(text->text, at);
    if (!is_letter(c) || lower(c) == c) continue;
    report_number(span_in_text(examined.project.sources, *text, begin, end),
                  text->text.substr(begin, end - begin), diagnostics);
  }
}

void number_typed(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  check_lists(examined, diagnostics);
  check_titles(examined, diagnostics);
  check_headings(examined, diagnostics);
}

}  // namespace

std::vector<Rule> look_alike_rules() {
  return {
      {.code = "heading-imitated",
       .severity = Severity::warning,
       .summary = "Something looks like a heading and is none.",
       .explanation = "Who cannot see the page goes from heading to heading, so each must be one: a "
                      "paragraph that is all "
                      "<strong> only looks like it. Strong words in a note, a list, a table or a quotation "
                      "are left alone, "
                      "and so are whole sentences.",
       .failing = R"(<p><strong>Møder</strong></p>
<p>Bestyrelsen holder fire møder.</p>
)",
       .passing = R"(<section>
  <title>Møder</title>
  <p>Bestyrelsen holder fire møder.</p>
</section>
)",
       .check = heading_imitated},
      {.code = "number-typed",
       .severity = Severity::warning,
       .summary = "A number or a list's sign is typed that the program writes.",
       .explanation = "The program numbers lists, tables, figures, attachments and sections. What is typed "
                      "stands there twice, is "
                      "wrong when another one comes before it, and a list of typed signs is none for a "
                      "screen reader. \"1. "
                      "behandling\" and \"1. januar\" are ordinals and left alone.",
       .failing = R"(<p>Bestyrelsen skal</p>
<p>- holde fire møder</p>
<p>- gøre status hvert år.</p>
)",
       .passing = R"(<p>Bestyrelsen skal</p>
<list kind="bullet">
  <item>holde fire møder</item>
  <item>gøre status hvert år.</item>
</list>
)",
       .check = number_typed},
      {.code = "row-empty",
       .severity = Severity::warning,
       .summary = "A row of a table is empty.",
       .explanation =
           "Rows that belong together stand in a <group>, and the program sets them apart. An empty row says "
           "nothing when it is read aloud. A single empty cell is left alone.",
       .failing = R"(<table>
  <caption>Møder</caption>
  <column type="text">Udvalg</column>
  <column type="text">Dag</column>
  <row><cell>Skoleudvalget</cell><cell>Mandag</cell></row>
  <row><cell/><cell/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Møder</caption>
  <column type="text">Udvalg</column>
  <column type="text">Dag</column>
  <row><cell>Skoleudvalget</cell><cell>Mandag</cell></row>
</table>
)",
       .check = row_empty}};
}

}  // namespace kancelli
