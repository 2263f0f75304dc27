// What is told of a change: everything that differs, where it stands, and nothing that is the same.
#include "pipeline/build/paper_changes.h"

#include <gtest/gtest.h>

#include <random>

#include "pipeline/core/text.h"
#include "tests/support/example_project.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;
using Blocks = std::vector<Element>;

std::vector<Element> inlines(const std::string& text) {
  std::vector<Element> all;
  for (const std::string_view word : split(text)) {
    if (!all.empty()) all.emplace_back(Kind::Space);
    all.emplace_back(Kind::Str, std::string(word));
  }
  return all;
}
Element header(int level, const std::string& text) {
  Element element(Kind::Header, inlines(text));
  element.more().number = level;
  return element;
}
Element para(const std::string& text) {
  return Element(Kind::Para, inlines(text));
}
Element with_id(const std::string& id, Element block) {
  Element div(Kind::Div, std::vector<Element>{std::move(block)});
  div.more().attr.id = id;
  return div;
}
Element row(const std::vector<std::string>& cells) {
  Element element(Kind::Row);
  for (const std::string& text : cells)
    element.content.emplace_back(Kind::Cell, std::vector<Element>{Element(Kind::Plain, inlines(text))});
  return element;
}
Element table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) {
  Element element(Kind::Table);
  element.content.emplace_back(Kind::Caption, std::vector<Element>{para("Tabel 1. Budget")});
  element.content.emplace_back(Kind::TableHead, std::vector<Element>{row(heads)});
  Element body(Kind::TableBody);
  body.content.emplace_back(Kind::IntermediateHead);
  for (const auto& each : rows) body.content.push_back(row(each));
  element.content.push_back(std::move(body));
  return element;
}

class PaperChangesTest : public testing::Test {
 protected:
  ExampleProject example_ = check_example("<p>Udvalget mødes.</p>");
  const Paper& paper_ = *example_.project->papers[0];

  PaperState state(Blocks blocks) const {
    PaperState result;
    result.paper = &paper_;
    result.tree.blocks = std::move(blocks);
    return result;
  }
  std::string told(const Blocks& before, const Blocks& after) const {
    return changes_text(paper_changes(*example_.project, state(before), state(after)));
  }
};

TEST_F(PaperChangesTest, AreNoneBetweenTwoThatSayTheSame) {
  const Blocks text = {header(2, "Formål"), para("Udvalget mødes."), table({"År", "Kr."}, {{"2025", "1"}})};
  EXPECT_EQ(told(text, text), "");
  EXPECT_EQ(told({para("4,1\u00a0mio. kr.")}, {para("4,1 mio. kr.")}), "");
}

TEST_F(PaperChangesTest, ShowTheWordsWithThoseAroundThem) {
  EXPECT_EQ(told({header(2, "Formål"), para("Udvalget mødes hver tirsdag.")},
                 {header(2, "Formål"), para("Udvalget mødes hver onsdag.")}),
            "Formål: reworded (afsnit)\n  - Udvalget mødes hver [-tirsdag-].\n  + Udvalget mødes hver "
            "{+onsdag+}.\n");
}

TEST_F(PaperChangesTest, TellWhatCameAndWhatWent) {
  const Element first = para("Udvalget mødes hver tirsdag."),
                second = para("Referatet lægges på intranettet."),
                third = para("Forvaltningen er sekretariat for udvalget.");
  EXPECT_EQ(told({first, second}, {first, second, third}),
            "beginning: added (afsnit)\n  + {+Forvaltningen er sekretariat for udvalget.+}\n");
  EXPECT_EQ(told({first, second, third}, {first, third}),
            "beginning: removed (afsnit)\n  - [-Referatet lægges på intranettet.-]\n");
}

TEST_F(PaperChangesTest, TellWhereAMovedOneCameFrom) {
  const Element moved = para("Forvaltningen er sekretariat for udvalget.");
  EXPECT_EQ(
      told({header(2, "A"), moved, header(2, "B"), para("Et andet ord om møder."), para("Det sidste.")},
           {header(2, "A"), header(2, "B"), para("Et andet ord om møder."), moved, para("Det sidste.")}),
      "B: moved (afsnit)\n  from A\n    Forvaltningen er sekretariat for udvalget.\n");
}

TEST_F(PaperChangesTest, KnowABlockByItsIdWhateverItSays) {
  EXPECT_EQ(told({with_id("a", header(2, "Gammel overskrift")), para("Uændret tekst.")},
                 {with_id("a", header(2, "Noget helt andet")), para("Uændret tekst.")})
                .substr(0, 33),
            "beginning: reworded (overskrift)\n");
}

TEST_F(PaperChangesTest, NameTheRowAndTheColumnBesideACellOverSeveralRows) {
  const auto with_group = [](Element made) {
    std::vector<Element>& rows = made.content.back().content;  // the first is the body's head
    rows[1].content[0].more().row_span = 2;
    rows[2].content.erase(rows[2].content.begin());
    return made;
  };
  const std::vector<std::string> heads = {"Pulje", "Ordning", "Kr."};
  EXPECT_EQ(
      told(
          {with_group(table(heads, {{"Alle", "Barsel", "1"}, {"", "Pension", "2"}, {"En", "Kurser", "3"}}))},
          {with_group(table(heads, {{"Alle", "Barsel", "4"}, {"", "Pension", "5"}, {"En", "Kurser", "6"}}))}),
      "tabel 1, rækken »Barsel«, kolonnen »Kr.«: reworded (celle)\n  - [-1-]\n  + {+4+}\n"
      "tabel 1, rækken »Pension«, kolonnen »Kr.«: reworded (celle)\n  - [-2-]\n  + {+5+}\n"
      "tabel 1, rækken »En«, kolonnen »Kr.«: reworded (celle)\n  - [-3-]\n  + {+6+}\n");
}

TEST_F(PaperChangesTest, NameTheRowAndTheColumnOfACell) {
  EXPECT_EQ(
      told({header(2, "Økonomi"), table({"År", "Løn", "Drift"}, {{"2025", "10", "3"}, {"2026", "12", "4"}})},
           {header(2, "Økonomi"), table({"År", "Løn", "Drift"}, {{"2025", "10", "3"}, {"2026", "12", "5"}})}),
      "Økonomi, tabel 1, rækken »2026«, kolonnen »Drift«: reworded (celle)\n  - [-4-]\n  + {+5+}\n");
  EXPECT_EQ(told({table({"År", "Kr."}, {{"2025", "10"}})},
                 {table({"År", "Kr."}, {{"2025", "10"}, {"2026", "11"}})}),
            "tabel 1: added (række)\n  + {+2026 | 11+}\n");
}

TEST_F(PaperChangesTest, GatherItemsWhoseNumberAloneChanged) {
  EXPECT_EQ(told({para("1. I § 3 ændres ordet."), para("2. § 5 ophæves."), para("3. § 9 ophæves helt.")},
                 {para("1. I § 3 ændres ordet."), para("2. Efter § 4 indsættes noget nyt og langt."),
                  para("3. § 5 ophæves."), para("4. § 9 ophæves helt.")}),
            "beginning: added (afsnit)\n  + {+2. Efter § 4 indsættes noget nyt og langt.+}\n"
            "beginning: reworded (nummer)\n  - [-nr. 2-3-]\n  + {+nr. 3-4+}\n");
}

TEST_F(PaperChangesTest, SeeNotesAndPicturesApartFromTheirText) {
  Element before = para("Udvalget mødes."), after = before;
  Element note(Kind::Note, std::vector<Element>{para("Jf. planen for 2025.")});
  before.content.push_back(note);
  note.content[0] = para("Jf. planen for 2026.");
  after.content.push_back(note);
  EXPECT_EQ(told({before}, {after}),
            "beginning: reworded (fodnote)\n  - Jf. planen for [-2025-].\n  + Jf. planen for {+2026+}.\n");
}

TEST_F(PaperChangesTest, LeaveFrontMatterToWhatThePaperSaysOfItself) {
  Element front(Kind::Div, std::vector<Element>{para("10. februar 2026")});
  front.more().attr.classes = {"casenumber"};
  EXPECT_EQ(told({front, para("Ord.")}, {para("Ord.")}), "");
}

TEST_F(PaperChangesTest, TellWhatThePaperSaysOfItself) {
  ExampleProject other =
      check_example("<dated value=\"2026-03-01\"/>\n<record case=\"2026-0000001\"/>\n<p>Udvalget mødes.</p>");
  PaperState after = state({});
  after.paper = other.project->papers[0].get();
  const std::string text = changes_text(paper_changes(*example_.project, state({}), after));
  EXPECT_NE(text.find("Sagsnummer: added (oplysning)\n  + {+2026-0000001+}\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Dato: added (oplysning)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("{+1. marts 2026+}"), std::string::npos) << text;
}

TEST_F(PaperChangesTest, TellRegisterValuesThatBothUsedAndNotWhatIsThePapersOwn) {
  PaperState before = state({}), after = state({});
  before.answers = {{"fact\x1fopkald", R"({"id":"opkald","full":"10 opkald"})"},
                    {"label\x1f\x1f"
                     "a",
                     "\"1\""}};
  after.answers = {{"fact\x1fopkald", R"({"id":"opkald","full":"11 opkald"})"},
                   {"label\x1f\x1f"
                    "a",
                    "\"2\""}};
  EXPECT_EQ(changes_text(paper_changes(*example_.project, before, after)),
            "register fact(opkald): was \"10 opkald\", is \"11 opkald\"\n");
}

// Whatever was done to a text: each word that went is told as gone, and each that came as new.
TEST_F(PaperChangesTest, LoseNoWordOfTextsMadeAtRandom) {
  std::mt19937 random(11);
  const auto word = [&] { return "ord" + std::to_string(random() % 40); };
  for (int i = 0; i < 300; ++i) {
    std::vector<std::string> old;
    for (std::size_t n = random() % 12; n > 0; --n) {
      std::string text = word();
      for (std::size_t k = random() % 10; k > 0; --k) text += " " + word();
      old.push_back(text);
    }
    std::vector<std::string> now = old;
    for (std::size_t n = random() % 5; n > 0; --n) {
      const std::size_t at = now.empty() ? 0 : random() % now.size();
      if (now.empty() || random() % 3 == 0)
        now.insert(now.begin() + static_cast<std::ptrdiff_t>(at), word() + " nyt " + word());
      else if (random() % 2 == 0)
        now.erase(now.begin() + static_cast<std::ptrdiff_t>(at));
      else
        now[at] += " " + word();
    }
    Blocks a, b;
    for (const std::string& text : old) a.push_back(para(text));
    for (const std::string& text : now) b.push_back(para(text));
    std::map<std::string, int> balance;  // by word: how often it came, less how often it went
    const PaperChanges changes = paper_changes(*example_.project, state(a), state(b));
    for (const PaperChange& each : changes.text) {
      if (each.kind == PaperChange::Kind::moved) continue;
      for (const Stretch& stretch : each.before)
        for (const std::string_view w : split(stretch.changed ? stretch.words : std::string_view()))
          --balance[std::string(w)];
      for (const Stretch& stretch : each.after)
        for (const std::string_view w : split(stretch.changed ? stretch.words : std::string_view()))
          ++balance[std::string(w)];
    }
    for (const std::string& text : old)
      for (const std::string_view w : split(text)) ++balance[std::string(w)];
    for (const std::string& text : now)
      for (const std::string_view w : split(text)) --balance[std::string(w)];
    for (const auto& [each, count] : balance) EXPECT_EQ(count, 0) << each << " in text " << i;
    EXPECT_EQ(changes.none(), old == now) << i;
  }
}

}  // namespace
}  // namespace kancelli
