#include "pipeline/write/typst.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdlib>

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

int number_of(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsInt() ? member->value.GetInt() : 0;
}

// The findings of one severity; nothing for another's.
template <typename Visit>
void each_finding(const rapidjson::Document& answer, std::string_view severity, const Visit& visit) {
  const auto list = answer.FindMember("diagnostics");
  if (list == answer.MemberEnd() || !list->value.IsArray()) return;
  for (const auto& item : list->value.GetArray()) {
    if (text_of(item, "severity") != severity) continue;
    std::string message = text_of(item, "message");
    if (const auto hints = item.FindMember("hints"); hints != item.MemberEnd() && hints->value.IsArray())
      for (const auto& hint : hints->value.GetArray()) message += std::string(" (") + hint.GetString() + ")";
    visit(item, message);
  }
}

// Why a job failed, a line for each finding.
std::string reasons(const rapidjson::Document& answer) {
  std::string out;
  each_finding(answer, "error", [&](const rapidjson::Value& item, const std::string& message) {
    out += out.empty() ? "" : "\n";
    if (const std::string file = text_of(item, "file"); !file.empty())
      out += file + ":" + text_of(item, "line") + ":" + text_of(item, "column") + ": ";
    out += message;
  });
  return out.empty() ? "no reason given" : out;
}

// The warnings among what the command says in its short form, "FILE:LINE:COLUMN: warning: MESSAGE"; it calls
// what it reads from its standard input <stdin>.
std::vector<TypstWarning> warnings_of(const std::string& said, const std::string& main) {
  constexpr std::string_view mark = "warning: ";
  std::vector<TypstWarning> warnings;
  for (const std::string_view line : split(said, '\n')) {
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos) continue;
    TypstWarning warning{std::string(line.substr(at + mark.size())), {}, 0};
    const auto place = split(line.substr(0, at), ':');
    if (place.size() > 2) {
      warning.file = place[0] == "<stdin>" ? main : std::string(place[0]);
      warning.line = static_cast<int>(read_count(place[1]).value_or(0));
    }
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

Command server_command(const std::string& modules) {
  Command command;
  command.program = "node";
  command.arguments = {
      "--input-type=module", "--eval", std::string(embedded("pipeline/write/typst_server.mjs")), "--",
      "--modules",           modules};
  // No fonts of the system: they differ from machine to machine.
  command.environment = {{"FONTCONFIG_FILE", "/dev/fd/3"}};
  command.script = "<fontconfig><dir>/nowhere</dir></fontconfig>";
  command.limit = limit;
  return command;
}

}  // namespace

Typst::Typst(ProcessRunner& processes, const Files& files, TypstHouse house, std::size_t most)
    : processes_(processes),
      files_(files),
      house_(std::move(house)),
      command_(find_program("typst").has_value()),
      servers_(processes, server_command(house_.modules), most) {}

void Typst::need_typst() const {
  if (command_) return;
  if (!find_program("node")) throw Error(tr("Typst is not installed"), how_to_get());
  if (!files_.exists(house_.modules + compiler))
    throw Error(tr("Typst is not installed in {0}", {house_.modules}), how_to_get());
}

void Typst::warm_up() {
  need_typst();
  if (!command_) servers_.warm_up();
}

std::string Typst::version() const {
  need_typst();
  // Not asked of the process: a build that has nothing to make must not wait for it to start.
  if (!command_)
    return "typst-ts " + text_of(parse(files_.read(house_.modules + compiler + "/package.json")), "version");
  const auto result = processes_.run({"typst", {"--version"}, {}, {}, std::chrono::seconds(20)});
  const auto words = split(result.out);
  return words.size() > 1 ? std::string(words[1]) : result.out;
}

TypstResult Typst::pdf(const TypstJob& job) {
  return command_ ? by_command(job) : by_server(job);
}

std::string Typst::within_root(std::string_view file) const {
  return std::string(file.starts_with(house_.root + "/") ? file.substr(house_.root.size()) : file);
}

TypstResult Typst::by_command(const TypstJob& job) const {
  std::vector<std::string> arguments = {"compile",
                                        "--root",
                                        house_.root.empty() ? "/" : house_.root,
                                        "--ignore-system-fonts",
                                        "--diagnostic-format",
                                        "short",
                                        "--pdf-standard",
                                        "a-2a",
                                        "--creation-timestamp",
                                        std::to_string(creation_of(job.date))};
  for (const std::string& folder : house_.fonts) arguments.insert(arguments.end(), {"--font-path", folder});
  arguments.insert(arguments.end(), {"-", "-"});
  ProcessResult result = processes_.run({"typst", arguments, job.source, {}, limit});
  if (result.status != 0) throw Error(tr("Typst could not set {0}: {1}", {job.main, trim(result.err)}));
  return {std::move(result.out), warnings_of(result.err, job.main)};
}

TypstResult Typst::by_server(const TypstJob& job) {
  std::string request = "{\"root\":" + json_string(house_.root.empty() ? "/" : house_.root) +
                        ",\"main\":" + json_string(house_.root + job.main) +
                        ",\"source\":" + json_string(job.source) +
                        ",\"creation\":" + std::to_string(creation_of(job.date)) + ",\"fonts\":[";
  for (std::size_t i = 0; i < house_.fonts.size(); ++i)
    request += std::string(i == 0 ? "" : ",") + json_string(house_.fonts[i]);
  const rapidjson::Document answer = parse(servers_.ask(request + "]}").line);
  const auto good = answer.FindMember("ok");
  if (good == answer.MemberEnd() || !good->value.IsBool() || !good->value.GetBool())
    throw Error(tr("Typst could not set {0}: {1}", {job.main, reasons(answer)}));
  TypstResult result{from_base64(text_of(answer, "pdf")), {}};
  each_finding(answer, "warning", [&](const rapidjson::Value& item, const std::string& message) {
    result.warnings.push_back({message, within_root(text_of(item, "file")), number_of(item, "line")});
  });
  return result;
}

}  // namespace kancelli
