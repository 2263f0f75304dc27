// The papers of the sample project out to DOCX and in again: by what the files carry, and by their structure
// alone.
#include <algorithm>
#include <iostream>
#include <map>
#include <regex>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/typed_words.h"
#include "pipeline/write/docx_finisher_package.h"
#include "tests/unit/word/sample_papers.h"

#include <gtest/gtest.h>

namespace kancelli::word {
namespace {

// Without what another program, or a reader's own copy, loses: the part with the structure, hidden bookmarks,
// the property that names the paper.
std::string bare(const std::string& docx) {
  docx::Package parts = docx::read_package(docx, "docx");
  const auto without = [&](const std::string& part, const char* pattern) {
    const auto found = parts.find(part);
    if (found != parts.end()) found->second = std::regex_replace(found->second, std::regex(pattern), "");
  };
  std::erase_if(parts, [](const auto& part) { return part.first.starts_with("customXml/"); });
  without("[Content_Types].xml", "<Override [^>]*/customXml/[^>]*/>");
  without("word/_rels/document.xml.rels", "<Relationship [^>]*customXml/[^>]*/>");
  for (const char* part : {"word/document.xml", "word/footnotes.xml"})
    without(part, "<w:bookmark(Start|End) [^>]*/>");
  without("docProps/custom.xml", "<property [^>]*name=\"Kancelli\"[^]*?</property>");
  return docx::write_package(parts);
}

struct SampleImport {
  std::unique_ptr<Project> project;
  std::unique_ptr<Document> document;
  Imported imported;
  std::unique_ptr<XmlDocument> xml;

  SampleImport(const std::string& docx, const Paper& paper) {
    const DiskFiles files;
    Diagnostics diagnostics;
    project = load_project(files, KANCELLI_ROOT, diagnostics);
    document = read_document(project->sources, paper.id + ".docx", docx, diagnostics);
    if (document == nullptr) return;
    imported = import_document(project->sources, *document, *project, paper.type, paper.id + "-ny");
    xml = read_xml(project->sources, project->sources.add("ny.xml", imported.xml), diagnostics);
  }

  // Words of the file that are not in the source.
  std::size_t lost() const {
    return static_cast<std::size_t>(std::count_if(
        imported.findings.begin(), imported.findings.end(),
        [](const Finding& each) { return each.why == tr("these words are not in the source"); }));
  }
  std::size_t kept() const {
    std::size_t marks = 0;
    for (std::size_t at = imported.xml.find("unplaced="); at != std::string::npos;
         at = imported.xml.find("unplaced=", at + 1))
      ++marks;
    return marks;
  }
};

// Elements that hold a value, with their attributes; what they are about ("event", "scope") no word tells.
// Where the ids of a statute's provisions are made anew, a reference is the words that it prints.
std::multiset<std::string> typed_elements(const Paper& paper, const Project& project) {
  static const std::set<std::string_view> names = {"body", "fact", "amount", "date",
                                                   "ref",  "law",  "count",  "quote"};
  std::multiset<std::string> all;
  for (const Node& node : paper.xml->nodes) {
    if (node.kind != Node::Kind::element || !names.contains(node.name) || node.parent == nullptr) continue;
    std::map<std::string, std::string> attributes;
    for (const Attribute& each : node.attributes)
      if (each.name != "event" && each.name != "scope" && each.name != "id")
        attributes[each.name] = each.value;
    if (node.is("ref") && paper.type == "statute") attributes["to"] = printed_by(node, paper, project);
    std::string text(node.name);
    for (const auto& [name, value] : attributes) text += " " + name + "=" + value;
    all.insert(text);
  }
  return all;
}

struct Share {
  std::size_t all = 0, back = 0;
  double value() const { return all == 0 ? 1 : static_cast<double>(back) / static_cast<double>(all); }
};
Share came_back(const Paper& paper, const SampleImport& import) {
  const auto made = read_made(import.project->sources, paper.id + "-ny", paper.type, import.imported.xml);
  const std::multiset<std::string> before = typed_elements(paper, *import.project);
  std::multiset<std::string> after = typed_elements(*made, *import.project);
  Share share{before.size(), 0};
  for (const std::string& each : before)
    if (const auto found = after.find(each); found != after.end()) {
      after.erase(found);
      ++share.back;
    }
  return share;
}

// Of the type's named sections and of titled elements, by name and id.
std::multiset<std::string> sections(const XmlDocument& document) {
  std::multiset<std::string> all;
  for (const Node& node : document.nodes)
    if (node.kind == Node::Kind::element && node.parent != nullptr && node.parent->parent == nullptr &&
        !node.is("meta"))
      all.insert(std::string(node.name));
  return all;
}

TEST(ImportSample, AFileOfOursComesBackFromWhatItCarries) {
  for (const SamplePaper& sample : SamplePapers::get().papers()) {
    const SampleImport import(sample.docx, *sample.paper);
    ASSERT_NE(import.xml, nullptr) << sample.paper->id;
    const Share share = came_back(*sample.paper, import);
    EXPECT_EQ(share.back, share.all) << sample.paper->id;
    EXPECT_EQ(sections(*import.xml), sections(*sample.paper->xml)) << sample.paper->id;
    for (const Finding& each : import.imported.findings)  // nobody wrote into it
      EXPECT_TRUE(each.certainty == Finding::Certainty::certain || each.after.ends_with("access=\"closed\">"))
          << sample.paper->id << ": " << each.before << ": " << each.why;
    EXPECT_EQ(print(import.imported.faults, import.project->sources, {DiagnosticFormat::brief}), "")
        << sample.paper->id;
  }
}

// Without what it carries, a file is read by its structure: no word is lost, whatever the type, and of the
// typed elements at least this part comes back. Measured, and rounded down to whole hundredths.
TEST(ImportSample, TheStructureAloneBringsBackTheSectionsAndMostElements) {
  const std::map<std::string, double> floors = {{"agenda", 1.0},   {"agreement", 0.94}, {"case", 0.9},
                                                {"charter", 0.82}, {"factsheet", 0.8},  {"minutes", 1.0},
                                                {"statute", 0.94}};
  std::map<std::string, Share> shares;
  for (const SamplePaper& sample : SamplePapers::get().papers()) {
    const SampleImport import(bare(sample.docx), *sample.paper);
    ASSERT_NE(import.xml, nullptr) << sample.paper->id;
    EXPECT_EQ(import.lost(), 0u) << sample.paper->id;
    const Share share = came_back(*sample.paper, import);
    std::cout << sample.paper->id << ": " << share.back << " of " << share.all << " typed elements, "
              << import.kept() << " without a place, " << import.imported.faults.count(Severity::error)
              << " faults\n";
    shares[sample.paper->type].all += share.all;
    shares[sample.paper->type].back += share.back;
    if (sample.paper->type == "agreement") continue;  // its names and the list of its transfers are prose
    EXPECT_EQ(sections(*import.xml), sections(*sample.paper->xml)) << sample.paper->id;
    EXPECT_EQ(print(import.imported.faults, import.project->sources, {DiagnosticFormat::brief}), "")
        << sample.paper->id;
  }
  for (const auto& [type, floor] : floors)
    EXPECT_GE(shares[type].value(), floor) << type << ": " << shares[type].back << " of " << shares[type].all;
}

}  // namespace
}  // namespace kancelli::word
