// What is not let in. Each file is a good one but for one thing.
#include "pipeline/word/package.h"

#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

WordFile good() {
  return WordFile(paragraph(run("Udvalget mødes.")));
}
std::string codes(const WordFile& file) {
  return ReadFile(file.bytes()).codes();
}
void add_type(WordFile& file, const std::string& part, const std::string& type) {
  std::string& types = file.parts["[Content_Types].xml"];
  types.insert(types.rfind("</Types>"),
               "<Override PartName=\"/" + part + "\" ContentType=\"" + type + "\"/>");
}

TEST(WordPackage, AGoodFileIsLetIn) {
  EXPECT_EQ(codes(good()), "");
}

TEST(WordPackage, ALinkToAPageIsLetIn) {
  EXPECT_EQ(codes(good().related(WordFile::relation("r", "hyperlink", "https://x.example/", true))), "");
}

TEST(WordPackage, MacrosAreRefused) {
  WordFile file = good();
  file.parts["word/vbaProject.bin"] = "x";
  add_type(file, "word/vbaProject.bin", "application/vnd.ms-office.vbaProject");
  EXPECT_EQ(codes(file), "word-refused");
  EXPECT_EQ(codes(good().related(WordFile::relation("r", "vbaProject", "vbaProject.bin"))), "word-refused");
  WordFile enabled = good();
  add_type(enabled, "word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml");
  EXPECT_EQ(codes(enabled), "word-refused");
}

TEST(WordPackage, WhatIsFetchedFromElsewhereIsRefused) {
  for (const char* type : {"attachedTemplate", "image", "frame", "subDocument", "oleObject", "settings"})
    EXPECT_EQ(codes(good().related(WordFile::relation("r", type, "file://server/x", true))), "word-refused")
        << type;
}

TEST(WordPackage, EmbeddedFilesAndObjectsAreRefused) {
  for (const char* type : {"oleObject", "package", "control", "aFChunk", "subDocument"})
    EXPECT_EQ(codes(good().related(WordFile::relation("r", type, "embeddings/x.bin"))), "word-refused")
        << type;
}

TEST(WordPackage, NamesThatLeadOutOfThePackageAreRefused) {
  WordFile relation = good().related(WordFile::relation("r", "image", "../../etc/passwd"));
  EXPECT_EQ(codes(relation), "word-refused");
  // No packer writes such a name.
  WordFile part = good();
  const std::string harmless = "word/__/__/x.xml", leading_out = "word/../../x.xml";
  part.parts[harmless] = "<x/>";
  std::string bytes = part.bytes();
  for (std::size_t at = bytes.find(harmless); at != std::string::npos; at = bytes.find(harmless, at))
    bytes.replace(at, harmless.size(), leading_out);
  EXPECT_EQ(ReadFile(bytes).codes(), "word-refused");
}

TEST(WordPackage, ADocumentTypeIsRefused) {
  WordFile file = good();
  file.parts["word/document.xml"].insert(file.parts["word/document.xml"].find("<w:document"),
                                         "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>");
  EXPECT_EQ(codes(file), "word-refused");
}

TEST(WordPackage, AFileThatUnpacksToTooMuchIsRefused) {
  WordFile file = good();
  file.parts["word/media/x.xml"] = std::string(1 << 20, ' ');
  const std::string bytes = file.bytes();
  Diagnostics diagnostics;
  EXPECT_FALSE(open_package(bytes, {}, diagnostics).parts.empty());
  EXPECT_TRUE(open_package(bytes, {}, diagnostics, {.unpacked = 1 << 19}).parts.empty());
  EXPECT_TRUE(open_package(bytes, {}, diagnostics, {.file = 100}).parts.empty());
  EXPECT_TRUE(open_package(bytes, {}, diagnostics, {.parts = 2}).parts.empty());
}

TEST(WordPackage, WhatIsNoDocxIsToldSo) {
  for (const std::string& bytes :
       {std::string(), std::string("Kære udvalg"), std::string("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."),
        std::string("PK\x03\x04")})
    EXPECT_EQ(ReadFile(bytes).codes(), "word-unreadable");
  WordFile other = good();
  other.parts["_rels/.rels"] = WordFile::relations("");
  EXPECT_EQ(codes(other), "word-unreadable");
  WordFile broken = good();
  broken.parts["word/document.xml"] = "<w:document";
  EXPECT_EQ(codes(broken), "word-unreadable");
}

TEST(WordPackage, AFileCutAnywhereEndsInADiagnostic) {
  const std::string bytes = good().bytes();
  for (std::size_t end = 0; end < bytes.size(); end += 7)
    EXPECT_NE(ReadFile(bytes.substr(0, end)).codes(), "");
}

}  // namespace
}  // namespace kancelli::word
