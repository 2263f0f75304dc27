#include "pipeline/build/builder.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "pipeline/build/build_log.h"
#include "pipeline/build/house.h"
#include "pipeline/build/paper_maker.h"
#include "pipeline/core/embedded.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/answers.h"

namespace kancelli {
namespace {

// Papers whose trees are held at a time: enough to keep every thread at work, few enough for a thousand
// papers.
constexpr std::size_t batch_size = 16;

// Calls work(thread, index) for every index, on `jobs` threads; the first exception ends the rest and is
// thrown on.
void side_by_side(std::size_t count, int jobs,
                  const std::function<void(std::size_t thread, std::size_t index)>& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr problem;
  std::mutex problem_mutex;
  const auto run = [&](std::size_t thread) {
    for (std::size_t index = next++; index < count; index = next++) {
      try {
        work(thread, index);
      } catch (...) {
        const std::lock_guard lock(problem_mutex);
        if (!problem) problem = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::thread> threads;
  const std::size_t wanted = std::min(count, static_cast<std::size_t>(std::max(jobs, 1)));
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(run, i);
  run(0);
  for (std::thread& thread : threads) thread.join();
  if (problem) std::rethrow_exception(problem);
}

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

// The nearest folder that both lie in; "" for the root of the disk.
std::string common_folder(const std::string& a, const std::string& b) {
  if (a == b) return a;
  const std::filesystem::path left(a), right(b);
  std::filesystem::path common;
  for (auto x = left.begin(), y = right.begin(); x != left.end() && y != right.end() && *x == *y; ++x, ++y)
    common /= *x;
  return common == "/" ? "" : common.string();
}

// One paper on its way through a batch.
struct Job {
  const Paper* paper = nullptr;
  PaperRecord record;                // of what is made now
  std::vector<std::string> formats;  // to make
  std::unique_ptr<FinalTree> tree;
  std::map<std::string, std::string> bytes;  // by format
  std::vector<Diagnostics> diagnostics;      // the tree's, then each format's
};

class Build {
 public:
  Build(const Project& project, Files& files, ProcessRunner& processes, const BuildOptions& options,
        Diagnostics& diagnostics)
      : project_(project),
        files_(files),
        options_(options),
        diagnostics_(diagnostics),
        house_(load_house(files, options.house)),
        typst_root_(common_folder(house_.root, project.root)),
        typst_(processes, files, typst_root_,
               {house_.root + "/styles/fonts", "/usr/share/fonts/truetype/crosextra"}, house_.root),
        processes_(processes) {
    const std::string log = options_.out + "/build.json";
    if (files_.exists(log)) log_ = BuildLog::read(files_.read(log));
  }

  BuildResult run() {
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
    return paper.id + (format == "ast" ? ".json" : format == "answers" ? ".answers.json" : "." + format);
  }

  // What an output of this paper depends on now, its answers and outputs apart.
  PaperRecord inputs_of(const Paper& paper) const {
    PaperRecord record;
    record.source = sha256(project_.sources.text(paper.source()));
    record.house = house_.hash;
    record.tools = tools_;
    record.pictures = pictures_of(paper, project_, files_);
    return record;
  }

  // Why an output made with `old` may not stay; "" when it may.
  std::string reason(const Paper& paper, const PaperRecord* old, const PaperRecord& now) const {
    if (old == nullptr) return tr("it has not been built before");
    if (old->source != now.source) return tr("its source has changed");
    if (old->house != now.house) return tr("the filters or styles have changed");
    for (const auto& [tool, version] : now.tools)
      if (const auto was = old->tools.find(tool); was == old->tools.end() || was->second != version)
        return tr("{0} has changed to {1}", {tool, version});
    if (old->pictures != now.pictures) return tr("a picture has changed");
    for (const auto& [key, hash] : old->answers) {
      if (still_answered(paper, key, hash)) continue;
      const auto parts = split(key, '\x1f');
      return tr("the answer to {0} has changed",
                {std::string(parts[0]) + "(" + join({parts.begin() + 1, parts.end()}, ", ") + ")"});
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
      if (!paper->closed) continue;
      log_.papers.erase(paper->id);
      for (const char* format : {"pdf", "docx", "html", "ast", "answers"})
        if (const std::string path = options_.out + "/" + file_of(*paper, format); files_.exists(path))
          files_.remove(path);
    }
    std::erase_if(log_.papers, [&](const auto& entry) {
      if (project_.paper(entry.first) != nullptr) return false;
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
    typst_wanted_ = std::count(options_.formats.begin(), options_.formats.end(), "pdf") != 0;
    pandoc_.emplace(processes_);
    tools_["kancelli"] = KANCELLI_VERSION "-" + std::string(embedded("program-hash"));
    tools_["pandoc"] = pandoc_->version_text();
    if (typst_wanted_) tools_["typst"] = typst_.version();
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

  void make(std::vector<Job>& jobs) {
    if (typst_wanted_ && !find_program("pdftotext"))
      throw Error(tr("pdftotext is not installed"),
                  tr("install it: apt-get install poppler-utils, or run scripts/setup"));
    if (typst_wanted_) typst_.warm_up();
    const Workshop shop{project_, house_, files_, processes_, *pandoc_, typst_, typst_root_};
    std::vector<std::unique_ptr<PaperMaker>> makers;
    for (int i = 0; i < std::max(options_.jobs, 1); ++i) makers.push_back(std::make_unique<PaperMaker>(shop));
    for (std::size_t begin = 0; begin < jobs.size(); begin += batch_size)
      make_batch(jobs, begin, std::min(begin + batch_size, jobs.size()), makers);
  }

  void make_batch(std::vector<Job>& jobs, std::size_t begin, std::size_t end,
                  std::vector<std::unique_ptr<PaperMaker>>& makers) {
    side_by_side(end - begin, options_.jobs, [&](std::size_t thread, std::size_t index) {
      Job& job = jobs[begin + index];
      job.diagnostics.resize(1 + job.formats.size());
      job.tree = makers[thread]->tree(*job.paper, job.diagnostics[0]);
    });
    std::vector<std::pair<Job*, std::size_t>> outputs;
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t f = 0; f < jobs[i].formats.size() && jobs[i].tree != nullptr; ++f) {
        jobs[i].bytes[jobs[i].formats[f]];  // made here, so that threads only assign
        outputs.emplace_back(&jobs[i], f);
      }
    side_by_side(outputs.size(), options_.jobs, [&](std::size_t thread, std::size_t index) {
      auto& [job, f] = outputs[index];
      const std::string& format = job->formats[f];
      job->bytes.at(format) =
          makers[thread]->output(*job->paper, *job->tree, format, job->diagnostics[1 + f]);
      step(file_of(*job->paper, format));
    });
    for (std::size_t i = begin; i < end; ++i) finish(jobs[i]);
  }

  void step(const std::string& name) {
    const std::lock_guard lock(progress_mutex_);
    ++steps_;
    if (options_.progress) options_.progress(steps_, total_, name);
  }

  // Writes the paper's outputs when all of them are good, and only then.
  void finish(Job& job) {
    bool good = job.tree != nullptr;
    for (Diagnostics& each : job.diagnostics) {
      good = good && !each.has_errors();
      diagnostics_.merge(std::move(each));
    }
    if (good) {
      for (const auto& [format, bytes] : job.bytes) {
        const std::string name = file_of(*job.paper, format);
        files_.write(options_.out + "/" + name, bytes);
        job.record.outputs[format] = {name, sha256(bytes), bytes.size()};
        ++result_.made;
      }
      for (const auto& [key, answer] : job.tree->answers)
        if (about_project(key)) job.record.answers[key] = sha256(answer);
      log_.papers[job.paper->id] = std::move(job.record);
    }
    job.tree.reset();
    job.bytes.clear();
  }

  const Project& project_;
  Files& files_;
  const BuildOptions& options_;
  Diagnostics& diagnostics_;
  House house_;
  std::string typst_root_;
  Typst typst_;
  ProcessRunner& processes_;
  std::optional<Pandoc> pandoc_;
  BuildLog log_;
  BuildResult result_;
  std::map<std::string, std::string> tools_;
  bool typst_wanted_ = false;
  std::size_t steps_ = 0, total_ = 0;
  std::mutex progress_mutex_;
};

}  // namespace

BuildResult build(const Project& project, Files& files, ProcessRunner& processes, const BuildOptions& options,
                  Diagnostics& diagnostics) {
  const auto lock = files.lock(options.out);
  return Build(project, files, processes, options, diagnostics).run();
}

}  // namespace kancelli
