#include "pipeline/check/running_text.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

class RunningTextOf : public testing::Test {
 protected:
  const RunningText& read(const std::string& xml, const RunningText::Printer& printer = {}) {
    const SourceId id = sources_.add("text.xml", "<p xmlns=\"urn:kancelli:1\">" + xml + "</p>");
    Diagnostics diagnostics;
    document_ = read_xml(sources_, id, diagnostics);
    EXPECT_TRUE(diagnostics.list().empty());
    text_ = RunningText(*document_->root, printer);
    return text_;
  }
  // The source below a stretch of the text.
  std::string below(std::string_view part) {
    const std::size_t at = text_.text().find(part);
    const Span span = text_.span(sources_, at, at + part.size());
    return std::string(sources_.text(span.source).substr(span.begin, span.end - span.begin));
  }

  SourceMap sources_;
  std::unique_ptr<XmlDocument> document_;
  RunningText text_;
};

TEST_F(RunningTextOf, BlocksIsALineEach) {
  EXPECT_EQ(read("<section><title>Om</title><p>En "
                 "<em>to</em>tre.</p><list><item>a</item><item><p>b</p></item></list></section>")
                .text(),
            "Om\nEn totre.\na\nb\n");
}

TEST_F(RunningTextOf, FoldsWhiteSpaceAndTypography) {
  EXPECT_EQ(read("  en\n   to&#160;tre\u202Ffire \t fem&#xAD;seks syv\u2011otte <em> ni</em> ").text(),
            "en to tre fire femseks syv-otte ni\n");
  EXPECT_EQ(below("to tre"), "to&#160;tre");
  EXPECT_EQ(below("femseks"), "fem&#xAD;seks");
  EXPECT_EQ(below("syv-otte"), "syv\u2011otte");
  EXPECT_EQ(below("en to"), "en\n   to");
}

TEST_F(RunningTextOf, FindsItsWayBackPastReferencesAndMarkup) {
  read("Drift &amp; anlæg <em>for b</em>ørn &lt; 3 <![CDATA[<år>]]>");
  EXPECT_EQ(text_.text(), "Drift & anlæg for børn < 3 <år>\n");
  EXPECT_EQ(below("& anlæg"), "&amp; anlæg");
  EXPECT_EQ(below("børn"), "b</em>ørn");
  EXPECT_EQ(below("år"), "år");
}

TEST_F(RunningTextOf, PutsFootnotesBehindTheirBlock) {
  EXPECT_EQ(read("<p>En<footnote>Note <em>et</em>.</footnote> to.</p><p>Tre.</p>").text(),
            "En to.\nNote et.\nTre.\n");
}

TEST_F(RunningTextOf, MarksOrPrintsWhatIsComputed) {
  EXPECT_EQ(read("Se <body ref=\"oeu\"/>s <date value=\"2026\"/>.").text(), "Se \uFFFCs \uFFFC.\n");
  EXPECT_TRUE(text_.computed(3)->is("body"));
  EXPECT_EQ(text_.computed(0), nullptr);
  read("Se <body ref=\"oeu\"/>s.",
       [](const Node& node) { return "det\u00A0store " + std::string(node.get("ref")); });
  EXPECT_EQ(text_.text(), "Se det store oeus.\n");
  EXPECT_EQ(below("store"), "<body ref=\"oeu\"/>");
  EXPECT_EQ(below("oeus"), "<body ref=\"oeu\"/>s");
}

TEST_F(RunningTextOf, KnowsWhereTextStands) {
  read(
      "<title>a</title><quote><p>b <foreign xml:lang=\"en\">c</foreign></p></quote><section "
      "as-of=\"2020-01-01\"><p>d <link href=\"x\">e</link> <count of=\"l\">f</count></p></section>");
  const auto at = [&](std::string_view c) { return text_.context(text_.text().find(c)); };
  EXPECT_TRUE(at("a").heading);
  EXPECT_TRUE(at("b").quote && !at("b").foreign && at("b").block->is("p"));
  EXPECT_TRUE(at("c").quote && at("c").foreign);
  EXPECT_TRUE(at("d").dated && !at("d").quote && !at("d").heading);
  EXPECT_TRUE(at("e").link && at("f").counted && !at("f").link);
}

TEST_F(RunningTextOf, KnowsQuotationMarks) {
  read("<p>en »to tre« fire ”fem” \"seks\" “syv” »otte</p><p>ni« ti</p>");
  const auto quoted = [&](std::string_view word) {
    return text_.in_quotation_marks(text_.text().find(word));
  };
  for (const char* word : {"to", "tre", "fem", "seks", "syv"}) EXPECT_TRUE(quoted(word)) << word;
  for (const char* word : {"en ", "fire", "otte", "ni", "ti"}) EXPECT_FALSE(quoted(word)) << word;
}

TEST_F(RunningTextOf, NothingIsEmpty) {
  EXPECT_EQ(read(" <em> </em> <p/>").text(), "");
}

}  // namespace
}  // namespace kancelli
