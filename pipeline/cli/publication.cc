#include "pipeline/cli/publication.h"

#include <algorithm>
#include <set>

#include "pipeline/build/builder.h"
#include "pipeline/build/house.h"
#include "pipeline/cli/checked.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/attached_files.h"

namespace kancelli {
namespace {

using site::PublishedPaper;
using site::PublishedVersion;

// A site on its way.
class SiteMaker {
 public:
  SiteMaker(DiskFiles& files, ProcessRunner& processes, Project& project, const SiteRequest& request,
            Diagnostics& diagnostics)
      : files_(files),
        processes_(processes),
        project_(project),
        request_(request),
        diagnostics_(diagnostics),
        house_(load_house(files, find_house(files, project.root))) {
    load_site_styles(files, house_);
  }

  MadeSite make(const std::vector<const Paper*>& papers) {
    Diagnostics found;
    const PapersToBuild wanted = papers_to_build(project_, papers, found);
    const std::vector<const Paper*> whole = built(wanted.all, found);
    diagnostics_.merge(std::move(found));
    site::Publication publication{project_, house_, false, {}};
    for (const Paper* paper : whole) publication.papers.push_back(published(*paper));
    MadeSite made;
    if (publication.papers.empty()) return made;
    made.files = files_of(publication);
    for (const Paper* paper : papers)
      if (std::any_of(whole.begin(), whole.end(), [&](const Paper* each) { return each->id == paper->id; }))
        made.papers.push_back(paper);
    return made;
  }

 private:
  // Those that came out whole. Throws Error where it cannot be told which they are.
  std::vector<const Paper*> built(const std::vector<const Paper*>& papers, Diagnostics& found) {
    BuildOptions options;
    options.formats = formats();
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

  std::vector<std::string> formats() const {
    if (request_.preview) return {"html"};
    return {"pdf", "docx", "html"};
  }

  PublishedPaper published(const Paper& paper) const {
    PublishedVersion version;
    version.sent = paper.sent;
    const std::string path = request_.out + "/" + paper.id;
    version.html = files_.read(path + ".html");
    if (!request_.preview) {
      version.pdf = files_.read(path + ".pdf");
      version.docx = files_.read(path + ".docx");
    }
    return {&paper, {std::move(version)}, attached_files(paper)};
  }

  // The rule attachment-missing holds a paper back whose file is not what was attached; where somebody let it
  // out all the same, it goes out without the file.
  site::SiteFiles attached_files(const Paper& paper) const {
    Diagnostics ignored;
    return open_attachments(project_, paper, files_, request_.preview ? ignored : diagnostics_);
  }

  site::SiteFiles files_of(const site::Publication& publication) const {
    site::SiteFiles made = site::make_site(publication);
    return made;
  }

  DiskFiles& files_;
  ProcessRunner& processes_;
  Project& project_;
  const SiteRequest& request_;
  Diagnostics& diagnostics_;
  House house_;
};

}  // namespace

MadeSite made_site(DiskFiles& files, ProcessRunner& processes, Project& project,
                   const std::vector<const Paper*>& papers, const SiteRequest& request,
                   Diagnostics& diagnostics) {
  return SiteMaker(files, processes, project, request, diagnostics).make(papers);
}

}  // namespace kancelli
