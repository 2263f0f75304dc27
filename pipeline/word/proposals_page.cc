// Proposals as a page: what the paper says and what is proposed, side by side, for those who decide.
#include <algorithm>
#include <map>
#include <vector>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/word/proposals.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {
namespace {

constexpr const char* style = R"(
:root { color-scheme: light; }
body { font: 1rem/1.5 "Segoe UI", Calibri, Carlito, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; padding: 1.5rem; max-width: 70rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 2px solid #1a1a1a; }
h3 { font-size: 1rem; margin: 0; }
article { border: 1px solid #767676; border-left-width: .4rem; padding: .75rem 1rem; margin: 1rem 0; break-inside: avoid; }
article.conflict { border-left-color: #a30000; } article.by-hand { border-left-color: #8a5a00; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; margin-top: .5rem; }
.sides h4 { font-size: .875rem; margin: 0 0 .25rem; color: #404040; } .sides p { margin: 0; overflow-wrap: anywhere; }
del { background: #fbe3e3; color: #7a0000; } ins { background: #e0f2e3; color: #0b4a17; text-decoration: underline; }
.meta, .hint { margin: .25rem 0; color: #404040; font-size: .9rem; } .hint strong { color: #1a1a1a; }
code { font-family: Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { border: 1px solid #767676; padding: .25rem .6rem; text-align: left; }
a { color: #00417a; } :target { outline: 3px solid #00417a; }
@media print { body { padding: 0; max-width: none; font-size: 10pt; } a { color: inherit; text-decoration: none; } }
)";

std::string kind_danish(Proposal::Kind kind) {
  static constexpr const char* words[] = {"Ny ordlyd",     "Udseende",           "Nyt afsnit",  "Udgår",
                                          "Flyttet",       "Delt i to",          "Lagt sammen", "Ny værdi",
                                          "Ny overskrift", "Skal gøres i hånden"};
  return words[static_cast<std::size_t>(kind)];
}

std::string person_of(const std::string& person) {
  return person.empty() ? "Ukendt" : person;
}

// A date that is none is shown as it stands.
std::string day(const std::string& date) {
  const bool is_ascii = std::ranges::all_of(date, [](char c) { return c > 0; });
  if (!is_ascii || date.size() < 10) return date;
  return long_date(date.substr(0, 10)) + (date.size() >= 16 ? " kl. " + date.substr(11, 5) : "");
}

// One side: what is not on the other is marked, and said to those who do not see it.
std::string side(const std::string& text, const std::string& other, bool is_new) {
  std::string html;
  std::size_t at = 0;
  const char* tag = is_new ? "ins" : "del";
  for (const Hunk& hunk : word_hunks(text, other)) {
    html += xml_escape(text.substr(at, hunk.begin_a - at));
    if (hunk.begin_a < hunk.end_a)
      html += std::string("<") + tag + ">" +
              xml_escape(text.substr(hunk.begin_a, hunk.end_a - hunk.begin_a)) + "</" + tag + ">";
    at = hunk.end_a;
  }
  return html + xml_escape(text.substr(at));
}

std::string column(const char* heading, const std::string& html) {
  return std::string("<section><h4>") + heading + "</h4><p>" + (html.empty() ? "<em>intet</em>" : html) +
         "</p></section>";
}

std::string article(const Proposal& each, const Project& project) {
  std::string html = "<article id=\"f-" + each.id + "\" class=\"" +
                     (each.conflicts.empty() ? "" : "conflict ") + (each.edits.empty() ? "by-hand" : "") +
                     "\"><h3>" + kind_danish(each.kind) + ": " + xml_escape(each.where) + "</h3>";
  html += "<p class=\"meta\"><code>" + each.id + "</code> · " + xml_escape(person_of(each.person));
  if (!each.date.empty()) html += ", " + xml_escape(day(each.date));
  if (!each.copy.empty()) html += " · " + xml_escape(each.copy);
  if (!each.place.nowhere()) html += " · <code>" + xml_escape(project.sources.where(each.place)) + "</code>";
  html += "</p><div class=\"sides\">";
  if (!each.sent.empty() && each.sent != each.now) html += column("Da det blev sendt", xml_escape(each.sent));
  html += column("Dokumentet nu", side(each.now, each.proposed, false));
  html += column("Forslag", side(each.proposed, each.now, true)) + "</div>";
  if (!each.hint.empty())
    html += "<p class=\"hint\"><strong>Bemærk:</strong> " + xml_escape(each.hint) + "</p>";
  if (each.stale) html += "<p class=\"hint\"><strong>Teksten er ændret, siden den blev sendt.</strong></p>";
  if (!each.conflicts.empty()) {
    html += "<p class=\"hint\"><strong>I strid med:</strong>";
    for (const std::string& other : each.conflicts) html += " <a href=\"#f-" + other + "\">" + other + "</a>";
    html += "</p>";
  }
  return html + "</article>\n";
}

std::string remark(const Remark& each, const Project& project) {
  std::string html = "<article><h3>" + xml_escape(each.where.empty() ? "Uden sted i teksten" : each.where) +
                     "</h3><p class=\"meta\">" + xml_escape(person_of(each.person));
  if (!each.date.empty()) html += ", " + xml_escape(day(each.date));
  if (each.resolved) html += " · afsluttet";
  if (!each.place.nowhere()) html += " · <code>" + xml_escape(project.sources.where(each.place)) + "</code>";
  html += "</p>";
  if (!each.words.empty()) html += "<p>Om ordene <q>" + xml_escape(each.words) + "</q></p>";
  if (!each.answers.empty()) html += "<p>Svar på: <q>" + xml_escape(each.answers) + "</q></p>";
  for (const std::string_view line : split(each.text, '\n')) html += "<p>" + xml_escape(line) + "</p>";
  return html + "</article>\n";
}

std::string head(const Proposals& proposals, const std::string& title) {
  return "<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n<title>Ændringsforslag: " +
         xml_escape(title) + "</title>\n<style>" + style +
         "</style>\n</head>\n<body>\n<main>\n<h1>Ændringsforslag: " + xml_escape(title) +
         "</h1>\n<p>Dokument: <code>" + xml_escape(proposals.paper) + "</code></p>\n";
}

}  // namespace

std::string proposals_page(const Proposals& proposals, const Project& project) {
  const Paper* paper = project.paper(proposals.paper);
  std::string html = head(proposals, paper == nullptr ? proposals.paper : paper->title);
  for (const std::string& note : proposals.notes) html += "<p class=\"hint\">" + xml_escape(note) + "</p>\n";
  std::map<std::string, std::vector<const Proposal*>> by_person;
  for (const Proposal& each : proposals.list) by_person[person_of(each.person)].push_back(&each);
  if (proposals.list.empty()) html += "<p>Ingen har ændret noget.</p>\n";
  if (!by_person.empty()) {
    html +=
        "<table><caption>Hvem foreslår hvad</caption><thead><tr><th scope=\"col\">Navn</th><th "
        "scope=\"col\">Forslag</th>"
        "<th scope=\"col\">I hånden</th><th scope=\"col\">I strid med andre</th></tr></thead><tbody>\n";
    for (const auto& [person, list] : by_person) {
      const auto count = [&list = list](auto what) {
        return std::to_string(std::count_if(list.begin(), list.end(), what));
      };
      html += "<tr><th scope=\"row\">" + xml_escape(person) + "</th><td>" + std::to_string(list.size()) +
              "</td><td>" + count([](const Proposal* each) { return each->edits.empty(); }) + "</td><td>" +
              count([](const Proposal* each) { return !each->conflicts.empty(); }) + "</td></tr>\n";
    }
    html += "</tbody></table>\n";
  }
  for (const auto& [person, list] : by_person) {
    html += "<h2>" + xml_escape(person) + "</h2>\n";
    for (const Proposal* each : list) html += article(*each, project);
  }
  if (!proposals.remarks.empty()) html += "<h2>Kommentarer</h2>\n";
  for (const Remark& each : proposals.remarks) html += remark(each, project);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace kancelli::word
