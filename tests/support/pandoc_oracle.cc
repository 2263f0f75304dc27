#include "tests/support/pandoc_oracle.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "pipeline/ast/ast_json.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/system/process.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

std::vector<int> ask_version(const std::string& program) {
  std::string said;
  try {
    said = SystemProcesses().run({program, {"--version"}, "", {}}).out;
  } catch (const Error&) {
    return {0};  // its tests fail, and say that it does not start
  }
  std::vector<int> version;
  for (std::size_t at = said.find(' '); at < said.size() && (said[at] == ' ' || said[at] == '.');)
    version.push_back(std::stoi(said.substr(at + 1))), at = said.find_first_of(".\n", at + 1);
  return version;
}

// Where a JSON filter leaves the tree that it was given.
fs::path dropped_tree() {
  return fs::temp_directory_path() / ("kancelli-tree-" + std::to_string(::getpid()));
}

std::string different(const rapidjson::Value& a, const rapidjson::Value& b, const std::string& path) {
  if (a == b) return "";
  if (a.IsObject() && b.IsObject()) {
    for (const auto& entry : a.GetObject()) {
      const std::string place = path + "." + entry.name.GetString();
      if (!b.HasMember(entry.name)) return place + ": missing in ours";
      if (std::string found = different(entry.value, b[entry.name], place); !found.empty()) return found;
    }
    return path + ": more in ours";
  }
  if (a.IsArray() && b.IsArray()) {
    for (rapidjson::SizeType i = 0; i < std::min(a.Size(), b.Size()); ++i)
      if (std::string found = different(a[i], b[i], path + "[" + std::to_string(i) + "]"); !found.empty())
        return found;
    return path + ": " + std::to_string(a.Size()) + " items, ours " + std::to_string(b.Size());
  }
  if (!a.IsString() || !b.IsString()) return path + ": another value";
  const std::string_view x(a.GetString()), y(b.GetString());
  const auto at = static_cast<std::size_t>(
      std::mismatch(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(std::min(x.size(), y.size())),
                    y.begin())
          .first -
      x.begin());
  const std::size_t from = at < 40 ? 0 : at - 40;
  return path + ": ..." + std::string(x.substr(from, 160)) + "\nours: ..." + std::string(y.substr(from, 160));
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<int>& Oracle::version() const {
  static std::map<std::string, std::vector<int>> known;
  const auto [place, is_new] = known.try_emplace(program);
  if (is_new) place->second = ask_version(program);
  return place->second;
}

ast::ApiVersion Oracle::api_version() const {
  ast::ApiVersion version;
  ast::from_json(run({"-t", "json"}, ""), version);
  return version;
}

std::string Oracle::run(std::vector<std::string> arguments, const std::string& input) const {
  if (version().empty()) {
    ADD_FAILURE() << "no " << program << ": scripts/setup --tests fetches it";
    return "";
  }
  const ProcessResult result = SystemProcesses().run(
      {program, std::move(arguments), input, {{"KANCELLI_TREE", dropped_tree().string()}}});
  EXPECT_EQ(result.status, 0) << result.err;
  return result.out;
}

std::string Oracle::filtered(const std::string& tree, const std::string& filter,
                             const std::string& format) const {
  if (format == "json") return run({"-f", "json", "-t", "json", "--lua-filter", filter}, tree);
  // Other formats are no trees: a filter that comes after writes down what it was given.
  const std::string drop = KANCELLI_TEST_DATA "/conformance/filters/drop_tree";
  run({"-f", "json", "-t", format, "-o", "-", "--lua-filter", filter, "--filter", drop}, tree);
  const std::string dropped = read_file(dropped_tree());
  fs::remove(dropped_tree());
  return dropped;
}

const std::vector<Oracle>& oracles() {
  static const std::vector<Oracle> both = {{"InstalledPandoc", "pandoc"},
                                           {"Pandoc3", KANCELLI_TEST_DATA "/../.cache/pandoc-3/pandoc"}};
  return both;
}

namespace {

// What pandoc.read and pandoc.write start: the oracle's Pandoc in the place of the installed one.
class PandocOf : public SystemProcesses {
 public:
  explicit PandocOf(std::string program) : program_(std::move(program)) {}
  ProcessResult run(const Command& command) override {
    Command started = command;
    if (started.program == "pandoc") started.program = program_;
    return SystemProcesses::run(started);
  }

 private:
  std::string program_;
};

}  // namespace

std::string through_our_host(const Oracle& oracle, const std::string& tree, const std::string& filter,
                             const std::string& format) {
  static std::map<std::string, PandocOf> pandocs;
  static std::map<std::string, FilterHost> hosts;  // one for each Pandoc, used again and again
  try {
    ast::ApiVersion version;
    ast::Document document = ast::from_json(tree, version);
    if (!hosts.contains(oracle.name)) {
      FilterOptions options;
      options.api_version = version;
      options.pandoc_version = oracle.version();
      options.processes = &pandocs.try_emplace(oracle.name, oracle.program).first->second;
      hosts.emplace(oracle.name, std::move(options));
    }
    FilterHost& host = hosts.at(oracle.name);
    host.set_format(format);
    document = host.apply(std::move(document), filter, read_file(filter));
    return ast::to_json(document, version);
  } catch (const FilterError& error) {
    ADD_FAILURE() << error.file << ":" << error.line << ": " << error.what() << "\n" << error.traceback;
  } catch (const Error& error) {
    ADD_FAILURE() << error.what();
  }
  return "";
}

std::string difference(const std::string& expected, const std::string& ours) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  rapidjson::Document a, b;
  a.Parse<flags>(expected.c_str());
  b.Parse<flags>(ours.c_str());
  if (a.HasParseError() || b.HasParseError()) return "not JSON";
  return different(a, b, "");
}

}  // namespace kancelli
