#include "pipeline/cli/send_command.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "pipeline/build/build_log.h"
#include "pipeline/build/correction_paper.h"
#include "pipeline/build/sending.h"
#include "pipeline/check/rule.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/sent_papers.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/sent_source.h"

namespace kancelli {
namespace {

// The disk with some sources as they are about to be sent.
class SourcesToBe : public DiskFiles {
 public:
  std::map<std::string, std::string> texts;  // path -> bytes

  std::string read(const std::string& path) const override {
    const auto found = texts.find(path);
    return found != texts.end() ? found->second : DiskFiles::read(path);
  }
};

// A paper of the project that goes out.
struct Outgoing {
  std::string id;
  std::string file, before, after;   // its source
  std::optional<Revision> revision;  // of a correction
  Date sent;                         // the day of this version
};

class Send {
 public:
  explicit Send(const Options& options)
      : options_(options),
        root_(root_of_papers(files_, options)),
        jobs_(options.jobs > 0 ? options.jobs : processors()),
        sending_(disk_, root_) {}

  int run() {
    if (sending_.finished_another())
      std::cerr << tr("what an interrupted run had sent is in its place now") << "\n";
    choose();
    if (outgoing_.empty()) return found_.has_errors() ? stop() : 0;
    project_ = load_project(files_, root_, found_, jobs_);
    check_papers();
    if (found_.has_errors()) return stop();
    print_papers();
    if (found_.has_errors()) return stop();
    write_corrections();
    if (found_.has_errors()) return stop();
    for (const Printed& each : printed_) freeze(each);
    for (const Outgoing& each : outgoing_) sending_.change(each.file, each.before, each.after);
    const std::vector<std::string> kept = sending_.commit();
    const int status = finish(options_, project_->sources, found_);
    tell(kept);
    return status;
  }

 private:
  // One that is printed: a paper of the project, or one that an amendment becomes.
  struct Printed {
    const Paper* paper;
    const Outgoing* from;
    std::map<std::string, std::string> parts;
    int number;
    std::unique_ptr<Paper> correction;
  };

  int stop() {
    finish(options_, project_->sources, found_);
    std::cerr << tr("nothing was sent") << "\n";
    return 1;
  }

  // The papers that were named, and what they enclose.
  std::vector<const Paper*> papers_asked_for() {
    std::vector<const Paper*> all;
    const auto add = [&](const Paper* paper) {
      if (paper != nullptr && std::find(all.begin(), all.end(), paper) == all.end()) all.push_back(paper);
    };
    for (const std::string& name : options_.arguments) add(&paper_named(*project_, name));
    for (std::size_t i = 0; i < all.size(); ++i)
      for (const Attachment& attachment : all[i]->attachments)
        add(attached_paper(*project_, attachment.paper).source);
    return all;
  }

  // Which papers go out, as which version. The project is read once for that, as it is.
  void choose() {
    project_ = load_project(files_, root_, found_, jobs_);
    const std::vector<const Paper*> papers = papers_asked_for();
    for (const Paper* paper : papers) wanted_.insert(paper->file);
    keep_wanted(*project_, wanted_, found_);
    const std::size_t named = options_.arguments.size();
    for (std::size_t i = 0; i < papers.size(); ++i) choose(*papers[i], i < named);
    if (!outgoing_.empty()) found_ = {};  // all of it is told by the second reading
  }

  void choose(const Paper& paper, bool named) {
    if (paper.state == "withdrawn" || paper.state == "superseded")
      throw Error(tr("{0} is {1}: it is not sent", {paper.id, paper.state}),
                  tr("where it is to go out again, its <state> is \"draft\" first"));
    const Node* meta = paper.root().child("meta");
    if (meta == nullptr || meta->child("state") == nullptr) {  // the grammar has told of it
      outgoing_.push_back({paper.id, paper.file, "", "", {}, {}});
      return;
    }
    const auto versions = sent_versions(*project_, files_, paper.id, found_);
    for (const SentVersion& version : versions)
      for (const FrozenFile& file : version.files) frozen_file(*project_, files_, version, file.name);
    Outgoing out{paper.id, paper.file, std::string(project_->sources.text(paper.source())), "", {}, {}};
    if (versions.empty()) {
      out.sent = day_of_first(paper);
      out.after = as_sent(*project_, paper, out.sent, {});
    } else {
      out.revision = correction(paper, versions, named);
      if (!out.revision) return;
      out.sent = out.revision->date;
      out.after = as_sent(*project_, paper, versions.front().sent, out.revision);
    }
    files_.texts[root_ + "/" + out.file] = out.after;
    outgoing_.push_back(std::move(out));
  }

  Date today() const { return options_.today ? *options_.today : *this_day(); }

  // What the author has written counts before the clock.
  Date day_of_first(const Paper& paper) const {
    if (options_.on) return *options_.on;
    return paper.state == "sent" && paper.sent ? *paper.sent : today();
  }

  // Nothing for a paper that is what was sent.
  std::optional<Revision> correction(const Paper& paper, const std::vector<SentVersion>& versions,
                                     bool named) {
    const SentVersion& last = versions.back();
    const bool same = is_what_was_sent(paper, last);
    if (same && (options_.reason.empty() || !named || !register_changed(last))) {
      std::cerr << tr("{0} was sent as version {1} on {2} and is unchanged",
                      {paper.id, std::to_string(last.number), last.sent.iso()})
                << "\n";
      return std::nullopt;
    }
    Revision revision{last.number + 1, options_.on ? *options_.on : today(), collapse_space(options_.reason)};
    if (const auto own = revision_of(paper); own && own->number == revision.number) {
      if (!options_.on) revision.date = own->date;
      if (revision.reason.empty()) revision.reason = own->reason;
    }
    if (before(revision.date, last.sent))
      throw Error(tr("version {0} of {1} was sent on {2}: the next one cannot go out on {3}",
                     {std::to_string(last.number), paper.id, last.sent.iso(), revision.date.iso()}),
                  tr("leave --on out, or give the day on which it goes out"));
    if (revision.reason.empty())
      throw Error(tr("{0} is not what was sent as version {1}: a correction has a reason",
                     {paper.id, std::to_string(last.number)}),
                  tr("kancelli send {0} --reason \"...\"; kancelli diff {0} shows what changed", {paper.id}));
    return revision;
  }

  bool is_what_was_sent(const Paper& paper, const SentVersion& version) {
    if (frozen_file(*project_, files_, version, "source.xml") != project_->sources.text(paper.source()))
      return false;
    return std::all_of(version.files.begin(), version.files.end(), [&](const FrozenFile& file) {
      const std::string path = root_ + "/" + file.name;
      return !file.name.starts_with("content/") ||
             (files_.exists(path) && sha256(files_.read(path)) == file.sha256);
    });
  }

  bool register_changed(const SentVersion& version) {
    const auto paper = frozen_paper(*project_, files_, version, found_);
    if (paper == nullptr) return false;
    const FrozenAnswers then = read_answers(frozen_file(*project_, files_, version, "answers.json"));
    return !changed_answers(then, answers_today(*project_, *paper, then)).empty();
  }

  void check_papers() {
    std::vector<const Paper*> papers;
    for (const auto& paper : project_->papers)
      if (wanted_.contains(paper->file)) papers.push_back(paper.get());
    const std::optional<Date> day = options_.today ? options_.today : options_.on ? options_.on : this_day();
    check(*project_, papers, {files_, day, jobs_}, found_);
    keep_wanted(*project_, wanted_, found_);
    // That it is another version now is what it is sent for; and what became of other papers holds up nobody.
    std::erase_if(found_.list(), [](const Diagnostic& d) { return d.code.starts_with("sent-"); });
  }

  void print_papers() {
    std::vector<const Paper*> all;
    for (const Outgoing& each : outgoing_) {
      const Paper& source = *project_->paper(each.id);
      made_.push_back(printed_papers(*project_, source, found_));
      for (const Paper* paper : made_.back().papers) {
        const auto versions = sent_versions(*project_, files_, paper->id, found_);
        const int number = versions.empty() ? 1 : versions.back().number + 1;
        printed_.push_back({paper, &each, parts_of(*project_, files_, *paper, source), number, nullptr});
        all.push_back(paper);
      }
    }
    if (found_.has_errors()) return;
    build_into(sending_.build_folder(), *project_, files_, options_, all,
               {"pdf", "docx", "html", "ast", "asked"}, found_);
    if (found_.has_errors()) return;
    project_->closed_edition = true;
    build_into(closed_folder(), *project_, files_, options_, all, {"pdf", "docx", "html", "asked"}, found_);
    project_->closed_edition = false;
  }

  std::string closed_folder() const { return sending_.build_folder() + "/closed"; }

  void write_corrections() {
    std::vector<const Paper*> all;
    for (Printed& each : printed_) {
      if (each.number == 1) continue;
      const SentVersion last = sent_versions(*project_, files_, each.paper->id, found_).back();
      const auto before = frozen_paper(*project_, files_, last, found_);
      if (before == nullptr) return;
      const PaperChanges changes =
          paper_changes(*project_, frozen_state(*project_, files_, last, *before),
                        built_state(sending_.build_folder(), files_, *each.paper, each.parts));
      each.correction = made_paper(*project_,
                                   {each.paper->id + std::string(correction_suffix), "correction",
                                    "Rettelsesblad: " + title_of(*each.paper),
                                    correction_source(*project_, head(each, last), changes)},
                                   found_);
      all.push_back(each.correction.get());
    }
    if (!all.empty())
      build_into(sending_.build_folder(), *project_, files_, options_, all, {"pdf", "docx", "html"}, found_);
  }

  // Of the papers of an amendment two have the statute's own title: here it must say which of them it is.
  std::string title_of(const Paper& paper) const {
    const std::string title = attached_paper(*project_, paper.id).title;
    return title.empty() ? paper.title : title;
  }

  CorrectionHead head(const Printed& printed, const SentVersion& last) const {
    const Outgoing& from = *printed.from;
    CorrectionHead head;
    head.paper = printed.paper;
    head.suffix = correction_suffix;
    head.title = "Rettelsesblad: " + title_of(*printed.paper);
    head.dated = from.sent.iso();
    head.sent = true;
    head.words = {"Version " + std::to_string(printed.number) + " af »" + title_of(*printed.paper) +
                      "« er sendt ud den " + long_date(head.dated) + ". Den afløser version " +
                      std::to_string(last.number) + " fra den " + long_date(last.sent.iso()) + ".",
                  "Grunden til rettelsen: " + as_sentence(from.revision->reason)};
    return head;
  }

  void freeze(const Printed& printed) {
    const Paper& paper = *printed.paper;
    const std::string folder = sending_.build_folder() + "/";
    std::map<std::string, std::string> all = printed.parts;
    const std::string_view made = project_->sources.text(paper.source());
    all["source.xml"] = paper.id == printed.from->id ? printed.from->after : made;
    if (all["source.xml"] != made) all["printed.xml"] = made;
    all["answers.json"] = files_.read(folder + paper.id + ".asked.json");
    all["tree.json"] = files_.read(folder + paper.id + ".json");
    for (const char* ending : {".pdf", ".docx", ".html"}) {
      all[paper.id + ending] = files_.read(folder + paper.id + ending);
      if (printed.correction != nullptr)
        all[printed.correction->id + ending] = files_.read(folder + printed.correction->id + ending);
    }
    const std::string closed = paper.id + closed_mark;
    for (const char* ending : {".pdf", ".docx", ".html"})
      all[closed + ending] = files_.read(closed_folder() + "/" + closed + ending);
    all[std::string("answers") + closed_mark + ".json"] =
        files_.read(closed_folder() + "/" + closed + ".asked.json");
    if (printed.correction != nullptr)
      all[printed.correction->id + ".xml"] = project_->sources.text(printed.correction->source());
    SentVersion version;
    version.paper = paper.id;
    version.number = printed.number;
    version.sent = printed.from->sent;
    if (printed.number > 1) version.reason = printed.from->revision->reason;
    for (const auto& [name, bytes] : all) version.files.push_back({name, sha256(bytes)});
    const BuildLog log = BuildLog::read(files_.read(folder + "build.json"));
    sending_.add(paper.id, printed.number, all);
    sending_.add(paper.id, printed.number,
                 {{"version.xml", version_xml(version, paper.title, log.papers.at(paper.id).tools)}});
  }

  void tell(const std::vector<std::string>& kept) const {
    for (const Printed& each : printed_)
      std::cerr << tr("{0}: version {1} is sent, {2}",
                      {each.paper->id, std::to_string(each.number), each.from->sent.iso()})
                << "\n";
    for (const std::string& source : kept)
      std::cerr << tr("{0} was changed meanwhile and stays as it is: `kancelli diff` shows the difference",
                      {source})
                << "\n";
  }

  const Options& options_;
  DiskFiles disk_;
  SourcesToBe files_;
  std::string root_;
  int jobs_;
  Sending sending_;
  Diagnostics found_;
  std::unique_ptr<Project> project_;
  std::set<std::string> wanted_;  // files
  std::vector<Outgoing> outgoing_;
  std::vector<PrintedPapers> made_;
  std::vector<Printed> printed_;
};

}  // namespace

int run_send(const Options& options) {
  if (options.arguments.empty())
    throw Error(tr("`kancelli send` wants the papers that go out"),
                tr("for example: kancelli send indstilling-koncernbestyrelse"));
  return Send(options).run();
}

}  // namespace kancelli
