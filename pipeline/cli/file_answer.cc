#include "pipeline/cli/file_answer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/system/files.h"
#include "pipeline/system/temporary_folder.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

constexpr const char* ask_keeper = "spørg den, der passer mappen, og nævn filens navn";

std::string read_if_there(const std::string& path) {
  const DiskFiles files;
  return files.exists(path) ? files.read(path) : "";
}

// Under its own name, which may be as long as a name can be: no draft beside it.
void write_copy(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream copy(path, std::ios::binary);
  if (!copy.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
    throw Error("cannot write " + path.string());
}

std::string name_of(const std::string& file) {
  return fs::path(file).filename().string();
}

// Puts one after the other, and knows what lay there before.
class Putting {
 public:
  Putting(WatchedFolder& folder, std::string file)
      : folder_(folder), file_(std::move(file)), record_(folder.remembered.files[file_]) {
    const fs::path parent = fs::path(file_).parent_path();
    inner_ = parent.empty() ? "" : parent.string() + "/";
    before_ = record_.answers;
  }

  // Gives the name that it got, and says in `note` why it is another than the first one.
  std::string put(AnswerKind kind, const std::string& bytes, std::string& note) {
    constexpr int most = 1000;
    const std::string hash = sha256(bytes);
    for (int number = 1; number < most; ++number) {
      const std::string name = answer_name(name_of(file_), kind, number);
      const bool is_free = folder_.state_of(inner_ + name) == FileState{};
      const std::string old = folder_.hash_of(inner_ + name);
      const auto own = before_.find(name);
      const bool is_ours = (own != before_.end() && own->second.contains(old)) || is_earlier(old);
      if (is_free || is_ours) {
        record_.answers[name].insert(hash);
        folder_.remember();
        if (old == hash || folder_.put(inner_ + name, bytes, old)) {
          after_[name] = {hash};
          return name;
        }
        if (is_ours) note = "»" + valid_utf8(name) + "« kunne ikke erstattes; måske er den åben i Word";
      } else if (own != before_.end()) {
        note = "»" + valid_utf8(name) + "« har nogen rettet i, så den er ikke rørt";
      }
    }
    throw Error("no name is free for the answer to " + file_);
  }

  // It could not be replaced the last time, and can be now.
  bool is_earlier(const std::string& hash) const {
    const auto& earlier = folder_.remembered.earlier;
    return !hash.empty() && std::find(earlier.begin(), earlier.end(), hash) != earlier.end();
  }

  // What is not replaced is of an earlier answer. Gives what stays, because somebody has it open. Pages are
  // taken away last: there is one all the time.
  std::vector<std::string> clear(bool pages) {
    std::vector<std::string> left;
    for (const auto& [name, hashes] : before_) {
      if (after_.contains(name) || name.ends_with(".html") != pages) continue;
      const std::string hash = folder_.hash_of(inner_ + name);
      if (hashes.contains(hash) && !folder_.remove(inner_ + name, hash)) left.push_back(name);
    }
    return left;
  }

  void finish() {
    folder_.remembered.keep_as_earlier(record_);
    record_.answers = after_;
    record_.done = true;
    folder_.remember();
  }

 private:
  WatchedFolder& folder_;
  std::string file_, inner_;
  AnsweredFile& record_;
  std::map<std::string, std::set<std::string>> before_, after_;
};

// Others' copies of the same paper: they are better taken together.
std::vector<std::string> other_copies(const Answered& remembered, const std::string& file,
                                      const std::string& paper) {
  std::vector<std::string> others;
  for (const auto& [path, each] : remembered.files)
    if (!paper.empty() && path != file && each.paper == paper) others.push_back("»" + valid_utf8(path) + "«");
  return others;
}

}  // namespace

FileAnswerer::FileAnswerer(const Options& options, std::string root, std::function<bool()> is_stopped)
    : options_(options), root_(std::move(root)), is_stopped_(std::move(is_stopped)) {}

// With the types in the place of folders that --folder names: "sag/ny.docx" -> "case/ny.docx".
std::string FileAnswerer::as_read(const std::string& file) const {
  fs::path path;
  for (const fs::path& part : fs::path(file).parent_path()) {
    std::string name = part.string();
    for (const std::string& each : options_.folders) {
      const std::size_t equals = each.find('=');
      if (lower(name) == lower(each.substr(0, equals))) name = each.substr(equals + 1);
    }
    path /= name;
  }
  return (path / fs::path(file).filename()).string();
}

BoundedResult FileAnswerer::check(const std::string& folder, const std::string& file, bool with_pdf) const {
  const std::string out = folder + "/out";
  const std::string ending = lower(fs::path(file).extension().string());
  fs::remove_all(out);
  fs::create_directory(out);
  std::vector<std::string> arguments = {"check",
                                        "--project",
                                        root_,
                                        "--lang",
                                        "da",
                                        "--format",
                                        "brief",
                                        "--jobs",
                                        "1",
                                        "--comments",
                                        out + "/checked" + ending,
                                        "--page",
                                        out + "/page.html"};
  if (with_pdf) arguments.insert(arguments.end(), {"--pdf", out + "/paper.pdf"});
  if (options_.today) arguments.insert(arguments.end(), {"--today", options_.today->iso()});
  arguments.insert(arguments.end(), {"--", file});
  Bounds bounds;
  bounds.time = std::chrono::seconds(options_.time_limit);
  bounds.memory = static_cast<std::size_t>(options_.memory_limit) << 20;
  return run_bounded("/proc/self/exe", arguments, folder + "/in", bounds, is_stopped_);
}

FileAnswer FileAnswerer::answer(const std::string& file, const std::string& bytes) const {
  const TemporaryFolder folder("kancelli-watch");
  const std::string out = folder.path() + "/out", inner = as_read(file);
  write_copy(folder.path() + "/in/" + inner, bytes);
  using End = BoundedResult::End;
  bool with_pdf = true;
  BoundedResult result = check(folder.path(), inner, with_pdf);
  // What breaks down over the PDF may still be checked.
  if (result.end != End::stopped && read_if_there(out + "/page.html").empty() &&
      (result.end == End::too_slow || result.status >= 128)) {
    with_pdf = false;
    result = check(folder.path(), inner, with_pdf);
  }
  FileAnswer answer;
  if (result.end == End::stopped || is_stopped_()) {
    answer.stopped = true;
    return answer;
  }
  answer.page = read_if_there(out + "/page.html");
  if (!answer.page.empty()) {
    answer.pdf = read_if_there(out + "/paper.pdf");
    answer.checked = read_if_there(out + "/checked" + lower(fs::path(file).extension().string()));
    if (answer.checked == bytes) answer.checked.clear();  // there was nothing to comment on
    return answer;
  }
  if (result.end == End::too_slow)
    return without_check(
        file, "det tog mere end " + std::to_string(options_.time_limit) + " sekunder at læse den",
        std::string("del dokumentet, eller tag store billeder og tabeller ud; ellers ") + ask_keeper);
  if (result.status >= 128) return without_check(file, "programmet gik i stå over den", ask_keeper);
  answer.failure = std::string(trim(result.complaints));
  if (answer.failure.empty()) answer.failure = "exit status " + std::to_string(result.status);
  return answer;
}

FileAnswer without_check(const std::string& file, const std::string& trouble, const std::string& what_to_do) {
  WordAnswer page;
  page.file = valid_utf8(name_of(file));
  page.trouble = trouble;
  page.what_to_do = what_to_do;
  FileAnswer answer;
  answer.page = answer_page(page);
  return answer;
}

FileAnswer not_word(const std::string& file) {
  const std::string ending = lower(fs::path(file).extension().string());
  const auto is_one_of = [&](std::initializer_list<std::string_view> endings) {
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
  };
  if (is_one_of({".doc", ".dot", ".odt", ".ott", ".rtf", ".wpd", ".pages", ".txt"}))
    return without_check(file, "den er ikke et Word-dokument (.docx), men " + (ending.substr(1)),
                         "åbn den i Word, gem den som Word-dokument (.docx), og læg den her");
  if (ending == ".pdf")
    return without_check(file, "den er en PDF, og her kontrolleres Word-dokumenter (.docx)",
                         "læg det Word-dokument her, som PDF’en er lavet af");
  if (is_one_of({".zip", ".7z", ".rar"}))
    return without_check(file, "den er en pakket mappe, og her kontrolleres Word-dokumenter (.docx)",
                         "pak den ud, og læg Word-dokumenterne her");
  return without_check(file, "her kontrolleres Word-dokumenter (.docx) og intet andet",
                       "læg dokumentet her som Word-dokument, eller læg filen et andet sted");
}

void put_beside(WatchedFolder& folder, const std::string& file, const FileAnswer& answer,
                const FileState& state, const std::string& hash, const std::vector<std::string>& notes) {
  Putting putting(folder, file);
  AnsweredFile& record = folder.remembered.files[file];
  const auto facts = facts_of_page(answer.page);
  record.state = state;
  record.hash = hash;
  record.done = false;
  record.paper = facts.contains("paper") ? facts.at("paper") : "";
  std::vector<AnswerFile> files;
  std::vector<std::string> said = notes;
  const auto put = [&](AnswerKind kind, const std::string& bytes, const char* what) {
    if (bytes.empty()) return;
    AnswerFile each;
    each.name = putting.put(kind, bytes, each.note);
    each.what = what;
    files.push_back(each);
  };
  put(AnswerKind::pdf, answer.pdf, "sådan ser dokumentet ud i husets udseende (PDF)");
  put(AnswerKind::checked, answer.checked,
      "en kopi af filen med det, kontrollen fandt, som kommentarer. Ret i din egen fil, ikke i kopien");
  for (const std::string& left : putting.clear(false))
    said.push_back("»" + valid_utf8(left) +
                   "« er fra et tidligere svar og gælder ikke mere. Den kunne ikke fjernes.");
  if (const auto others = other_copies(folder.remembered, file, record.paper); !others.empty())
    said.push_back("Her ligger også andre kopier af det samme dokument: " + join(others, ", ") +
                   ". Rettelserne tages bedst samlet.");
  std::string ignored;  // a browser keeps no file open
  putting.put(AnswerKind::page, with_files(answer.page, files, said), ignored);
  putting.clear(true);
  putting.finish();
}

}  // namespace kancelli
