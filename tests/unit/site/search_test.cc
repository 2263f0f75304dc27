#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/site/search.h"
#include "tests/support/small_site.h"

namespace kancelli {
namespace {

using site::SiteFiles;
using Texts = std::vector<std::string>;

bool has(const Texts& terms, const std::string& term) {
  return std::ranges::find(terms, term) != terms.end();
}

TEST(SearchTerms, AreTheWordsOfACompound) {
  const Texts terms = site::search_terms("Lokalplanforslaget");
  for (const char* part : {"lokal", "plan", "forslaget", "lokalplan"}) EXPECT_TRUE(has(terms, part)) << part;
}

TEST(SearchTerms, LeaveOutWhatLinksTheWords) {
  const Texts terms = site::search_terms("bestyrelsesmødet");
  EXPECT_TRUE(has(terms, "bestyrelse"));
  EXPECT_TRUE(has(terms, "mødet"));
  EXPECT_FALSE(has(terms, "bestyrelses"));
}

TEST(SearchTerms, KnowTheDanishLetters) {
  EXPECT_TRUE(has(site::search_terms("ældreomsorgen"), "ældre"));
  EXPECT_TRUE(has(site::search_terms("BØRNEHAVERNE"), "børne") ||
              has(site::search_terms("børnehaverne"), "børn"));
}

TEST(SearchTerms, AreNoneForAWordOfItsOwn) {
  for (const char* word :
       {"kommune", "forvaltning", "udvalget", "bilaget", "bestyrelse", "ind", "", "xqzvrt"})
    EXPECT_EQ(site::search_terms(word), Texts{}) << word;
}

const std::string committee =
    "<!-- registers/organisation.xml -->\n"
    "<body id=\"tmu\" kind=\"committee\">\n"
    "<name until=\"2025-12-31\" abbreviation=\"TMU\">Teknik- og Miljøudvalget</name>\n"
    "<name from=\"2026-01-01\" abbreviation=\"KTU\">Klima-, Miljø- og Teknikudvalget</name>\n</body>\n"
    "<!-- registers/laws.xml -->\n"
    "<law id=\"ksl\" short=\"kommunestyrelsesloven\">lov om kommunernes styrelse</law>\n"
    "<!-- papers/case/a.xml -->\n<state value=\"sent\"/>\n<p>Ja.</p>\n";

TEST(PageTerms, AreTheOtherNamesOfTheBodiesAndLawsThatItNames) {
  const ExampleProject example = check_example(committee);
  const Texts terms = site::page_terms(*example.project, "KTU’s møde efter lov om kommunernes styrelse.");
  for (const char* name :
       {"TMU", "Teknik- og Miljøudvalget", "Klima-, Miljø- og Teknikudvalget", "kommunestyrelsesloven"})
    EXPECT_TRUE(has(terms, name)) << name;
  EXPECT_FALSE(has(terms, "KTU"));
}

TEST(PageTerms, AreNoneForBodiesThatItDoesNotName) {
  const ExampleProject example = check_example(committee);
  EXPECT_EQ(site::page_terms(*example.project, "Udvalget holder ferie. STMUX."), Texts{});
}

class SearchIndex : public testing::Test {
 protected:
  SearchIndex() : small_(committee) {
    small_.house.root = KANCELLI_ROOT;
    for (auto& [path, bytes] : small_.files)
      if (path == "dokumenter/a/index.html")
        bytes.replace(bytes.find("<main "), 6, "<main data-pagefind-body ");
  }
  ~SearchIndex() override { std::filesystem::remove_all(folder_); }

  SiteFiles indexed() {
    SiteFiles files = small_.files;
    add_search(small_.publication, files, processes_, folder_);
    return files;
  }

  SmallSite small_;
  SystemProcesses processes_;
  std::string folder_ = testing::TempDir() + "kancelli-search-" + std::to_string(::getpid());
};

TEST_F(SearchIndex, IsTheSameBytesForTheSameSite) {
  const SiteFiles one = indexed(), two = indexed();
  EXPECT_TRUE(one.contains("pagefind/pagefind.js"));
  EXPECT_TRUE(one == two);
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(SearchIndex, HasNoFilesOfPagefindsOwnPages) {
  for (const auto& [path, bytes] : indexed()) EXPECT_EQ(path.find("-ui."), std::string::npos) << path;
}

TEST_F(SearchIndex, ChangesNoPage) {
  const SiteFiles files = indexed();
  for (const auto& [path, bytes] : small_.files) EXPECT_EQ(files.at(path), bytes) << path;
}

TEST_F(SearchIndex, SaysWhenPagefindIsMissing) {
  small_.house.root = "/nowhere";
  const char* path = std::getenv("PATH");
  const std::string before = path == nullptr ? "" : path;
  ::setenv("PATH", "/nowhere", 1);
  EXPECT_THROW(indexed(), Error);
  ::setenv("PATH", before.c_str(), 1);
}

}  // namespace
}  // namespace kancelli
