#include "pipeline/publish/manifest.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

const std::string hash_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

// What the Error says; "" when there is none.
template <typename Function>
std::string error_of(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string refusal(const std::string& path) {
  return error_of([&] { manifest_of({{path, "x"}}, "open"); });
}

std::string line(const std::string& path) {
  return " {\"path\": \"" + path + "\", \"bytes\": 3, \"sha256\": \"" + hash_of_abc + "\"}";
}

std::string text_with(const std::string& lines, const std::string& kind = "open") {
  return R"({"manifest": 1, "kind": ")" + kind + "\", \"files\": [\n" + lines + "\n]}\n";
}

TEST(Manifests, HaveALineForEachFile) {
  const Manifest manifest = manifest_of({{"møder/1.html", "abc"}, {"Index.html", ""}}, "closed");
  EXPECT_EQ(manifest.json(),
            "{\"manifest\": 1, \"kind\": \"closed\", \"files\": [\n"
            " {\"path\": \"Index.html\", \"bytes\": 0, \"sha256\": "
            "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},\n"
            " {\"path\": \"møder/1.html\", \"bytes\": 3, \"sha256\": \"" +
                hash_of_abc + "\"}\n]}\n");
  EXPECT_EQ(manifest.id(), sha256(manifest.json()));
}

TEST(Manifests, AreNamedByAllTheyHold) {
  const std::string id = manifest_of({{"a", "1"}, {"b", "2"}}, "open").id();
  EXPECT_EQ(manifest_of({{"b", "2"}, {"a", "1"}}, "open").id(), id);
  EXPECT_NE(manifest_of({{"a", "1"}, {"b", "2"}}, "closed").id(), id);
  EXPECT_NE(manifest_of({{"a", "1"}, {"b", "3"}}, "open").id(), id);
  EXPECT_NE(manifest_of({{"a", "1"}, {"c", "2"}}, "open").id(), id);
  EXPECT_NE(manifest_of({{"a", "1"}}, "open").id(), id);
}

TEST(Manifests, AreReadAsTheyWereWritten) {
  for (const auto& files :
       {std::map<std::string, std::string>{}, {{"a \"b\".pdf", "x"}, {"z/ø/..x", "y"}, {"Å", "z"}}}) {
    const Manifest manifest = manifest_of(files, "open"), again = read_manifest(manifest.json());
    EXPECT_EQ(again.kind, "open");
    EXPECT_EQ(again.files, manifest.files);
  }
}

TEST(Manifests, FindAFileByItsPath) {
  const Manifest manifest = manifest_of({{"a", "1"}, {"b/c", "abc"}, {"ø", "3"}}, "open");
  ASSERT_NE(manifest.find("b/c"), nullptr);
  EXPECT_EQ(manifest.find("b/c")->sha256, hash_of_abc);
  EXPECT_NE(manifest.find("ø"), nullptr);
  EXPECT_EQ(manifest.find("b"), nullptr);
  EXPECT_EQ(manifest.find("å"), nullptr);
  EXPECT_EQ(manifest.find("ø1"), nullptr);
}

TEST(Manifests, RefuseAPathThatLeadsElsewhere) {
  const std::string bad[] = {"",
                             "/",
                             "/etc/passwd",
                             "a/",
                             "a//b",
                             ".",
                             "..",
                             "../a",
                             "a/..",
                             "a/../b",
                             "./a",
                             "a/./b",
                             "a\\b",
                             "..\\a",
                             "a\nb",
                             "a\x7f",
                             std::string("a\0b", 3),
                             "\xff",
                             "a\xc3",
                             "\xc0\xae\xc0\xae/a",
                             "\xed\xa0\x80",
                             "a\xc2\x85"};
  for (const std::string& path : bad) EXPECT_NE(refusal(path), "") << json_escape(path);
  for (const char* path :
       {"a", "...", "..a", "a..", ".well-known/x", "a b/Bilag 2 - Ørsted.pdf", "a:b", "%2e"})
    EXPECT_EQ(refusal(path), "") << path;
  EXPECT_EQ(refusal("a\n/b"), "\"a\\n/b\" cannot be published under this name");
}

TEST(Manifests, RefuseNamesOfTheReleaseItself) {
  for (const char* path : {"manifest.json", "manifest.sig", "Manifest.JSON", "manifest.json/a"})
    EXPECT_NE(refusal(path), "") << path;
  EXPECT_EQ(refusal("a/manifest.json"), "");
}

TEST(Manifests, RefuseTwoPathsThatDifferInCaseAlone) {
  const auto both = [](const char* a, const char* b) {
    return error_of([&] { manifest_of({{a, "1"}, {b, "1"}}, "open"); });
  };
  EXPECT_EQ(both("Bilag.pdf", "bilag.pdf"), "\"bilag.pdf\" is the name of another file of the release");
  EXPECT_NE(both("ÆRØ/a", "ærø/a"), "");
  EXPECT_EQ(both("ÆRØ/a", "ærø/b"), "");
  EXPECT_NE(both("a", "a/b"), "");
  EXPECT_NE(both("x/A", "x/a/b/c"), "");
  EXPECT_EQ(both("a", "ab/c"), "");
}

TEST(Manifests, RefuseAnotherKind) {
  EXPECT_EQ(error_of([] { manifest_of({}, "secret"); }), "\"secret\" is no kind of release: open, closed");
  EXPECT_NE(error_of([] { read_manifest(text_with("", "secret")); }), "");
}

TEST(Manifests, RefuseAnyOtherTextForTheSameFiles) {
  const std::string good = text_with(line("a") + ",\n" + line("b"));
  ASSERT_EQ(error_of([&] { read_manifest(good); }), "");
  const std::string others[] = {good + "\n",
                                " " + good,
                                good.substr(0, good.size() - 1),
                                text_with(line("b") + ",\n" + line("a")),
                                text_with(line("a") + ", \n" + line("b")),
                                text_with(line("a") + ",\n" + line("\\u0062")),
                                R"({"kind": "closed", )" + good.substr(1),
                                R"({"time": "2026", )" + good.substr(1)};
  for (const std::string& other : others)
    EXPECT_EQ(error_of([&] { read_manifest(other); }), "the manifest is not written as Kancelli writes it")
        << other;
}

// Either refused or another manifest: no character is without a meaning.
TEST(Manifests, ReadNoTextAsWhatItIsNot) {
  const std::string good = manifest_of({{"a/b", "abc"}, {"c", "1"}}, "open").json();
  std::size_t refused = 0;
  for (std::size_t at = 0; at < good.size(); ++at)
    for (const char c : {'0', '9', 'a', ' ', '"', '/', '\0', '\xff'}) {
      std::string other = good;
      if (other[at] == c) continue;
      other[at] = c;
      try {
        EXPECT_EQ(read_manifest(other).json(), other);
      } catch (const Error&) {
        ++refused;
      }
    }
  EXPECT_GT(refused, good.size());
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_THROW(read_manifest(std::string_view(good).substr(0, size)), Error) << size;
}

TEST(Manifests, RefuseWhatIsNoManifest) {
  const std::string a_line = line("a"),
                    others[] = {"",
                                "null",
                                "[]",
                                "{}",
                                "\xff",
                                text_with("null"),
                                text_with("[]"),
                                text_with(" {}"),
                                R"({"manifest": 2, "kind": "open", "files": []})",
                                R"({"manifest": 1, "kind": "open", "files": {}})",
                                text_with(R"( {"path": "a", "bytes": -1, "sha256": ")" + hash_of_abc + "\"}"),
                                text_with(R"( {"path": "a", "bytes": 18446744073709551616, "sha256": ")" +
                                          hash_of_abc + "\"}"),
                                text_with(R"( {"path": "a", "bytes": 3, "sha256": "BA78"})"),
                                text_with(R"( {"path": 1, "bytes": 3, "sha256": ")" + hash_of_abc + "\"}"),
                                std::string(1000000, '['),
                                std::string(1000000, '[') + std::string(1000000, ']')};
  for (const std::string& other : others)
    EXPECT_EQ(error_of([&] { read_manifest(other); }), "this is no manifest of a release")
        << other.substr(0, 200);
}

TEST(Manifests, AreReadWithTheSameCareForPaths) {
  for (const char* path : {"../a", "/a", "", "a\\\\b", "a\\u0000b", "a\\n", "manifest.sig", "\xc0\xae"})
    EXPECT_NE(error_of([&] { read_manifest(text_with(line(path))); }), "") << path;
  EXPECT_NE(error_of([] { read_manifest(text_with(line("A") + ",\n" + line("a"))); }), "");
  EXPECT_NE(error_of([] { read_manifest(text_with(line("a") + ",\n" + line("a"))); }), "");
}

TEST(Manifests, DifferInFilesAddedRemovedAndChanged) {
  const Manifest before = manifest_of({{"a", "1"}, {"b", "2"}, {"c", "3"}, {"x", "9"}}, "open"),
                 after = manifest_of({{"0", "1"}, {"a", "1"}, {"c", "4"}, {"d", "2"}}, "open");
  const ManifestDifference result = difference(before, after);
  EXPECT_EQ(result.added, (std::vector<std::string>{"0", "d"}));
  EXPECT_EQ(result.removed, (std::vector<std::string>{"b", "x"}));
  EXPECT_EQ(result.changed, (std::vector<std::string>{"c"}));
  const ManifestDifference none = difference(after, after);
  EXPECT_TRUE(none.added.empty() && none.removed.empty() && none.changed.empty());
}

}  // namespace
}  // namespace kancelli
