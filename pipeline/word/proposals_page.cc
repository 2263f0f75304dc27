// Proposals as a page: what the paper says and what is proposed, side by side, for those who decide. First
// what people do not agree on, each text beside the others; then what can be written in; what is left to be
// done by hand; and the comments, an answer below what it answers.
#include <algorithm>
#include <cctype>
#include <map>
#include <numeric>
#include <vector>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"
#include "pipeline/word/proposals.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --quiet: #404040; --line: #767676; --link: #00417a;
  --gone: #7a0000; --gone-back: #fbe3e3; --new: #0b4a17; --new-back: #e0f2e3; --strife: #a30000; --hand: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f0f0; --paper: #16181b; --quiet: #c8c8c8; --line: #8d8d8d; --link: #9cc7ff;
  --gone: #ffb3b3; --gone-back: #4a1a1a; --new: #a8e6b4; --new-back: #14391c; --strife: #ff8a8a; --hand: #e5b567; } }
body { font: 1rem/1.5 "Segoe UI", Calibri, Carlito, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; padding: 1.5rem; max-width: 70rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 2px solid; }
h3 { font-size: 1rem; margin: 0; } q { quotes: "»" "«"; }
p, li { max-width: 70ch; }
article { border: 1px solid var(--line); border-left-width: .4rem; padding: .75rem 1rem; margin: 1rem 0; }
article.conflict { border-left-color: var(--strife); } article.by-hand { border-left-color: var(--hand); }
article.answer { margin: -1rem 0 1rem 2rem; border-top: 0; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 1rem; margin-top: .5rem; }
.sides :is(h4, h5) { font-size: .875rem; margin: 0 0 .25rem; color: var(--quiet); } .sides p { margin: 0; overflow-wrap: anywhere; }
del { background: var(--gone-back); color: var(--gone); } ins { background: var(--new-back); color: var(--new); text-decoration: underline; }
.meta { max-width: none; } .meta, .hint { margin: .25rem 0; color: var(--quiet); font-size: .9rem; } .hint strong { color: var(--ink); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
code { font-family: Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; } caption { text-align: left; font-weight: bold; padding-bottom: .25rem; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; } td { text-align: right; }
a { color: var(--link); } :target { outline: 3px solid var(--link); }
@media print { :root { color-scheme: light; --ink: #000; --paper: #fff; --quiet: #333; --gone: #000; --gone-back: #fff; --new: #000; --new-back: #fff; }
  body { padding: 0; max-width: none; font-size: 10pt; } a { color: inherit; text-decoration: none; }
  article { break-inside: avoid; } h2, h3 { break-after: avoid; } ins { font-weight: bold; } }
)";

std::string kind_danish(Proposal::Kind kind) {
  static constexpr const char* words[] = {"Ny ordlyd",     "Udseende",           "Nyt afsnit",  "Udgår",
                                          "Flyttet til",   "Delt i to",          "Lagt sammen", "Ny værdi",
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
  const std::string tag = is_new ? "ins" : "del", told = is_new ? "nyt: " : "udgår: ";
  for (const Hunk& hunk : word_hunks(text, other)) {
    html += xml_escape(text.substr(at, hunk.begin_a - at));
    if (hunk.begin_a < hunk.end_a)
      html += "<" + tag + "><span class=\"unseen\">" + told + "</span>" +
              xml_escape(text.substr(hunk.begin_a, hunk.end_a - hunk.begin_a)) + "</" + tag + ">";
    at = hunk.end_a;
  }
  return html + xml_escape(text.substr(at));
}

std::string heading(int level, const std::string& html) {
  const std::string tag = "h" + std::to_string(level) + ">";
  return "<" + tag + html + "</" + tag;
}

std::string column(int level, const std::string& words, const std::string& html) {
  return "<section>" + heading(level, words) + "<p>" + (html.empty() ? "<em>intet</em>" : html) +
         "</p></section>";
}

class Page {
 public:
  // `level`: of the headings of its lists; what stands in them is one and two below.
  Page(const Proposals& proposals, const Project& project, int level)
      : proposals_(proposals), project_(project), level_(level), group_(proposals.list.size()) {
    for (std::size_t k = 0; k < proposals.list.size(); ++k) index_[proposals.list[k].id] = k;
    find_groups();
  }

  std::string whole() {
    head();
    notes();
    overview();
    how_to_decide();
    lists();
    return std::move(page_) + "</main>\n</body>\n</html>\n";
  }

  std::string part() {
    notes();
    overview();
    lists();
    return std::move(page_);
  }

 private:
  // Those who are in conflict with each other, also through others, are one group: its first one's number.
  void find_groups() {
    std::iota(group_.begin(), group_.end(), 0);
    const auto first_of = [&](std::size_t k) {
      while (group_[k] != k) k = group_[k] = group_[group_[k]];
      return k;
    };
    for (std::size_t k = 0; k < group_.size(); ++k)
      for (const std::string& other : proposals_.list[k].conflicts)
        if (const auto found = index_.find(other); found != index_.end()) {
          const std::size_t a = first_of(k), b = first_of(found->second);
          group_[std::max(a, b)] = std::min(a, b);
        }
    for (std::size_t& each : group_) each = first_of(each);
  }

  std::size_t count(bool (*what)(const Proposal&)) const {
    return static_cast<std::size_t>(std::count_if(proposals_.list.begin(), proposals_.list.end(), what));
  }
  static std::string number(std::size_t count) { return std::to_string(count); }

  void head() {
    const Paper* paper = project_.paper(proposals_.paper);
    const std::string title = xml_escape(paper == nullptr ? proposals_.paper : paper->title);
    page_ = std::string("<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\">\n") +
            std::string(proposals_mark) +
            "\n<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<title>Ændringsforslag: " +
            title + "</title>\n<style>" + std::string(style) +
            "</style>\n</head>\n<body>\n<main>\n<h1>Ændringsforslag: " + title + "</h1>\n";
  }

  void notes() {
    for (const std::string& note : proposals_.notes)
      page_ += "<p class=\"hint\">" + xml_escape(note) + "</p>\n";
  }

  void lists() {
    in_conflict();
    list("Kan skrives ind",
         [](const Proposal& each) { return each.conflicts.empty() && !each.edits.empty(); });
    list("Skal gøres i hånden",
         [](const Proposal& each) { return each.conflicts.empty() && each.edits.empty(); });
    comments();
  }

  void overview() {
    if (proposals_.list.empty()) page_ += "<p>Ingen har ændret noget.</p>\n";
    if (proposals_.list.empty()) return;
    std::map<std::string, std::vector<const Proposal*>> by_person;
    for (const Proposal& each : proposals_.list) {
      for (const std::string& person : each.people) by_person[person].push_back(&each);
      if (each.people.empty()) by_person[person_of("")].push_back(&each);
    }
    page_ +=
        "<table><caption>Hvem foreslår hvad</caption><thead><tr><th scope=\"col\">Navn</th><th "
        "scope=\"col\">Forslag"
        "</th><th scope=\"col\">I strid med andre</th><th scope=\"col\">Skal gøres i "
        "hånden</th></tr></thead><tbody>\n";
    for (const auto& [person, list] : by_person) {
      const auto those = [&list = list](auto what) {
        return std::to_string(std::count_if(list.begin(), list.end(), what));
      };
      page_ += "<tr><th scope=\"row\">" + xml_escape(person) + "</th><td>" + number(list.size()) +
               "</td><td>" + those([](const Proposal* each) { return !each->conflicts.empty(); }) +
               "</td><td>" + those([](const Proposal* each) { return each->edits.empty(); }) + "</td></tr>\n";
    }
    page_ += "</tbody></table>\n";
  }

  // A file's name on a command line, where it is more than letters, digits and what is safe between them.
  static std::string quoted(const std::string& name) {
    static constexpr std::string_view safe = "-_.,+";
    const bool plain = !name.starts_with('-') && std::ranges::all_of(name, [](char c) {
      return c < 0 || std::isalnum(static_cast<unsigned char>(c)) != 0 ||
             safe.find(c) != std::string_view::npos;
    });
    if (plain) return name;
    std::string text = name.starts_with('-') ? "'./" : "'";
    for (const char c : name) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
  }

  // The page changes nothing: whoever has read it does, or asks somebody to.
  void how_to_decide() {
    std::vector<std::string> copies;
    std::string example;
    for (const Proposal& each : proposals_.list) {
      for (const std::string& copy : each.copies)
        if (std::find(copies.begin(), copies.end(), copy) == copies.end()) copies.push_back(copy);
      if (example.empty() && !each.edits.empty()) example = each.id;
    }
    if (example.empty()) return;
    std::string files;
    for (const std::string& each : copies) files += quoted(each) + " ";
    const auto line = [&](const std::string& words, const std::string& option) {
      page_ += "<li>" + words + ": <code>kancelli take " + xml_escape(files) + option + "</code></li>\n";
    };
    page_ += heading(level_, "Sådan tager du stilling") +
             "\n<p>Intet er ændret endnu. Hvert forslag har et "
             "nummer.</p>\n<ul>\n";
    line("Skriv alt ind, som ingen er uenige om, og som ikke ændrer et register", "--apply all");
    line("Skriv nogle ind, med komma imellem", "--apply " + example);
    line("Sig nej, så det ikke bliver vist igen", "--reject " + example);
    page_ += "</ul>\n";
  }

  void in_conflict() {
    if (count([](const Proposal& each) { return !each.conflicts.empty(); }) == 0) return;
    page_ += heading(level_, "I strid med hinanden") +
             "\n<p>Flere vil noget forskelligt med de samme ord. Vælg én, eller "
             "skriv selv "
             "en tekst i kilden.</p>\n";
    for (std::size_t k = 0; k < group_.size(); ++k) {
      if (group_[k] != k || proposals_.list[k].conflicts.empty()) continue;
      std::vector<const Proposal*> members;
      for (std::size_t each = k; each < group_.size(); ++each)
        if (group_[each] == k) members.push_back(&proposals_.list[each]);
      const bool one_text = std::all_of(members.begin(), members.end(), [&](const Proposal* each) {
        return each->now == members.front()->now && each->sent == members.front()->sent;
      });
      if (one_text)
        beside_each_other(members);
      else
        for (const Proposal* each : members) article(*each);
    }
  }

  // What all of them start from stands once.
  void beside_each_other(const std::vector<const Proposal*>& members) {
    const Proposal& first = *members.front();
    page_ += "<article class=\"conflict\">" + heading(level_ + 1, xml_escape(first.where)) +
             source_of(first) + "<div class=\"sides\">";
    if (!first.sent.empty() && first.sent != first.now)
      page_ += column(level_ + 2, "Da det blev sendt", xml_escape(first.sent));
    page_ += column(level_ + 2, "Dokumentet nu", xml_escape(first.now));
    for (const Proposal* each : members)
      page_ += "<section id=\"f-" + each->id + "\">" +
               heading(level_ + 2,
                       xml_escape(person_of(each->person)) + ": " + lower_first(kind_danish(each->kind)) +
                           (each->kind == Proposal::Kind::moved ? " " + xml_escape(each->where) : "")) +
               "<p>" + (each->proposed.empty() ? "<em>intet</em>" : side(each->proposed, each->now, true)) +
               "</p>" + meta(*each, false) + hints(*each) + "</section>";
    page_ += "</div></article>\n";
  }

  static std::string lower_first(std::string words) {
    words[0] = static_cast<char>(words[0] | 0x20);  // no kind begins with another letter than A to Z
    return words;
  }

  std::string meta(const Proposal& each, bool with_person) const {
    std::string html = "<p class=\"meta\">Nr. <code>" + each.id + "</code>";
    if (with_person) html += " · " + xml_escape(person_of(each.person));
    if (!each.date.empty()) html += " · " + xml_escape(day(each.date));
    if (!each.copy.empty()) html += " · " + xml_escape(each.copy);
    return html + "</p>";
  }

  std::string source_of(const Proposal& each) const {
    return each.place.nowhere() ? ""
                                : "<p class=\"meta\">I kilden: <code>" +
                                      xml_escape(project_.sources.where(each.place)) + "</code></p>";
  }

  std::string hints(const Proposal& each) const {
    std::string html;
    if (!each.hint.empty())
      html += "<p class=\"hint\"><strong>Bemærk:</strong> " + xml_escape(each.hint) + "</p>";
    if (each.stale) html += "<p class=\"hint\"><strong>Teksten er ændret, siden den blev sendt.</strong></p>";
    return html;
  }

  void article(const Proposal& each) {
    page_ += "<article id=\"f-" + each.id + "\" class=\"" + (each.conflicts.empty() ? "" : "conflict ") +
             (each.edits.empty() ? "by-hand" : "") + "\">" +
             heading(level_ + 1, kind_danish(each.kind) + ": " + xml_escape(each.where)) + meta(each, true) +
             source_of(each) + "<div class=\"sides\">";
    if (!each.sent.empty() && each.sent != each.now)
      page_ += column(level_ + 2, "Da det blev sendt", xml_escape(each.sent));
    if (each.kind == Proposal::Kind::moved && each.now == each.proposed) {
      page_ += column(level_ + 2, "Teksten", xml_escape(each.now));
    } else {
      page_ += column(level_ + 2, "Dokumentet nu", side(each.now, each.proposed, false));
      page_ += column(level_ + 2, "Forslag", side(each.proposed, each.now, true));
    }
    page_ += "</div>" + hints(each);
    if (!each.conflicts.empty()) {
      page_ += "<p class=\"hint\"><strong>I strid med:</strong>";
      for (const std::string& other : each.conflicts) {
        const auto found = index_.find(other);
        page_ += " <a href=\"#f-" + other + "\">" + other +
                 (found == index_.end()
                      ? ""
                      : " (" + xml_escape(person_of(proposals_.list[found->second].person)) + ")") +
                 "</a>";
      }
      page_ += "</p>";
    }
    page_ += "</article>\n";
  }

  void list(const char* words, bool (*belongs)(const Proposal&)) {
    if (count(belongs) == 0) return;
    page_ += heading(level_, words) + "\n";
    for (const Proposal& each : proposals_.list)
      if (belongs(each)) article(each);
  }

  void comments() {
    if (!proposals_.remarks.empty())
      page_ += heading(level_, "Kommentarer") + "\n<p>Også dem, hvis ord er slettet eller flyttet.</p>\n";
    const Remark* before = nullptr;
    for (const Remark& each : proposals_.remarks) {
      const bool follows = before != nullptr && !each.answers.empty();
      comment(each, follows);
      before = &each;
    }
  }

  void comment(const Remark& each, bool follows) {
    const std::string who = xml_escape(person_of(each.person));
    page_ +=
        std::string("<article") + (follows ? " class=\"answer\"" : "") + ">" +
        heading(level_ + 1,
                follows ? "Svar fra " + who
                        : who + ": " + xml_escape(each.where.empty() ? "uden sted i teksten" : each.where)) +
        "<p class=\"meta\">" + xml_escape(day(each.date));
    if (each.resolved) page_ += each.date.empty() ? "afsluttet" : " · afsluttet";
    page_ += "</p>";
    if (!each.answers.empty()) page_ += "<p>Svar på: <q>" + xml_escape(beginning(each.answers)) + "</q></p>";
    if (!follows && !each.words.empty())
      page_ += "<p>Om ordene <q>" + xml_escape(beginning(each.words)) + "</q></p>";
    for (const std::string_view line : split(each.text, '\n'))
      page_ += "<p><strong>" + xml_escape(line) + "</strong></p>";
    if (!follows && !each.place.nowhere())
      page_ += "<p class=\"meta\">I kilden: <code>" + xml_escape(project_.sources.where(each.place)) +
               "</code></p>";
    page_ += "</article>\n";
  }

  // Enough to find it by.
  static std::string beginning(const std::string& words) {
    constexpr std::size_t enough = 160;
    if (words.size() <= enough) return words;
    std::size_t end = 0;
    while (end < enough) next_code_point(words, end);
    const std::size_t space = words.rfind(' ', end);
    return words.substr(0, space == std::string::npos || space < enough / 2 ? end : space) + " …";
  }

  const Proposals& proposals_;
  const Project& project_;
  int level_;
  std::map<std::string, std::size_t> index_;  // id -> in the list
  std::vector<std::size_t> group_;
  std::string page_;
};

}  // namespace

std::string_view proposals_style() {
  return style;
}

std::string proposals_part(const Proposals& proposals, const Project& project, int level) {
  return Page(proposals, project, level).part();
}

std::string proposals_page(const Proposals& proposals, const Project& project) {
  return Page(proposals, project, 2).whole();
}

}  // namespace kancelli::word
