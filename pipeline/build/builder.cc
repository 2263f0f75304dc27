#include "pipeline/build/builder.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/build/build_log.h"
#include "pipeline/build/house.h"
#include "pipeline/build/meeting_sheet.h"
#include "pipeline/build/paper_maker.h"
#include "pipeline/build/tools.h"
#include "pipeline/build/trusted_filters.h"
#include "pipeline/build/work_order.h"
#include "pipeline/core/embedded.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_report.h"
#include "pipeline/project/answers.h"

namespace kancelli {
namespace {

// Papers whose trees are held at a time: enough to keep every thread at work, few enough for a thousand
// papers.
constexpr std::size_t most_open = 16;

std::map<std::string, std::string> pictures_of(const Paper& paper, const Project& project,
                                               const Files& files) {
  std::map<std::string, std::string> pictures;
  for (const Node& node : paper.xml->nodes) {
    if (!node.is("figure")) continue;
    const std::string path = project.root + "/content/" + std::string(node.get("src"));
    pictures[std::string(node.get("src"))] = files.exists(path) ? sha256(files.read(path)) : "";
  }
  return pictures;
}

std::size_t threads_of(int jobs) {
  return static_cast<std::size_t>(std::max(jobs, 1));
}

// PDFs at a time. Typst works while its thread waits: a process for every two threads keeps both busy.
std::size_t setters_of(int jobs) {
  return (threads_of(jobs) + 1) / 2;
}

}  // namespace

struct BuildTools {
  BuildTools(Files& files, ProcessRunner& processes, const std::string& project_root,
             const std::string& house_root, int jobs)
      : house(load_house(files, house_root)),
        pandoc(processes, pandoc_house(house, project_root), threads_of(jobs)),
        typst_root(common_folder(house.root, project_root)),
        typst(processes, files, typst_house(house, typst_root), setters_of(jobs)) {}

  House house;
  Pandoc pandoc;
  std::string typst_root;  // the folder that "/" means in Typst: house and project lie in it
  Typst typst;
};

namespace {

// One paper on its way.
struct Job {
  const Paper* paper = nullptr;
  PaperRecord record;                // of what is made now
  std::vector<std::string> formats;  // to make
  std::unique_ptr<FinalTree> tree;
  std::map<std::string, std::string> bytes;  // by format
  std::vector<Diagnostics> diagnostics;      // the tree's, then each format's
  std::vector<std::string> traces;           // likewise
};

class Build {
 public:
  Build(const Project& project, Files& files, ProcessRunner& processes, const BuildOptions& options,
        Diagnostics& diagnostics)
      : project_(project),
        files_(files),
        options_(options),
        diagnostics_(diagnostics),
        tools_used_(options.tools ? options.tools
                                  : std::make_shared<BuildTools>(files, processes, project.root,
                                                                 options.house, options.jobs)),
        house_(tools_used_->house),
        pandoc_(tools_used_->pandoc),
        typst_(tools_used_->typst),
        processes_(processes) {
    if (!options_.trace.empty()) find_traced();
    const std::string log = options_.out + "/build.json";
    if (files_.exists(log)) log_ = BuildLog::read(files_.read(log));
  }

  BuildResult run() {
    check_trust(project_, house_, diagnostics_);
    std::vector<Job> jobs = plan();
    std::size_t all = 0;
    for (const Job& job : jobs) all += job.formats.size();
    result_.made = 0;
    total_ = all;
    if (!jobs.empty()) make(jobs);
    log_.today = options_.today;
    remove_what_was();
    const std::string text = log_.json(), path = options_.out + "/build.json";
    // Written even if it says the same, where outputs were: it must be younger than they (output_is_whole).
    if (result_.made > 0 || !files_.exists(path) || files_.read(path) != text) files_.write(path, text);
    return std::move(result_);
  }

 private:
  std::string file_of(const Paper& paper, const std::string& format) const {
    return paper.id + (project_.closed_edition ? closed_mark : "") +
           (format == "ast"       ? ".json"
            : format == "lowered" ? ".lowered.json"
            : format == "answers" ? ".answers.json"
            : format == "asked"   ? ".asked.json"
                                  : "." + format);
  }

  void find_traced() const {
    std::vector<std::string_view> names;
    for (const FilterEntry& entry : house_.order) names.push_back(entry.name);
    if (std::find(names.begin(), names.end(), options_.trace) != names.end()) return;
    const std::string_view meant = nearest(options_.trace, names);
    throw Error(tr("filters/order.lua has no filter {0} to trace", {options_.trace}),
                meant.empty()
                    ? tr("filters: {0}", {join(std::vector<std::string>(names.begin(), names.end()), ", ")})
                    : tr("did you mean {0}?", {meant}));
  }

  // What an output of this paper depends on now, its answers and outputs apart.
  PaperRecord inputs_of(const Paper& paper) const {
    PaperRecord record;
    record.source = sha256(project_.sources.text(paper.source()));
    record.house = house_.hash;
    if (const std::string trust = trust_text(project_); !trust.empty())
      record.house = sha256(house_.hash + trust);
    record.tools = tools_;
    record.pictures = pictures_of(paper, project_, files_);
    return record;
  }

  // Why an output made with `old` may not stay; "" when it may.
  std::string reason(const Paper& paper, const PaperRecord* old, const PaperRecord& now) const {
    if (old == nullptr) return tr("it has not been built before");
    if (options_.profile || !options_.trace.empty()) return tr("its filters are to be watched");
    if (old->source != now.source) return tr("its source has changed");
    if (old->house != now.house) return tr("the filters or styles have changed");
    if (const std::string filter = trusted_filter_of(project_, house_, paper.type); !filter.empty())
      return tr("the filter {0} is trusted: what it looks at may have changed", {filter});
    for (const auto& [tool, version] : now.tools)
      if (const auto was = old->tools.find(tool); was == old->tools.end() || was->second != version)
        return tr("{0} has changed to {1}", {tool, version});
    if (old->pictures != now.pictures) return tr("a picture has changed");
    for (const auto& [key, hash] : old->answers) {
      if (still_answered(paper, key, hash)) continue;
      return tr("the answer to {0} has changed", {question_shown(key)});
    }
    return {};
  }

  bool still_answered(const Paper& paper, const std::string& key, const std::string& hash) const {
    try {
      return sha256(answer_key(project_, paper, key)) == hash;
    } catch (const Error&) {  // a question that there is no longer
      return false;
    }
  }

  // build.json is written last: a younger output comes of an interrupted build, or somebody has changed it,
  // and is looked into.
  bool output_is_whole(const BuiltOutput& output) const {
    const std::string path = options_.out + "/" + output.file;
    std::error_code problem;
    const auto size = std::filesystem::file_size(path, problem);
    if (problem || size != output.bytes) return false;
    const auto written = std::filesystem::last_write_time(path, problem);
    const auto logged = std::filesystem::last_write_time(options_.out + "/build.json", problem);
    return (!problem && written <= logged) || sha256(files_.read(path)) == output.sha256;
  }

  // A closed paper may not lie among the others, even if it was open when it was built. Nor one that is no
  // longer of the project, unless somebody has changed the file since.
  void remove_what_was() {
    for (const auto& paper : project_.papers) {
      if (!paper->closed || options_.keep_closed || project_.closed_edition) continue;
      log_.papers.erase(paper->id);
      for (const char* format : {"pdf", "docx", "html", "ast", "lowered", "answers"})
        if (const std::string path = options_.out + "/" + file_of(*paper, format); files_.exists(path))
          files_.remove(path);
    }
    std::erase_if(log_.papers, [&](const auto& entry) {
      if (options_.keep_others || project_.paper(entry.first) != nullptr ||
          is_amendment_paper(project_, entry.first) || is_meeting_sheet(project_, entry.first))
        return false;
      for (const auto& [format, output] : entry.second.outputs) {
        const std::string path = options_.out + "/" + output.file;
        if (output.file.find('/') == std::string::npos && files_.exists(path) &&
            sha256(files_.read(path)) == output.sha256)
          files_.remove(path);
      }
      return true;
    });
  }

  std::vector<Job> plan() {
    if (pandoc_.version_text().empty()) pandoc_.learn_version();
    tools_["kancelli"] = KANCELLI_VERSION "-" + std::string(embedded("program-hash"));
    tools_["pandoc"] = pandoc_.version_text();
    if (wants("pdf")) tools_["typst"] = typst_.version();
    std::vector<Job> jobs;
    for (const Paper* paper : options_.papers) {
      Job job;
      job.paper = paper;
      job.record = inputs_of(*paper);
      const auto found = log_.papers.find(paper->id);
      const PaperRecord* old = found == log_.papers.end() ? nullptr : &found->second;
      std::string why = reason(*paper, old, job.record);
      for (const std::string& format : options_.formats) {
        const bool known =
            why.empty() && old->outputs.contains(format) && output_is_whole(old->outputs.at(format));
        if (known) {
          ++result_.kept;
        } else {
          job.formats.push_back(format);
        }
      }
      if (why.empty()) {
        job.record.outputs = old->outputs;
        if (!job.formats.empty())
          why = tr("{0} is not there, or not whole", {file_of(*paper, job.formats[0])});
      }
      result_.reasons.push_back(paper->id + ": " + (job.formats.empty() ? tr("nothing has changed") : why));
      if (!job.formats.empty()) jobs.push_back(std::move(job));
    }
    return jobs;
  }

  std::size_t threads() const { return threads_of(options_.jobs); }

  bool wants(std::string_view format) const {
    return std::count(options_.formats.begin(), options_.formats.end(), format) != 0;
  }

  void make(std::vector<Job>& jobs) {
    if (wants("pdf")) {
      if (!find_program("pdftotext"))
        throw Error(tr("pdftotext is not installed"),
                    tr("install it: apt-get install poppler-utils, or run scripts/setup"));
      typst_.warm_up();
    }
    const Workshop shop{
        project_,       house_,          files_, processes_, pandoc_, typst_, tools_used_->typst_root,
        options_.trace, options_.profile};
    WorkOrder order(jobs.size(), most_open, setters_of(options_.jobs));
    std::exception_ptr problem;
    std::mutex problem_mutex;
    const auto work = [&] {
      try {
        PaperMaker maker(shop);
        while (const auto step = order.next()) make_step(jobs[step->paper], *step, maker, order);
        const std::lock_guard lock(mutex_);
        add(result_.profile, maker.profile());
      } catch (...) {
        order.stop();
        const std::lock_guard lock(problem_mutex);
        if (!problem) problem = std::current_exception();
      }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < std::min(threads(), 3 * jobs.size()); ++i) others.emplace_back(work);
    work();
    for (std::thread& thread : others) thread.join();
    if (problem) std::rethrow_exception(problem);
    for (Job& job : jobs) {
      for (Diagnostics& each : job.diagnostics) diagnostics_.merge(std::move(each));
      for (const std::string& trace : job.traces) result_.trace += trace;
    }
  }

  void make_step(Job& job, const Step& step, PaperMaker& maker, WorkOrder& order) {
    if (!step.output) {
      job.diagnostics.resize(1 + job.formats.size());
      job.traces.resize(1 + job.formats.size());
      job.tree = maker.tree(*job.paper, job.diagnostics[0]);
      job.traces[0] = maker.take_trace();
      std::vector<bool> outputs;
      for (const std::string& format : job.formats) {
        if (job.tree == nullptr) break;
        job.bytes[format];  // made here, so that threads only assign
        outputs.push_back(format == "pdf");
      }
      order.tree_made(step.paper, outputs);
      return;
    }
    const std::string& format = job.formats[*step.output];
    job.bytes.at(format) = maker.output(*job.paper, *job.tree, format, job.diagnostics[1 + *step.output]);
    job.traces[1 + *step.output] = maker.take_trace();
    count_output(file_of(*job.paper, format));
    if (order.output_made(step)) finish(job);
  }

  void count_output(const std::string& name) {
    const std::lock_guard lock(mutex_);
    ++steps_;
    if (options_.progress) options_.progress(steps_, total_, name);
  }

  // Writes the paper's outputs when all of them are good, and only then.
  void finish(Job& job) {
    const bool good = std::none_of(job.diagnostics.begin(), job.diagnostics.end(),
                                   [](const Diagnostics& each) { return each.has_errors(); });
    if (good) {
      for (const auto& [format, bytes] : job.bytes) {
        const std::string name = file_of(*job.paper, format);
        files_.write(options_.out + "/" + name, bytes);
        job.record.outputs[format] = {name, sha256(bytes), bytes.size()};
      }
      for (const auto& [key, answer] : job.tree->answers)
        if (about_project(key)) job.record.answers[key] = sha256(answer);
      const std::lock_guard lock(mutex_);
      result_.made += job.bytes.size();
      log_.papers[job.paper->id] = std::move(job.record);
    }
    job.tree.reset();
    job.bytes.clear();
  }

  const Project& project_;
  Files& files_;
  const BuildOptions& options_;
  Diagnostics& diagnostics_;
  std::shared_ptr<BuildTools> tools_used_;
  const House& house_;
  Pandoc& pandoc_;
  Typst& typst_;
  ProcessRunner& processes_;
  BuildLog log_;
  BuildResult result_;
  std::map<std::string, std::string> tools_;
  std::size_t steps_ = 0, total_ = 0;
  std::mutex mutex_;  // of the log, the counts and the progress
};

}  // namespace

std::shared_ptr<BuildTools> build_tools(Files& files, ProcessRunner& processes, const Project& project,
                                        const std::string& house, int jobs) {
  auto tools = std::make_shared<BuildTools>(files, processes, project.root, house, jobs);
  tools->pandoc.learn_version();
  return tools;
}

BuildResult build(const Project& project, Files& files, ProcessRunner& processes, const BuildOptions& options,
                  Diagnostics& diagnostics) {
  const auto lock = files.lock(options.out);
  return Build(project, files, processes, options, diagnostics).run();
}

}  // namespace kancelli
