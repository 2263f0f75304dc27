// Every filter against its sample (filters/NAME/sample.xml, expected.txt), and what holds for all of them.
// With KANCELLI_ACCEPT set, what is made now becomes what is expected: read the difference before it is
// committed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/text.h"
#include "pipeline/lower/lower.h"
#include "pipeline/project/answers.h"
#include "pipeline/system/process.h"
#include "pipeline/write/accessibility.h"
#include "pipeline/write/words.h"
#include "pipeline/xml/xml_reader.h"
#include "tests/filters/filter_bench.h"

namespace kancelli {
namespace {

const ast::ApiVersion version = {1, 22, 2, 1};

const Project& samples() {
  static const auto project = sample_papers();
  return *project;
}

const Project& content() {
  static const auto project = [] {
    Diagnostics ignored;
    return load_project(DiskFiles(), root(), ignored);
  }();
  return *project;
}

// The last filter that a folder's sample goes through: its own; a type's is the entry "type".
std::string stage_of(const std::string& folder) {
  for (const FilterEntry& entry : house().order)
    if (entry.file == folder + "/" + folder + ".lua") return entry.name;
  return "type";
}

std::string messages(const Diagnostics& diagnostics, const Project& project) {
  std::string text;
  for (const Diagnostic& d : diagnostics.list())
    text += project.sources.where(d.span) + ": " + d.message + "\n";
  return text;
}

// What is said against the finished tree of a paper: lost or unmarked words, headings out of order, pictures
// without words.
std::string faults(const Project& project, const Paper& paper) {
  const ast::Document tree = filtered(project, paper);
  Diagnostics diagnostics;
  prove_source_in_tree(paper, project, tree, diagnostics);
  prove_accessible(tree, project, diagnostics);
  return messages(diagnostics, project);
}

// GoogleTest would print both whole, twice, and not the Danish letters.
void expect_same(const std::string& made, const std::string& expected, const std::string& file) {
  if (const std::string found = difference(made, expected); !found.empty())
    ADD_FAILURE() << file.substr(root().size() + 1) << ", " << found;
}

class Sample : public testing::TestWithParam<std::string> {
 protected:
  const Paper& paper() const { return *samples().paper("sample-" + GetParam()); }
};

TEST_P(Sample, BecomesWhatIsExpected) {
  const std::string made = outline(filtered(samples(), paper(), stage_of(GetParam())));
  const std::string file = root() + "/filters/" + GetParam() + "/expected.txt";
  if (std::getenv("KANCELLI_ACCEPT") != nullptr) std::ofstream(file, std::ios::binary) << made;
  expect_same(made, DiskFiles().read(file), file);
}

TEST_P(Sample, LosesNothing) {
  if (const std::string found = faults(samples(), paper()); !found.empty()) ADD_FAILURE() << found;
}

TEST_P(Sample, HasAReadmeBesideIt) {
  EXPECT_TRUE(std::filesystem::exists(root() + "/filters/" + GetParam() + "/README.md"));
}

// The same filters in Pandoc itself, with the answers in a file.
void expect_the_same_in(const std::string& pandoc, const Paper& paper, const std::string& name) {
  std::map<std::string, std::string> asked;
  const std::string ours = ast::to_json(filtered(samples(), paper, "", &asked), version);
  const std::string answers = testing::TempDir() + "answers-" + name + ".json";
  std::ofstream(answers, std::ios::binary) << answers_file(samples(), paper, asked);
  Command command{pandoc, {"-f", "json", "-t", "json"}, "", {}};
  for (const FilterEntry& entry : house().order) {
    if (!entry.format.empty()) continue;
    const std::string file = entry.name == "type" ? paper.type + "/" + paper.type + ".lua" : entry.file;
    command.arguments.insert(command.arguments.end(), {"--lua-filter", root() + "/filters/" + file});
  }
  ast::ApiVersion of_pandoc;
  ast::from_json(SystemProcesses().run({pandoc, {"-f", "markdown", "-t", "json"}, "", {}}).out, of_pandoc);
  command.input = ast::to_json(lower(paper, samples()), of_pandoc);
  command.environment = {{"KANCELLI_ANSWERS", answers}, {"LUA_PATH", root() + "/filters/lib/?.lua;;"}};
  const ProcessResult result = SystemProcesses().run(command);
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(ast::to_json(ast::from_json(result.out, of_pandoc), version), ours);
}

TEST_P(Sample, BecomesTheSameInPandoc) {
  expect_the_same_in("pandoc", paper(), GetParam());
}

// Where scripts/setup put it, wherever the filters are.
const std::string pandoc_3 = KANCELLI_ROOT "/.cache/pandoc-3/pandoc";

TEST_P(Sample, BecomesTheSameInPandoc3) {
  ASSERT_TRUE(std::filesystem::exists(pandoc_3)) << "run scripts/setup --tests";
  expect_the_same_in(pandoc_3, paper(), GetParam() + "-3");
}

// A custom writer with Pandoc 3's interface, which Pandoc 2.17 lacks.
TEST(TypstWriter, WritesTheSameInPandoc3) {
  ASSERT_TRUE(std::filesystem::exists(pandoc_3)) << "run scripts/setup --tests";
  const std::string folder = root() + "/filters/typst/";
  ast::ApiVersion of_sample;
  const ast::Document sample = ast::from_json(DiskFiles().read(folder + "sample.json"), of_sample);
  Command command{pandoc_3, {"-f", "json", "-t", folder + "writer.lua"}, "", {}};
  command.input = ast::to_json(sample, {1, 23, 1});
  const ProcessResult result = SystemProcesses().run(command);
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, DiskFiles().read(folder + "expected.typ"));
}

INSTANTIATE_TEST_SUITE_P(Filters, Sample, testing::ValuesIn(sample_names()), [](const auto& param) {
  std::string name = param.param;
  std::replace(name.begin(), name.end(), '-', '_');  // GoogleTest takes no hyphen
  return name;
});

// A filter of one output, alone with its sample, which is a final tree.
class OutputSample : public testing::TestWithParam<FilterEntry> {
 protected:
  std::string folder() const { return root() + "/filters/" + GetParam().name + "/"; }
};

TEST_P(OutputSample, BecomesWhatIsExpected) {
  const std::string made = output_made(GetParam()), file = folder() + "expected.json";
  if (std::getenv("KANCELLI_ACCEPT") != nullptr) std::ofstream(file, std::ios::binary) << made;
  expect_same(made, by_lines(DiskFiles().read(file)), file);
}

TEST_P(OutputSample, IsChanged) {
  EXPECT_NE(output_made(GetParam()), by_lines(output_sample(GetParam())));
}

TEST_P(OutputSample, HasAReadmeBesideIt) {
  EXPECT_TRUE(std::filesystem::exists(folder() + "README.md"));
}

// FORMAT is "json" there: Pandoc sets it to what it writes.
TEST_P(OutputSample, BecomesTheSameInPandoc) {
  Command command{"pandoc", {"-f", "json", "-t", "json", "--lua-filter"}, output_sample(GetParam()), {}};
  command.arguments.push_back(root() + "/filters/" + GetParam().file);
  command.environment = {{"LUA_PATH", root() + "/filters/lib/?.lua;;"}};
  const ProcessResult pandoc = SystemProcesses().run(command);
  ASSERT_EQ(pandoc.status, 0) << pandoc.err;
  EXPECT_EQ(by_lines(pandoc.out), output_made(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Filters, OutputSample, testing::ValuesIn(output_filters()), [](const auto& param) {
  std::string name = param.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Papers, LoseNothing) {
  ASSERT_FALSE(content().papers.empty());
  for (const auto& paper : content().papers) EXPECT_EQ(faults(content(), *paper), "") << paper->id;
}

TEST(Computed, SaysWhatIsUnknownAndWhere) {
  const auto project =
      sample_papers({{"inlines", [] {
                        std::string xml = sample_text("inlines");
                        const std::string known = "<term>begreb</term>";
                        return xml.replace(xml.find(known), known.size(), "<body ref=\"findes-ikke\"/>");
                      }()}});
  try {
    filtered(*project, *project->paper("sample-inlines"));
    FAIL() << "an unknown body was printed";
  } catch (const FilterError& error) {
    EXPECT_EQ(std::string(error.what()),
              "<body> at content/papers/charter/sample-inlines.xml:13:11: there is no body \"findes-ikke\" "
              "in the register on that date");
  }
}

TEST(Numbering, CountsAsLabelsDo) {
  const std::string text = outline(filtered(samples(), *samples().paper("sample-references")));
  EXPECT_NE(text.find("[tabel␣1](#tabel)"), std::string::npos);
  EXPECT_NE(text.find("[Tabel␣1]{.seq"), std::string::npos);
  EXPECT_NE(text.find("[figur␣1](#figur)"), std::string::npos);
  EXPECT_NE(text.find("[Figur␣1]{.seq"), std::string::npos);
}

// The opening formula for each way a decision goes.
struct Formula {
  std::string by, to, via, opening, tail;
};

class Recommendation : public testing::TestWithParam<Formula> {};

TEST_P(Recommendation, OpensAsTheDecisionGoes) {
  const Formula& formula = GetParam();
  std::string xml = sample_text("case");
  const std::string known = "by=\"oekf\" to=\"oeu\"";
  const std::string via = formula.via.empty() ? "" : " via=\"" + formula.via + "\"";
  xml.replace(xml.find(known), known.size(), "by=\"" + formula.by + "\" to=\"" + formula.to + "\"" + via);
  const auto project = sample_papers({{"case", xml}});
  const std::string text = outline(filtered(*project, *project->paper("sample-case")));
  EXPECT_NE(text.find("[" + formula.opening + "]{.generated}"), std::string::npos) << text;
  if (!formula.tail.empty()) {
    EXPECT_NE(text.find("[" + formula.tail + "]{.generated}"), std::string::npos) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Case, Recommendation,
    testing::Values(
        Formula{"oekf", "oeu", "", "Økonomiforvaltningen indstiller over for Økonomiudvalget,", ""},
        Formula{
            "oekf", "oeu", "br",
            "Økonomiforvaltningen indstiller, at Økonomiudvalget over for Borgerrepræsentationen anbefaler,",
            ""},
        Formula{"oeu", "br", "", "Indstilling om,", "(Økonomiudvalget)"}));

// The reading that the paper's body holds on the day of its meeting stands last in the recommendation.
TEST(Case, SaysWhichReadingItIs) {
  const auto made = [](const std::string& committee, const std::string& date) {
    std::string xml = sample_text("case");
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>("committee=\"oeu\"", "committee=\"" + committee + "\""),
          {"<meeting date=\"2026-02-24\"", "<meeting date=\"" + date + "\""}})
      xml.replace(xml.find(from), from.size(), to);
    const auto project = sample_papers({{"case", xml}});
    return outline(filtered(*project, *project->paper("sample-case")));
  };
  EXPECT_NE(made("br", "2026-03-05").find("[(1.␣behandling)]{.generated}"), std::string::npos);
  EXPECT_NE(made("br", "2026-03-26").find("[(2.␣behandling)]{.generated}"), std::string::npos);
  EXPECT_EQ(made("br", "2026-03-12").find("behandling)"), std::string::npos);
  EXPECT_EQ(made("oeu", "2026-03-05").find("behandling)"), std::string::npos);
}

// A statute's marked-up text, which the program makes and no grammar knows.
TEST(Statute, PrintsWhatAMarkedUpTextInsertsAndStrikesOut) {
  const auto project = sample_papers();
  const auto paper = std::find_if(project->papers.begin(), project->papers.end(),
                                  [](const auto& each) { return each->id == "sample-statute"; });
  ASSERT_NE(paper, project->papers.end());
  const std::string folder = root() + "/filters/statute/";
  Diagnostics diagnostics;
  const SourceId source = project->sources.add("marked.xml", DiskFiles().read(folder + "marked.xml"));
  (*paper)->xml = read_xml(project->sources, source, diagnostics);
  ASSERT_NE((*paper)->xml, nullptr) << messages(diagnostics, *project);
  EXPECT_EQ(faults(*project, **paper), "");
  const std::string made = outline(without_proof_marks(filtered(*project, **paper)));
  const std::string file = folder + "expected-marked.txt";
  if (std::getenv("KANCELLI_ACCEPT") != nullptr) std::ofstream(file, std::ios::binary) << made;
  expect_same(made, DiskFiles().read(file), file);
}

TEST(Order, NamesTheFileThatATypeLacks) {
  const auto project = sample_papers();
  project->papers.front()->type = "tidende";
  try {
    filtered(*project, *project->papers.front());
    FAIL() << "a type without a filter went through";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("filters/tidende/tidende.lua"), std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace kancelli
