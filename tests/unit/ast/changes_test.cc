#include "pipeline/ast/changes.h"

#include <gtest/gtest.h>

#include <ctime>

#include "tests/support/random_trees.h"

namespace kancelli::ast {
namespace {

Element str(const char* text) {
  return {Kind::Str, text};
}

Element para(const char* words) {
  Element para(Kind::Para);
  std::string word;
  for (const char* c = words;; ++c) {
    if (*c != ' ' && *c != '\0') {
      word += *c;
      continue;
    }
    para.content.emplace_back(Kind::Str, word);
    word.clear();
    if (*c == '\0') return para;
    para.content.emplace_back(Kind::Space);
  }
}

Element div(std::vector<Element> content, const char* data_pos = nullptr) {
  Element div(Kind::Div, std::move(content));
  if (data_pos) div.more().attr.attributes = {{"data-pos", data_pos}};
  return div;
}

Document document(std::vector<Element> blocks) {
  Document doc;
  doc.blocks = std::move(blocks);
  return doc;
}

std::string text(const Changes& changes) {
  std::string all;
  for (const Change& change : changes.list) {
    static const char* const kinds[] = {"changed", "added", "removed", "moved"};
    all += std::string(kinds[static_cast<int>(change.kind)]) + " " + change.place +
           (change.element.empty() ? "" : " in " + change.element) +
           (change.moved_to.empty() ? "" : " to " + change.moved_to) + "\n";
    if (change.kind == Change::Kind::moved) continue;
    for (const std::string& line : change.before) all += "- " + line + "\n";
    for (const std::string& line : change.after) all += "+ " + line + "\n";
  }
  return all;
}

std::string text(std::vector<Element> before, std::vector<Element> after) {
  return text(changes(document(std::move(before)), document(std::move(after))));
}

TEST(Changes, AreNoneOfTheSameDocument) {
  EXPECT_EQ(text({para("a b"), div({para("c")})}, {para("a b"), div({para("c")})}), "");
  EXPECT_EQ(text({}, {}), "");
}

TEST(Changes, OfWordsAreToldAsARun) {
  EXPECT_EQ(text({para("et to tre fire fem seks")}, {para("et TO tre FIRE fem seks")}),
            "changed blocks[1].content[3] in Para \"et to tre fire fem seks\"\n- \"to tre fire\"\n+ \"TO tre "
            "FIRE\"\n")
      << "what stays between two that change is told with them, if it is short";
  EXPECT_EQ(text({para("et to tre fire fem seks")}, {para("ET to tre fire fem SEKS")}),
            "changed blocks[1].content[1] in Para \"et to tre fire fem seks\"\n- \"et\"\n+ \"ET\"\n"
            "changed blocks[1].content[11] in Para \"et to tre fire fem seks\"\n- \"seks\"\n+ \"SEKS\"\n");
}

TEST(Changes, OfInlinesShowTheirStructure) {
  Element marked = para("et to");
  marked.content[2] = Element(Kind::Strong, {str("to")});
  EXPECT_EQ(text({para("et to")}, {marked}),
            "changed blocks[1].content[3] in Para \"et to\"\n- \"to\"\n+ Strong(\"to\")\n");
  Element apart = para("x");
  apart.content = {str("a"), Element(Kind::Space), str("b")};
  Element together = para("x");
  together.content = {str("a b")};
  EXPECT_EQ(text({apart}, {together}),
            "changed blocks[1].content[1] in Para \"a b\"\n- Str \"a\" Space Str \"b\"\n+ Str \"a b\"\n")
      << "what reads alike is shown piece by piece";
}

TEST(Changes, InAnInlineAreFoundInIt) {
  const auto with = [](Element inner) {
    Element note(Kind::Note, {std::move(inner)});
    Element block = para("et to");
    block.content.push_back(note);
    return block;
  };
  EXPECT_EQ(text({with(para("her"))}, {with(para("der"))}),
            "changed blocks[1].content[4].content[1].content[1] in Para \"her\"\n- \"her\"\n+ \"der\"\n");
}

TEST(Changes, OfBlocksThatComeOrGo) {
  EXPECT_EQ(text({para("a"), para("b")}, {para("a"), para("ny"), para("b")}),
            "added blocks[2] in Para \"ny\"\n+ Para \"ny\"\n");
  EXPECT_EQ(text({para("a"), div({para("b"), para("c")}, "f.xml:2:1")}, {para("a")}),
            "removed f.xml:2:1 in Div \"b c\"\n- Div\n-   Para \"b\"\n-   Para \"c\"\n");
  EXPECT_EQ(text({para("a")}, {}), "removed blocks[1] in Para \"a\"\n- Para \"a\"\n");
}

TEST(Changes, OfABlockThatMoved) {
  EXPECT_EQ(text({para("a"), para("b"), para("c"), div({para("d")})},
                 {para("b"), para("c"), div({para("d"), para("a")})}),
            "moved blocks[1] in Para \"a\" to blocks[3].content[2]\n");
}

TEST(Changes, OfAttributesShowTheElementAlone) {
  Element header(Kind::Header, {str("Titel")});
  header.more().number = 2;
  Element changed = header;
  changed.more().number = 3;
  changed.more().attr = {"id", {"a", "b"}, {{"k", "v"}}};
  EXPECT_EQ(text({header}, {changed}),
            "changed blocks[1] in Header \"Titel\"\n- Header 2\n+ Header 3 #id .a .b k=\"v\"\n");
}

TEST(Changes, OfPlacesAloneShowThem) {
  EXPECT_EQ(text({div({para("a")}, "f:1:1")}, {div({para("a")}, "f:2:1")}),
            "changed f:1:1 in Div \"a\"\n- Div data-pos=\"f:1:1\"\n+ Div data-pos=\"f:2:1\"\n");
}

TEST(Changes, InNeighboursAreFoundInEach) {
  const auto block = [](const char* first, const char* second) {
    Element para(Kind::Para);
    para.content = {Element(Kind::Emph, {str(first)}), Element(Kind::Space),
                    Element(Kind::Strong, {str(second)})};
    return para;
  };
  EXPECT_EQ(text({block("a", "b")}, {block("A", "B")}),
            "changed blocks[1].content[1].content[1] in Para \"a b\"\n- \"a\"\n+ \"A\"\n"
            "changed blocks[1].content[3].content[1] in Para \"a b\"\n- \"b\"\n+ \"B\"\n");
}

TEST(Changes, OfKindShowBoth) {
  EXPECT_EQ(text({div({para("a")})}, {Element(Kind::BlockQuote, {para("a")})}),
            "changed blocks[1] in Div \"a\"\n- Div\n-   Para \"a\"\n+ BlockQuote\n+   Para \"a\"\n");
}

TEST(Changes, FollowWhatNamesAnElement) {
  // The second Div is another one, though it stands where the first stood.
  EXPECT_EQ(text({div({para("a")}, "f:1:1"), div({para("b")}, "f:2:1")},
                 {para("ny"), div({para("b2")}, "f:2:1"), div({para("c")}, "f:3:1")}),
            "changed f:1:1 in Div \"a\"\n- Div\n-   Para \"a\"\n+ Para \"ny\"\n"
            "changed f:2:1 in Para \"b\"\n- \"b\"\n+ \"b2\"\n"
            "added f:3:1 in Div \"c\"\n+ Div\n+   Para \"c\"\n");
}

TEST(Changes, OfMetadata) {
  Document before, after;
  Meta title;
  title.kind = Meta::Kind::inlines;
  title.content = {str("gammel")};
  before.meta.set("title", title);
  title.content = {str("ny")};
  after.meta.set("title", title);
  before.meta.set("draft", Meta::of(true));
  after.meta.set("date", Meta::of("2026-01-31"));
  Meta map;
  map.set("a", Meta::of("1"));
  before.meta.set("map", map);
  map.set("a", Meta::of("2"));
  after.meta.set("map", map);
  EXPECT_EQ(text(changes(before, after)),
            "added meta.date\n+ \"2026-01-31\"\nremoved meta.draft\n- true\n"
            "changed meta.map.a\n- \"1\"\n+ \"2\"\nchanged meta.title[1]\n- \"gammel\"\n+ \"ny\"\n");
}

TEST(Changes, InALongTextAreShownWhereTheyAre) {
  const std::string start(500, 'x');
  const std::string changed =
      text({Element(Kind::CodeBlock, start + "old")}, {Element(Kind::CodeBlock, start + "new")});
  EXPECT_NE(changed.find("xxxold\""), std::string::npos) << changed;
  EXPECT_NE(changed.find("xxxnew\""), std::string::npos) << changed;
}

TEST(Changes, OfATableNameItsParts) {
  const auto table = [](const char* cell) {
    const auto row = [](const char* words) {
      return Element(Kind::Row, {Element(Kind::Cell, {para("fast")}), Element(Kind::Cell, {para(words)})});
    };
    Element body(Kind::TableBody, {Element(Kind::IntermediateHead), row("x"), row(cell)});
    return Element(Kind::Table,
                   {Element(Kind::Caption), Element(Kind::TableHead), body, Element(Kind::TableFoot)});
  };
  EXPECT_EQ(text({table("før")}, {table("nu")}),
            "changed blocks[1].bodies[1].body[2].cells[2].contents[1].content[1] in Para \"før\"\n- "
            "\"før\"\n+ \"nu\"\n");
}

TEST(Changes, AreToldUpToALimit) {
  std::vector<Element> before, after;
  for (int i = 0; i < 30; ++i) {
    before.push_back(div({para("a")}, ("f:" + std::to_string(i)).c_str()));
    after.push_back(div({para("b")}, ("f:" + std::to_string(i)).c_str()));
  }
  const Changes found = changes(document(before), document(after), 10);
  EXPECT_EQ(found.list.size(), 10u);
  EXPECT_EQ(found.more, 20u);
}

// Of the processor, whatever else the machine does.
double seconds(const Document& before, const Document& after) {
  const std::clock_t start = std::clock();
  EXPECT_FALSE(changes(before, after).list.empty());
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

// How much longer four times as much takes: four times, were it not for caches; sixteen where every element
// is compared with every other.
template <typename Make>
void expect_growth(const Make& make, int size) {
  const auto [small_before, small_after] = make(size);
  const auto [before, after] = make(4 * size);
  const double once = seconds(small_before, small_after), more = seconds(before, after);
  EXPECT_LT(more, 9 * once + 0.1) << once << " s, then " << more << " s";
}

// The larger ones are documents of some 5 MB.
TEST(Changes, TakeATimeThatGrowsWithTheDocument) {
  const auto paragraphs = [](int count, bool upper) {
    std::vector<Element> blocks;
    for (int i = 0; i < count; ++i)
      blocks.push_back(
          para(upper ? "ALT ER SKREVET STORT HER I DET NYE" : "alt er skrevet småt her i det gamle"));
    return document(std::move(blocks));
  };
  const auto one_paragraph = [](int words, int step) {
    Element block(Kind::Para);
    for (int i = 0; i < words; ++i)
      block.content.emplace_back(Kind::Str, std::to_string(i % 7 == 0 ? i * step : i % 5));
    return document({block});
  };
  const auto nested = [](int depth, const char* words) {
    Element inner = para(words);
    for (int i = 0; i < depth; ++i) {
      Element outer = div({});
      outer.more().attr.id = words + std::to_string(i);
      outer.content.push_back(std::move(inner));
      inner = std::move(outer);
    }
    Document doc;
    doc.blocks.push_back(std::move(inner));
    return doc;
  };
  const auto shuffled = [](int count, int factor) {
    std::vector<Element> blocks;
    for (int i = 0; i < count; ++i)
      blocks.push_back(
          para(("afsnit " + std::to_string((static_cast<long long>(i) * factor) % count)).c_str()));
    return document(std::move(blocks));
  };
  using Both = std::pair<Document, Document>;
  expect_growth([&](int n) { return Both(paragraphs(n, false), paragraphs(n, true)); }, 10'000);
  expect_growth([&](int n) { return Both(paragraphs(n, false), paragraphs(n * 3 / 4, true)); }, 10'000);
  expect_growth([&](int n) { return Both(one_paragraph(n, 1), one_paragraph(n, 3)); }, 50'000);
  expect_growth([&](int n) { return Both(nested(n, "a"), nested(n, "b")); }, 5'000);
  expect_growth([&](int n) { return Both(shuffled(n, 1), shuffled(n, 7)); }, 10'000);
}

// Every element of a tree, to choose one of.
void gather(std::vector<Element>& elements, std::vector<std::vector<Element>*>& lists) {
  if (!elements.empty()) lists.push_back(&elements);
  for (Element& element : elements) gather(element.content, lists);
}

// One change somewhere: an element goes, comes twice, changes its text or its attributes, or its place.
void change(Document& document, std::mt19937& random) {
  std::vector<std::vector<Element>*> lists;
  gather(document.blocks, lists);
  for (auto& [key, value] : document.meta.entries) gather(value.content, lists);
  if (lists.empty()) return;
  std::vector<Element>& list = *lists[random() % lists.size()];
  const std::size_t i = random() % list.size();
  const auto at = list.begin() + static_cast<std::ptrdiff_t>(i);
  switch (random() % 5) {
    case 0:
      list.erase(at);
      break;
    case 1:
      list.insert(at, Element(list[i]));
      break;
    case 2:
      list[i].text += "x";
      break;
    case 3:
      list[i].more().attr.id += "x";
      break;
    default:
      std::swap(list[i], list[random() % list.size()]);
  }
}

TEST(Changes, AreFoundWheneverThereAreAny) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    RandomTrees trees(seed, seed % 2 == 0);
    const Document before = trees.document();
    EXPECT_TRUE(changes(before, before).list.empty()) << seed;
    Document after = before;
    std::mt19937 random(seed);
    for (unsigned i = 0; i <= seed % 4; ++i) change(after, random);
    using Both = std::pair<const Document*, const Document*>;
    for (const auto& [a, b] : {Both(&before, &after), Both(&after, &before)}) {
      const Changes found = changes(*a, *b);
      EXPECT_EQ(found.list.empty(), *a == *b) << seed;
      for (const Change& each : found.list) {
        EXPECT_FALSE(each.place.empty()) << seed;
        EXPECT_EQ(each.before.empty(), each.kind == Change::Kind::added) << seed;
        EXPECT_EQ(each.after.empty(), each.kind == Change::Kind::removed) << seed;
        if (each.kind == Change::Kind::changed) {
          EXPECT_NE(each.before, each.after) << seed << "\n" << text(found);
        }
      }
    }
    // And of a document with nothing in common.
    EXPECT_FALSE(changes(before, trees.document()).list.empty()) << seed;
  }
}

}  // namespace
}  // namespace kancelli::ast
