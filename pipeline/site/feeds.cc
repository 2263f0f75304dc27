#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/site/site_data.h"

namespace kancelli::site {
namespace {

// A feed tells what is new; who wants all of it has the pages and the OParl lists.
constexpr std::size_t most_entries = 100;
// Of a feed without entries: Atom demands a time, and nothing was ever changed.
constexpr std::string_view no_time = "1970-01-01T00:00:00Z";

// A paper as it is now or, with a version, the correction sheet that was sent with that.
struct Dated {
  const PublishedPaper* paper;
  const PublishedVersion* corrected;
  Date changed;
};

// Papers by the day they changed last and correction sheets by the day they were sent, the newest first; of
// one day in the project's order. A paper without any date is nowhere new and stays out.
std::vector<Dated> newest_first(const Publication& publication) {
  std::vector<Dated> news;
  for (const PublishedPaper& paper : publication.papers) {
    if (const auto day = last_changed(paper)) news.push_back({&paper, nullptr, *day});
    for (const PublishedVersion& version : paper.versions)
      if (version.sent && !version.correction_pdf.empty()) news.push_back({&paper, &version, *version.sent});
  }
  std::ranges::stable_sort(news, [](const Dated& a, const Dated& b) { return before(b.changed, a.changed); });
  return news;
}

// Names that stay when the site moves to another address (RFC 4287, 4.2.6): a UUID of form 8 (RFC 9562),
// made of a hash of what it names.
std::string permanent_name(const Publication& publication, const std::string& what) {
  const std::string edition = publication.closed ? "closed" : "open";
  std::string hash = sha256("kancelli\n" + city_name(publication.project) + "\n" + edition + "\n" + what);
  hash[12] = '8';
  hash[16] = "89ab"[static_cast<unsigned char>(hash[16]) % 4];
  return "urn:uuid:" + hash.substr(0, 8) + "-" + hash.substr(8, 4) + "-" + hash.substr(12, 4) + "-" +
         hash.substr(16, 4) + "-" + hash.substr(20, 12);
}

// <name>text</name>
std::string element(std::string_view name, std::string_view text) {
  const std::string tag(name);
  return "<" + tag + ">" + xml_escape(text) + "</" + tag + ">\n";
}

class Feed {
 public:
  // `page`: what the feed is of, "" or "organer/oeu/"; its file lies in that folder.
  Feed(const Publication& publication, const SiteFiles& files, std::string page)
      : publication_(publication),
        files_(files),
        settings_(site_settings(publication.project)),
        page_(std::move(page)) {}

  std::string text(const std::string& title, const std::vector<Dated>& news) const {
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"da\">\n";
    out += element("id", permanent_name(publication_, "feed " + page_)) + element("title", title) +
           element("updated", news.empty() ? std::string(no_time) : date_time(news.front().changed)) +
           author(city_name(publication_.project)) +
           link("self", page_ + "feed.xml", "application/atom+xml") + link("alternate", page_, "text/html");
    for (std::size_t i = 0; i < std::min(news.size(), most_entries); ++i)
      out += news[i].corrected == nullptr ? entry(news[i]) : correction_entry(news[i]);
    return out + "</feed>\n";
  }

 private:
  std::string address(const std::string& path) const {
    const std::string whole = absolute(settings_, path);
    if (!whole.empty()) return whole;
    // Relative to the feed's file: "feed.xml" of its own folder.
    return path == page_ ? "./" : encoded(relative(page_, path));
  }

  std::string link(std::string_view relation, const std::string& path, std::string_view type,
                   const std::string& more = {}) const {
    return "<link rel=\"" + std::string(relation) + "\" type=\"" + std::string(type) + "\" href=\"" +
           xml_escape(address(path)) + "\"" + more + "/>\n";
  }

  static std::string author(const std::string& name) {
    return "<author>\n" + element("name", name) + "</author>\n";
  }

  std::string author_of(const Paper& paper) const {
    const Body* body = publication_.project.registers.body(paper.responsible);
    const BodyName* name = body == nullptr ? nullptr : name_of(*body, paper.dated);
    return author(name == nullptr ? city_name(publication_.project) : name->name);
  }

  // What a reader of the list sees; of a correction first that it is one.
  static std::string summary(const PublishedPaper& paper) {
    const PublishedVersion& newest = paper.versions.front();
    std::string text;
    if (newest.number > 1) {
      text = "Rettet" + (newest.sent ? " den " + long_date(newest.sent->iso()) : "");
      text += newest.reason.empty() ? ". " : ": " + as_sentence(newest.reason) + " ";
    }
    return std::string(trim(text + first_paragraph(paper)));
  }

  std::string enclosed(const std::string& pdf) const {
    if (!files_.contains(pdf)) return {};
    return link("enclosure", pdf, "application/pdf",
                " length=\"" + std::to_string(files_.at(pdf).size()) + "\"");
  }

  // Who knows the paper already is told that another version holds now, and why: news of its own, that stays
  // when the paper is corrected again.
  std::string correction_entry(const Dated& dated) const {
    const Paper& paper = *dated.paper->paper;
    const PublishedVersion& version = *dated.corrected;
    const std::string number = std::to_string(version.number), time = date_time(dated.changed);
    const std::string title = title_name(publication_.project, paper);
    const std::string changes = changes_address(paper.id, version.number);
    const bool has_page = files_.contains(changes + "index.html");
    return "<entry>\n" +
           element("id", permanent_name(publication_, "correction " + paper.id + " " + number)) +
           element("title", "Rettelsesblad til version " + number + " af " + title) +
           element("updated", time) + element("published", time) + author_of(paper) +
           link("alternate", has_page ? changes : version_address(paper.id, version.number), "text/html") +
           link("related", paper_address(paper.id), "text/html") +
           "<category term=\"correction\" label=\"Rettelsesblad\"/>\n" +
           enclosed(correction_address(paper.id, version.number)) +
           element("summary", correction_words(version, title)) + "</entry>\n";
  }

  static std::string correction_words(const PublishedVersion& version, const std::string& title) {
    const std::string words = "Version " + std::to_string(version.number) + " af »" + title +
                              "« er sendt ud den " + long_date(version.sent->iso()) + ".";
    return version.reason.empty() ? words : words + " Grunden til rettelsen: " + as_sentence(version.reason);
  }

  std::string entry(const Dated& dated) const {
    const PublishedPaper& paper = *dated.paper;
    const std::string& id = paper.paper->id;
    std::string out = "<entry>\n" + element("id", permanent_name(publication_, "paper " + id)) +
                      element("title", title_name(publication_.project, *paper.paper)) +
                      element("updated", date_time(dated.changed)) +
                      element("published", date_time(first_published(paper).value_or(dated.changed))) +
                      author_of(*paper.paper) + link("alternate", paper_address(id), "text/html") +
                      "<category term=\"" + xml_escape(paper.paper->type) + "\" label=\"" +
                      xml_escape(type_name(publication_.project, *paper.paper)) + "\"/>\n";
    out += enclosed(output_address(id, paper.versions.front().number, "pdf", publication_.closed));
    if (const std::string words = summary(paper); !words.empty()) out += element("summary", words);
    return out + "</entry>\n";
  }

  const Publication& publication_;
  const SiteFiles& files_;
  SiteSettings settings_;
  std::string page_;
};

}  // namespace

void add_feeds(const Publication& publication, SiteFiles& files) {
  const std::vector<Dated> news = newest_first(publication);
  std::map<const Body*, std::vector<Dated>> of_bodies;
  for (const PublishedPaper& paper : publication.papers)
    for (const Body* body : bodies_of(publication.project, *paper.paper)) of_bodies[body];
  for (const Dated& dated : news)
    for (const Body* body : bodies_of(publication.project, *dated.paper->paper))
      of_bodies[body].push_back(dated);

  const SiteSettings settings = site_settings(publication.project);
  SiteFiles feeds;
  feeds["feed.xml"] = Feed(publication, files, "").text(settings.name, news);
  for (const auto& [body, theirs] : of_bodies) {
    const std::string page = body_address(body->id);
    const BodyName* called = name_of(*body, std::nullopt);
    const std::string title = called == nullptr ? body->id : called->name;
    feeds[page + "feed.xml"] = Feed(publication, files, page).text(settings.name + ": " + title, theirs);
  }
  for (auto& [path, text] : feeds) files[path] = std::move(text);
}

}  // namespace kancelli::site
