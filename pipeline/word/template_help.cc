#include "pipeline/word/template_help.h"

#include <array>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/word/template_choices.h"

namespace kancelli::word {
namespace {

constexpr std::size_t longest_tag = 64;

constexpr auto advice = std::to_array<std::string_view>({
    "Grå tekst er hjælp: klik på den, og skriv. Et felt, du lader stå, kommer ikke med.",
    "Overskrifter er typografien Overskrift 2, 3 og 4, tekst er Brødtekst. Punkter er Opstilling - "
    "punkttegn og Opstilling - talliste.",
    "Et afsnit, der kan udelades, sletter du: klik i det, tag fat i rammens navn, og tryk Delete. De andre "
    "kan ikke slettes ved en fejl.",
    "Et plus ved rammens kant laver en opgave, en enhed eller et punkt mere.",
    "Et citat er typografien Citat, en bemærkning for sig er Bemærkning.",
});

std::string heading(std::string_view text, int level, std::string_view more = {}) {
  return paragraph("Heading" + std::to_string(level), text_run(text) + "<?kancelli unnumbered?>", more);
}

// The finisher reads what Pandoc writes, and the instructions of filters/docx: "row" marks a row of sums.
std::string cell(std::string_view style, const std::string& runs, bool total = false) {
  return "<w:tc><w:tcPr/>" + std::string(total ? "<?kancelli row sum?>" : "") + paragraph(style, runs) +
         "</w:tc>";
}

std::string row(const std::string& cells, bool head = false) {
  return "<w:tr>" + std::string(head ? "<w:trPr><w:tblHeader/></w:trPr>" : "") + cells + "</w:tr>";
}

// The columns' parts of the width.
std::string table(const std::string& rows, std::initializer_list<int> parts) {
  std::string grid;
  for (const int part : parts) grid += "<w:gridCol w:w=\"" + std::to_string(part) + "\"/>";
  return "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>" + grid +
         "</w:tblGrid>" + rows + "</w:tbl>";
}

// As Word numbers it: the field counts by itself when it is copied.
std::string caption(std::string_view text) {
  const auto strong = [](const std::string& inside) {
    return "<w:r><w:rPr><w:b/><w:bCs/></w:rPr>" + inside + "</w:r>";
  };
  const auto character = [&](const char* type) {
    return strong("<w:fldChar w:fldCharType=\"" + std::string(type) + "\"/>");
  };
  return paragraph("Caption",
                   strong("<w:t xml:space=\"preserve\">Tabel </w:t>") + character("begin") +
                       strong("<w:instrText xml:space=\"preserve\"> SEQ Tabel \\* ARABIC </w:instrText>") +
                       character("separate") + strong("<w:t>1</w:t>") + character("end") +
                       text_run(". " + std::string(text)));
}

std::string sample_table() {
  const auto line = [](const char* name, const char* before, const char* after, bool total) {
    const std::string style = total ? "Tabeltotal" : "Tabeltekst",
                      number = total ? "Tabeltotaltal" : "Tabeltal";
    return row(cell(style, text_run(name), total) + cell(number, text_run(before)) +
               cell(number, text_run(after)));
  };
  return caption("Teksten over tabellen") +
         table(
             row(cell("Tabelhoved", text_run("Post")) + cell("Tabelhovedtal", text_run("2026 (1.000 kr.)")) +
                     cell("Tabelhovedtal", text_run("2027 (1.000 kr.)")),
                 true) +
                 line("Første post", "1.200", "1.150", false) + line("Anden post", "350", "400", false) +
                 line("I alt", "1.550", "1.550", true),
             {50, 25, 25});
}

std::string figure_table(const std::vector<const Fact*>& facts, Controls& controls) {
  std::string rows =
      row(cell("Tabelhoved", text_run("Hvad")) + cell("Tabelhoved", text_run("Kopiér herfra")), true);
  for (const Fact* fact : facts) {
    const std::string tag = "fact:" + fact->id, what = fact->label.empty() ? fact->scope : fact->label;
    const std::string value = code_point_count(tag) > longest_tag ? text_run(fact->full())
                                                                  : controls.fixed({tag, what}, fact->full());
    rows += row(cell("Tabeltekst",
                     text_run(what + (fact->as_of.empty() ? "" : " (" + long_date(fact->as_of) + ")"))) +
                cell("Tabeltekst", value));
  }
  return caption("Tal i registret, som de skrives") + table(rows, {60, 40});
}

}  // namespace

std::string help_page(const TemplateSource& source, Controls& controls) {
  std::string out = heading(help_title, 2, "<w:pageBreakBefore/>") +
                    paragraph("BodyText", text_run(std::string(help_begins) +
                                                   " og bliver sprunget over, når det læses ind. Slet den, "
                                                   "når du vil."));
  for (const std::string_view line : advice) out += paragraph("ListBullet", text_run(line));
  out += heading("En tabel", 3) + sample_table();
  if (const auto bodies = bodies_of_kinds(source.project, "any"); !bodies.empty())
    out +=
        heading("Navne", 3) +
        paragraph("BodyText", text_run("Kopiér feltet ind i teksten, og vælg navnet: ") +
                                  controls.choice({"value:body", "Navn fra registret"}, "Vælg navn", bodies));
  if (const auto facts = figures(source.project); !facts.empty())
    out += heading("Tal", 3) + figure_table(facts, controls);
  return controls.around({std::string(help_tag), std::string(help_alias)}, out);
}

}  // namespace kancelli::word
