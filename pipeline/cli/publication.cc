#include "pipeline/cli/publication.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "pipeline/build/builder.h"
#include "pipeline/build/house.h"
#include "pipeline/cli/checked.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/sent_version.h"

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
    const PapersToBuild wanted = papers_to_build(project_, papers, found, !request_.preview);
    std::vector<const Paper*> to_build;
    std::map<std::string, std::vector<SentVersion>> sent;  // by paper
    for (const Paper* paper : wanted.all) {
      auto versions =
          request_.preview ? std::vector<SentVersion>() : sent_versions(project_, files_, paper->id, found);
      if (versions.empty())
        to_build.push_back(paper);
      else
        sent[paper->id] = std::move(versions);
    }
    const std::vector<const Paper*> whole = built(to_build, found);
    site::Publication publication{project_, house_, false, {}};
    for (const Paper* paper : wanted.all)
      if (const auto versions = sent.find(paper->id); versions != sent.end())
        add_as_sent(versions->second, found, publication.papers);
      else if (std::find(whole.begin(), whole.end(), paper) != whole.end())
        publication.papers.push_back(published(*paper));
    diagnostics_.merge(std::move(found));
    MadeSite made;
    if (publication.papers.empty()) return made;
    made.files = files_of(publication);
    std::set<std::string_view> ids;
    for (const PublishedPaper& paper : publication.papers) ids.insert(paper.paper->id);
    for (const Paper* paper : papers)
      if (ids.contains(paper->id)) made.papers.push_back(paper);
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
    if (request_.preview) {
      version.pdf = site::output_on_demand(paper.id, "pdf");
      version.docx = site::output_on_demand(paper.id, "docx");
    } else {
      version.pdf = files_.read(path + ".pdf");
      version.docx = files_.read(path + ".docx");
    }
    return {&paper, {std::move(version)}, attached_files(paper)};
  }

  // The versions as they were sent, the newest first. One that was closed then stays away, whatever the paper
  // is now; so does a paper of which a version cannot be read, since nothing else may stand in its place.
  void add_as_sent(const std::vector<SentVersion>& versions, Diagnostics& found,
                   std::vector<PublishedPaper>& papers) {
    PublishedPaper as_sent;
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
      auto paper = frozen_paper(project_, files_, *version, found);
      if (paper == nullptr) return;
      if (paper->closed) continue;
      as_sent.versions.push_back(version_as_sent(*version));
      if (as_sent.paper != nullptr) continue;
      as_sent.attachments = attached_files(*paper);
      as_sent.paper = paper.get();
      frozen_.push_back(std::move(paper));
    }
    if (as_sent.paper != nullptr) papers.push_back(std::move(as_sent));
  }

  PublishedVersion version_as_sent(const SentVersion& version) const {
    const auto output = [&](const char* ending) {
      const std::string name = version.paper + ending;
      return version.file(name) == nullptr ? std::string() : frozen_file(project_, files_, version, name);
    };
    return {version.number, version.sent, version.reason, output(".html"), output(".pdf"), output(".docx")};
  }

  // The open attached files, each under its own name; of two with one name the second has its number in it.
  site::SiteFiles attached_files(const Paper& paper) const {
    site::SiteFiles attached;
    for (const Attachment& attachment : paper.attachments) {
      if (attachment.closed || attachment.file.empty()) continue;
      const std::string path = project_.root + "/content/" + attachment.file;
      if (!files_.exists(path)) continue;  // the rule attachment-missing says it
      attached[site::attachment_name(paper, attachment)] = files_.read(path);
    }
    return attached;
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
  std::vector<std::unique_ptr<Paper>> frozen_;
};

}  // namespace

MadeSite made_site(DiskFiles& files, ProcessRunner& processes, Project& project,
                   const std::vector<const Paper*>& papers, const SiteRequest& request,
                   Diagnostics& diagnostics) {
  return SiteMaker(files, processes, project, request, diagnostics).make(papers);
}

}  // namespace kancelli
