// What `kancelli explain` shows is true: the failing example gives one finding of its code and no other, the
// passing one none.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

#include "pipeline/check/rule.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/lower/lower.h"
#include "pipeline/project/amendments.h"
#include "pipeline/publish/gate.h"
#include "pipeline/statute/consolidate.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/write/accessibility.h"
#include "pipeline/write/words.h"
#include "tests/support/example_project.h"

namespace kancelli {
namespace {

class Examples : public testing::TestWithParam<Rule> {};

// What `kancelli statute apply` finds in an example: its amendments, or a file of formulas that is none of
// its papers, carried out on its statute.
Diagnostics applied(ExampleProject& example) {
  Diagnostics found;
  const Project& project = *example.project;
  std::vector<statute::Amendment> amendments;
  std::vector<statute::CommencementDecision> decisions;
  for (const auto& paper : project.papers)
    if (paper->type == "amendment") {
      amendments.push_back(work_out(project, *paper, found)->amendment);
      for (auto& each : decisions_about(project, paper->id)) decisions.push_back(std::move(each));
    }
  const std::string formulas = std::string(KANCELLI_ROOT) + "/content/statute/formler.txt";
  SourceMap sources;
  if (amendments.empty()) {
    const SourceId source = sources.add("formler.txt", example.files->read(formulas));
    amendments.push_back(statute::parse(sources, source, found));
  }
  statute::consolidate(project.statutes.begin()->second, amendments, decisions, "2026-03-01", found);
  return found;
}

// What building finds where the example's filter is the only one but for the title's.
Diagnostics filtered(ExampleProject& example, std::string_view code) {
  Diagnostics found;
  const Project& project = *example.project;
  const Paper& paper = *project.papers.front();
  const std::string file = "filters/eksempel.lua";
  const std::string filter = example.files->read(std::string(KANCELLI_ROOT) + "/content/" + file);
  constexpr std::string_view title =
      "function Pandoc(doc) doc.blocks:insert(1, pandoc.Header(1, doc.meta.title)) return doc end";
  try {
    const ast::Document tree =
        FilterHost(FilterOptions{}).apply(lower(paper, project), {{file, filter}, {"title.lua", title}});
    prove_source_in_tree(paper, project, tree, found);
    if (code == "accessibility") prove_accessible(tree, project, found);
  } catch (const FilterError& error) {
    found.error("filter", {}, error.what());
  }
  return found;
}

Diagnostics held_back(const ExampleProject& example) {
  return open_gate(*example.project, example.diagnostics, *Date::parse("2026-03-01")).held;
}

Diagnostics found_otherwise(ExampleProject& example, const Rule& rule) {
  if (std::string_view(rule.made_by) == "kancelli publish") {
    // Of an enclosed paper that stays, that it does is told as well.
    Diagnostics found = held_back(example);
    std::erase_if(found.list(), [&](const Diagnostic& d) { return d.code != rule.code; });
    return found;
  }
  return std::string_view(rule.made_by) == "kancelli build" ? filtered(example, rule.code) : applied(example);
}

// Only a fault of the program or of another one gives these, a word on the command line, or what lies in
// files (tests/unit/publish/leak_test.cc and the golden case send have those).
const std::set<std::string_view> without_example = {
    "amendment-proof",  "document",           "metadata",          "not-in-project",
    "output-differs",   "pdf-unreadable",     "pdf-without-text",  "release-cpr",
    "release-embedded", "release-error",      "release-hidden",    "release-inaccessible",
    "release-leak",     "release-properties", "release-revisions", "release-unreadable",
    "sent-changed",     "sent-damaged",       "sent-edition",      "sent-register",
    "sent-version",     "text-encoding",      "text-unreadable",   "typst",
    "word-guess",       "word-link",          "word-refused",      "word-unreadable",
    "word-value"};

TEST_P(Examples, FailAndPass) {
  const Rule& rule = GetParam();
  ExampleProject failing = check_example(rule.failing), passing = check_example(rule.passing);
  if (rule.failing.empty()) {
    EXPECT_TRUE(without_example.contains(rule.code));
    return;
  }
  if (rule.made_by != nullptr) {
    const Diagnostics found = found_otherwise(failing, rule);
    ASSERT_EQ(found.list().size(), 1u);
    EXPECT_EQ(found.list()[0].code, rule.code);
    EXPECT_EQ(found.list()[0].severity, rule.severity);
    EXPECT_TRUE(found_otherwise(passing, rule).list().empty());
    EXPECT_EQ(human(passing), "");
    return;
  }
  ASSERT_EQ(failing.diagnostics.list().size(), 1u) << human(failing);
  EXPECT_EQ(failing.diagnostics.list()[0].code, rule.code);
  EXPECT_EQ(failing.diagnostics.list()[0].severity, rule.severity);
  EXPECT_FALSE(failing.diagnostics.list()[0].span.nowhere());
  EXPECT_EQ(human(passing), "");
}

TEST_P(Examples, AreMendedByTheirRepairWhereThereIsOne) {
  ExampleProject failing = check_example(GetParam().failing);
  if (repair(failing) > 0) {
    EXPECT_EQ(human(failing), "");
  }
}

TEST_P(Examples, AreTranslated) {
  const Rule& rule = GetParam();
  const std::string english = explain(rule);
  set_language(Language::danish);
  EXPECT_NE(tr(rule.summary), rule.summary);
  EXPECT_NE(tr(rule.explanation), rule.explanation);
  const std::string danish = explain(rule);
  set_language(Language::english);
  EXPECT_NE(english, danish);
}

INSTANTIATE_TEST_SUITE_P(Rules, Examples, testing::ValuesIn(rules()), [](const auto& test) {
  std::string name(test.param.code);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Findings, AreDanishForASecretary) {
  set_language(Language::danish);
  const std::string seen = human(check_example(find_rule("count-mismatch")->failing)),
                    dates = brief(check_example(find_rule("date-order")->failing));
  set_language(Language::english);
  EXPECT_EQ(seen,
            "content/papers/charter/eksempel.xml:9:22: fejl: der står »fem centre«, men listen bagefter har "
            "4 [count-mismatch]\n"
            "     9 | <p>Enheden består af fem centre:</p>\n"
            "       |                      ^^^\n"
            "  content/papers/charter/eksempel.xml:10:1: bemærkning: denne liste\n"
            "    10 | <list kind=\"bullet\">\n"
            "       | ^^^^^^^^^^^^^^^^^^^^\n"
            "  råd: skriv fire, eller tilføj det, der mangler\n");
  EXPECT_EQ(dates,
            "content/papers/charter/eksempel.xml:6:16: error: mødet den 3. februar 2026 ligger før "
            "dokumentets egen dato, 10. "
            "februar 2026 [date-order]\n");
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Explain, TheManualsPageIsTheProgramsOwn) {
  const std::filesystem::path page = std::filesystem::path(KANCELLI_ROOT) / "docs/diagnostics.md";
  if (std::getenv("KANCELLI_ACCEPT") != nullptr) std::ofstream(page) << explain_all(Language::english);
  EXPECT_EQ(read(page), explain_all(Language::english))
      << "docs/diagnostics.md is old: make it again with KANCELLI_ACCEPT=1";
}

// The string literals, joined, that stand behind each `call` in the sources of a folder, where what follows
// them begins with one of `then`.
std::vector<std::string> literals_of_calls(const char* folder, std::string_view call, std::string_view then) {
  std::vector<std::string> found;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(KANCELLI_ROOT) / "pipeline" / folder)) {
    const std::string text = read(file.path());
    for (std::size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
      std::size_t i = at + call.size();
      std::string joined;
      const auto skip_space = [&] {
        while (i < text.size() && is_xml_space(text[i])) ++i;
      };
      for (skip_space(); i < text.size() && text[i] == '"'; skip_space()) {
        for (++i; i < text.size() && text[i] != '"'; ++i) joined += text[i] == '\\' ? text[++i] : text[i];
        ++i;
      }
      const bool whole_word = at == 0 || !is_letter(static_cast<unsigned char>(text[at - 1]));
      if (!joined.empty() && whole_word && i < text.size() && then.find(text[i]) != std::string_view::npos)
        found.push_back(joined);
    }
  }
  return found;
}

// The texts of the rules' findings, too: the catalogue has every text that tr() is asked for.
TEST(Explain, EveryTextIsTranslated) {
  const std::vector<std::string> texts = literals_of_calls("check", "tr(", ",)");
  EXPECT_GT(texts.size(), 100u);
  set_language(Language::danish);
  for (const std::string& english : texts) EXPECT_NE(tr(english.c_str()), english);
  set_language(Language::english);
}

// Every code that a part which reads or checks sources gives to a diagnostic has an entry.
TEST(Explain, KnowsEveryCode) {
  std::set<std::string> unknown;
  std::size_t count = 0;
  for (const char* folder : {"xml", "project", "check", "build", "write", "cli", "publish"})
    for (const char* call : {"error(", "warning(", "note("})
      for (const std::string& code : literals_of_calls(folder, call, ",")) {
        ++count;
        if (find_rule(code) == nullptr) unknown.insert(code);
      }
  EXPECT_GT(count, 40u);
  EXPECT_EQ(unknown, std::set<std::string>());
}

// The engine of statutes gives its codes in more ways (wrong, refuse, tell): every literal in it that looks
// like one of its codes has an entry too, and so has what building an amendment makes.
TEST(Explain, KnowsEveryCodeOfTheStatuteEngine) {
  static constexpr std::array prefixes = {"amendment-", "amendments-", "commencement-", "enumeration-",
                                          "formula-",   "old-name-",   "reference-"};
  std::set<std::string> codes, unknown;
  for (const char* folder : {"statute", "build", "project", "check"})
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(KANCELLI_ROOT) / "pipeline" / folder)) {
      if (file.path().extension() != ".cc") continue;
      const std::string text = read(file.path());
      for (const char* prefix : prefixes) {
        const std::string begin = std::string("\"") + prefix;
        for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
          const std::string literal = text.substr(at + 1, text.find('"', at + 1) - at - 1);
          if (literal.ends_with('-') ||
              literal.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos)
            continue;
          codes.insert(literal);
          if (find_rule(literal) == nullptr) unknown.insert(literal);
        }
      }
    }
  EXPECT_GE(codes.size(), 30u);
  EXPECT_EQ(unknown, std::set<std::string>());
}

}  // namespace
}  // namespace kancelli
