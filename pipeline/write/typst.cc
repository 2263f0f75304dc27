#include "pipeline/write/typst.h"

#include <rapidjson/document.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "pipeline/core/danish.h"
#include "pipeline/core/embedded.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string how_to_get() {
  return tr("run scripts/setup, which installs it by npm (Node.js is needed), or install the typst command");
}
constexpr const char* compiler = "/node_modules/@myriaddreamin/typst-ts-node-compiler";
constexpr std::chrono::seconds limit{120};

// The document date that PDF/A wants: the paper's, else SOURCE_DATE_EPOCH, else the beginning of Unix time.
std::int64_t creation_of(const std::string& date) {
  if (const auto day = Date::parse(date)) return day->day_number() * 86400;
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const auto seconds = epoch == nullptr ? std::nullopt : read_count(epoch);
  return seconds.value_or(0);
}

rapidjson::Document parse(const std::string& answer) {
  rapidjson::Document json;
  json.Parse(answer.data(), answer.size());
  if (json.HasParseError() || !json.IsObject())
    throw Error("Typst's process answered something else than JSON: " + answer.substr(0, 200));
  return json;
}

std::string text_of(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd()) return {};
  if (member->value.IsString()) return member->value.GetString();
  return member->value.IsNumber() ? std::to_string(member->value.GetInt()) : "";
}

// The findings of a failed job, a line each.
std::string findings(const rapidjson::Document& answer) {
  std::string out;
  const auto list = answer.FindMember("diagnostics");
  if (list == answer.MemberEnd() || !list->value.IsArray()) return "no reason given";
  for (const auto& item : list->value.GetArray()) {
    if (text_of(item, "severity") != "error") continue;
    out += out.empty() ? "" : "\n";
    if (const std::string file = text_of(item, "file"); !file.empty())
      out += file + ":" + text_of(item, "line") + ":" + text_of(item, "column") + ": ";
    out += text_of(item, "message");
    if (const auto hints = item.FindMember("hints"); hints != item.MemberEnd() && hints->value.IsArray())
      for (const auto& hint : hints->value.GetArray()) out += std::string(" (") + hint.GetString() + ")";
  }
  return out;
}

}  // namespace

Typst::Typst(ProcessRunner& processes, Files& files, std::string root, std::vector<std::string> fonts,
             std::string modules)
    : processes_(processes),
      files_(files),
      root_(std::move(root)),
      modules_(std::move(modules)),
      fonts_(std::move(fonts)) {
  command_ = find_program("typst").has_value();
}

Typst::~Typst() {
  server_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void Typst::start() {
  if (folder_.empty()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "kancelli-typst-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
      throw Error("cannot make a folder in " + std::filesystem::temp_directory_path().string());
    folder_ = pattern;
  }
  if (command_ || server_ != nullptr) return;
  need_typst();
  server_ = processes_.start(
      {"node",
       {"--input-type=module", "--eval", std::string(embedded("pipeline/write/typst_server.mjs")), "--",
        "--modules", modules_},
       {},
       {},
       limit});
}

void Typst::need_typst() const {
  if (command_) return;
  if (!find_program("node")) throw Error(tr("Typst is not installed"), how_to_get());
  if (!files_.exists(modules_ + compiler))
    throw Error(tr("Typst is not installed in {0}", {modules_}), how_to_get());
}

void Typst::warm_up() {
  const std::lock_guard lock(mutex_);
  start();
}

const std::string& Typst::version() {
  const std::lock_guard lock(mutex_);
  if (!version_.empty()) return version_;
  need_typst();
  if (command_) {
    const auto result = processes_.run({"typst", {"--version"}, {}, {}, std::chrono::seconds(20)});
    const auto words = split(result.out);
    version_ = words.size() > 1 ? words[1] : result.out;
  } else {
    // Not asked of the process: a build that has nothing to make must not wait for it to start.
    version_ = "typst-ts " + text_of(parse(files_.read(modules_ + compiler + "/package.json")), "version");
  }
  return version_;
}

std::string Typst::pdf(const TypstJob& job) {
  const std::lock_guard lock(mutex_);
  start();
  return command_ ? by_command(job) : by_server(job);
}

std::string Typst::by_command(const TypstJob& job) const {
  const std::string out = folder_ + "/out.pdf";
  std::vector<std::string> arguments = {
      "compile",        "--root", root_.empty() ? "/" : root_, "--ignore-system-fonts",
      "--pdf-standard", "a-2a",   "--creation-timestamp",      std::to_string(creation_of(job.date))};
  for (const std::string& folder : fonts_) arguments.insert(arguments.end(), {"--font-path", folder});
  arguments.insert(arguments.end(), {"-", out});
  const ProcessResult result = processes_.run({"typst", arguments, job.source, {}, limit});
  if (result.status != 0) throw Error(tr("Typst could not set {0}: {1}", {job.main, trim(result.err)}));
  return files_.read(out);
}

std::string Typst::by_server(const TypstJob& job) {
  const std::string out = folder_ + "/out.pdf";
  std::string request = "{\"id\":" + std::to_string(++jobs_) +
                        ",\"root\":" + json_string(root_.empty() ? "/" : root_) +
                        ",\"main\":" + json_string(root_ + job.main) +
                        ",\"source\":" + json_string(job.source) + ",\"out\":" + json_string(out) +
                        ",\"creation\":" + std::to_string(creation_of(job.date)) + ",\"fonts\":[";
  for (std::size_t i = 0; i < fonts_.size(); ++i)
    request += std::string(i == 0 ? "" : ",") + json_string(fonts_[i]);
  const rapidjson::Document answer = parse(server_->ask(request + "]}", limit));
  const auto good = answer.FindMember("ok");
  if (good == answer.MemberEnd() || !good->value.IsBool() || !good->value.GetBool())
    throw Error(tr("Typst could not set {0}: {1}", {job.main, findings(answer)}));
  return files_.read(out);
}

}  // namespace kancelli
