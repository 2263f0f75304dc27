// What a filter finds in Pandoc (api/pandoc-*.txt, listed by api/list.lua) it finds here, or hears why not.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "pipeline/core/text.h"
#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

struct Pandoc {
  std::string list;
  std::vector<int> version;
  ast::ApiVersion api_version;
};

void PrintTo(const Pandoc& pandoc, std::ostream* out) {
  *out << pandoc.list;
}

const Pandoc pandoc_2{"2.17", {2, 17, 1, 1}, {1, 22, 2, 1}};
const Pandoc pandoc_3{"3.9", {3, 9}, {1, 23, 1, 1}};

FilterOptions options_of(const Pandoc& pandoc) {
  FilterOptions options;
  options.pandoc_version = pandoc.version;
  options.api_version = pandoc.api_version;
  return options;
}

// The texts that a function of Lua's gives as a list.
std::vector<std::string> texts_of(const Pandoc& pandoc, const std::string& code) {
  const Document made = FilterHost(options_of(pandoc))
                            .apply(document({}), "api.lua",
                                   "local function texts() " + code +
                                       " end function Pandoc() local blocks = {} for i, text in "
                                       "ipairs(texts()) do blocks[i] = pandoc.CodeBlock(text) end return "
                                       "pandoc.Pandoc(blocks) end");
  std::vector<std::string> texts;
  for (const Element& block : made.blocks) texts.push_back(block.text);
  return texts;
}

std::vector<std::pair<std::string, std::string>> listed(const Pandoc& pandoc) {
  std::vector<std::pair<std::string, std::string>> list;
  std::ifstream file(KANCELLI_ROOT "/tests/unit/filter/api/pandoc-" + pandoc.list + ".txt");
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    list.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return list;
}

// Names that are here otherwise, and why.
const std::map<std::string, std::string> otherwise = {
    {"lpeg.version", "a function in LPeg 1.0, a text in LPeg 1.1"},
    {"print", "it would print"},
};

// "TYPE", "refused MESSAGE" or "missing", for each expression of the list.
std::vector<std::string> found(const Pandoc& pandoc) {
  std::string code = "local results = {} for i, expression in ipairs {";
  for (const auto& [expression, type] : listed(pandoc)) code += "[====[" + expression + "]====],\n";
  code += R"(} do
    local known, value = pcall(load('return ' .. expression))
    if not known then
      results[i] = 'refused ' .. tostring(value)
    elseif value == nil then
      results[i] = 'missing'
    else
      results[i] = type(value)
      if type(value) == 'function' and expression ~= 'print' then
        local called, message = pcall(value)
        if not called and tostring(message):match('may not') then results[i] = 'refused ' .. message end
      end
    end
  end
  return results)";
  return texts_of(pandoc, code);
}

class FilterApi : public testing::TestWithParam<Pandoc> {};

TEST_P(FilterApi, HasEveryNameOrSaysWhyNot) {
  const auto names = listed(GetParam());
  ASSERT_GT(names.size(), 800u);
  const auto results = found(GetParam());
  ASSERT_EQ(results.size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& [expression, type] = names[i];
    const std::string& result = results[i];
    if (otherwise.contains(expression)) continue;
    if (!result.starts_with("refused ")) {
      EXPECT_EQ(result, type) << expression;
      continue;
    }
    // "filters may not use NAME: HINT"
    std::string name = expression.substr(0, expression.find('('));
    if (name.starts_with("require")) name = name.substr(9, name.size() - 10);
    std::size_t at = result.find(name);
    for (std::size_t dot = name.rfind('.'); at == std::string::npos && dot != std::string::npos && dot != 0;
         dot = name.rfind('.', dot - 1))
      at = result.find(name.substr(0, dot));  // what is in a module or a table that is left out
    EXPECT_NE(at, std::string::npos) << expression << ": " << result;
    const std::size_t hint = result.find(": ", at == std::string::npos ? 0 : at);
    EXPECT_TRUE(hint != std::string::npos && result.size() > hint + 15) << expression << ": " << result;
  }
}

INSTANTIATE_TEST_SUITE_P(Pandoc, FilterApi, testing::Values(pandoc_2, pandoc_3),
                         [](const auto& param) { return "Version" + param.param.list.substr(0, 1); });

}  // namespace
}  // namespace kancelli
