#include <algorithm>

#include "pipeline/project/decisions.h"
#include "pipeline/site/pages.h"

namespace kancelli::site {
namespace {

std::string name_of(const Site& site, const Meeting& meeting) {
  return body_name(site, meeting.body, meeting.date);
}

Link link_to_meeting(const Site& site, const Meeting& meeting) {
  return {name_of(site, meeting) + ", " + format_date(meeting.date, "long"), meeting_address(meeting.name())};
}

// "Dagsorden", "Dagsorden og referat", "1 sag".
std::string what_there_is(const Meeting& meeting) {
  std::string text = meeting.agendas.empty() ? "" : "Dagsorden";
  if (meeting.minutes != nullptr) text += text.empty() ? "Referat" : " og referat";
  if (!text.empty()) return text;
  return std::to_string(meeting.items.size()) + (meeting.items.size() == 1 ? " sag" : " sager");
}

std::string list_of(const Site& site, const Page& page, const std::vector<const Meeting*>& meetings) {
  std::string html = "<ul class=\"entries\">\n";
  for (const Meeting* meeting : meetings)
    html += "<li>" + link(page, link_to_meeting(site, *meeting)) + "\n<p class=\"entry-facts\">" +
            what_there_is(*meeting) + "</p></li>\n";
  return html + "</ul>\n";
}

// The latest first.
std::vector<const Meeting*> latest(const Site& site) {
  std::vector<const Meeting*> meetings;
  for (const Meeting& meeting : site.meetings) meetings.push_back(&meeting);
  std::reverse(meetings.begin(), meetings.end());
  return meetings;
}

std::string papers_of(const Site& site, const Page& page, const Meeting& meeting) {
  std::string html;
  const auto add = [&](const Paper* paper, const std::string& text) {
    if (paper != nullptr && site.find(paper->id) != nullptr)
      html += "<li>" + link(page, {text, paper_address(paper->id)}) + "</li>\n";
  };
  for (const Paper* agenda : meeting.agendas)
    add(agenda, is_supplementary(*agenda) ? "Tillægsdagsorden" : "Dagsorden");
  add(meeting.minutes, "Referat");
  return html.empty() ? "" : "<h2>Mødets papirer</h2>\n<ul class=\"ways\">\n" + html + "</ul>\n";
}

// Of a closed item the open edition has only what may be public.
bool is_withheld(const Site& site, const AgendaItem& item) {
  return item.closed && !site.publication.closed;
}

std::string item_heading(const Site& site, const Page& page, const AgendaItem& item) {
  if (is_withheld(site, item)) return "<h3 class=\"closed-item\">" + escaped(item.title) + "</h3>\n";
  const bool has_page = item.paper != nullptr && site.find(item.paper->id) != nullptr;
  const std::string title = item.title.empty() ? std::string("Uden titel") : item.title;
  return "<h3>" + (has_page ? link(page, {title, paper_address(item.paper->id)}) : escaped(title)) +
         (item.closed ? " (lukket punkt)" : "") + "</h3>\n";
}

std::string case_facts(const Site& site, const Page& page, const AgendaItem& item) {
  if (is_withheld(site, item) || item.paper == nullptr) return {};
  const PublishedPaper* paper = site.find(item.paper->id);
  if (paper == nullptr) return {};
  std::string html = type_of(site, *paper->paper);
  const PublishedVersion& newest = paper->versions.front();
  if (newest.number > 1 && newest.sent) html += " · Revideret den " + time_html(*newest.sent);
  const std::size_t attached = paper->paper->attachments.size();
  if (attached > 0) html += " · " + std::to_string(attached) + " bilag";
  if (!newest.pdf.empty())
    html += " · <a href=\"" +
            link_to(page, output_address(paper->paper->id, newest.number, "pdf", site.publication.closed)) +
            "\">PDF<span class=\"sr-only\"> af " + escaped(title_of(site, *paper->paper)) + "</span></a>";
  return "<p class=\"entry-facts\">" + html + "</p>\n";
}

// Of an item that is withheld only what may be public, also where the minutes have not closed the decision.
std::string decision(const Site& site, const Meeting& meeting, const AgendaItem& item) {
  if (item.decision == nullptr || meeting.minutes == nullptr) return {};
  std::vector<std::string> lines;
  if (!is_withheld(site, item))
    lines = decision_lines(site.project, *meeting.minutes, *item.decision);
  else if (!item.decision->get("public").empty())
    lines.emplace_back(item.decision->get("public"));
  std::string html;
  for (const std::string& line : lines) html += "<p>" + escaped(line) + "</p>\n";
  return html.empty() ? "" : "<div class=\"decision\">\n<h4>Beslutning</h4>\n" + html + "</div>\n";
}

// The decisions stand here in short.
std::string where_the_rest_stands(const Site& site, const Page& page, const Meeting& meeting) {
  if (meeting.minutes == nullptr || site.find(meeting.minutes->id) == nullptr) return {};
  return "<p>Stemmer og protokolbemærkninger står i " +
         link(page, {"referatet", paper_address(meeting.minutes->id)}) + ".</p>\n";
}

std::string items(const Site& site, const Page& page, const Meeting& meeting) {
  if (meeting.items.empty()) return {};
  std::string html = "<h2>" + std::string(meeting.agendas.empty() ? "Sager" : "Dagsorden") + "</h2>\n" +
                     where_the_rest_stands(site, page, meeting) + "<ol class=\"agenda\">\n";
  for (const AgendaItem& item : meeting.items) {
    html += "<li><span class=\"number\">" + escaped(item.number) + "</span>\n<div>\n" +
            item_heading(site, page, item) + case_facts(site, page, item) + decision(site, meeting, item) +
            "</div></li>\n";
  }
  return html + "</ol>\n";
}

// "15:30" as Danish writes it.
std::string with_point(std::string time) {
  std::replace(time.begin(), time.end(), ':', '.');
  return time;
}

Page meeting_page(const Site& site, const Meeting& meeting) {
  Page page;
  page.address = meeting_address(meeting.name());
  page.title = link_to_meeting(site, meeting).text;
  page.above = {{"Møder", "moeder/"}};
  std::string facts = "<p class=\"when\">" + escaped(format_date(meeting.date, "weekday"));
  if (!meeting.time.empty()) facts += ", kl. " + escaped(with_point(meeting.time));
  if (!meeting.place.empty()) facts += ", " + escaped(meeting.place);
  facts += "</p>\n";
  if (meeting.extraordinary) facts += "<p><strong>Ekstraordinært møde</strong></p>\n";
  page.main = "<h1>" + escaped(page.title) + "</h1>\n" + facts +
              "<p>Organ: " + link(page, {name_of(site, meeting), body_address(meeting.body)}) + "</p>\n" +
              papers_of(site, page, meeting) + items(site, page, meeting);
  return page;
}

}  // namespace

std::string meeting_page(const Site& site, const Paper& paper) {
  for (const Meeting& meeting : site.meetings)
    if (paper.meeting && meeting.body == paper.committee && meeting.date == *paper.meeting)
      return meeting_address(meeting.name());
  return {};
}

std::string latest_meetings(const Site& site, const Page& page, std::size_t most) {
  std::vector<const Meeting*> meetings = latest(site);
  if (meetings.empty()) return "<p>Der er ingen møder endnu.</p>\n";
  meetings.resize(std::min(meetings.size(), most));
  return list_of(site, page, meetings);
}

std::string meetings_of_body(const Site& site, const Page& page, std::string_view body) {
  std::vector<const Meeting*> meetings = latest(site);
  std::erase_if(meetings, [&](const Meeting* meeting) { return meeting->body != body; });
  return meetings.empty() ? "" : "<h2>Møder</h2>\n" + list_of(site, page, meetings);
}

std::vector<Page> meeting_pages(const Site& site) {
  Page list;
  list.address = "moeder/";
  list.title = "Møder";
  list.is_list = true;
  list.main = "<h1>Møder</h1>\n";
  if (site.meetings.empty()) list.main += "<p>Der er ingen møder endnu.</p>\n";
  const std::vector<const Meeting*> meetings = latest(site);
  for (auto begin = meetings.begin(); begin != meetings.end();) {
    const int year = (*begin)->date.year;
    const auto end =
        std::find_if(begin, meetings.end(), [&](const Meeting* each) { return each->date.year != year; });
    list.main += "<section>\n<h2>" + std::to_string(year) + "</h2>\n" + list_of(site, list, {begin, end}) +
                 "</section>\n";
    begin = end;
  }
  std::vector<Page> pages = {std::move(list)};
  for (const Meeting& meeting : site.meetings) pages.push_back(meeting_page(site, meeting));
  return pages;
}

}  // namespace kancelli::site
