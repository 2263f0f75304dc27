#include "pipeline/cli/publication.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "pipeline/build/builder.h"
#include "pipeline/build/correction_paper.h"
#include "pipeline/build/house.h"
#include "pipeline/cli/checked.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/publish/attached_files.h"
#include "pipeline/publish/kept_texts.h"
#include "pipeline/publish/scan.h"
#include "pipeline/site/compressed.h"
#include "pipeline/site/search.h"

namespace kancelli {
namespace {

using site::PublishedPaper;
using site::PublishedVersion;

// A site on its way.
class SiteMaker {
 public:
  SiteMaker(DiskFiles& files, ProcessRunner& processes, Project& project, const SiteRequest& request,
            bool preview, Diagnostics& diagnostics)
      : files_(files),
        processes_(processes),
        project_(project),
        request_(request),
        preview_(preview),
        diagnostics_(diagnostics),
        house_(load_house(files, find_house(files, project.root))) {
    load_site_styles(files, house_);
  }

  // Builds them, but takes those that go out as they were sent as they were then.
  void prepare(const std::vector<const Paper*>& papers, const std::set<const Paper*>& as_sent,
               SentPapers& all_sent) {
    Diagnostics found;
    // Others name it by the title that its reader finds.
    for (const auto& paper : project_.papers)
      if (const auto own = all_sent.find(paper->id); own != all_sent.end() && as_sent.contains(paper.get()))
        paper->title = own->second.newest().title;
    std::vector<const Paper*> sources;
    for (const Paper* paper : papers)
      if (!as_sent.contains(paper)) sources.push_back(paper);
    PapersToBuild wanted = papers_to_build(project_, sources, found, !preview_);
    const std::vector<const Paper*> whole = built(wanted.all, found);
    // An amendment's come one after the other, in its place.
    std::map<const Paper*, std::vector<const Paper*>> made;
    for (const Paper* each : whole) made[attached_paper(project_, each->id).source].push_back(each);
    std::map<const Paper*, std::vector<SentPaper*>> sent;
    for (auto& [id, each] : all_sent) sent[attached_paper(project_, id).source].push_back(&each);
    for (const Paper* paper : papers)
      if (as_sent.contains(paper))
        for (SentPaper* each : sent[paper]) add_as_sent(*each, *paper, found);
      else
        for (const Paper* each : made[paper]) add(*each, {built_version(*each)}, found);
    diagnostics_.merge(std::move(found));
    keep_made(wanted);
  }

  // The site of those that are made of the papers. Empty when none is.
  Assembled assemble(const std::vector<const Paper*>& papers) const {
    site::Publication publication{project_, house_, project_.closed_edition, {}};
    if (preview_) publication.root = "/";  // the preview's server has the site alone
    Assembled assembled;
    for (const PublishedPaper& each : papers_) {
      const Paper* source = attached_paper(project_, each.paper->id).source;
      if (std::find(papers.begin(), papers.end(), source) == papers.end()) continue;
      publication.papers.push_back(each);
      assembled.papers.push_back(each.paper);
    }
    if (!publication.papers.empty()) assembled.files = files_of(publication);
    return assembled;
  }

  // Those of the project of which something is in the site.
  MadeSite result(Assembled assembled, const std::vector<const Paper*>& papers) const {
    MadeSite made{std::move(assembled.files), {}};
    std::set<const Paper*> sources;
    for (const Paper* paper : assembled.papers) sources.insert(attached_paper(project_, paper->id).source);
    for (const Paper* paper : papers)
      if (sources.contains(paper)) made.papers.push_back(paper);
    return made;
  }

 private:
  // Those that came out whole. Throws Error where it cannot be told which they are.
  std::vector<const Paper*> built(const std::vector<const Paper*>& papers, Diagnostics& found) {
    if (papers.empty()) return {};
    BuildOptions options;
    options.formats =
        preview_ ? std::vector<std::string>{"html"} : std::vector<std::string>{"pdf", "docx", "html"};
    options.papers = papers;
    options.out = request_.out;
    options.jobs = request_.jobs;
    options.house = house_.root;
    options.today = request_.today;
    options.tools = request_.tools;
    options.progress = request_.progress;
    build(project_, files_, processes_, options, found);
    std::set<SourceId> failed;
    for (const Diagnostic& d : found.list()) {
      if (d.severity != Severity::error) continue;
      const auto is_its = [&](const Paper* paper) { return paper->source() == d.span.source; };
      if (d.span.nowhere() || std::none_of(papers.begin(), papers.end(), is_its))
        throw Error(tr("nothing was published: {0}", {d.message}), tr("`kancelli build` shows it"));
      failed.insert(d.span.source);
    }
    std::vector<const Paper*> whole;
    for (const Paper* paper : papers)
      if (!failed.contains(paper->source())) whole.push_back(paper);
    return whole;
  }

  PublishedVersion built_version(const Paper& paper) const {
    const std::string path = request_.out + "/" + paper.id + (project_.closed_edition ? closed_mark : "");
    PublishedVersion version;
    version.sent = paper.sent;
    version.html = files_.read(path + ".html");
    if (preview_) {  // made when somebody asks for them
      version.pdf = site::output_on_demand(paper.id, "pdf");
      version.docx = site::output_on_demand(paper.id, "docx");
      return version;
    }
    version.pdf = files_.read(path + ".pdf");
    version.docx = files_.read(path + ".docx");
    return version;
  }

  // With its open attached files. It stays when one of them is not what was attached.
  void add(const Paper& paper, std::vector<PublishedVersion> versions, Diagnostics& found) {
    Diagnostics of_files;
    auto attached = open_attachments(project_, paper, files_, of_files);
    const bool whole = !of_files.has_errors();
    found.merge(std::move(of_files));
    if (whole) papers_.push_back({&paper, std::move(versions), std::move(attached)});
  }

  // The versions as they were sent, the newest first. One that was closed then stays away, whatever the paper
  // is now; so does a paper of which a file is not what was sent, since nothing else may stand in its place.
  void add_as_sent(SentPaper& sent, const Paper& source, Diagnostics& found) {
    std::vector<PublishedVersion> published;
    Paper* newest = nullptr;
    for (std::size_t i = sent.versions.size(); i-- > 0;) {
      Paper& paper = *sent.papers[i];
      if (paper.closed && !project_.closed_edition) {
        // What the next one changed in it would tell what it said.
        if (!published.empty()) published.back().correction_html = published.back().correction_pdf = {};
        continue;
      }
      const SentVersion& then = sent.versions[i];
      // An earlier one may be missing, not the one that counts.
      if (newest != nullptr && !has_edition(then, paper, project_.closed_edition)) continue;
      if (!need_edition(then, paper, project_.closed_edition, found)) return;
      auto version = version_as_sent(then, found);
      if (!version) return;
      published.push_back(std::move(*version));
      if (newest == nullptr) newest = &paper;
    }
    if (newest == nullptr) return;
    if (source.state == "superseded") newest->state = source.state;  // that is said of what was sent, too
    add(*newest, std::move(published), found);
  }

  // Nothing, with its place, when a file is not what was sent.
  std::optional<PublishedVersion> version_as_sent(const SentVersion& version, Diagnostics& found) const {
    bool whole = true;
    const auto file = [&](const std::string& name) {
      if (version.file(name) == nullptr) return std::string();
      try {
        return frozen_file(project_, files_, version, name);
      } catch (const Error& error) {
        Diagnostic& d = found.error("sent-damaged", {}, error.what(), {tr("fetch the file from a backup")});
        d.place = version.folder + "/" + name;
        whole = false;
        return std::string();
      }
    };
    const auto output = [&](std::string_view ending) {
      return file(frozen_output(version, ending, project_.closed_edition));
    };
    const std::string correction = version.paper + std::string(correction_suffix);
    PublishedVersion read{version.number,
                          version.sent,
                          version.reason,
                          output(".html"),
                          output(".pdf"),
                          output(".docx"),
                          file(correction + ".html"),
                          file(correction + ".pdf")};
    return whole ? std::optional(std::move(read)) : std::nullopt;
  }

  // The papers that amendments become live as long as the site that speaks of them.
  void keep_made(PapersToBuild& wanted) {
    for (AmendmentPapers& made : wanted.made)
      for (std::unique_ptr<Paper>& paper : made.papers) kept_.push_back(std::move(paper));
  }

  site::SiteFiles files_of(const site::Publication& publication) const {
    site::SiteFiles made = site::make_site(publication);
    site::add_feeds(publication, made);
    site::add_sitemap(publication, made);
    site::add_oparl(publication, made);
    if (!preview_ || request_.search)
      site::add_search(publication, made, processes_, request_.out + "/.search");
    return made;
  }

  DiskFiles& files_;
  ProcessRunner& processes_;
  Project& project_;
  const SiteRequest& request_;
  const bool preview_;
  Diagnostics& diagnostics_;
  House house_;
  std::vector<PublishedPaper> papers_;
  std::vector<std::unique_ptr<Paper>> kept_;  // that are not the project's
};

}  // namespace

MadeSite released_site(DiskFiles& files, ProcessRunner& processes, Project& project, AtTheGate papers,
                       const SiteRequest& request, Diagnostics& diagnostics) {
  SiteMaker maker(files, processes, project, request, false, diagnostics);
  maker.prepare(papers.gate.open, papers.gate.as_sent, papers.sent);
  KeptTexts texts(processes, files, request.out + "/.pdf-texts");
  Assembled found = safe_release(papers.gate, papers.overrides, project, files, texts, diagnostics,
                                 [&](const std::vector<const Paper*>& open) { return maker.assemble(open); });
  texts.keep();
  MadeSite made = maker.result(std::move(found), papers.gate.open);
  site::add_compressed(made.files);  // of what the last look has seen
  return made;
}

MadeSite preview_site(DiskFiles& files, ProcessRunner& processes, Project& project,
                      const std::vector<const Paper*>& papers, const SiteRequest& request,
                      Diagnostics& diagnostics) {
  SiteMaker maker(files, processes, project, request, true, diagnostics);
  SentPapers none;
  maker.prepare(papers, {}, none);
  return maker.result(maker.assemble(papers), papers);
}

}  // namespace kancelli
