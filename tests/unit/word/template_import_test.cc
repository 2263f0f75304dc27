// A template that somebody has filled in becomes a paper: for every type that has one.
#include <algorithm>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/system/files.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/template.h"
#include "tests/unit/project/sample.h"
#include "tests/unit/word/word_file.h"

#include <gtest/gtest.h>

namespace kancelli::word {
namespace {

std::string between(const std::string& text, const std::string& begin, const std::string& end,
                    std::size_t from = 0) {
  const std::size_t at = text.find(begin, from);
  if (at == std::string::npos) return {};
  const std::size_t first = at + begin.size();
  return text.substr(first, text.find(end, first) - first);
}

// What a secretary writes in a control. A drop-down: one of its choices; its value goes to `chosen`.
std::string answer(const std::string& properties, int count, std::set<std::string>& chosen) {
  static const std::map<std::string, std::string> known = {
      {"meta:title", "En sag om møder"},
      {"meta:record@case", "2026-0012345"},
      {"minutes@agenda", "dagsorden-oeu-2026-02-24"},
      {"decision@of", "dagsorden-oeu-2026-02-24#dagsordenen"},
      {"closing@time", "kl. 16.40"},
      {"present@count", "12"},
      {"excused@count", "1"},
      {"unexcused@count", "0"},
      {"independents@count", "2"},
      {"statement@by", "to medlemmer"},
      {"transfer@from", "oeu"},
      {"change@statute", "styrelsesvedtaegt"},
      {"change@file", "statute/styrelsesvedtaegt-2026.xml"},
      {"remark@of", "p1"},
      {"chapter@number", "1"},
      {"paragraph@number", "7 a"},
      {"list:item", "at sagen godkendes"},
      {"list:attachment", "En tidsplan"}};
  const std::string tag = between(properties, "<w:tag w:val=\"", "\"");
  if (const std::string item = between(properties, "<w:listItem ", "/>"); !item.empty()) {
    chosen.insert(between(item, "w:value=\"", "\""));
    return between(item, "w:displayText=\"", "\"");
  }
  if (properties.find("<w:date>") != std::string::npos) return "24. februar 2026";
  if (tag.ends_with("@parties")) return "A B";
  const auto found = known.find(tag);
  return found != known.end() ? found->second : "Skrevet " + std::to_string(count) + ".";
}

// As Word saves it when every control is filled in; those with a tag in `left` are not.
struct FilledIn {
  std::string bytes;
  std::set<std::string> chosen;  // values of drop-downs
  std::vector<std::string> written;

  explicit FilledIn(const std::string& file, const std::set<std::string>& left = {}) {
    docx::Package package = docx::read_package(file, "the template");
    std::string& text = package.at("word/document.xml");
    const std::string waiting = "<w:showingPlcHdr/>",
                      style = "<w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr>";
    for (std::size_t at = text.find(waiting); at != std::string::npos; at = text.find(waiting, at + 1)) {
      const std::size_t begin = text.rfind("<w:sdtPr>", at), end = text.find("</w:sdtPr>", at);
      const std::string properties = text.substr(begin, end - begin);
      if (left.contains(between(properties, "<w:tag w:val=\"", "\""))) continue;
      const std::string words = answer(properties, static_cast<int>(written.size()) + 1, chosen);
      written.push_back(words);
      text.erase(at, waiting.size());
      const std::size_t run = text.find(style, at);
      text.erase(run, style.size());
      const std::size_t first = text.find('>', text.find("<w:t", run)) + 1;
      text.replace(first, text.find('<', first) - first, words);
    }
    std::string& types = package.at("[Content_Types].xml");
    const std::string kind = "template.main+xml";
    types.replace(types.find(kind), kind.size(), "document.main+xml");
    bytes = docx::write_package(package);
  }
};

struct Import {
  std::unique_ptr<Project> project;
  std::unique_ptr<Document> document;
  Imported imported;
  std::unique_ptr<XmlDocument> xml;

  Import(const std::string& bytes, const std::string& type) {
    const DiskFiles files;
    Diagnostics diagnostics;
    project = load_project(files, KANCELLI_ROOT, diagnostics);
    document = read_document(project->sources, "skabelon.docx", bytes, diagnostics);
    imported = import_document(project->sources, *document, *project, type, "det-nye");
    xml = read_xml(project->sources, project->sources.add("ny.xml", imported.xml), diagnostics);
  }
  std::string faults() const { return print(imported.faults, project->sources, {DiagnosticFormat::brief}); }
  bool has(std::string_view text) const { return imported.xml.find(text) != std::string::npos; }
  std::size_t count(std::string_view element) const {
    return static_cast<std::size_t>(std::count_if(xml->nodes.begin(), xml->nodes.end(),
                                                  [&](const Node& node) { return node.is(element); }));
  }
};

std::string made(const std::string& type) {
  DiskFiles files;
  return word_template(sample_project(), files, type,
                       files.read(KANCELLI_ROOT "/styles/generated/reference.docx"));
}

class TemplateFilledIn : public ::testing::TestWithParam<std::string> {};

TEST_P(TemplateFilledIn, IsAValidPaperWithTheMetadataOfItsControls) {
  const FilledIn file(made(GetParam()));
  const Import import(file.bytes, GetParam());
  EXPECT_EQ(import.faults(), "") << import.imported.xml;
  EXPECT_TRUE(import.has("<title>En sag om møder</title>")) << import.imported.xml;
  EXPECT_TRUE(import.has("<record case=\"2026-0012345\"/>")) << import.imported.xml;
  EXPECT_TRUE(import.has("date=\"2026-02-24\"") || import.has("<dated value=\"2026-02-24\"/>"));
  EXPECT_TRUE(import.has("title=\"En tidsplan\"")) << import.imported.xml;
}

TEST_P(TemplateFilledIn, HoldsEveryWordThatWasWrittenAndNoneOfTheTemplate) {
  const FilledIn file(made(GetParam()));
  const Import import(file.bytes, GetParam());
  for (const std::string& words : file.written) {
    if (!words.starts_with("Skrevet ")) continue;
    EXPECT_TRUE(import.has(">" + words + "<") || import.has("\"" + words + "\"")) << words << "\n"
                                                                                  << import.imported.xml;
  }
  for (const char* help : {"Skriv her", "Vælg ", "Kan udelades", "Hjælp", "Kopiér", "Ét i hvert afsnit"})
    EXPECT_FALSE(import.has(help)) << help << "\n" << import.imported.xml;
  for (const Finding& finding : import.imported.findings)
    EXPECT_NE(finding.why, tr("these words are not in the source")) << finding.before;
}

TEST_P(TemplateFilledIn, HasTheValuesOfItsDropDownsInAttributes) {
  const FilledIn file(made(GetParam()));
  ASSERT_FALSE(file.chosen.empty());
  const Import import(file.bytes, GetParam());
  std::set<std::string> values;
  for (const Node& node : import.xml->nodes)
    for (const Attribute& attribute : node.attributes) values.insert(attribute.value);
  for (const std::string& choice : file.chosen)
    EXPECT_TRUE(values.contains(choice)) << choice << "\n" << import.imported.xml;
}

std::vector<std::string> types() {
  DiskFiles files;
  std::vector<std::string> all;
  for (const auto& [type, title] : document_types(sample_project(), files)) all.push_back(type);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Types, TemplateFilledIn, ::testing::ValuesIn(types()),
                         [](const auto& each) { return each.param; });

TEST(TemplateImport, ARepeatedItemIsAnElementEachTime) {
  FilledIn file(made("charter"));
  docx::Package package = docx::read_package(file.bytes, "the file");
  std::string& text = package.at("word/document.xml");
  const std::size_t tag = text.find("<w:tag w:val=\"element:task\"/>"), begin = text.rfind("<w:sdt>", tag);
  const std::size_t inner = text.find("</w:sdt>", text.find("<w:tag w:val=\"text:task\"/>", tag));
  const std::size_t end = text.find("</w:sdt>", inner + 1) + 8;
  text.insert(end, text.substr(begin, end - begin));  // Word's plus at the frame's edge
  const Import import(docx::write_package(package), "charter");
  EXPECT_EQ(import.faults(), "");
  EXPECT_EQ(import.count("task"), 2u) << import.imported.xml;
}

TEST(TemplateImport, WhatNobodyFilledInIsEmptyWhereItMustBeThereAndElseGone) {
  const FilledIn file(made("case"), {"text:economy", "text:leeway", "recommendation@via", "list:attachment"});
  const Import import(file.bytes, "case");
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("<economy>\n    <p/>\n  </economy>")) << import.imported.xml;
  EXPECT_EQ(import.count("leeway"), 0u);
  EXPECT_EQ(import.count("attachments"), 0u);
  EXPECT_FALSE(import.has("via="));
  EXPECT_TRUE(
      std::any_of(import.imported.findings.begin(), import.imported.findings.end(), [](const Finding& each) {
        return each.why == tr("nobody has written this section of the template") &&
               each.after == "<economy/>";
      }));
}

// As a new case: nobody knows its number yet.
TEST(TemplateImport, ALabelWhoseFieldNobodyFilledInIsNotText) {
  const FilledIn file(made("case"), {"meta:record@case", "meta:organ@responsible"});
  const Import import(file.bytes, "case");
  EXPECT_EQ(import.faults(), "");
  EXPECT_FALSE(import.has("unplaced")) << import.imported.xml;
  EXPECT_FALSE(import.has("Sagsnr")) << import.imported.xml;
  EXPECT_EQ(import.count("record"), 0u) << import.imported.xml;
}

TEST(TemplateImport, TheHelpPageIsToldOnce) {
  const FilledIn file(made("case"));
  const Import import(file.bytes, "case");
  EXPECT_EQ(std::count_if(import.imported.findings.begin(), import.imported.findings.end(),
                          [](const Finding& each) {
                            return each.why == tr("the template's own help is no part of the paper");
                          }),
            1);
}

TEST(TemplateImport, AnAttachmentThatHasATitleOnlyHasNoFile) {
  const FilledIn file(made("case"));
  const Import import(file.bytes, "case");
  EXPECT_TRUE(import.has("file=\"\" title=\"En tidsplan\"")) << import.imported.xml;
}

TEST(TemplateImport, SeveralNamesAreSeveralIds) {
  FilledIn file(made("agreement"));
  docx::Package package = docx::read_package(file.bytes, "the file");
  std::string& text = package.at("word/document.xml");
  const std::size_t tag = text.find("<w:tag w:val=\"transfer@from\"/>");
  const std::size_t begin = text.find('>', text.find("<w:t", text.find("<w:sdtContent>", tag))) + 1;
  text.replace(begin, text.find('<', begin) - begin,
               "Kultur-, Fritids- og Borgerserviceudvalget og Økonomiudvalget");
  const Import import(docx::write_package(package), "agreement");
  EXPECT_TRUE(import.has("from=\"kfu oeu\"")) << import.imported.xml;
}

TEST(TemplateImport, AHeadingThatSomebodyChangedIsTheSectionsTitle) {
  FilledIn file(made("case"));
  docx::Package package = docx::read_package(file.bytes, "the file");
  std::string& text = package.at("word/document.xml");
  const std::string heading = ">Problemstilling<";
  text.replace(text.find(heading), heading.size(), ">Hvorfor nu?<");
  const Import import(docx::write_package(package), "case");
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("<problem>\n    <title>Hvorfor nu?</title>")) << import.imported.xml;
}

// A name chosen from the list of the help page, and a figure copied from it, stand in the text as elements.
TEST(TemplateImport, WhatIsCopiedFromTheHelpPageIsATypedElement) {
  FilledIn file(made("case"));
  docx::Package package = docx::read_package(file.bytes, "the file");
  std::string& text = package.at("word/document.xml");
  const std::size_t tag = text.find("<w:tag w:val=\"fact:ks-ansatte\"/>"), begin = text.rfind("<w:sdt>", tag);
  const std::string control = text.substr(begin, text.find("</w:sdt>", begin) + 8 - begin);
  const std::string body =
      "<w:sdt><w:sdtPr><w:tag w:val=\"value:body\"/></w:sdtPr><w:sdtContent><w:r><w:t>"
      "Økonomiforvaltningen</w:t></w:r></w:sdtContent></w:sdt>";
  const std::size_t problem = text.find("<w:tag w:val=\"text:problem\"/>"), run = text.find("<w:r>", problem);
  text.insert(run, body + "<w:r><w:t xml:space=\"preserve\"> har </w:t></w:r>" + control +
                       "<w:r><w:t xml:space=\"preserve\">. </w:t></w:r>");
  const Import import(docx::write_package(package), "case");
  EXPECT_TRUE(import.has("<p><body ref=\"oekf\"/> har <fact ref=\"ks-ansatte\"")) << import.imported.xml;
  EXPECT_EQ(import.faults(), "");
}

// LibreOffice keeps the names that people read and drops the tags: the headings tell, and labels.
TEST(TemplateImport, WithoutTagsTheHelpStaysOutAndTheLabelsTell) {
  const FilledIn file(made("charter"));
  docx::Package package = docx::read_package(file.bytes, "the file");
  std::string& text = package.at("word/document.xml");
  for (std::size_t at = text.find("<w:tag "); at != std::string::npos; at = text.find("<w:tag ", at))
    text.erase(at, text.find("/>", at) + 2 - at);
  const Import import(docx::write_package(package), "charter");
  EXPECT_EQ(import.faults(), "") << import.imported.xml;
  EXPECT_TRUE(import.has("<organ committee=\"br\"/>")) << import.imported.xml;
  EXPECT_FALSE(import.has("Kopiér")) << import.imported.xml;
}

TEST(TemplateImport, WithoutControlsTheHelpStaysOutAllTheSame) {
  const FilledIn file(made("charter"));
  docx::Package package = docx::read_package(file.bytes, "the file");
  std::string& text = package.at("word/document.xml");
  for (std::size_t at = text.find("<w:sdtPr>"); at != std::string::npos; at = text.find("<w:sdtPr>", at))
    text.erase(at, text.find("</w:sdtPr>", at) + 10 - at);
  for (const std::string tag : {"<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>"})
    for (std::size_t at = text.find(tag); at != std::string::npos; at = text.find(tag, at))
      text.erase(at, tag.size());
  const Import import(docx::write_package(package), "charter");
  EXPECT_EQ(import.faults(), "") << import.imported.xml;
  EXPECT_FALSE(import.has("Kopiér")) << import.imported.xml;
  EXPECT_FALSE(import.has("Post</column>")) << import.imported.xml;
  for (const Finding& finding : import.imported.findings)
    EXPECT_NE(finding.why, tr("these words are not in the source")) << finding.before;
}

}  // namespace
}  // namespace kancelli::word
