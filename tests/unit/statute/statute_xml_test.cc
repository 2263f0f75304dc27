#include "pipeline/statute/statute_xml.h"

#include <gtest/gtest.h>

#include "pipeline/statute/amendment_source.h"
#include "pipeline/xml/schema.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

std::string printer(std::string_view element, const std::map<std::string, std::string>& attributes) {
  if (element == "law") return "§\u00A02 i kommunestyrelsesloven";
  return attributes.at("to") == "regulativ" ? "»Kasse- og regnskabsregulativ«" : "";
}

// A document of a grammar of content/schema, and what it was read into.
struct Document {
  explicit Document(const std::string& xml) {
    Diagnostics diagnostics;
    document = read_xml(sources, sources.add("vedtaegt.xml", xml), diagnostics);
    if (document == nullptr) throw std::runtime_error(diagnostics.list()[0].message);
    const auto schema = Schema::load(std::string(KANCELLI_ROOT) + "/content/schema/" +
                                     std::string(document->root->name) + ".rng");
    schema->validate(*document, diagnostics);
    for (const Diagnostic& each : diagnostics.list()) faults += each.message + "\n";
  }
  const Node& root() const { return *document->root; }

  SourceMap sources;
  std::unique_ptr<XmlDocument> document;
  std::string faults;  // what the grammar does not accept
};

constexpr std::string_view begin = R"(<statute xmlns="urn:kancelli:1" xml:lang="da" id="vedtaegt">
  <meta>
    <title>Vedtægt for   byen</title>
    <organ committee="br"/>
    <access state="open"/>
    <state value="draft"/>
  </meta>
  <enacted value="1997-06-12" amended="2022-06-23"/>
)";

Document with(const std::string& provisions) {
  return Document(std::string(begin) + provisions + "</statute>\n");
}

Unit read(const std::string& provisions) {
  const Document document = with(provisions);
  EXPECT_EQ(document.faults, "");
  return read_statute(document.root(), printer);
}

// A statute with everything that there is.
constexpr const char* full = R"(
  <preamble id="indledning">I medfør af <law ref="ksl" at="§ 2"/> fastsættes:</preamble>
  <chapter id="k1" number="1"><title>Udvalg</title>
    <heading id="h1">Møder</heading>
    <paragraph id="p1" number="1">
      <subsection id="p1-a"><p>Udvalget mødes efter <ref to="#p7a-b"/>, jf. <ref to="#p1-b"/> og
      <ref to="#p1-c" form="number"/>, samt <ref to="regulativ"/>.</p></subsection>
      <subsection id="p1-b" since="2022-06-23" origin="aendring-2022, nr. 3"><p>Det behandler &lt;alt&gt; &amp; mere.</p></subsection>
      <subsection id="p1-c"><p><sentence>Forslag sendes kl. 12 <ref to="#p7a">§ 6</ref>.</sentence> <sentence>de kan trækkes tilbage.</sentence></p></subsection>
    </paragraph>
  </chapter>
  <chapter id="k1a" number="1 a"><title>Opgaver</title>
    <paragraph id="p7a" number="7 a">
      <subsection id="p7a-a"><p>Ét stykke.</p></subsection>
      <subsection id="p7a-b">
        <p>Udvalget varetager</p>
        <list kind="number">
          <item id="n1">skoler,</item>
          <item id="n2"><p>klubber, herunder</p>
            <list kind="letter"><item id="l1">fritidsklubber, jf. <ref to="#n1"/>, og</item><item id="l2">juniorklubber, og</item></list>
            <p>i hele byen, og</p></item>
          <item id="n3">parker</item>
        </list>
        <p>på byens vegne.</p>
      </subsection>
    </paragraph>
  </chapter>
  <annex id="b1" number="1"><title>Delegation</title>
    <subsection id="b1-a"><p>Udvalget beslutter.</p></subsection>
  </annex>
)";

TEST(StatuteXml, provisions_have_their_place_number_and_words) {
  const Unit statute = read(full);
  EXPECT_EQ(statute.id, "vedtaegt");
  EXPECT_EQ(statute.text.words, "Vedtægt for byen");
  ASSERT_EQ(statute.units.size(), 4u);
  EXPECT_EQ(statute.units[0].kind, Kind::preamble);
  EXPECT_EQ(statute.units[2].number, "1 a");
  const Unit& stykke = statute.units[2].units[0].units[1];
  EXPECT_EQ(stykke.number, "2");
  EXPECT_EQ(stykke.text.words, "Udvalget varetager");
  EXPECT_EQ(stykke.tail.words, "på byens vegne.");
  EXPECT_EQ(stykke.units[1].tail.words, "i hele byen, og");
  EXPECT_EQ(stykke.units[1].units[1].kind, Kind::letter);
  EXPECT_EQ(stykke.units[1].units[1].number, "b");
  EXPECT_EQ(statute.units[1].units[1].units[1].origin, "aendring-2022, nr. 3");
  EXPECT_EQ(statute.units[1].units[1].units[1].text.words, "Det behandler <alt> & mere.");
}

TEST(StatuteXml, an_empty_reference_says_what_its_target_is_called_from_here) {
  const Unit statute = read(full);
  const Text& text = statute.units[1].units[1].units[0].text;
  EXPECT_EQ(text.words,
            "Udvalget mødes efter § 7 a, stk. 2, jf. stk. 2 og 3, samt »Kasse- og regnskabsregulativ«.");
  ASSERT_EQ(text.marks.size(), 4u);
  EXPECT_EQ(text.words.substr(text.marks[0].begin, text.marks[0].end - text.marks[0].begin), "§ 7 a, stk. 2");
  EXPECT_EQ(text.marks[2].attributes.at("form"), "number");
  EXPECT_EQ(statute.units[2].units[0].units[1].units[1].units[0].text.words, "fritidsklubber, jf. nr. 1, og");
  EXPECT_EQ(statute.units[0].text.words, "I medfør af § 2 i kommunestyrelsesloven fastsættes:");
}

TEST(StatuteXml, the_words_of_a_reference_stand_as_they_are_written) {
  const Text text = read(full).units[1].units[1].units[2].text;
  EXPECT_EQ(text.words, "Forslag sendes kl. 12 § 6. de kan trækkes tilbage.");
  EXPECT_EQ(text.words.substr(text.marks[0].begin, text.marks[0].end - text.marks[0].begin), "§ 6");
}

TEST(StatuteXml, the_source_may_say_where_a_punktum_ends) {
  const Text text = read(full).units[1].units[1].units[2].text;
  ASSERT_EQ(text.own_sentences.size(), 2u);
  EXPECT_EQ(text.words.substr(text.own_sentences[1].first), "de kan trækkes tilbage.");
  const Text half = read(R"(<paragraph id="p" number="1"><subsection id="a">
    <p>Det begynder. <sentence>det går videre.</sentence> Det ender.</p></subsection></paragraph>)")
                        .units[0]
                        .units[0]
                        .text;
  ASSERT_EQ(half.own_sentences.size(), 3u);
  EXPECT_EQ(half.words.substr(half.own_sentences[2].first), "Det ender.");
}

TEST(StatuteXml, what_is_written_reads_back_the_same) {
  const Document document = with(full);
  const Unit statute = read_statute(document.root(), printer);
  const StatuteHead head = read_statute_head(document.sources, document.root());
  EXPECT_EQ(head.amended, "2022-06-23");
  const std::string written = write_statute(statute, head, printer);
  const Document again(written);
  EXPECT_EQ(again.faults, "");
  const Unit back = read_statute(again.root(), printer);
  EXPECT_EQ(difference(statute, back), "");
  const auto before = all_units(statute), after = all_units(back);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Unit &a = *before[i].unit, &b = *after[i].unit;
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.since, b.since);
    EXPECT_EQ(a.origin, b.origin);
    EXPECT_EQ(a.text.marks, b.text.marks) << a.id;
    EXPECT_EQ(a.tail.marks, b.tail.marks) << a.id;
    EXPECT_EQ(a.text.own_sentences, b.text.own_sentences) << a.id;
  }
  EXPECT_EQ(write_statute(back, read_statute_head(again.sources, again.root()), printer), written);
  // A reference that is right says its words by itself, one that is not keeps them.
  EXPECT_NE(written.find("<ref to=\"#p7a-b\"/>"), std::string::npos) << written;
  EXPECT_NE(written.find("<ref to=\"#p7a\">§ 6</ref>"), std::string::npos) << written;
}

TEST(StatuteXml, a_reference_keeps_its_words_when_its_target_has_moved) {
  Unit statute = read(
      R"(<paragraph id="p1" number="1"><subsection id="a"><p>Se <ref to="#p2"/>.</p></subsection></paragraph>
    <paragraph id="p2" number="2"><subsection id="b"><p>Ord.</p></subsection></paragraph>)");
  statute.units[1].number = "3";
  const std::string written = write_statute(statute, {"", "1997-06-12", ""}, printer);
  EXPECT_NE(written.find("<ref to=\"#p2\">§ 2</ref>"), std::string::npos) << written;
}

TEST(StatuteXml, a_new_provision_gets_an_id_and_long_text_is_broken_between_words) {
  Unit statute =
      read(R"(<paragraph id="p1" number="1"><subsection id="a"><p>Ord.</p></subsection></paragraph>)");
  statute.units[0].units.push_back({Kind::subsection, "", "2", {std::string(), {}, {}}, {}, {}, "", ""});
  std::string& words = statute.units[0].units[1].text.words;
  for (int i = 0; i < 60; ++i) words += (i == 0 ? "ærø" : " ærø");
  const std::string written = write_statute(statute, {"", "1997-06-12", ""}, printer);
  EXPECT_NE(written.find("<subsection id=\"p1-s2\">"), std::string::npos) << written;
  EXPECT_NE(written.find(" ærø\n      ærø"), std::string::npos) << written;
}

TEST(StatuteXml, an_amendment_says_what_it_changes_from_when_and_why) {
  const Document document(R"(<amendment xmlns="urn:kancelli:1" xml:lang="da" id="aendring">
  <meta><title>Ændring af vedtægten</title><organ committee="br"/><access state="open"/><state value="draft"/></meta>
  <change statute="vedtaegt" file="statute/vedtaegt-2026.xml">
    <choose of="p1-a" form="whole"/>
  </change>
  <commencement date="2026-01-01">
    <except of="p7a b1" date="2026-08-01"/>
    <except of="p1-b" by="br" latest="2026-12-01">beskæftigelsesreformen
      er indfaset</except>
  </commencement>
  <remarks><p>Alment.</p><remark of="p1-a p1-b"><p>Om § 1.</p></remark></remarks>
</amendment>)");
  EXPECT_EQ(document.faults, "");
  const AmendmentSource source = read_amendment_source(document.root());
  EXPECT_EQ(source.statute, "vedtaegt");
  EXPECT_FALSE(source.formulas);
  EXPECT_EQ(source.forms.at("p1-a"), CompareOptions::Form::whole);
  EXPECT_EQ(source.date, "2026-01-01");
  ASSERT_EQ(source.exceptions.size(), 2u);
  EXPECT_EQ(source.exceptions[0].of, (std::vector<std::string>{"p7a", "b1"}));
  EXPECT_EQ(source.exceptions[1].condition, "beskæftigelsesreformen er indfaset");
  EXPECT_EQ(source.exceptions[1].latest, "2026-12-01");
  EXPECT_EQ(source.general_remarks.size(), 1u);
  EXPECT_EQ(source.remarks[0].of.size(), 2u);
}

TEST(StatuteXml, leaves_out_a_day_that_is_not_known) {
  const Unit statute = statute_of("# V\n§ 1. Et.{a}\n");
  const InlinePrinter none = [](std::string_view, const std::map<std::string, std::string>&) {
    return std::string();
  };
  const std::string without = write_statute(statute, {}, none),
                    with = write_statute(statute, {"", "2001-05-04", ""}, none);
  EXPECT_EQ(without.find("<enacted"), std::string::npos) << without;
  EXPECT_EQ(without.substr(behind_head(without), 13), "\n  <paragraph");
  EXPECT_EQ(with.substr(behind_head(with), 13), "\n  <paragraph");
}

}  // namespace
}  // namespace kancelli::statute
