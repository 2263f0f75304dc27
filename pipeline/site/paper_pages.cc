#include <algorithm>
#include <mutex>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/site/pages.h"
#include "pipeline/write/read_back.h"

namespace kancelli::site {
namespace {

const Node* meta_child(const Paper& paper, std::string_view name) {
  const Node* meta = paper.root().child("meta");
  return meta == nullptr ? nullptr : meta->child(name);
}

std::string fact(std::string_view name, const std::string& html) {
  return html.empty() ? "" : "<dt>" + std::string(name) + "</dt>\n<dd>" + html + "</dd>\n";
}

std::string body_link(const Site& site, const Page& page, const std::string& id, const Paper& paper) {
  if (id.empty()) return {};
  return link(page, {body_name(site, id, paper.dated), body_address(id)});
}

std::string meeting_fact(const Site& site, const Page& page, const Paper& paper) {
  if (!paper.meeting) return {};
  const std::string address = meeting_page(site, paper);
  const std::string day = format_date(*paper.meeting, "long");
  return address.empty() ? escaped(day) : link(page, {day, address});
}

std::string subject_fact(const Page& page, const Paper& paper) {
  const Node* kle = meta_child(paper, "kle");
  if (kle == nullptr) return {};
  const std::string subject(kle->get("subject")), facet(kle->get("facet"));
  return link(page, {"KLE " + subject, subject_address(subject)}) +
         (facet.empty() ? "" : ", facet " + escaped(facet));
}

std::string facts(const Site& site, const Page& page, const Paper& paper) {
  const Node* record = meta_child(paper, "record");
  std::string state = state_of(paper);
  if (paper.sent && paper.state == "sent") state += " " + time_html(*paper.sent);
  return "<h2>Om dokumentet</h2>\n<dl class=\"facts\">\n" + fact("Type", escaped(type_of(site, paper))) +
         fact("Sagsnummer", record == nullptr ? "" : escaped(record->get("case"))) +
         fact("Dokumentnummer", record == nullptr ? "" : escaped(record->get("document"))) +
         fact("Dato", paper.dated ? time_html(*paper.dated) : "") +
         fact("Organ", body_link(site, page, paper.committee, paper)) +
         fact("Forvaltning", body_link(site, page, paper.responsible, paper)) +
         fact("Enhed", body_link(site, page, paper.unit, paper)) +
         fact("Modtager", body_link(site, page, paper.recipient, paper)) +
         fact("Møde", meeting_fact(site, page, paper)) + fact("Emne", subject_fact(page, paper)) +
         fact("Status", state) + "</dl>\n";
}

std::string download(const Page& page, const std::string& address, std::string_view kind,
                     std::string_view icon, const std::string& bytes) {
  const std::string size = on_demand(bytes) ? "" : " (" + size_text(bytes.size()) + ")";
  return "<li><a class=\"" + std::string(icon) + "\" href=\"" + link_to(page, address) + "\">" +
         std::string(kind) + "</a>" + size + "</li>\n";
}

std::string downloads(const Page& page, const std::string& id, const PublishedVersion& version, bool closed) {
  const auto output = [&](const char* ending) { return output_address(id, version.number, ending, closed); };
  std::string html;
  if (!version.pdf.empty()) html += download(page, output("pdf"), "Hent som PDF", "icon-pdf", version.pdf);
  if (!version.docx.empty())
    html += download(page, output("docx"), "Hent som Word", "icon-word", version.docx);
  if (!version.correction_pdf.empty())
    html += download(page, correction_address(id, version.number), "Hent rettelsesblad", "icon-pdf",
                     version.correction_pdf);
  return html.empty() ? "" : "<h2>Hent</h2>\n<ul class=\"files\">\n" + html + "</ul>\n";
}

// "PDF": what comes behind the last point of a file's name.
std::string ending_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return "Fil";
  std::string ending = name.substr(dot + 1);
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return ending;
}

// Only the closed edition has it.
std::string closed_note(const Attachment& attachment) {
  if (!attachment.closed) return {};
  return " (lukket: " + escaped(attachment.reason) + ", " + escaped(attachment.ground) + ")";
}

std::string attachment_html(const Site& site, const Page& page, const PublishedPaper& paper,
                            const Attachment& attachment) {
  if (attachment.closed && !site.publication.closed) return "Lukket bilag";
  const std::string target = attachment_target(site, paper, attachment);
  const std::string title = attachment_title(site, attachment);
  if (target.empty()) return escaped(title) + closed_note(attachment);
  std::string html = link(page, {title, target});
  if (attachment.paper.empty()) {
    const std::string name = attachment_name(*paper.paper, attachment, site.publication.closed);
    html += " (" + escaped(ending_of(name)) + ", " + size_text(paper.attachments.at(name).size()) + ")";
  }
  return html + closed_note(attachment);
}

std::string attachments(const Site& site, const Page& page, const PublishedPaper& paper) {
  if (paper.paper->attachments.empty()) return {};
  std::string html = "<h2>Bilag</h2>\n<ol class=\"files\">\n";
  for (const Attachment& attachment : paper.paper->attachments)
    html += "<li>" + attachment_html(site, page, paper, attachment) + "</li>\n";
  return html + "</ol>\n";
}

std::string attached_to(const Site& site, const Page& page, const Paper& paper) {
  std::string html;
  for (const PublishedPaper& other : site.publication.papers)
    for (const Attachment& attachment : other.paper->attachments)
      if ((!attachment.closed || site.publication.closed) && attachment.paper == paper.id)
        html +=
            "<li>" + link(page, {title_of(site, *other.paper), paper_address(other.paper->id)}) + "</li>\n";
  return html.empty() ? "" : "<h2>Bilag til</h2>\n<ul class=\"files\">\n" + html + "</ul>\n";
}

std::string version_line(const Page& page, const PublishedPaper& paper, const PublishedVersion& version) {
  const std::string &id = paper.paper->id, number = std::to_string(version.number);
  std::string html = "<li>" + link(page, {"Version " + number, version_address(id, version.number)});
  if (version.sent)
    html += (version.number > 1 ? ". Revideret den " : ", udsendt den ") + time_html(*version.sent);
  const bool leads = changes_before(paper, version) != nullptr;
  if (!version.reason.empty())
    html += ": " + escaped(leads ? as_sentence(version.reason) : version.reason);
  else if (leads)
    html += ".";
  if (leads) html += " " + link(page, {"Ændringer i version " + number, changes_address(id, version.number)});
  return html + "</li>\n";
}

std::string versions(const Page& page, const PublishedPaper& paper) {
  std::string html = "<h2>Versioner</h2>\n<ul class=\"files\">\n";
  for (const PublishedVersion& version : paper.versions) html += version_line(page, paper, version);
  return html + "</ul>\n";
}

std::string notice(std::string_view kind, std::string_view heading, const std::string& html) {
  return "<div class=\"alert alert-" + std::string(kind) +
         "\">\n<div class=\"alert-body\">\n<p class=\"alert-heading\">" + std::string(heading) + "</p>\n" +
         (html.empty() ? "" : "<p class=\"alert-text\">" + html + "</p>\n") + "</div>\n</div>\n";
}

std::string state_notice(const Paper& paper) {
  if (paper.state == "withdrawn")
    return notice("warning", "Dokumentet er trukket tilbage",
                  "Det gælder ikke længere og står her for historikkens skyld.");
  if (paper.state == "superseded")
    return notice("warning", "Dokumentet er erstattet af et nyere", "Det står her for historikkens skyld.");
  if (paper.state == "sent") return {};
  return notice("warning", "Udkast", "Dokumentet er ikke udsendt.");
}

std::string version_notice(const Page& page, const PublishedPaper& paper, const PublishedVersion& version) {
  const PublishedVersion& newest = paper.versions.front();
  const std::string &id = paper.paper->id, number = std::to_string(version.number);
  if (&version != &newest) {
    std::string text = link(page, {"Læs den nyeste version", paper_address(id)});
    if (newest.sent) text += ", som er revideret den " + time_html(*newest.sent);
    return notice("warning", "Version " + number + " er afløst af en nyere", text + ".");
  }
  if (version.number == 1) return {};
  std::string text = escaped(as_sentence(version.reason));
  if (changes_before(paper, version) != nullptr)
    text += " " + link(page, {"Se, hvad der er ændret", changes_address(id, version.number)}) + ".";
  return notice("info", version.sent ? "Revideret den " + time_html(*version.sent) : "Revideret", text);
}

// The paper's list of attachments leads to them.
std::string with_links(const Site& site, const Page& page, const PublishedPaper& paper, std::string html) {
  for (const Attachment& attachment : paper.paper->attachments) {
    const std::string target = attachment_target(site, paper, attachment);
    const std::string open = "<div id=\"" + escaped(attachment.id) + "\">";
    const std::size_t at = target.empty() || attachment.id.empty() ? std::string::npos : html.find(open);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + open.size(), end = html.find('<', begin);
    // Its words alone: what has elements in it stays as it is.
    if (html.compare(end, 6, "</div>") != 0) continue;
    html.insert(end, "</a>");
    html.insert(begin, "<a href=\"" + link_to(page, target) + "\">");
  }
  return html;
}

// Pages that were proved, by their hash: after every save the preview makes the same ones again.
class ProvedPages {
 public:
  bool has(const std::string& hash) {
    const std::lock_guard lock(mutex_);
    return hashes_.contains(hash);
  }
  void add(const std::string& hash) {
    constexpr std::size_t most = 20000;
    const std::lock_guard lock(mutex_);
    if (hashes_.size() >= most) hashes_.clear();
    hashes_.insert(hash);
  }

 private:
  std::mutex mutex_;
  std::set<std::string> hashes_;
};

void prove_words(const std::string& main, const PublishedVersion& version, const std::string& id) {
  static ProvedPages proved;
  const std::string hash = sha256(main) + sha256(version.html);
  if (proved.has(hash)) return;
  const Reading made = read_html("<main>" + main + "</main>"), own = read_html(version.html);
  const auto words = [](const std::vector<WordBlock>& blocks) {
    std::vector<std::string> all;
    for (const WordBlock& block : blocks)
      for (const Word& word : block) all.push_back(word.text);
    return all;
  };
  if (words(made.body) != words(own.body) || words(made.notes) != words(own.notes))
    throw Error(tr("the page of {0} does not say what the paper says", {id}));
  proved.add(hash);
}

Page version_page(const Site& site, const PublishedPaper& paper, const PublishedVersion& version, bool own) {
  const std::string& id = paper.paper->id;
  const std::string title = title_of(site, *paper.paper);
  Page page;
  page.address = own ? version_address(id, version.number) : paper_address(id);
  page.title = own ? title + ", version " + std::to_string(version.number) : title;
  page.above = {{"Dokumenter", "dokumenter/"}};
  if (own) page.above.push_back({title, paper_address(id)});
  page.found = !own;
  page.notice =
      state_notice(*paper.paper) + version_notice(page, paper, version) +
      "<p class=\"to-facts\"><a href=\"#site-om\">Hent dokumentet, og se bilag og versioner</a></p>\n";
  const PaperHtml& html = site.html.at({id, version.number});
  page.main = "<div class=\"paper\">\n<div class=\"" + html.classes + "\">\n" +
              with_item_links(site, page, *paper.paper, with_links(site, page, paper, html.main)) +
              "</div>\n</div>\n";
  page.aside_name = "Om dokumentet";
  page.aside = downloads(page, id, version, site.publication.closed) + facts(site, page, *paper.paper) +
               attachments(site, page, paper) + attached_to(site, page, *paper.paper) + versions(page, paper);
  if (!own)
    page.head =
        "<script type=\"application/ld+json\">" + structured_data(site.publication, paper) + "</script>\n";
  if (!own) prove_words(page.main, version, id);
  return page;
}

}  // namespace

std::string attachment_target(const Site& site, const PublishedPaper& paper, const Attachment& attachment) {
  if (attachment.closed && !site.publication.closed) return {};
  if (!attachment.paper.empty())
    return site.find(attachment.paper) == nullptr ? "" : paper_address(attachment.paper);
  const std::string name = attachment_name(*paper.paper, attachment, site.publication.closed);
  return paper.attachments.contains(name) ? attachment_address(paper.paper->id, name) : "";
}

std::string attachment_title(const Site& site, const Attachment& attachment) {
  return attachment.paper.empty() ? attachment.title : attached_paper(site.project, attachment.paper).title;
}

const PublishedVersion* changes_before(const PublishedPaper& paper, const PublishedVersion& version) {
  for (const PublishedVersion& other : paper.versions)
    if (other.number == version.number - 1) return &other;
  return nullptr;
}

std::vector<Page> paper_pages(const Site& site, const PublishedPaper& paper) {
  std::vector<Page> pages = {version_page(site, paper, paper.versions.front(), false)};
  for (const PublishedVersion& version : paper.versions) {
    pages.push_back(version_page(site, paper, version, true));
    if (changes_before(paper, version) != nullptr) pages.push_back(changes_page(site, paper, version));
  }
  return pages;
}

}  // namespace kancelli::site
