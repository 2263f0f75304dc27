#include "pipeline/statute/akoma_ntoso.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "pipeline/core/text.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/statute_xml.h"
#include "pipeline/xml/xml_reader.h"
#include "tests/support/random_statutes.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

const AkomaHead head = {
    "vedtaegt", "1997-06-12", "2022-06-23", "2025-10-01", "Rådet for Byen & Omegn", "raadet", {}};

AkomaHead amendment_head() {
  return {"aendring", "2025-11-20", "", "2025-11-20", "Rådet for Byen & Omegn", "raadet", {}};
}

std::string messages(const SourceMap& sources, const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.list())
    text += sources.where(each.span) + ": " + each.code + ": " + each.message + "\n";
  return text;
}

struct Read {
  std::optional<Unit> statute;
  AkomaHead head;
  std::string told;
};

Read read(const std::string& xml) {
  SourceMap sources;
  Diagnostics diagnostics;
  Read result;
  result.statute = read_akoma_ntoso(sources, sources.add("akn.xml", xml), diagnostics, &result.head);
  result.told = messages(sources, diagnostics);
  return result;
}

// An act as others write them, with this in it.
Read read_act(const std::string& content) {
  return read(R"(<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act">
<meta><identification source="#x"><FRBRWork><FRBRthis value="/akn/xx/act/2001/7/!main"/><FRBRuri value="/akn/xx/act/2001/7"/>
<FRBRdate date="2001-02-03" name="Enactment"/></FRBRWork></identification></meta>
)" + content + "</act></akomaNtoso>");
}

std::string shown(const Text& text) {
  std::string marks;
  for (const Mark& mark : text.marks) {
    marks += " " + mark.element + "(" + text.words.substr(mark.begin, mark.end - mark.begin) + ")";
    for (const auto& [name, value] : mark.attributes) marks += " " + name + "=" + value;
  }
  return marks;
}

// Ids, dates, origins and marks too.
std::string difference_in_all(const Unit& a, const Unit& b) {
  if (const std::string words = difference(a, b); !words.empty()) return words;
  if (a.id != b.id || a.since != b.since || a.origin != b.origin)
    return a.id + " " + a.since + " " + a.origin + " / " + b.id + " " + b.since + " " + b.origin;
  for (const auto& [one, other] : {std::pair(&a.text, &b.text), std::pair(&a.tail, &b.tail)}) {
    if (one->own_sentences != other->own_sentences) return a.id + ": sentences";
    if (one->marks != other->marks)
      return a.id + ": marks of " + one->words + shown(*one) + " / " + shown(*other);
  }
  for (std::size_t i = 0; i < a.units.size(); ++i)
    if (const std::string below = difference_in_all(a.units[i], b.units[i]); !below.empty()) return below;
  return {};
}

struct Xml {
  explicit Xml(const std::string& text)
      : document(read_xml(sources, sources.add("akn.xml", text), diagnostics)) {}
  SourceMap sources;
  Diagnostics diagnostics;
  std::unique_ptr<XmlDocument> document;
};

std::set<std::string> eids(const std::string& text, std::string* twice = nullptr) {
  const Xml xml(text);
  std::set<std::string> all;
  for (const Node& node : xml.document->nodes)
    if (const Attribute* eid = node.find("eId");
        eid != nullptr && !all.insert(eid->value).second && twice != nullptr)
      *twice += eid->value + " ";
  return all;
}

// What addresses within the documents lead nowhere.
std::string dangling(const std::string& text, const std::set<std::string>& old_eids,
                     const std::string& old_address, std::size_t* destinations = nullptr) {
  const Xml xml(text);
  const std::set<std::string> own = eids(text);
  std::string wrong;
  for (const Node& node : xml.document->nodes)
    for (const Attribute& attribute : node.attributes) {
      if (!std::set<std::string>{"href", "source", "period", "start", "refersTo"}.contains(attribute.name))
        continue;
      const std::string& value = attribute.value;
      if (value.starts_with("#") && !own.contains(value.substr(1))) wrong += value + " ";
      if (value.starts_with(old_address + "#") && !old_eids.contains(value.substr(old_address.size() + 1)))
        wrong += value + " ";
      if (destinations != nullptr && node.is("destination")) {
        ++*destinations;
        if (!value.starts_with(old_address + "#")) wrong += value + " ";
      }
    }
  return wrong;
}

Unit sample_statute() {
  const std::string path = std::string(KANCELLI_ROOT) + "/content/papers/statute/styrelsesvedtaegt.xml";
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_xml(sources, sources.add(path, text), diagnostics);
  return read_statute(*document->root, [](std::string_view element, const auto& attributes) {
    return element == "law" && attributes.contains("at") ? attributes.at("at") + " i kommunestyrelsesloven"
                                                         : std::string("kommunestyrelsesloven");
  });
}

const char* const full = R"(
# Vedtægt for Byen {vedtaegt}
== Almindeligt {h0}
§ 1. Vedtægten gælder i byen, jf. [§ 3, stk. 2|#p3-2].
~ Byen fastsætter & vedtager: {indledning}
Kapitel 1: Rådet {k1}
== Møder {h1}
§ 2. Rådet mødes. {p2}
§ 2 a. Det vælger: {p2a}
1) en forperson, {n1}
a) af sin midte, og {l1}
b) for et år, {l2}
|| der leder, og
2) et udvalg {n2}
| for hele byen.
Stk. 2. Mere. {p2a-2}
Kapitel 1 a: Udvalg {k1a}
§ 3. Udvalget mødes, jf. [stk. 2|#p3-2] og [andet|regulativ].
Stk. 2. Det <leder>. {p3-2}
Bilag 1: Oversigt {b1}
- Rådet har fem medlemmer. {b1-1}
- Og følgende: {b1-2}
a) et hus, og {b1-a}
b) en have. {b1-b}
)";

// §§ before the first chapter, and a preamble before them.
Unit full_statute() {
  Unit statute = statute_of(full);
  std::rotate(statute.units.begin(), statute.units.begin() + 2, statute.units.begin() + 3);
  return statute;
}

TEST(AkomaNtoso, reads_back_what_it_writes) {
  Unit statute = full_statute();
  statute.units[3].units[2].units[1].since = "2020-01-01";
  statute.units[3].units[2].units[1].origin = "aendring-2019, nr. 3";
  statute.units[3].units[1].since = "2022-07-01";
  const Read result = read(akoma_ntoso(statute, head));
  ASSERT_TRUE(result.statute);
  EXPECT_EQ(result.told, "");
  EXPECT_EQ(difference_in_all(statute, *result.statute), "");
  EXPECT_EQ(show(*result.statute), show(statute));
  EXPECT_EQ(result.head.id, "vedtaegt");
  EXPECT_EQ(result.head.enacted, "1997-06-12");
  EXPECT_EQ(result.head.amended, "2022-06-23");
  EXPECT_EQ(result.head.body, "Rådet for Byen & Omegn");
}

TEST(AkomaNtoso, reads_back_the_sample_statute) {
  const Unit statute = sample_statute();
  ASSERT_GT(all_units(statute).size(), 200u);
  AkomaHead sample = head;
  sample.id = statute.id;
  const std::string xml = akoma_ntoso(statute, sample);
  const Read result = read(xml);
  ASSERT_TRUE(result.statute);
  EXPECT_EQ(result.told, "");
  EXPECT_EQ(difference_in_all(statute, *result.statute), "");
  EXPECT_EQ(dangling(xml, {}, "nowhere"), "");
}

TEST(AkomaNtoso, reads_back_statutes_at_random_and_gives_each_eId_once) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const Unit statute = RandomStatutes(seed).statute(8);
    AkomaHead own = head;
    own.id = statute.id.empty() ? "vedtaegt" : statute.id;
    const std::string xml = akoma_ntoso(statute, own);
    const Read result = read(xml);
    ASSERT_TRUE(result.statute) << seed;
    EXPECT_EQ(result.told, "") << seed;
    Unit expected = statute;
    expected.id = own.id;
    EXPECT_EQ(difference_in_all(expected, *result.statute), "") << seed;
    std::string twice;
    eids(xml, &twice);
    EXPECT_EQ(twice, "") << seed;
    EXPECT_EQ(dangling(xml, {}, "nowhere"), "") << seed;
  }
}

TEST(AkomaNtoso, names_provisions_by_the_convention) {
  const std::set<std::string> all = eids(akoma_ntoso(full_statute(), head));
  for (const char* eid :
       {"preamble__formula_1", "chp_1", "chp_1a", "hcontainer_1", "chp_1__crossHeading_1", "sec_1",
        "sec_2a__subsec_1__list_1__point_1", "sec_2a__subsec_1__list_1__point_1__list_1__point_b",
        "sec_2a__subsec_1__list_1__wrapup", "sec_2a__subsec_2__content", "att_1__subsec_2"})
    EXPECT_TRUE(all.contains(eid)) << eid;
}

TEST(AkomaNtoso, every_modification_is_of_a_provision_there_is) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    RandomStatutes random(seed);
    const Unit old = random.statute(8);
    Unit changed = old;
    const std::string done = random.edit(changed, 3);
    Diagnostics diagnostics;
    const Amendment amendment = compare(old, changed, {}, diagnostics);
    const std::string xml = akoma_ntoso(amendment, amendment_head(), old, head);
    std::string twice;
    eids(xml, &twice);
    EXPECT_EQ(twice, "") << seed << done;
    std::size_t destinations = 0;
    EXPECT_EQ(dangling(xml, eids(akoma_ntoso(old, head)),
                       "/akn/dk/act/vedtaegt/1997-06-12/vedtaegt/dan@2022-06-23", &destinations),
              "")
        << seed << done;
    EXPECT_GE(destinations, amendment.items.size()) << seed << done;
  }
}

// Without spaces and quotation marks, which are attributes there.
std::string letters(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c > U' ' && c != U'\u00A0' && c != U'»' && c != U'«') append_utf8(kept, c);
  }
  return kept;
}

TEST(AkomaNtoso, an_amendment_says_what_its_text_says) {
  for (unsigned seed = 101; seed <= 160; ++seed) {
    RandomStatutes random(seed);
    const Unit old = random.statute(8);
    Unit changed = old;
    const std::string done = random.edit(changed, 3);
    Diagnostics diagnostics;
    const Amendment amendment = compare(old, changed, {}, diagnostics);
    const Xml xml(akoma_ntoso(amendment, amendment_head(), old, head));
    std::size_t item = 0;
    for (const Node& node : xml.document->nodes) {
      if (!node.is("content") || !node.get("eId").starts_with("sec_1__list_1__point_") ||
          node.get("eId") != "sec_1__list_1__point_" + std::to_string(item + 1) + "__content")
        continue;
      std::string text;
      for (const Line& line : write(amendment.items.at(item))) text += line.plain();
      EXPECT_EQ(letters(node.content()), letters(text)) << seed << done;
      ++item;
    }
    EXPECT_EQ(item, amendment.items.size()) << seed << done;
  }
}

Amendment sample_amendment() {
  Amendment amendment = amendment_of({
      item_of({replace_words("§ 2", "mødes", "samles")}),
      item_of({repeal("§ 2 a, stk. 1")}, {shift_of("stk. 2 > 1")}),
      item_of({insert_units(Side::after, "§ 2 a", "§ 2 b. Nyt: {x}\n1) et,\n2) to.")}),
      item_of({reword("§ 3, stk. 2", "Stk. 2. Det leder & styrer.")}),
  });
  amendment.introduction = "I vedtægt for Byen foretages følgende ændringer:";
  amendment.commencements.push_back({Commencement::Kind::date, {}, "2026-01-01", "", "", "", {}});
  amendment.commencements.push_back(
      {Commencement::Kind::condition, {3}, "", "2026-08-01", "Rådet", "huset er bygget", {}});
  return amendment;
}

TEST(AkomaNtoso, describes_each_operation_of_an_amendment) {
  const std::string xml = akoma_ntoso(sample_amendment(), amendment_head(), full_statute(), head);
  const std::string to = "/akn/dk/act/vedtaegt/1997-06-12/vedtaegt/dan@2022-06-23";
  const std::string item = "sec_1__list_1__point_";
  const Xml document(xml);
  std::vector<std::string> mods;
  for (const Node& node : document.document->nodes) {
    if (!node.is("textualMod")) continue;
    std::string mod(node.get("type"));
    for (const Node* child : node.elements()) {
      mod += " " + std::string(child->name);
      for (const Attribute& attribute : child->attributes)
        mod += " " + (attribute.value.starts_with(to) ? attribute.value.substr(to.size()) : attribute.value);
      mod += child->content().empty() ? "" : "=" + child->content();
    }
    mods.push_back(mod);
  }
  const std::string force = " force #tmpg_1 efficacy #tmpg_1";
  const std::vector<std::string> expected = {
      "substitution source #" + item + "1__mod_1 destination #sec_2" + force + " old #" + item +
          "1__mod_1__qtext_1 new #" + item + "1__mod_1__qtext_2",
      "repeal source #" + item + "2__mod_1 destination #sec_2a__subsec_1" + force,
      "renumbering source #" + item + "2__mod_2 destination #sec_2a__subsec_2" + force +
          " new /akn/dk/act/vedtaegt/1997-06-12/vedtaegt#sec_2a__subsec_1",
      "insertion source #" + item + "3__mod_1 destination #sec_2a after" + force + " new #" + item +
          "3__mod_1__qstr_1",
      "substitution source #" + item +
          "4__mod_1 destination #sec_3__subsec_2 condition=huset er bygget new #" + item + "4__mod_1__qstr_1",
  };
  EXPECT_EQ(mods, expected);
  EXPECT_NE(xml.find("<ref href=\"" + to + "#sec_2\">§ 2</ref>"), std::string::npos) << xml;
  EXPECT_NE(xml.find("startQuote=\"»\" endQuote=\"«\">samles</quotedText>"), std::string::npos) << xml;
}

TEST(AkomaNtoso, reads_an_act_of_another_and_tells_what_it_cannot_keep) {
  const Read result = read_act(R"(
<preface><longTitle><p>An <docTitle>Act of <b>Places</b></docTitle></p></longTitle><p>Published</p></preface>
<body>
<part eId="part_1"><num>Part 1</num><heading>All</heading>
<chapter eId="part_1__chp_1"><num>Chapter 1</num><heading>Use</heading>
<section eId="sec_1"><num>1.</num><heading>Who</heading>
  <subsection eId="sec_1__subsec_1"><num>(1)</num><intro><p>The council <i>may</i><authorialNote marker="1"><p>aside</p></authorialNote>, see
     <ref href="#sec_2A">section 2A</ref> and <ref href="/akn/xx/act/1999/1">the act</ref>,</p></intro>
    <paragraph eId="a"><num>(a)</num><content><p>open,</p></content></paragraph>
    <paragraph eId="b"><num>(b)</num><content><p>close</p></content></paragraph>
    <wrapUp><p>a place.</p></wrapUp></subsection>
  <subsection eId="sec_1__subsec_1A"><num>(1A)</num><content><p>One.</p><p>Two.</p><table><tr><td><p>x</p></td></tr></table></content></subsection>
</section>
<section eId="sec_2A"><num>2A.</num><content><blockList eId="l"><listIntroduction>These:</listIntroduction>
  <item eId="l1"><num>1.</num><p>a,</p></item><item eId="l2"><num>2.</num><p>b.</p></item></blockList></content></section>
</chapter></part></body>
<conclusions><p>Signed</p></conclusions>)");
  ASSERT_TRUE(result.statute);
  EXPECT_EQ(result.statute->id, "7");
  EXPECT_EQ(result.head.enacted, "2001-02-03");
  EXPECT_EQ(show(*result.statute), R"(# Act of Places
Kapitel 1: Use
== Who
§ 1. The council may, see section 2A and the act,
a) open,
b) close
| a place.
Stk. 2. One. Two.
§ 2 a. These:
1) a,
2) b.
)");
  EXPECT_EQ(
      result.told,
      R"(akn.xml:5:45: akoma-ntoso-changed: <b>: its words are read, here and wherever it stands, and not what it says of them
akn.xml:5:11: akoma-ntoso-left-out: <longTitle> is left out: but for the title
akn.xml:5:85: akoma-ntoso-left-out: <p> is left out: it is not the title
akn.xml:7:2: akoma-ntoso-left-out: <part> is left out: a statute has no level above the chapter; what is in it is read
akn.xml:9:36: akoma-ntoso-changed: <heading>: read as a heading before the §
akn.xml:10:74: akoma-ntoso-changed: <i>: its words are read, here and wherever it stands, and not what it says of them
akn.xml:10:84: akoma-ntoso-left-out: <authorialNote> is left out: it is no part of a provision's words
akn.xml:15:4: akoma-ntoso-changed: <subsection>: its number (1A) becomes 2, by its order
akn.xml:15:74: akoma-ntoso-changed: <p>: its words are read as one text with those before it
akn.xml:15:85: akoma-ntoso-left-out: <table> is left out: a provision has nothing of the kind
akn.xml:20:2: akoma-ntoso-left-out: <conclusions> is left out: a statute has nothing of the kind
akn.xml:11:48: akoma-ntoso-changed: <ref>: its words are read, here and wherever it stands, but not its address: /akn/xx/act/1999/1 is no provision of the statute
)");
  const Unit& first = result.statute->units[0].units[1].units[0];
  EXPECT_EQ(shown(first.text), " ref(section 2A) to=#sec_2A");
  EXPECT_EQ(result.statute->units[0].id, "part_1__chp_1");
}

// Articles within sections, as the Union writes them; an annex of plain blocks; and a § with an intro before
// its stykker.
TEST(AkomaNtoso, reads_articles_and_attachments) {
  const Read result = read_act(R"(
<preface><p><shortTitle>Order</shortTitle></p></preface>
<preamble><recitals><recital><p>Whereas one,</p></recital><recital><p>two,</p></recital></recitals></preamble>
<body><title><num>Title I</num><heading>All</heading><chapter><num>Chapter IV</num><heading>Use</heading>
<section><num>Section 1</num><heading>Kinds</heading>
<article GUID="g1"><num>Article 5a</num><intro><p>Here:</p></intro><paragraph><num>1.</num><content><p>One.</p></content></paragraph>
<paragraph><num>2.</num><list><intro><p>Two:</p></intro><point><num>(1)</num><list><point><num>(a)</num><list><intro><p>a</p></intro><point><num>(i)</num><content><p>deep</p></content></point></list></point></list></point></list></paragraph></article>
<article><num>Article 6 bis</num><content><p>Six.</p></content></article>
</section></chapter></title></body>
<attachments><attachment><heading>Table</heading><doc name="annex"><meta/><mainBody><p>First.</p><p>Second.</p></mainBody></doc></attachment>
<attachment><documentRef href="x"/></attachment></attachments>)");
  ASSERT_TRUE(result.statute);
  EXPECT_EQ(show(*result.statute), R"(# Order
~ Whereas one, two,
Kapitel 4: Use
== Kinds
§ 5 a. Here:
Stk. 2. One.
Stk. 3. Two:
1) 
a) a (i) deep
§ 6. Six.
Bilag 1: Table
- First.
- Second.
)");
  EXPECT_EQ(result.statute->units[1].units[1].id, "g1");
  EXPECT_EQ(
      result.told,
      R"(akn.xml:6:60: akoma-ntoso-changed: <recital>: its words are read as one text with those before it
akn.xml:7:8: akoma-ntoso-left-out: <title> is left out: a statute has no level above the chapter; what is in it is read
akn.xml:7:55: akoma-ntoso-changed: <chapter>: its number Chapter IV is read as »4«
akn.xml:8:2: akoma-ntoso-changed: <section>: a level below the chapter is read as a heading
akn.xml:9:42: akoma-ntoso-changed: <intro>: read as a stykke of its own
akn.xml:9:69: akoma-ntoso-changed: <paragraph>: its number 1. becomes 2, by its order
akn.xml:10:2: akoma-ntoso-changed: <paragraph>: its number 2. becomes 3, by its order
akn.xml:10:135: akoma-ntoso-changed: <point>: below a litra there is no level: its words are read as one text with those before it
akn.xml:10:156: akoma-ntoso-changed: <content>: its words are read as one text with those before it
akn.xml:11:2: akoma-ntoso-changed: <article>: its number Article 6 bis is read as »6«
akn.xml:13:86: akoma-ntoso-changed: <p>: read as a stykke of its own
akn.xml:13:99: akoma-ntoso-changed: <p>: read as a stykke of its own
akn.xml:14:2: akoma-ntoso-left-out: <attachment> is left out: its text is not in it
)");
}

TEST(AkomaNtoso, tells_of_what_holds_no_longer) {
  const Read result =
      read(R"(<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act">
<meta><lifecycle source="#x"><eventRef eId="e1" date="2001-02-03T00:00:00" source="#x"/><eventRef eId="e2" date="2010-01-01" source="#x"/></lifecycle>
<temporalData source="#x"><temporalGroup eId="t1"><timeInterval start="#e1" end="#e2" refersTo="#f"/></temporalGroup></temporalData></meta>
<body><section period="#t1"><num>1</num><content><p>One.</p></content></section>
<section status="removed" period="#t2"><num>2</num><content><p>Two.</p></content></section>
<section><num>3</num><foreign/><content><p>Three.</p></content></section></body></act></akomaNtoso>)");
  ASSERT_TRUE(result.statute);
  EXPECT_EQ(show(*result.statute), "# \n§ 1. One.\n§ 2. Two.\n§ 3. Three.\n");
  EXPECT_EQ(result.statute->units[0].since, "2001-02-03");
  EXPECT_EQ(result.told,
            R"(akn.xml:4:8: akoma-ntoso-changed: <section>: that it holds no longer is not read: #t1
akn.xml:5:2: akoma-ntoso-changed: <section>: its status is not read: removed
akn.xml:5:2: akoma-ntoso-changed: <section>: from when it holds is not read: #t2
akn.xml:6:23: akoma-ntoso-left-out: <foreign> is left out: a provision has nothing of the kind
)");
}

TEST(AkomaNtoso, refuses_what_is_none) {
  EXPECT_EQ(read("<statute/>").told, "akn.xml:1:2: akoma-ntoso: this is no Akoma Ntoso 3.0 document\n");
  EXPECT_EQ(read("<akomaNtoso xmlns=\"http://www.akomantoso.org/2.0\"><act/></akomaNtoso>").told,
            "akn.xml:1:2: akoma-ntoso: this is no Akoma Ntoso 3.0 document\n");
  EXPECT_EQ(
      read("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><judgment/></akomaNtoso>")
          .told,
      "akn.xml:1:2: akoma-ntoso: there is no act in the document, and no bill\n");
  EXPECT_EQ(read("<akomaNtoso").told, "akn.xml:1:1: xml: a tag does not end\n");
}

}  // namespace
}  // namespace kancelli::statute
