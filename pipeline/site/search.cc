#include "pipeline/site/search.h"

#include <sys/utsname.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/meeting.h"
#include "pipeline/site/site_data.h"
#include "pipeline/system/files.h"

namespace kancelli::site {
namespace {

constexpr std::chrono::seconds limit{600};  // 10,000 pages take half a minute
// Behind it stand terms that the page does not show; the search page's script does not show them either.
constexpr std::string_view terms_mark = "⁂";

// Marks in the copy of a page that Pagefind reads: what a result shows besides its title, and what readers
// may choose among.
std::string mark(std::string_view kind, std::string_view name, std::string_view value) {
  return "<span data-pagefind-" + std::string(kind) + "=\"" + std::string(name) + "[data-v]\" data-v=\"" +
         xml_escape(value) + "\"></span>";
}

// By the page's address: what kind of page it is, and facts about it.
struct PageFacts {
  std::string type;
  std::optional<Date> day;
  std::vector<std::string> bodies;  // as they are called today
  std::string line;                 // "Indstilling · 24. februar 2026 · Økonomiudvalget"
  std::string title;  // where it is not the page's heading: four papers of an amendment have the same
};

// A reader chooses among the bodies of today.
void add_body(const Body* body, PageFacts& facts) {
  const BodyName* name = body == nullptr ? nullptr : name_of(*body, std::nullopt);
  if (name != nullptr) facts.bodies.push_back(name->name);
}

void add_to_line(const Body* body, const std::optional<Date>& day, PageFacts& facts) {
  const BodyName* name = body == nullptr ? nullptr : name_of(*body, day);
  if (name != nullptr) facts.line += " · " + name->name;
}

PageFacts paper_facts(const Project& project, const PublishedPaper& published) {
  const Paper& paper = *published.paper;
  PageFacts facts;
  facts.day = paper.dated ? paper.dated : last_changed(published);
  facts.line = facts.type = type_name(project, paper);
  if (const AttachedPaper made = attached_paper(project, paper.id); made.made) facts.title = made.title;
  if (facts.day) facts.line += " · " + format_date(*facts.day, "long");
  for (const Body* body : bodies_of(project, paper)) add_body(body, facts);
  add_to_line(project.registers.body(paper.committee), paper.dated, facts);
  return facts;
}

PageFacts meeting_facts(const Project& project, const Meeting& meeting) {
  const Body* body = project.registers.body(meeting.body);
  PageFacts facts;
  facts.type = "Møde";
  facts.day = meeting.date;
  facts.line = facts.type + " · " + format_date(meeting.date, "long");
  add_body(body, facts);
  add_to_line(body, meeting.date, facts);
  return facts;
}

PageFacts facts_of(const std::string& page) {
  static constexpr std::pair<std::string_view, std::string_view> kinds[] = {
      {"moeder/", "Møde"}, {"organer/", "Organ"}, {"emner/", "Emne"}, {"vedtaegt/", "Vedtægt"}};
  PageFacts facts;
  for (const auto& [folder, kind] : kinds)
    if (page.starts_with(folder)) facts.line = facts.type = kind;
  return facts;
}

// By the page's address, of those that have more than a kind.
std::map<std::string, PageFacts> known_facts(const Publication& publication) {
  const Project& project = publication.project;
  std::map<std::string, PageFacts> known;
  std::vector<const Paper*> shown;
  for (const PublishedPaper& paper : publication.papers) {
    known[paper_address(paper.paper->id)] = paper_facts(project, paper);
    shown.push_back(paper.paper);
  }
  for (const Meeting& meeting : meetings_of(project, shown))
    known[meeting_address(meeting.name())] = meeting_facts(project, meeting);
  for (const auto& [id, body] : project.registers.bodies) {
    PageFacts& facts = known[body_address(id)] = facts_of(body_address(id));
    add_body(&body, facts);
  }
  return known;
}

// A picture is part of its page, as data: those are not for the index, what it shows in words is.
void leave_out_pictures(std::string& html) {
  static constexpr std::string_view source = " src=\"data:", words = " data-pagefind-index-attrs=\"alt\"";
  for (std::size_t at = html.find(source); at != std::string::npos; at = html.find(source, at)) {
    const std::size_t end = html.find('"', at + source.size());
    if (end == std::string::npos) return;
    html.replace(at, end + 1 - at, words);
  }
}

std::string heading_of(std::string_view html) {
  const std::size_t begin = std::min(html.size(), html.find("<h1"));
  return plain_words(html.substr(begin, html.find("</h1>", begin) - begin));
}

// Terms that a page is found by as if it had them: those of its title as a heading, the others with less
// weight than its own words.
std::string terms_html(std::string_view before, const std::vector<std::string>& terms,
                       std::string_view weight) {
  return "\n<p data-pagefind-weight=\"" + std::string(weight) + "\">" + std::string(before) + " " +
         xml_escape(join(terms, " ")) + "</p>\n";
}

// What Pagefind shall read of a page: the page as it is, with marks and further terms at the end of what is
// indexed. "" for a page that is not to be found.
std::string indexed(const Project& project, const std::string& html, const PageFacts& facts) {
  const std::size_t main = html.find("<main"), end = html.find("</main>");
  if (main == std::string::npos || end == std::string::npos) return {};
  const std::size_t body = html.find('>', main);
  if (html.substr(main, body - main).find("data-pagefind-body") == std::string::npos) return {};
  std::string more = mark("meta", "facts", facts.line);
  if (!facts.title.empty()) more += mark("meta", "title", facts.title);
  if (!facts.type.empty()) more += mark("filter", "Type", facts.type);
  if (facts.day) more += mark("filter", "År", std::to_string(facts.day->first().year));
  for (const std::string& name : facts.bodies) more += mark("filter", "Organ", name);
  // Without words the newest comes first. Pagefind leaves out what has no place in the order.
  more += mark("sort", "dag", facts.day ? facts.day->first().iso() : "0000");
  const std::string_view shown = std::string_view(html).substr(body + 1, end - body - 1);
  more += terms_html(terms_mark, page_terms(project, heading_of(shown)), "4");
  more += terms_html({}, page_terms(project, plain_words(shown)), "0.5");
  std::string copy = html;
  copy.insert(end, more);
  leave_out_pictures(copy);
  return copy;
}

// npm installs the package of this machine; "" when it has not.
std::string installed_program(const std::string& house) {
  utsname machine{};
  ::uname(&machine);
  const std::string system = lower(machine.sysname), kind = machine.machine;
  const std::string package = system + (kind == "aarch64" || kind == "arm64" ? "-arm64" : "-x64");
  for (const char* name : {"pagefind_extended", "pagefind"})
    if (std::string path = house + "/node_modules/@pagefind/" + package + "/bin/" + name;
        std::filesystem::exists(path))
      return path;
  return {};
}

std::string pagefind(const std::string& house) {
  if (std::string path = installed_program(house); !path.empty()) return path;
  for (const char* name : {"pagefind_extended", "pagefind"})
    if (auto path = find_program(name)) return *path;
  throw Error(tr("Pagefind is not installed in {0}", {house}),
              tr("run scripts/setup, which installs it by npm, or install the pagefind command"));
}

// Its own search forms are left out: the site has one, by other means.
bool is_needed(const std::string& path) {
  return path == "pagefind.js" || path == "pagefind-worker.js" || path == "pagefind-entry.json" ||
         (!path.ends_with(".js") && !path.ends_with(".css"));
}

// A folder that is empty, and gone again.
class WorkFolder {
 public:
  explicit WorkFolder(std::string path) : path_(std::move(path)) {
    clear();
    std::filesystem::create_directories(path_);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() { clear(); }

 private:
  void clear() {
    std::error_code ignored;  // writing there says what is wrong
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path_;
};

void write_pages(const Publication& publication, const SiteFiles& files, const std::string& folder) {
  const std::map<std::string, PageFacts> known = known_facts(publication);
  DiskFiles disk;
  for (const auto& [path, bytes] : files) {
    static constexpr std::string_view index = "index.html";
    if (!path.ends_with(index)) continue;
    const std::string page = path.substr(0, path.size() - index.size());
    const auto found = known.find(page);
    const PageFacts facts = found == known.end() ? facts_of(page) : found->second;
    if (const std::string copy = indexed(publication.project, bytes, facts); !copy.empty())
      disk.write(folder + "/" + path, copy);
  }
}

}  // namespace

void add_search(const Publication& publication, SiteFiles& files, ProcessRunner& processes,
                const std::string& folder) {
  const std::string program = pagefind(publication.house.root);
  const WorkFolder work(folder);
  const std::string pages = folder + "/pages", out = folder + "/index";
  std::filesystem::create_directories(pages);
  write_pages(publication, files, pages);
  Command command{program, {"--site", pages, "--output-path", out, "--force-language", "da"}, {}, {}, limit};
  // Neither a pagefind.yml of wherever we run nor variables of the user's are for us.
  command.folder = folder;
  command.own_environment = true;
  const ProcessResult result = processes.run(command);
  if (result.timed_out || result.status != 0)
    throw Error(tr("Pagefind could not make the search index: {0}",
                   {std::string(trim(result.err.empty() ? result.out : result.err))}));
  DiskFiles disk;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(out)) {
    const std::string path = std::filesystem::relative(entry.path(), out).generic_string();
    if (entry.is_regular_file() && is_needed(path)) files["pagefind/" + path] = disk.read(entry.path());
  }
}

}  // namespace kancelli::site
