#include <algorithm>
#include <set>

#include "pipeline/build/consolidated_text.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

using statute::Kind;
using statute::Unit;

// A statute that is published, and the published amendments of it, in the order of their adoption.
struct History {
  const PublishedPaper* statute = nullptr;
  std::vector<const Paper*> amendments;  // of the project
  std::vector<std::unique_ptr<WorkedAmendment>> worked;
  std::vector<std::string> days;  // ISO: on which something begins to hold
};

// The sources are what was published: otherwise they say what nobody has been sent.
bool is_as_sent(const Site& site, const Paper& paper) {
  const PublishedPaper* published = site.find(paper.id);
  if (published == nullptr) return false;
  const bool made = published->paper->file.starts_with("content/sent/");
  return !made ||
         site.project.sources.text(published->paper->source()) == site.project.sources.text(paper.source());
}

std::string changed_statute(const Paper& paper) {
  const Node* change = paper.root().child("change");
  return change == nullptr ? "" : std::string(change->get("statute"));
}

std::vector<statute::Amendment> amendments_of(const History& history) {
  std::vector<statute::Amendment> all;
  for (const auto& worked : history.worked) all.push_back(worked->amendment);
  return all;
}

std::vector<statute::CommencementDecision> decisions_of(const Site& site, const History& history) {
  std::vector<statute::CommencementDecision> all;
  for (const Paper* paper : history.amendments)
    for (auto& decision : decisions_about(site.project, paper->id)) all.push_back(std::move(decision));
  return all;
}

History history_of(const Site& site, const PublishedPaper& statute_paper) {
  History history;
  history.statute = &statute_paper;
  for (const auto& paper : site.project.papers)
    if (paper->type == "amendment" && site.find(paper->id) != nullptr &&
        changed_statute(*paper) == statute_paper.paper->id)
      history.amendments.push_back(paper.get());
  std::stable_sort(history.amendments.begin(), history.amendments.end(), [](const Paper* a, const Paper* b) {
    return a->dated && b->dated && before(*a->dated, *b->dated);
  });
  const Paper* source = site.project.paper(statute_paper.paper->id);
  bool all_there = source != nullptr && is_as_sent(site, *source);
  Diagnostics told_already;  // by the build, which made papers of them
  for (const Paper* paper : history.amendments) {
    auto worked = is_as_sent(site, *paper) ? work_out(site.project, *paper, told_already) : nullptr;
    all_there = all_there && worked != nullptr;
    if (worked != nullptr) history.worked.push_back(std::move(worked));
  }
  if (!all_there) {
    history.worked.clear();
    return history;
  }
  const auto consolidated = statute::consolidate(*site.project.statute_of(*source), amendments_of(history),
                                                 decisions_of(site, history), "9999-12-31", told_already);
  std::set<std::string> days;
  for (const auto& items : consolidated.dates) days.insert(items.begin(), items.end());
  days.erase("");
  history.days.assign(days.begin(), days.end());
  return history;
}

std::string day_address(const History& history, const std::string& day) {
  return "vedtaegt/" + history.statute->paper->id + "/" + day + "/";
}

// Since when it has been worded so, and by which amendment.
std::string origin(const Site& site, const Page& page, const Unit& unit) {
  if (unit.since.empty() && unit.origin.empty()) return {};
  std::string html = "Ordlyd";
  if (const auto day = Date::parse(unit.since)) html += " fra " + time_html(*day);
  if (!unit.origin.empty()) {
    const std::size_t comma = unit.origin.find(',');
    const std::string id = unit.origin.substr(0, comma);
    const std::string rest = comma == std::string::npos ? "" : unit.origin.substr(comma);
    const PublishedPaper* paper = site.find(id);
    html +=
        " efter " +
        (paper == nullptr ? escaped(id) : link(page, {title_of(site, *paper->paper), paper_address(id)})) +
        escaped(rest);
  }
  return "<span class=\"since\">" + html + "</span>";
}

std::string designation(const Unit& unit, const Unit* parent) {
  if (unit.kind == Kind::number || unit.kind == Kind::letter) return escaped(unit.number) + ") ";
  if (unit.kind != Kind::subsection || parent == nullptr || parent->kind == Kind::annex) return {};
  if (unit.number == "1") return "<strong>§ " + escaped(parent->number) + ".</strong> ";
  return "<em>Stk. " + escaped(unit.number) + ".</em> ";
}

std::string heading(std::string_view level, const std::string& html) {
  return "<" + std::string(level) + ">" + html + "</" + std::string(level) + ">\n";
}

std::string text_html(const Site& site, const Page& page, const Unit& unit, const Unit* parent,
                      bool in_chapters) {
  std::string html;
  if (unit.kind == Kind::chapter)
    html = heading("h2", "Kapitel " + escaped(unit.number) + ". " + escaped(unit.text.words));
  else if (unit.kind == Kind::annex)
    html = heading("h2", "Bilag " + escaped(unit.number) + ". " + escaped(unit.text.words));
  else if (unit.kind == Kind::heading)
    html = heading(in_chapters ? "h3" : "h2", escaped(unit.text.words));
  else if (unit.kind != Kind::statute && unit.kind != Kind::paragraph)
    html = "<p class=\"unit\">" + designation(unit, parent) + escaped(unit.text.words) +
           origin(site, page, unit) + "</p>\n";
  std::string below;
  for (const Unit& each : unit.units)
    below += text_html(site, page, each, &unit, in_chapters || unit.kind == Kind::chapter);
  const bool indented = unit.kind == Kind::subsection || unit.kind == Kind::number;
  html += indented && !below.empty() ? "<div class=\"below\">\n" + below + "</div>\n" : below;
  if (!unit.tail.empty()) html += "<p class=\"unit\">" + escaped(unit.tail.words) + "</p>\n";
  return html;
}

// What is adopted and not yet in force on the day.
std::string pending(const statute::Consolidated& consolidated) {
  std::string html;
  for (const statute::Pending& each : consolidated.pending)
    html += "<li>" + escaped(statute::note(each, consolidated)) + "</li>\n";
  return html.empty()
             ? ""
             : "<section class=\"pending\">\n<h2>Ændringer, som endnu ikke gælder på dagen</h2>\n<ul>\n" +
                   html + "</ul>\n</section>\n";
}

Page day_page(const Site& site, const History& history, const std::string& day) {
  const std::string title = title_of(site, *history.statute->paper);
  const std::string date = format_date(*Date::parse(day), "long");
  Page page;
  page.address = day_address(history, day);
  page.title = title + " fra " + date;
  page.above = {{"Vedtægt", "vedtaegt/"}};
  Diagnostics told_already;
  const Unit& old = *site.project.statute_of(*site.project.paper(history.statute->paper->id));
  const auto amendments = amendments_of(history);
  const auto decisions = decisions_of(site, history);
  const auto consolidated = statute::consolidate(old, amendments, decisions, day, told_already);
  const Unit printed = consolidated_text(old, amendments, decisions, day, told_already).printed;
  page.main =
      "<h1>" + escaped(page.title) +
      "</h1>\n<p>Teksten er sat sammen af vedtægten og de ændringer, som er offentliggjort her, efter de "
      "dage, de selv angiver. Den viser ikke i sig selv, om ændringerne er vedtaget.</p>\n" +
      pending(consolidated) + "<div class=\"statute-text\">\n" +
      text_html(site, page, printed, nullptr, false) + "</div>\n";
  return page;
}

std::string amendment_html(const Site& site, const Page& page, const Paper& amendment) {
  std::string html =
      "<li>" + link(page, {amendment.title, paper_address(amendment.id)}) + "\n<p class=\"entry-facts\">";
  if (amendment.dated) html += time_html(*amendment.dated);
  for (const auto& [suffix, name] :
       {std::pair{consolidated_suffix, "Sammenskrevet tekst"}, std::pair{parallel_suffix, "Paralleltekst"},
        std::pair{marked_suffix, "Markeret tekst"}}) {
    const std::string id = amendment.id + std::string(suffix);
    if (site.find(id) != nullptr) html += " · " + link(page, {name, paper_address(id)});
  }
  return html + "</p></li>\n";
}

std::string history_html(const Site& site, const Page& page, const History& history) {
  const Paper& paper = *history.statute->paper;
  std::string html = "<section>\n<h2>" + escaped(title_of(site, paper)) +
                     "</h2>\n<h3>Tekster</h3>\n<ul>\n<li>" +
                     link(page, {"Vedtægten", paper_address(paper.id)});
  if (paper.dated) html += ", som den lyder den " + time_html(*paper.dated);
  html += "</li>\n";
  for (const std::string& day : history.days)
    html += "<li>" +
            link(page, {"Teksten fra " + format_date(*Date::parse(day), "long"), day_address(history, day)}) +
            "</li>\n";
  html += "</ul>\n<h3>Ændringer</h3>\n";
  if (history.amendments.empty()) html += "<p>Ingen ændringer er offentliggjort.</p>\n";
  if (!history.amendments.empty()) html += "<ul class=\"entries\">\n";
  for (const Paper* amendment : history.amendments) html += amendment_html(site, page, *amendment);
  if (!history.amendments.empty()) html += "</ul>\n";
  return html + "</section>\n";
}

}  // namespace

std::vector<Page> statute_pages(const Site& site) {
  Page list;
  list.address = "vedtaegt/";
  list.title = "Vedtægt";
  list.main = "<h1>Vedtægt</h1>\n";
  std::vector<Page> pages;
  for (const PublishedPaper& paper : site.publication.papers) {
    // What amendments make of it is a paper of its own, and no other statute.
    if (paper.paper->type != "statute" || attached_paper(site.project, paper.paper->id).made) continue;
    const History history = history_of(site, paper);
    list.main += history_html(site, list, history);
    for (const std::string& day : history.days) pages.push_back(day_page(site, history, day));
  }
  if (list.main.find("<section>") == std::string::npos)
    list.main += "<p>Der er ikke offentliggjort nogen vedtægt.</p>\n";
  pages.insert(pages.begin(), std::move(list));
  return pages;
}

}  // namespace kancelli::site
