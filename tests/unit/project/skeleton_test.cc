#include "pipeline/project/skeleton.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "tests/support/memory_files.h"
#include "tests/unit/project/sample.h"

namespace kancelli {
namespace {

class SkeletonOf : public ::testing::TestWithParam<const char*> {};

TEST_P(SkeletonOf, EveryTypeIsValid) {
  const std::string text = skeleton(sample_project(), GetParam(), "nyt-papir");
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_xml(sources, sources.add("x", text), diagnostics);
  ASSERT_NE(document, nullptr) << text;
  Schema::load(std::string(KANCELLI_ROOT "/content/schema/") + GetParam() + ".rng")
      ->validate(*document, diagnostics);
  EXPECT_EQ(print(diagnostics, sources, {}), "") << text;
}

// An administration is the first of the register that is one, and so on; the first committee is
// Økonomiudvalget.
TEST(SkeletonBodies, AreOfTheKindThatIsAskedFor) {
  const auto kind_named = [](const std::string& type, const std::string& attribute) {
    const std::string text = skeleton(sample_project(), type, "nyt-papir"), mark = " " + attribute + "=\"";
    const std::size_t begin = text.find(mark) + mark.size();
    const Body* body = sample_project().registers.body(text.substr(begin, text.find('"', begin) - begin));
    return body == nullptr ? text : body->id + " " + body->kind;
  };
  EXPECT_EQ(kind_named("charter", "committee"), "oeu committee");
  EXPECT_EQ(kind_named("case", "by"), "oekf administration");
  EXPECT_EQ(kind_named("case", "to"), "oeu committee");
  EXPECT_EQ(kind_named("agreement", "administration"), "oekf administration");
  EXPECT_TRUE(kind_named("agreement", "body").ends_with(" party"));
  EXPECT_TRUE(kind_named("factsheet", "body").ends_with(" centre"));
}

// A disk on which project.xml cannot be written.
struct OneFileTooMany : MemoryFiles {
  void write(const std::string& path, std::string_view bytes) override {
    if (path.ends_with("project.xml")) throw Error("the disk is full");
    MemoryFiles::write(path, bytes);
  }
};

TEST(NewPaper, IsNotThereWhenItCannotBeListed) {
  OneFileTooMany files;
  const auto before = files.files.size();
  EXPECT_THROW(new_paper(sample_project(), files, "charter", "nyt-papir"), Error);
  EXPECT_EQ(files.files.size(), before);
}

INSTANTIATE_TEST_SUITE_P(Types, SkeletonOf,
                         ::testing::Values("charter", "agreement", "factsheet", "case", "statute",
                                           "amendment", "agenda", "minutes"));

}  // namespace
}  // namespace kancelli
