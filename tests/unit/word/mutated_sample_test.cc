// Papers of the sample project as DOCX, with one to four things in them changed as no program would: whatever
// came out is read to its end by all who read Word files, or is refused with a diagnostic.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/word/annotated.h"
#include "pipeline/word/imported.h"
#include "pipeline/write/docx_finisher_package.h"
#include "tests/unit/word/sample_papers.h"

namespace kancelli::word {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t end) {
  return end == 0 ? 0 : random() % end;
}

// An element of the part, from its start tag to its end tag; an empty range where the dice met none.
struct Range {
  std::size_t begin = 0, end = 0;
};
Range element_at(const std::string& xml, std::size_t from) {
  const std::size_t begin = xml.find('<', from);
  if (begin == std::string::npos || begin + 1 >= xml.size() || !std::isalpha(xml[begin + 1])) return {};
  const std::string name = xml.substr(begin + 1, xml.find_first_of(" />", begin) - begin - 1);
  std::size_t at = begin;
  for (int depth = 0; at < xml.size();) {
    const std::size_t close = xml.find('>', at);
    if (close == std::string::npos) return {};
    if (xml[at + 1] == '/')
      --depth;
    else if (xml[close - 1] != '/')
      ++depth;
    if (depth <= 0) return {begin, close + 1};
    for (at = close; at != std::string::npos; at = xml.find('<', at + 1)) {
      const std::size_t skip = at + 1 < xml.size() && xml[at + 1] == '/' ? 2 : 1;
      const bool same = at > close && xml.compare(at + skip, name.size(), name) == 0 &&
                        std::string(" />").find(xml[at + skip + name.size()]) != std::string::npos;
      if (same) break;
    }
    if (at == std::string::npos) return {};
  }
  return {};
}

const std::vector<std::string>& values() {
  static const std::vector<std::string> all = {"",
                                               "-1",
                                               "0",
                                               "1",
                                               "2",
                                               "7",
                                               "255",
                                               "65536",
                                               "2147483648",
                                               "4294967296",
                                               "99999999999999999999",
                                               "begin",
                                               "end",
                                               "separate",
                                               "_k1",
                                               "_k2",
                                               "_k3_2",
                                               "_k2_Copy_1",
                                               "_k4294967297",
                                               "_k-1",
                                               "_g1",
                                               "_k00000000000000000001",
                                               "restart",
                                               "true",
                                               "open",
                                               "closed",
                                               "../../x",
                                               "&lt;b&gt;",
                                               "\xc3\xa6",
                                               "\xc2\x9b"
                                               "31m",
                                               "&#13;&#10;",
                                               "p",
                                               "heading 1",
                                               "Overskrift1",
                                               "footnotes",
                                               "https://x.example/",
                                               "2026-13-45T99:99:99Z",
                                               "2026-02-1\xc3\xb8T0\xc3\xb8:0\xc3\xb8"};
  return all;
}

void change(std::string& xml, const std::string& other, Random& random) {
  if (xml.empty()) return;
  const std::size_t from = below(random, xml.size());
  switch (below(random, 8)) {
    case 0: {
      const std::size_t value = xml.find("=\"", from);
      if (value == std::string::npos) return;
      xml.replace(value + 2, xml.find('"', value + 2) - value - 2, values()[below(random, values().size())]);
      return;
    }
    case 1: {  // a text
      const std::size_t text = xml.find('>', from), end = xml.find('<', text);
      if (text == std::string::npos || end == std::string::npos || end == text + 1) return;
      const std::size_t begin = text + 1 + below(random, end - text - 1);
      if ((static_cast<unsigned char>(xml[begin]) & 0xC0u) == 0x80u || xml.rfind('&', begin) > text) return;
      xml.insert(begin, values()[below(random, values().size())]);
      return;
    }
    case 2: {  // gone
      const Range range = element_at(xml, from);
      xml.erase(range.begin, range.end - range.begin);
      return;
    }
    case 3: {  // twice, there or elsewhere
      const Range range = element_at(xml, from);
      const std::string copied = xml.substr(range.begin, range.end - range.begin);
      const Range to = below(random, 2) == 0 ? range : element_at(xml, below(random, xml.size()));
      xml.insert(to.begin, copied);
      return;
    }
    case 4: {  // from another part
      const Range range = element_at(other, below(random, other.size())), to = element_at(xml, from);
      xml.insert(to.end, other.substr(range.begin, range.end - range.begin));
      return;
    }
    case 5: {  // around something
      static const std::vector<std::string> around = {
          "w:ins", "w:del", "w:moveFrom",    "w:sdtContent", "w:tc",
          "w:p",   "w:r",   "w:txbxContent", "w:hyperlink",  "mc:Choice"};
      const Range range = element_at(xml, from);
      const std::string& name = around[below(random, around.size())];
      xml.insert(range.end, "</" + name + ">");
      xml.insert(range.begin, "<" + name + ">");
      return;
    }
    case 6: {  // one name for another
      const Range range = element_at(xml, from);
      const std::size_t colon = xml.find(':', range.begin), end = xml.find_first_of(" />", range.begin);
      if (range.end == 0 || colon > end) return;
      static const std::vector<std::string> names = {"p",   "r", "tbl",     "tr", "tc",
                                                     "sdt", "t", "fldChar", "pPr"};
      const std::string old = xml.substr(colon + 1, end - colon - 1),
                        made = names[below(random, names.size())];
      const std::size_t last = xml.rfind("</", range.end - 1);
      if (xml[range.end - 2] != '/' && last > range.begin && last < range.end)
        xml.replace(xml.find(':', last) + 1, old.size(), made);
      xml.replace(colon + 1, old.size(), made);
      return;
    }
    default: {  // a piece of the bytes
      if (below(random, 6) == 0) xml.erase(from, 1 + below(random, 40));
      return;
    }
  }
}

std::string mutated(const std::string& docx, Random& random, std::string& told) {
  docx::Package parts = docx::read_package(docx, "docx");
  const auto any = [&]() -> std::pair<const std::string, std::string>& {
    return *std::next(parts.begin(), static_cast<std::ptrdiff_t>(below(random, parts.size())));
  };
  for (std::size_t left = 1 + below(random, 4); left > 0; --left) {
    auto* part = &any();
    if (below(random, 3) != 0) part = &*parts.find("word/document.xml");
    if (below(random, 4) == 0)
      for (auto& each : parts)
        if (each.first.starts_with("customXml/") &&
            each.second.find("urn:kancelli:word") != std::string::npos)
          part = &each;
    told += part->first + " ";
    change(part->second, any().second, random);
  }
  return docx::write_package(parts);
}

class MutatedSample : public testing::Test {
 protected:
  MutatedSample() : sample_(SamplePapers::get()) {}

  void read(const SamplePaper& paper, const std::string& bytes) {
    Diagnostics diagnostics;
    const auto project = load_project(files_, KANCELLI_ROOT, diagnostics);
    SourceMap& sources = project->sources;
    Diagnostics found;
    const auto document = read_document(sources, "fil.docx", bytes, found);
    if (document == nullptr) {
      EXPECT_TRUE(found.has_errors());
      return;
    }
    const std::string_view text = sources.text(document->text);
    EXPECT_EQ(find_invalid_utf8(text), std::string_view::npos);
    comment(bytes, *document, text);
    const Imported imported = import_document(sources, *document, *project, paper.paper->type, "ny");
    well_formed(imported.xml, "source");
    EXPECT_EQ(find_invalid_utf8(import_text(imported, sources)), std::string::npos);
    EXPECT_EQ(find_invalid_utf8(import_json(imported, sources)), std::string::npos);
    page(import_page(imported, *document, sources));
    const Proposals proposals = sample_.take(paper, {bytes});
    page(proposals_page(proposals, sample_.project()));
    EXPECT_EQ(find_invalid_utf8(proposals_text(proposals, sample_.project())), std::string::npos);
    EXPECT_EQ(find_invalid_utf8(proposals_json(proposals, sample_.project())), std::string::npos);
    apply_each(proposals);
  }

 private:
  void comment(const std::string& bytes, const Document& document, std::string_view text) {
    std::vector<Annotation> annotations;
    for (std::size_t at = 0; at < text.size(); at += 1 + text.size() / 5)
      annotations.push_back(
          {{document.text, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 3)},
           "bemærkning"});
    try {
      const std::string result = annotated(bytes, document, annotations);
      SourceMap sources;
      Diagnostics found;
      const auto again = read_document(sources, "igen.docx", result, found);
      ASSERT_NE(again, nullptr) << found.list().front().message;
      EXPECT_EQ(again->comments.size(), document.comments.size() + annotations.size());
    } catch (const Error& error) {
      EXPECT_EQ(std::string(error.what()), "the comments of the file cannot be read");
    }
  }

  static void well_formed(const std::string& xml, const char* what) {
    SourceMap sources;
    Diagnostics faults;
    EXPECT_NE(read_xml(sources, sources.add("", xml), faults), nullptr)
        << what << ": " << (faults.list().empty() ? "" : faults.list().front().message);
  }

  static void page(const std::string& html) {
    EXPECT_EQ(find_invalid_utf8(html), std::string::npos);
    EXPECT_EQ(html.find("<b>"), std::string::npos);
  }

  void apply_each(const Proposals& proposals) {
    for (const Proposal& each : proposals.list)
      if (!each.edits.empty())
        for (const auto& [name, text] : applied(sample_.project(), proposals, {each.id}))
          well_formed(text, name.c_str());
  }

  SamplePapers& sample_;
  const DiskFiles files_;
};

// KANCELLI_SEEDS=2000 tries more.
TEST_F(MutatedSample, IsReadToItsEndOrRefused) {
  const char* wanted = std::getenv("KANCELLI_SEEDS");
  const char* begin = std::getenv("KANCELLI_FIRST_SEED");
  const unsigned first = begin == nullptr ? 1 : static_cast<unsigned>(std::atoi(begin));
  const unsigned seeds = wanted == nullptr ? 60 : static_cast<unsigned>(std::atoi(wanted));
  const auto& papers = SamplePapers::get().papers();
  for (unsigned seed = first; seed < first + seeds; ++seed) {
    Random random(seed);
    const SamplePaper& paper = papers[below(random, papers.size())];
    std::string told;
    const std::string bytes = mutated(paper.docx, random, told);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", " + paper.paper->id + ": " + told);
    try {
      read(paper, bytes);
    } catch (const Error& error) {
      // Of a file that is read by one reader and not by the other.
      ADD_FAILURE() << error.what();
    }
  }
}

}  // namespace
}  // namespace kancelli::word
