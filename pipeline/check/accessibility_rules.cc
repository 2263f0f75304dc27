// What a reader needs who cannot see the page.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::size_t longest_alternative = 250;

// "billeder/organisation.png" as somebody's text alternative: the file's name, with or without its folder and
// ending.
bool is_file_name(std::string_view alternative, std::string_view path) {
  const std::string alt = lower(trim(alternative)), src = lower(path);
  const std::string name = src.substr(src.rfind('/') + 1);
  return alt == src || alt == name || alt == name.substr(0, name.rfind('.'));
}

void text_alternative_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* figure : examined.elements("figure")) {
    if (figure->get("decorative") == "true") continue;
    const Attribute* alt = figure->find("alt");
    const std::string say = tr("say in alt what the picture shows, in a sentence or two");
    if (alt == nullptr || trim(alt->value).empty()) {
      diagnostics.error("text-alternative-missing", alt == nullptr ? figure->name_span : alt->span,
                        tr("the figure has no text alternative"),
                        {say, tr("or write decorative=\"true\", if it says nothing")});
    } else if (is_file_name(alt->value, figure->get("src"))) {
      diagnostics.error("text-alternative-missing", alt->value_span,
                        tr("the text alternative is only the file's name"), {say});
    } else if (const std::size_t length = code_point_count(alt->value); length > longest_alternative) {
      diagnostics.warning("text-alternative-missing", alt->value_span,
                          tr("the text alternative is long: {0} characters", {std::to_string(length)}),
                          {tr("keep it below {0}, and put the rest into the text or a table",
                              {std::to_string(longest_alternative)})});
    }
  }
}

// --- link-text

// Link texts that say nothing without the sentence around them.
constexpr auto empty_texts = std::to_array<std::string_view>(
    {"her",         "klik her", "se her", "læs mere",   "læs mere her", "læs her",     "se mere",
     "se mere her", "mere",     "link",   "linket",     "dette link",   "følg linket", "hent",
     "hent her",    "download", "here",   "click here", "read more",    "more"});

bool is_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
}

void check_link(const Node& link, Diagnostics& diagnostics) {
  const std::string text = collapse_space(without_typography(link.content()));
  std::string words = lower(text);
  while (!words.empty() && std::string_view(" .:,>!").find(words.back()) != std::string_view::npos)
    words.pop_back();
  if (words.empty()) return;  // not-filled-in
  const Span span = link.children.front()->span;
  const std::string say = tr("write what the reader finds there");
  if (std::find(empty_texts.begin(), empty_texts.end(), words) != empty_texts.end())
    diagnostics.error("link-text", span, tr("the link text \"{0}\" does not say where it leads", {text}),
                      {say});
  else if (is_address(words) && text.find(' ') == std::string::npos)
    diagnostics.error("link-text", span, tr("the link text is only the address"), {say});
}

// An address in running text: a screen reader spells it.
void check_addresses(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    const std::size_t begin = at >= 5 && text.substr(at - 5).starts_with("https") ? at - 5
                              : at >= 4                                           ? at - 4
                                                                                  : at;
    const TextContext& context = examined.text.context(begin);
    std::size_t end = std::min(text.find_first_of(" \n<>()»«”", at), text.size());
    while (end > at && std::string_view(".,;:").find(text[end - 1]) != std::string_view::npos) --end;
    if (!text.substr(begin).starts_with("http") || context.link || context.quote || end <= at + 3 ||
        examined.text.in_quotation_marks(begin))
      continue;
    const std::string address(text.substr(begin, end - begin));
    diagnostics.note("link-text", examined.span(begin, end), tr("an address stands in the text"),
                     {tr("write <link href=\"{0}\">what the reader finds there</link>", {address})});
  }
}

void link_text(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* link : examined.elements("link")) check_link(*link, diagnostics);
  check_addresses(examined, diagnostics);
}

// --- table-header

bool has_words(const Node& node) {
  return std::any_of(node.children.begin(), node.children.end(), [](const Node* child) {
    return child->kind == Node::Kind::text
               ? !trim(without_typography(child->text)).empty()
               : child->kind == Node::Kind::element && (is_computed(*child) || has_words(*child));
  });
}

constexpr std::size_t columns_that_need_heads = 3, rows_that_need_heads = 3;

// Rows of numbers whose first cell says what they are, but is no head. In a table of two columns the one cell
// is read right after the other anyway.
bool lacks_row_heads(const Node& table) {
  const auto columns = columns_of(table);
  const auto is_head = [](const Node* node) { return node->get("header") == "true"; };
  const auto is_text = [](const Node* column) { return column->get("type") == "text"; };
  if (columns.size() < columns_that_need_heads || !is_text(columns.front()) ||
      std::any_of(columns.begin(), columns.end(), is_head) ||
      std::all_of(columns.begin(), columns.end(), is_text))
    return false;
  const auto cells = place_cells(table);
  return !cells.empty() && cells.back().row_index + 1 >= rows_that_need_heads &&
         std::none_of(cells.begin(), cells.end(), [&](const PlacedCell& cell) { return is_head(cell.cell); });
}

void table_header(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* table : examined.elements("table")) {
    for (const Node* column : columns_of(*table))
      if (!has_words(*column))
        diagnostics.error("table-header", column->name_span, tr("the column has no heading"),
                          {tr("write what it holds, in a word or two")});
    if (!lacks_row_heads(*table)) continue;
    const Node& first = *columns_of(*table).front();
    Diagnostic& d =
        diagnostics.note("table-header", first.name_span, tr("the rows of the table have no heads"),
                         {tr("write header=\"true\" on the column that says what the rows are")});
    d.fix.push_back({{first.name_span.source, first.name_span.end, first.name_span.end}, " header=\"true\""});
  }
}

// --- title-file-name

bool looks_like_file(std::string_view title) {
  static constexpr auto endings =
      std::to_array<std::string_view>({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".odt",
                                       ".txt", ".xml", ".html", ".png", ".jpg", ".jpeg", ".svg"});
  const std::string small = lower(trim(title));
  if (std::any_of(endings.begin(), endings.end(),
                  [&](std::string_view ending) { return small.ends_with(ending); }))
    return true;
  return small.find('_') != std::string::npos && small.find(' ') == std::string::npos;
}

void title_file_name(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string say = tr("write what it is called, as a reader would say it");
  for (const Node* title : examined.elements("title"))
    if (title->parent->is("meta") && title->children.size() == 1 &&
        (looks_like_file(examined.paper.title) || examined.paper.title == examined.paper.id))
      diagnostics.error("title-file-name", title->children.front()->span, tr("the title is a file's name"),
                        {say});
  for (const Node* attachment : examined.elements("attachment")) {
    const Attribute* title = attachment->find("title");
    if (title == nullptr) continue;
    if (looks_like_file(title->value))
      diagnostics.error("title-file-name", title->value_span, tr("the attachment's title is a file's name"),
                        {say});
  }
}

}  // namespace

std::vector<Rule> accessibility_rules() {
  return {
      {.code = "link-text",
       .severity = Severity::warning,
       .summary = "A link's text does not say where it leads.",
       .explanation =
           "Who uses a screen reader may hear the links of a paper one after another, without the sentences "
           "around them: \"her\" and \"læs mere\" say nothing then, and an address is spelled out. An "
           "address in "
           "the text that is no link gives a note. The short name of a site (kk.dk) is left alone.",
       .failing = R"(<p>Referatet kan læses <link href="https://www.kk.dk/referater">her</link>.</p>
)",
       .passing =
           R"(<p>Referatet står på <link href="https://www.kk.dk/referater">kommunens side med referater</link>.</p>
)",
       .check = link_text},
      {.code = "table-header",
       .severity = Severity::warning,
       .summary = "A column or the rows of a table have no heading.",
       .explanation = "A screen reader says the column's heading, and the row's, before each number. Every "
                      "column has words, "
                      "and in a table of numbers the column that says what the rows are has header=\"true\"; "
                      "where that is "
                      "missing in a table of three columns and rows or more, it gives a note. Tables of "
                      "words alone need "
                      "no heads for "
                      "their rows.",
       .failing = R"(<table>
  <caption>Møder i året</caption>
  <column type="text" header="true">Udvalg</column>
  <column type="number"/>
  <row><cell>Udvalgets møder</cell><cell value="20"/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Møder i året</caption>
  <column type="text" header="true">Udvalg</column>
  <column type="number">Antal</column>
  <row><cell>Udvalgets møder</cell><cell value="20"/></row>
</table>
)",
       .check = table_header},
      {.code = "title-file-name",
       .severity = Severity::warning,
       .summary = "A title is a file's name.",
       .explanation = "The title stands on the first page, in the window of the reader and in lists of "
                      "attachments, and is read "
                      "aloud. \"tidsplan_v3.pdf\" is no title.",
       .failing = R"(<title>kommissorium_endelig_v3.docx</title>
<p>Bestyrelsen holder fire møder.</p>
)",
       .passing = R"(<title>Kommissorium for bestyrelsen</title>
<p>Bestyrelsen holder fire møder.</p>
)",
       .check = title_file_name},
      {.code = "text-alternative-missing",
       .severity = Severity::error,
       .summary = "A figure has no text for those who cannot see it.",
       .explanation = "A figure needs alt, which says what it shows, or decorative=\"true\". A file's "
                      "name is no text alternative. One of more than 250 "
                      "characters gives a warning: a long explanation belongs into the text.",
       .failing = R"(<figure src="billeder/organisation.png">
  <caption>Organisationen</caption>
</figure>
)",
       .passing = R"(<figure src="billeder/organisation.png"
        alt="En direktør leder to centre, løn og indkøb.">
  <caption>Organisationen</caption>
</figure>
)",
       .check = text_alternative_missing}};
}

}  // namespace kancelli
