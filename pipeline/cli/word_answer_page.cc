#include "pipeline/cli/word_answer_page.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/core/text.h"
#include "pipeline/word/proposals.h"

namespace kancelli {
namespace {

constexpr std::string_view files_begin = "<!--filer-->", files_end = "<!--/filer-->",
                           facts = "<meta name=\"kancelli-svar\" content=\"";

constexpr std::string_view own_style = R"(
h1, h2, h3, p, li, dd { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { font-weight: 600; } dd { margin: 0; }
.result { border: 1px solid var(--line); border-left-width: .6rem; padding: .75rem 1rem; font-size: 1.15rem; }
.result p { margin: .25rem 0; }
.result.error, article.error { border-left-color: var(--strife); } .result.warning, article.warning { border-left-color: var(--hand); }
.result.good { border-left-color: var(--new); } article.note, .result.note { border-left-color: var(--link); }
main > h3 { margin: 1.5rem 0 .5rem; } article h3 { font-size: 1.05rem; } article h4 { font-size: 1rem; margin: 0; } article p, article ul { margin: .35rem 0; }
mark { background: #fff0b3; color: #1a1a1a; } .code { color: var(--quiet); font-size: .875rem; }
@media (max-width: 40rem) { body { padding: 1rem; } dl { display: block; } dt { margin-top: .5rem; } }
)";

std::string paragraph(const std::string& text) {
  return "<p>" + xml_escape(text) + "</p>\n";
}

std::string counted(std::size_t count, const char* one, const char* several) {
  return std::to_string(count) + " " + (count == 1 ? one : several);
}

std::string result(const WordAnswer& answer) {
  if (!answer.trouble.empty())
    return "<div class=\"result error\"><p><strong>Filen er ikke kontrolleret:</strong> " +
           xml_escape(as_sentence(answer.trouble)) + "</p>" +
           (answer.what_to_do.empty()
                ? ""
                : "<p>Det kan du gøre: " + xml_escape(as_sentence(answer.what_to_do)) + "</p>") +
           "</div>\n";
  const std::size_t errors = answer.count(Severity::error), warnings = answer.count(Severity::warning),
                    notes = answer.count(Severity::note);
  if (answer.findings.empty())
    return "<div class=\"result good\"><p><strong>Kontrollen fandt intet.</strong></p></div>\n";
  const char* look = errors > 0 ? "error" : warnings > 0 ? "warning" : "note";
  return std::string("<div class=\"result ") + look + "\"><p><strong>Kontrollen fandt " +
         counted(errors, "fejl", "fejl") + ", " + counted(warnings, "advarsel", "advarsler") + " og " +
         counted(notes, "bemærkning", "bemærkninger") + ".</strong></p></div>\n";
}

std::string known_by(WordType::By by) {
  using By = WordType::By;
  switch (by) {
    case By::paper:
      return "det siger filen selv: den er en kopi af et dokument i projektet";
    case By::word_template:
      return "det siger filen selv: den er skrevet i skabelonen";
    case By::folder:
      return "efter mappens navn";
    case By::beginning:
      return "gættet efter dokumentets første linjer";
    case By::name:
      return "gættet efter filens navn";
    default:
      return "";
  }
}

std::string row(const char* name, const std::string& html) {
  return std::string("<dt>") + name + "</dt><dd>" + html + "</dd>\n";
}

std::string what_it_is(const WordAnswer& answer) {
  std::string rows;
  if (!answer.type.empty()) {
    const std::string by = known_by(answer.by);
    rows += row("Læst som", xml_escape(answer.type) + (by.empty() ? "" : " (" + by + ")"));
  }
  if (!answer.paper.empty())
    rows += row("Kopi af", xml_escape(answer.title.empty() ? answer.paper : answer.title) + " (<code>" +
                               xml_escape(answer.paper) + "</code>)");
  return rows.empty() ? "" : "<dl>\n" + rows + "</dl>\n";
}

std::string types(const std::vector<std::string>& types) {
  std::string html =
      "<p>Læg filen i en mappe, der hedder det, som dokumentet er, eller skriv det i dokumentets første "
      "linje "
      "(»Notat om ...«). Det kan være:</p>\n<ul>\n";
  for (const std::string& each : types) html += "<li>" + xml_escape(each) + "</li>\n";
  return html + "</ul>\n";
}

const char* kind_of(Severity severity) {
  return severity == Severity::error ? "Fejl" : severity == Severity::warning ? "Advarsel" : "Bemærkning";
}

// Elements are words of the source: who writes in Word has never seen one.
bool names_elements(const std::string& message) {
  return message.find('<') != std::string::npos;
}

std::string article(const AnswerFinding& finding) {
  const bool of_source = names_elements(finding.message);
  std::string html =
      "<article class=\"" + std::string(to_string(finding.severity)) + "\"><h3>" + kind_of(finding.severity) +
      ": " +
      xml_escape(of_source ? "noget mangler eller står et sted, hvor det ikke kan stå" : finding.message) +
      "</h3>\n";
  if (!finding.where.empty()) html += "<p class=\"meta\">Sted: " + xml_escape(finding.where) + "</p>\n";
  if (!finding.words.empty())
    html += "<p><q>" + xml_escape(finding.before) + "<mark>" + xml_escape(finding.words) + "</mark>" +
            xml_escape(finding.after) + "</q></p>\n";
  // Those that follow tell how it is written in the source.
  const std::size_t hints = of_source ? std::min<std::size_t>(1, finding.hints.size()) : finding.hints.size();
  if (hints > 0) html += "<ul>\n";
  for (std::size_t i = 0; i < hints; ++i) html += "<li>" + xml_escape(finding.hints[i]) + "</li>\n";
  if (hints > 0) html += "</ul>\n";
  return html + "<p class=\"code\"><code>" + xml_escape(finding.code) + "</code>" +
         (of_source ? ": " + xml_escape(finding.message) : "") + "</p></article>\n";
}

std::string findings(const WordAnswer& answer) {
  if (answer.findings.empty() || !answer.trouble.empty()) return "";
  std::string html = "<h2>Det fandt kontrollen</h2>\n<p>I dokumentets rækkefølge.</p>\n";
  for (const AnswerFinding& each : answer.findings) html += article(each);
  return html;
}

std::string pdf(const WordAnswer& answer) {
  if (!answer.pdf || !answer.trouble.empty()) return "";
  if (answer.no_pdf.empty())
    return "<h2>PDF</h2>\n<p>PDF’en er det dokument, som Word-filen bliver til i husets udseende. Er der "
           "sporede "
           "rettelser, viser den teksten med dem.</p>\n";
  std::string html =
      "<h2>Ingen PDF</h2>\n<p>Der er ingen PDF, fordi filen endnu ikke kan blive til et "
      "dokument:</p>\n<ul>\n";
  bool some_of_source = false;
  for (const std::string& each : answer.no_pdf)
    if (names_elements(each))
      some_of_source = true;
    else
      html += "<li>" + xml_escape(each) + "</li>\n";
  if (some_of_source)
    html += "<li>noget mangler eller står et sted, hvor det ikke kan stå; det står blandt fejlene</li>\n";
  return html + "</ul>\n";
}

std::string encoded(std::string_view name) {
  std::string address;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    char hex[4];
    std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    address += plain ? std::string(1, c) : hex;
  }
  return address;
}

}  // namespace

std::size_t WordAnswer::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const AnswerFinding& each) { return each.severity == severity; }));
}

std::string valid_utf8(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) append_utf8(out, next_code_point(name, at));
  return out;
}

std::string answer_page(const WordAnswer& answer) {
  const std::string name = xml_escape(valid_utf8(answer.file));
  const auto number = [&](Severity severity) { return std::to_string(answer.count(severity)); };
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n";
  html += std::string(facts) + "errors=" + number(Severity::error) +
          " warnings=" + number(Severity::warning) + " notes=" + number(Severity::note) +
          (answer.trouble.empty() ? "" : " not-checked=yes") +
          (answer.paper.empty() ? "" : " paper=" + xml_escape(answer.paper)) + "\">\n";
  html += "<title>Svar: " + name + "</title>\n<style>" + std::string(word::proposals_style()) +
          std::string(own_style) + "</style>\n</head>\n<body>\n<main>\n<h1>Svar: " + name + "</h1>\n";
  html += result(answer) + what_it_is(answer);
  if (!answer.types.empty()) html += types(answer.types);
  html += std::string(files_begin) + std::string(files_end) + "\n" + findings(answer);
  if (!answer.changes.empty()) {
    html += "<h2>Det ændrer filen i dokumentet</h2>\n";
    html += answer.changes;
  }
  return html + pdf(answer) + "</main>\n</body>\n</html>\n";
}

std::map<std::string, std::string> facts_of_page(std::string_view page) {
  std::map<std::string, std::string> found;
  const std::size_t at = page.find(facts);
  if (at == std::string_view::npos) return found;
  std::string_view content = page.substr(at + facts.size());
  content = content.substr(0, content.find('"'));
  for (const std::string_view fact : split(content))
    if (const std::size_t equals = fact.find('='); equals != std::string_view::npos)
      found.emplace(fact.substr(0, equals), fact.substr(equals + 1));
  return found;
}

std::string with_files(std::string page, const std::vector<AnswerFile>& files,
                       const std::vector<std::string>& notes) {
  const std::size_t begin = page.find(files_begin), end = page.find(files_end);
  if (begin == std::string::npos || end == std::string::npos || end < begin) return page;
  std::string html;
  if (!files.empty()) {
    html += "<h2>Filer</h2>\n<ul>\n";
    for (const AnswerFile& each : files)
      html += "<li><a href=\"" + encoded(each.name) + "\">" + xml_escape(valid_utf8(each.name)) +
              "</a>: " + xml_escape(each.what) + (each.note.empty() ? "" : ". " + xml_escape(each.note)) +
              "</li>\n";
    html += "</ul>\n";
  }
  for (const std::string& each : notes) html += paragraph(each);
  page.replace(begin + files_begin.size(), end - begin - files_begin.size(), html);
  return page;
}

}  // namespace kancelli
