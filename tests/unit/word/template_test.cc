#include "pipeline/word/template.h"

#include <unistd.h>
#include <algorithm>
#include <filesystem>

#include <fstream>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/xml/form_rules.h"
#include "tests/unit/project/sample.h"
#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

namespace fs = std::filesystem;

std::string made(const std::string& type, const Project& project = sample_project()) {
  DiskFiles files;
  return word_template(project, files, type, files.read(KANCELLI_ROOT "/styles/generated/reference.docx"));
}

std::string grammar_of(const std::string& type) {
  return KANCELLI_ROOT "/content/schema/" + type + ".rng";
}

std::string part(const std::string& file, const std::string& name) {
  return docx::read_package(file, "the template").at(name);
}

// "section:purpose/text:purpose" for each run that stands in a control and for which `wanted` holds.
template <class Wanted>
std::vector<std::string> paths(const ReadFile& file, Wanted wanted) {
  std::vector<std::string> all;
  for (const Paragraph* paragraph : file.document->paragraphs())
    for (const word::Run& run : paragraph->runs) {
      std::vector<std::string> tags = paragraph->controls;
      tags.insert(tags.end(), run.controls.begin(), run.controls.end());
      if (!tags.empty() && wanted(run)) all.push_back(join(tags, "/"));
    }
  return all;
}
bool is_help(const word::Run& run) {
  return run.hidden;
}
bool is_written(const word::Run& run) {
  return run.text.starts_with("Udfyldt ");
}

std::set<std::string> tags(const ReadFile& file) {
  std::set<std::string> all;
  for (const Paragraph* paragraph : file.document->paragraphs()) {
    all.insert(paragraph->controls.begin(), paragraph->controls.end());
    for (const word::Run& run : paragraph->runs) all.insert(run.controls.begin(), run.controls.end());
  }
  return all;
}

// The named sections that a paper of the type must have, those within others too.
void required_sections(const Schema& schema, const ElementRule& rule, std::vector<const ElementRule*>& all) {
  for (const std::string& name : rule.required)
    if (const ElementRule* child = schema.element(name); child != nullptr && child->section) {
      all.push_back(child);
      required_sections(schema, *child, all);
    }
}

// As if somebody had written in every control: "Udfyldt 1", "Udfyldt 2" ...
std::string filled_in(const std::string& file) {
  docx::Package package = docx::read_package(file, "the template");
  std::string& text = package.at("word/document.xml");
  const std::string waiting = "<w:showingPlcHdr/>",
                    style = "<w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr>";
  int count = 0;
  for (std::size_t at = text.find(waiting); at != std::string::npos; at = text.find(waiting, at)) {
    text.erase(at, waiting.size());
    at = text.find(style, at);
    text.erase(at, style.size());
    const std::size_t begin = text.find('>', text.find("<w:t", at)) + 1;
    text.replace(begin, text.find('<', begin) - begin, "Udfyldt " + std::to_string(++count));
  }
  return docx::write_package(package);
}

class TemplateOf : public ::testing::TestWithParam<std::string> {};

TEST_P(TemplateOf, ReadsWithoutAFaultAndSaysItsTitleAndItsType) {
  const ReadFile file(made(GetParam()));
  ASSERT_NE(file.document, nullptr) << file.codes();
  EXPECT_EQ(file.codes(), "");
  EXPECT_EQ(file.document->language, "da-DK");
  EXPECT_EQ(file.document->properties.at("Kancelli-type"), GetParam());
  EXPECT_TRUE(tags(file).contains("meta:title"));
  EXPECT_TRUE(tags(file).contains("help:page"));
}

TEST_P(TemplateOf, HasEveryRequiredSectionUnderItsHeading) {
  const ReadFile file(made(GetParam()));
  const auto schema = Schema::load(grammar_of(GetParam()));
  std::vector<const ElementRule*> sections;
  required_sections(*schema, *schema->element(schema->root()), sections);
  for (const ElementRule* section : sections) {
    const auto all = file.document->paragraphs();
    const auto first = std::find_if(all.begin(), all.end(), [&](const Paragraph* paragraph) {
      return std::count(paragraph->controls.begin(), paragraph->controls.end(), "section:" + section->name) !=
             0;
    });
    ASSERT_NE(first, all.end()) << section->name;
    EXPECT_EQ((*first)->text() == section->title && (*first)->heading > 0, section->heading) << section->name;
  }
}

TEST_P(TemplateOf, KeepsItsStructureWhenItIsFilledIn) {
  const std::string file = made(GetParam());
  const ReadFile before(file), after(filled_in(file));
  ASSERT_NE(after.document, nullptr) << after.codes();
  EXPECT_FALSE(paths(before, is_help).empty());
  EXPECT_TRUE(paths(after, is_help).empty()) << "a placeholder is left";
  // What was help is text now, in the same controls and in the same order.
  EXPECT_EQ(paths(after, is_written), paths(before, is_help));
}

// The help in a control is never read as words of a paper.
TEST_P(TemplateOf, HidesItsHelp) {
  const ReadFile file(made(GetParam()));
  for (const Paragraph* paragraph : file.document->paragraphs())
    for (const word::Run& run : paragraph->runs)
      if (run.style == "Placeholder Text") {
        EXPECT_TRUE(run.hidden) << run.text;
      }
}

// People who write know names and words, no ids and no elements.
TEST_P(TemplateOf, AsksInWords) {
  const ReadFile file(made(GetParam()));
  for (const Paragraph* paragraph : file.document->paragraphs())
    for (const word::Run& run : paragraph->runs) {
      if (!run.hidden) continue;
      for (const char* inside :
           {"(outcome)", "(paper)", "(modification)", "(to)", "organisationsregistret, adskilt", "#"})
        EXPECT_EQ(run.text.find(inside), std::string::npos) << run.text;
      for (const char* id : {" id i ", "Id på mødets", "Id på den"})
        EXPECT_EQ(run.text.find(id), std::string::npos) << run.text;
    }
}

// A label in a field would be gone with the help.
TEST_P(TemplateOf, KeepsItsLabelsWhenItIsFilledIn) {
  const ReadFile before(made(GetParam()));
  for (const Paragraph* paragraph : before.document->paragraphs())
    for (const word::Run& run : paragraph->runs)
      if (run.hidden && !run.controls.empty() && run.controls.back().find('@') != std::string::npos) {
        EXPECT_NE(paragraph->heading == 0 && paragraph->text(View::after).empty(), true) << run.text;
      }
}

TEST(TemplateLabels, WhatIsRepeatedIsCalledByMoreThanAnArticle) {
  const ReadFile file(made("minutes"));
  std::size_t found = 0;
  for (const Paragraph* paragraph : file.document->paragraphs()) {
    EXPECT_NE(paragraph->text(), "Det");
    found += paragraph->text() == "Det, der blev besluttet om et punkt";
  }
  EXPECT_EQ(found, 1u);
}

TEST_P(TemplateOf, AListOfTheHouseBeginsAtOne) {
  const std::string file = made(GetParam()), styles = part(file, "word/styles.xml"),
                    lists = part(file, "word/numbering.xml");
  const std::size_t style = styles.find("w:styleId=\"ListNumber\"");
  const std::size_t number = styles.find("<w:numId w:val=\"", style) + 16;
  const std::string id = styles.substr(number, styles.find('"', number) - number);
  const std::size_t list = lists.find("<w:num w:numId=\"" + id + "\">");
  ASSERT_NE(list, std::string::npos);
  EXPECT_NE(lists.substr(list, lists.find("</w:num>", list) - list).find("<w:startOverride w:val=\"1\"/>"),
            std::string::npos);
}

TEST_P(TemplateOf, HasTheSameBytesEachTime) {
  EXPECT_EQ(made(GetParam()), made(GetParam()));
}

TEST_P(TemplateOf, HasATableWithAHeadAndACaption) {
  const ReadFile file(made(GetParam()));
  std::size_t tables = 0;
  for (const Block& block : file.document->body)
    if (const Table* table = block.table()) {
      ++tables;
      EXPECT_EQ(table->style, "Kommunetabel");
      EXPECT_TRUE(table->rows.front().header);
      EXPECT_TRUE(table->caption.starts_with("Tabel ")) << table->caption;
    }
  EXPECT_GE(tables, 1U);
}

// The grammar says how the pages look, because a template has no filter to ask; and the filter decides.
TEST_P(TemplateOf, HasTheLayoutOfItsFilter) {
  const FormRule form = read_form_rules(grammar_of(GetParam())).at(GetParam());
  DiskFiles files;
  const std::string filter = files.read(KANCELLI_ROOT "/filters/" + GetParam() + "/" + GetParam() + ".lua");
  EXPECT_NE(filter.find("layout = '" + form.layout + "'"), std::string::npos) << form.layout;
  EXPECT_EQ(filter.find("numbered = true") != std::string::npos, form.numbered);
}

std::vector<std::string> sample_types() {
  DiskFiles files;
  std::vector<std::string> types;
  for (const auto& [type, title] : document_types(sample_project(), files)) types.push_back(type);
  return types;
}

INSTANTIATE_TEST_SUITE_P(Types, TemplateOf, ::testing::ValuesIn(sample_types()),
                         [](const auto& each) { return each.param; });

TEST(Template, OffersBodiesByIdAndName) {
  const std::string text = part(made("case"), "word/document.xml");
  const std::size_t committee = text.find("meta:organ@committee");
  ASSERT_NE(committee, std::string::npos);
  const std::string list = text.substr(committee, text.find("</w:dropDownList>", committee) - committee);
  EXPECT_NE(list.find("w:displayText=\"Økonomiudvalget\" w:value=\"oeu\""), std::string::npos) << list;
  EXPECT_EQ(list.find("w:value=\"oekf\""), std::string::npos) << "an administration among the committees";
}

TEST(Template, ExplainsTheWordsOfAChoice) {
  const std::string text = part(made("agenda"), "word/document.xml");
  EXPECT_NE(text.find("w:displayText=\"tillægsdagsorden\" w:value=\"supplementary\""), std::string::npos);
}

TEST(Template, HoldsTheFiguresOfTheRegisterAsTheyArePrinted) {
  const ReadFile file(made("case"));
  std::string figure;
  for (const Paragraph* paragraph : file.document->paragraphs())
    for (const word::Run& run : paragraph->runs)
      if (!run.controls.empty() && run.controls.back() == "fact:ks-ansatte") figure += run.text;
  EXPECT_EQ(figure, sample_project().registers.fact("ks-ansatte")->full());
}

TEST(Template, IsKeptFromLosingARequiredSectionAndNoOther) {
  const std::string text = part(made("case"), "word/document.xml");
  const auto is_kept = [&](const std::string& tag) {
    const std::size_t at = text.find("<w:tag w:val=\"" + tag + "\"/>");
    return text.substr(at, text.find("</w:sdtPr>", at) - at).find("sdtLocked") != std::string::npos;
  };
  EXPECT_TRUE(is_kept("section:economy"));
  EXPECT_FALSE(is_kept("section:leeway"));
}

TEST(Template, OfATypeThatThereIsNoneOfNamesTheOneThatWasMeant) {
  try {
    made("indstilling");
    FAIL() << "it was made";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "there is no document type \"indstilling\"");
    EXPECT_EQ(error.hint, "did you mean case?");
  }
}

// A type that an author has added: nothing but a grammar.
struct OwnProject {
  fs::path root = fs::temp_directory_path() / ("kancelli-template-" + std::to_string(::getpid()));

  OwnProject() {
    fs::create_directories(root / "content");
    fs::copy(KANCELLI_ROOT "/content/schema", root / "content/schema");
    std::ofstream(root / "content/project.xml") << "<project xmlns=\"urn:kancelli:1\"><papers/></project>";
    std::ofstream(root / "content/schema/notice.rng") << R"(<?xml version="1.0" encoding="UTF-8"?>
<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:k="urn:kancelli:grammar:1" ns="urn:kancelli:1"
  xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <include href="paper.rng"/>
  <start><ref name="notice"/></start>
  <define name="notice"><element name="notice" k:title="Meddelelse">
    <attribute name="xml:lang"><value>da</value></attribute><attribute name="id"><data type="NCName"/></attribute>
    <ref name="meta"/><ref name="message"/><optional><ref name="answer"/></optional></element></define>
  <define name="message"><element name="message" k:title="Besked &amp; svar" k:section="true">
    <a:documentation>Det, udvalget skal vide, fx "nyt" &lt;nu&gt;.</a:documentation><ref name="section.content"/></element></define>
  <define name="answer"><element name="answer" k:title="Svarfrist" k:section="true">
    <attribute name="latest" k:title="Senest"><data type="date"/></attribute><ref name="section.content"/></element></define>
</grammar>)";
  }
  ~OwnProject() { fs::remove_all(root); }
};

TEST(Template, OfATypeThatAnAuthorAddedComesFromItsGrammarAlone) {
  const OwnProject own;
  DiskFiles files;
  Diagnostics diagnostics;
  const auto project = load_project(files, own.root.string(), diagnostics);
  const ReadFile file(made("notice", *project));
  ASSERT_NE(file.document, nullptr) << file.codes();
  const auto found = tags(file);
  for (const char* tag : {"meta:title", "meta:dated@value", "section:message", "text:message",
                          "section:answer", "answer@latest"})
    EXPECT_TRUE(found.contains(tag)) << tag;
  EXPECT_NE(file.text().find("Besked & svar|"), std::string::npos) << file.text();
  // Between tags, quotation marks may stand as they are.
  EXPECT_NE(part(made("notice", *project), "word/document.xml").find("fx \"nyt\" &lt;nu&gt;."),
            std::string::npos);
  EXPECT_EQ(template_name(*project, files, "notice"), "Meddelelse.dotx");
}

}  // namespace
}  // namespace kancelli::word
