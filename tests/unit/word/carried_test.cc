#include "pipeline/word/carried.h"

#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

std::string start(int id, const std::string& name) {
  return "<w:bookmarkStart w:id=\"" + std::to_string(id) + "\" w:name=\"" + name + "\"/>";
}
std::string end(int id) {
  return "<w:bookmarkEnd w:id=\"" + std::to_string(id) + "\"/>";
}
std::string marked(const std::string& name, const std::string& runs) {
  static int id = 100;
  ++id;
  return start(id, name) + runs + end(id);
}

// An element of the structure whose words were these.
std::string element(const std::string& name, int key, const std::string& words,
                    const std::string& inside = {}, const std::string& attributes = {}) {
  return "<" + name + " k:key=\"" + std::to_string(key) + "\" k:hash=\"" + element_hash(words) + "\"" +
         attributes + ">" + inside + "</" + name + ">";
}
const std::string computed = " k:computed=\"true\"";

// A file with this body, which carries that structure of a paper "plan".
class CarriedFile : public ReadFile {
 public:
  CarriedFile(const std::string& body, const std::string& elements, const std::string& more = {})
      : ReadFile(bytes(body, elements, more)), read(carried(sources, *document)) {}

  std::string words(std::uint32_t key, View view = View::after) {
    const auto all = words_by_key(*document, *read, view);
    return all.contains(key) ? all.at(key) : "-";
  }
  std::string source() { return restored_source(*document, *read, diagnostics); }

  std::optional<Carried> read;

 private:
  static std::string bytes(const std::string& body, const std::string& elements, const std::string& more) {
    WordFile file(body);
    file.related(WordFile::relation("rId9", "customXml", "../customXml/item1.xml"));
    file.parts["customXml/item1.xml"] =
        "<k:carried xmlns:k=\"urn:kancelli:word:1\" xmlns=\"urn:kancelli:1\" paper=\"plan\" type=\"charter\" "
        "edition=\"open\" version=\"2\" hash=\"0123456789abcdef\"><charter id=\"plan\">" +
        elements + "</charter>" + more + "</k:carried>";
    return file.bytes();
  }
};

TEST(Carried, SaysWhichPaperTheFileIs) {
  CarriedFile file(paragraph(marked("_k1", run("Ord."))), element("p", 1, "Ord."));
  ASSERT_TRUE(file.read);
  EXPECT_EQ(file.read->paper + " " + file.read->type + " " + file.read->edition + " " + file.read->version +
                " " + file.read->hash,
            "plan charter open 2 0123456789abcdef");
  EXPECT_EQ(file.read->hashes.at(1), element_hash("Ord."));
  EXPECT_EQ(file.read->elements.at(1)->name, "p");
}

TEST(Carried, IsNothingInAFileOfSomebodyElse) {
  WordFile file(paragraph(run("Ord.")));
  file.parts["customXml/item1.xml"] =
      "<b:Sources xmlns:b=\"http://example.org/bibliography\">urn:kancelli:word:1</b:Sources>";
  ReadFile read(file.bytes());
  EXPECT_FALSE(carried(read.sources, *read.document));
}

TEST(Carried, APartThatIsDamagedIsNone) {
  WordFile file(paragraph(run("Ord.")));
  file.parts["customXml/item1.xml"] = "<k:carried xmlns:k=\"urn:kancelli:word:1\">";
  ReadFile read(file.bytes());
  EXPECT_FALSE(carried(read.sources, *read.document));
  EXPECT_EQ(read.codes(), "");
}

TEST(ElementHash, DoesNotSeeHowWordsAreSet) {
  EXPECT_EQ(element_hash("12 mio. kr."), element_hash("12\u00a0mio.\u00a0kr.\n"));
  EXPECT_EQ(element_hash("Kultur- og"), element_hash("Kultur\u2011 og"));
  EXPECT_EQ(element_hash("udvalg"), element_hash("ud\u00advalg"));
  EXPECT_NE(element_hash("udvalg"), element_hash("Udvalg"));
  EXPECT_EQ(element_hash("").size(), 16u);
}

TEST(Keys, OfAParagraphAreThoseOfItsElements) {
  ReadFile read(WordFile(paragraph(marked("_k4", run("Se ") + marked("_k5", run("bilag 1")) + run("."))) +
                         paragraph(run("Nyt.")) + paragraph(marked("_k6", run("Slut."))))
                    .bytes());
  using Keys = std::map<std::uint32_t, std::vector<std::uint32_t>>;
  EXPECT_EQ(keys_by_paragraph(*read.document), (Keys{{1, {4, 5}}, {3, {6}}}));
}

TEST(Keys, AParagraphThatWasJoinedHasBothAndOneThatWasSplitIsInBoth) {
  ReadFile joined(WordFile(paragraph(marked("_k1", run("Et. ")) + marked("_k2", run("To.")))).bytes());
  EXPECT_EQ(keys_by_paragraph(*joined.document).at(1), (std::vector<std::uint32_t>{1, 2}));
  ReadFile split(WordFile(paragraph(start(1, "_k1") + run("Et.")) + paragraph(run("To.") + end(1))).bytes());
  EXPECT_EQ(keys_by_paragraph(*split.document).size(), 2u);
  // A bookmark that ends where the next paragraph begins does not reach into it.
  ReadFile before(WordFile(paragraph(start(1, "_k1") + run("Et.")) + paragraph(end(1) + run("To."))).bytes());
  EXPECT_EQ(keys_by_paragraph(*before.document).size(), 1u);
}

TEST(Keys, OtherBookmarksAreNone) {
  ReadFile read(
      WordFile(paragraph(marked("_kort", run("a")) + marked("_k0", run("b")) + marked("_Ref_x", run("c")) +
                         marked("_g1", run("d")) + marked("_k7x", run("e"))))
          .bytes());
  EXPECT_TRUE(keys_by_paragraph(*read.document).empty());
}

TEST(Owners, AreTheInnermostElementTheProgramOrNobody) {
  CarriedFile file(paragraph(run("Nyt ") + marked("_g1", run("1. ")) +
                             marked("_k1", run("Se ") + marked("_k2", run("bilag 1")) + run("."))),
                   element("p", 1, "Se bilag 1."));
  using Kind = Owner::Kind;
  EXPECT_EQ(
      owners(*file.document, *file.read).at(0),
      (std::vector<Owner>{
          {Kind::nobody, 0}, {Kind::added, 1}, {Kind::element, 1}, {Kind::element, 2}, {Kind::element, 1}}));
}

TEST(Owners, AMarkThatEndsTooEarlyReachesToTheWordsThatWereSent) {
  CarriedFile file(paragraph(marked("_k1", run("halvår 202")) + run("5") + run(". Nyt.")),
                   element("p", 1, "halvår 2025."));
  EXPECT_EQ(file.words(1), "halvår 202") << "these are not the words that were sent: nothing is guessed";
  CarriedFile healed(paragraph(marked("_k1", run("halvår 202")) + run("5") + run(". Nyt.")),
                     element("p", 1, "halvår 2025"));
  EXPECT_EQ(healed.words(1), "halvår 2025");
  EXPECT_EQ(owners(*healed.document, *healed.read).at(0).at(2).kind, Owner::Kind::nobody);
}

TEST(Owners, ACopyIsNobodysUnlessOnlyTheCopyIsLeft) {
  const std::string structure = element("p", 1, "Et.");
  CarriedFile copied(paragraph(marked("_k1", run("Et."))) + paragraph(marked("_k1_Copy_1", run("Et."))),
                     structure);
  EXPECT_EQ(copied.words(1), "Et.");
  EXPECT_EQ(owners(*copied.document, *copied.read).at(1).at(0).kind, Owner::Kind::nobody);
  CarriedFile renamed(paragraph(marked("_k1_Copy_1", run("Et."))), structure);
  EXPECT_EQ(renamed.words(1), "Et.");
}

TEST(Words, OfAnElementAreThoseOfElementsInItButNotWhatWasAdded) {
  CarriedFile file(paragraph(marked("_k1", run("Udgift ") + marked("_k2", run("12")) +
                                               marked("_g1", run(" (1.000 kr.)")))) +
                       paragraph(marked("_k1_2", run("mere"))),
                   element("p", 1, "Udgift 12 mere", element("amount", 2, "12", "", computed)));
  EXPECT_EQ(file.words(1), "Udgift 12mere");
  EXPECT_EQ(file.words(2), "12");
  EXPECT_EQ(file.words(3), "-");
}

TEST(Words, AreThoseBeforeOrAfterTheTrackedChanges) {
  CarriedFile file(
      paragraph(marked(
          "_k1", run("Et ") +
                     "<w:del w:id=\"1\" w:author=\"A\"><w:r><w:delText>gammelt</w:delText></w:r></w:del>"
                     "<w:ins w:id=\"2\" w:author=\"A\">" +
                     run("nyt") + "</w:ins>" + run(" ord"))),
      element("p", 1, "Et gammelt ord"));
  EXPECT_EQ(file.words(1, View::before), "Et gammelt ord");
  EXPECT_EQ(file.words(1), "Et nyt ord");
}

TEST(RestoredSource, IsTheStructureWithTheWordsOfTheFile) {
  CarriedFile file(paragraph(marked("_g1", run("1. ")) + marked("_k2", run("Formål"))) +
                       paragraph(marked("_k3", marked("_k4", run("Økonomiudvalget")) + run(" bruger ") +
                                                   marked("_k5", run("højst")) +
                                                   run(" 12\u00a0mio.\u00a0kr.  &lt; i alt"))),
                   "<section id=\"formaal\" k:key=\"1\">" + element("title", 2, "Formål") +
                       element("p", 3, "-",
                               element("body", 4, "Økonomiudvalget", "", computed + " ref=\"oeu\"") +
                                   element("em", 5, "højst")) +
                       "</section>",
                   "<k:added k:key=\"1\"/>");
  EXPECT_EQ(file.source(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<charter xmlns=\"urn:kancelli:1\" id=\"plan\">\n"
            "  <section id=\"formaal\">\n    <title>Formål</title>\n"
            "    <p><body ref=\"oeu\"/> bruger <em>højst</em> 12 mio. kr. &lt; i alt</p>\n  "
            "</section>\n</charter>\n");
  EXPECT_EQ(file.codes(), "");
}

TEST(RestoredSource, TakesWhatWasWrittenBehindAnElementIntoIt) {
  CarriedFile file(paragraph(marked("_k1", run("Et. ") + marked("_k2", run("To"))) + run(" og mere.")),
                   element("p", 1, "Et. To", element("em", 2, "To")));
  EXPECT_NE(file.source().find("<p>Et. <em>To</em> og mere.</p>"), std::string::npos) << file.source();
}

TEST(RestoredSource, IsNoneWhereMarksAreLost) {
  CarriedFile file(paragraph(run("Et.")) + paragraph(marked("_k2", run("To."))),
                   element("p", 1, "Et.") + element("p", 2, "To."));
  EXPECT_EQ(file.source(), "");
  EXPECT_EQ(file.codes(), "word-unreadable");
}

}  // namespace
}  // namespace kancelli::word
