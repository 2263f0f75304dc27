// Every filter in filters/, on every document, through our host and through the installed Pandoc: the trees
// must be the same.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "pipeline/ast/ast_json.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/system/process.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<fs::path> files_in(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(KANCELLI_TEST_DATA "/conformance/filters/" + folder))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string pandoc(std::vector<std::string> arguments, const std::string& input) {
  arguments.insert(arguments.end(), {"-t", "json"});
  const ProcessResult result =
      SystemProcesses().run({"pandoc", arguments, input, {}, std::chrono::seconds(60)});
  EXPECT_EQ(result.status, 0) << result.err;
  return result.out;
}

// Trees as JSON: the documents, and the one of the unit tests that has every element.
const std::map<std::string, std::string>& documents() {
  static const auto all = [] {
    std::map<std::string, std::string> trees;
    for (const fs::path& path : files_in("documents"))
      trees[path.stem()] = pandoc({"-f", "markdown"}, read(path));
    trees["every-element"] = read(KANCELLI_TEST_DATA "/unit/ast/data/every-element.json");
    return trees;
  }();
  return all;
}

std::string through_our_host(const std::string& tree, const fs::path& filter) {
  FilterOptions options;
  options.format = "json";
  ast::Document document = ast::from_json(tree, options.api_version);
  const ast::ApiVersion version = options.api_version;
  try {
    document = FilterHost(std::move(options)).apply(std::move(document), filter.filename(), read(filter));
  } catch (const FilterError& error) {
    ADD_FAILURE() << error.file << ":" << error.line << ": " << error.what() << "\n" << error.traceback;
    return "";
  }
  return ast::to_json(document, version);
}

// Where two trees differ first; "" when they do not.
std::string difference(const rapidjson::Value& a, const rapidjson::Value& b, const std::string& path) {
  if (a == b) return "";
  if (a.IsObject() && b.IsObject()) {
    for (const auto& entry : a.GetObject()) {
      const std::string place = path + "." + entry.name.GetString();
      if (!b.HasMember(entry.name)) return place + ": missing in ours";
      if (std::string found = difference(entry.value, b[entry.name], place); !found.empty()) return found;
    }
    return path + ": more in ours";
  }
  if (a.IsArray() && b.IsArray()) {
    for (rapidjson::SizeType i = 0; i < std::min(a.Size(), b.Size()); ++i)
      if (std::string found = difference(a[i], b[i], path + "[" + std::to_string(i) + "]"); !found.empty())
        return found;
    return path + ": " + std::to_string(a.Size()) + " items, ours " + std::to_string(b.Size());
  }
  if (!a.IsString() || !b.IsString()) return path + ": another value";
  const std::string_view x(a.GetString()), y(b.GetString());
  const auto at = static_cast<std::size_t>(
      std::mismatch(x.begin(), x.begin() + std::min(x.size(), y.size()), y.begin()).first - x.begin());
  const std::size_t from = at < 40 ? 0 : at - 40;
  return path + ": ..." + std::string(x.substr(from, 120)) + "\nours: ..." + std::string(y.substr(from, 120));
}

std::string difference(const std::string& expected, const std::string& ours) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  rapidjson::Document a, b;
  a.Parse<flags>(expected.c_str());
  b.Parse<flags>(ours.c_str());
  if (a.HasParseError() || b.HasParseError()) return "not JSON";
  return difference(a, b, "");
}

class LuaFilter : public testing::TestWithParam<fs::path> {};

TEST_P(LuaFilter, MakesWhatPandocMakesOfIt) {
  for (const auto& [name, tree] : documents())
    EXPECT_EQ(difference(pandoc({"-f", "json", "--lua-filter", GetParam()}, tree),
                         through_our_host(tree, GetParam())),
              "")
        << name;
}

INSTANTIATE_TEST_SUITE_P(All, LuaFilter, testing::ValuesIn(files_in("filters")),
                         [](const auto& filter) { return filter.param.stem().string(); });

TEST(LuaFilterComparison, SeesADifference) {
  EXPECT_NE(difference(R"({"blocks":[{"t":"Str","c":"a"}]})", R"({"blocks":[{"t":"Str","c":"b"}]})"), "");
  EXPECT_NE(difference(R"([1])", R"([1,2])"), "");
  EXPECT_EQ(difference(R"({"a":1,"b":0.1})", R"({"b":0.1,"a":1})"), "");
}

}  // namespace
}  // namespace kancelli
