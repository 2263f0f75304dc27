#include "pipeline/build/marked_changes.h"

#include <gtest/gtest.h>

#include <random>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using ast::Document;
using ast::Element;
using ast::Kind;

std::vector<Element> inlines(const std::string& text) {
  std::vector<Element> all;
  for (const std::string_view word : split(text)) {
    if (!all.empty()) all.emplace_back(Kind::Space);
    all.emplace_back(Kind::Str, std::string(word));
  }
  return all;
}
Element block(Kind kind, const std::string& text) {
  return {kind, inlines(text)};
}
Element para(const std::string& text) {
  return block(Kind::Para, text);
}
Element around(Kind kind, std::vector<Element> content) {
  return {kind, std::move(content)};
}
Element row(const std::vector<std::string>& cells) {
  std::vector<Element> all;
  for (const std::string& each : cells) all.push_back(around(Kind::Cell, {block(Kind::Plain, each)}));
  return around(Kind::Row, std::move(all));
}
Element table(std::vector<Element> rows) {
  Element made = around(Kind::Table, {around(Kind::Caption, {block(Kind::Plain, "Tabel 1. Tal")}),
                                      around(Kind::TableHead, {row({"Navn", "Tal"})}),
                                      around(Kind::TableBody, std::move(rows)), Element(Kind::TableFoot)});
  made.more().columns.resize(2);
  return made;
}

// The tree in letters: [-went-], [+came+].
std::string shown(const std::vector<Element>& elements);
std::string shown(const Element& element) {
  const std::string inner = element.kind == Kind::Str     ? element.text
                            : element.kind == Kind::Space ? " "
                                                          : shown(element.content);
  const std::string end = element.kind == Kind::Para || element.kind == Kind::Plain ? "|" : "";
  if (element.attr().has_class("insertion")) return "[+" + inner + "+]" + end;
  if (element.attr().has_class("deletion")) return "[-" + inner + "-]" + end;
  return inner + end;
}
std::string shown(const std::vector<Element>& elements) {
  std::string all;
  for (const Element& each : elements) all += shown(each);
  return all;
}
std::string shown(const std::vector<Element>& before, const std::vector<Element>& after) {
  const Document marked = marked_changes({{}, before}, {{}, after}, {"Kancelli", ""});
  EXPECT_EQ(shown(accepted(marked).blocks), shown(after));
  EXPECT_EQ(shown(refused(marked).blocks), shown(before));
  return shown(marked.blocks);
}

TEST(MarkedChanges, AWordThatChangesTakesTheSpaceBeforeIt) {
  EXPECT_EQ(shown({para("Udvalget mødes mandag.")}, {para("Udvalget samles mandag.")}),
            "Udvalget[- mødes-][+ samles+] mandag.|");
}

TEST(MarkedChanges, WhatBeganTheParagraphTakesTheSpaceBehindIt) {
  EXPECT_EQ(shown({para("Nu mødes udvalget igen.")}, {para("mødes udvalget igen.")}),
            "[-Nu -]mødes udvalget igen.|");
  EXPECT_EQ(shown({para("mødes udvalget igen.")}, {para("Nu mødes udvalget igen.")}),
            "[+Nu +]mødes udvalget igen.|");
}

TEST(MarkedChanges, ParagraphsComeAndGoWhole) {
  EXPECT_EQ(shown({para("Det første afsnit."), para("Noget andet her.")},
                  {para("Det første afsnit."), para("Ganske nyt stof.")}),
            "Det første afsnit.|[-Noget andet her.|-][+Ganske nyt stof.|+]");
}

TEST(MarkedChanges, ItemsOfAListStayItems) {
  const auto list = [](const std::vector<std::string>& items) {
    std::vector<Element> all;
    for (const std::string& each : items) all.push_back(around(Kind::Item, {block(Kind::Plain, each)}));
    return around(Kind::BulletList, std::move(all));
  };
  EXPECT_EQ(shown({list({"løn", "indkøb"})}, {list({"løn", "forsikring og støtte", "indkøb"})}),
            "løn|[+forsikring og støtte|+]indkøb|");
}

TEST(MarkedChanges, ARowIsMarkedAsARow) {
  const Document marked =
      marked_changes({{}, {table({row({"a", "1"}), row({"b", "2"})})}}, {{}, {table({row({"a", "1"})})}},
                     {"Kancelli", "2026-02-18T00:00:00Z"});
  const Element& gone = marked.blocks[0].content[2].content[1];
  EXPECT_EQ(gone.kind, Kind::Row);
  EXPECT_TRUE(gone.attr().has_class("deletion"));
  EXPECT_EQ(*gone.attr().find("author"), "Kancelli");
  EXPECT_EQ(shown(accepted(marked).blocks), shown({table({row({"a", "1"})})}));
}

TEST(MarkedChanges, TheOnlyParagraphOfACellStaysOne) {
  EXPECT_EQ(shown({table({row({"Løn", "12 mio. kr."})})}, {table({row({"Løn", "ukendt"})})}),
            "Tabel 1. Tal|Navn|Tal|Løn|[-12 mio. kr.-][+ukendt+]|");
}

TEST(MarkedChanges, ATableWhoseColumnsChangeIsReplaced) {
  Element wide = table({row({"a", "1"})});
  wide.more().columns.resize(3);
  const std::string all = shown({table({row({"a", "1"})})}, {wide});
  EXPECT_NE(all.find("[-Navn"), std::string::npos);
  EXPECT_NE(all.find("[+Navn"), std::string::npos);
}

TEST(MarkedChanges, WhatIsStruckHasNoIdAndNoLinkWithin) {
  Element link = around(Kind::Link, inlines("tabel 1"));
  link.text = "#tabel-1";
  link.more().attr.id = "henvisning";
  const Document marked =
      marked_changes({{}, {around(Kind::Para, {link})}}, {{}, {para("Ganske andre ord her.")}}, {"", ""});
  const Element& text = marked.blocks[0].content[0].content[0];
  EXPECT_EQ(text.kind, Kind::Span);
  EXPECT_EQ(text.attr().id, "");
}

// A struck "Tabel 1" would count in Word, and its words are no w:t to whoever makes a field of them.
TEST(MarkedChanges, ALabelThatIsStruckIsNotCountedAnyMore) {
  Element label = around(Kind::Span, inlines("Tabel 1"));
  label.more().attr.classes = {"seq"};
  const Document made = marked_changes({{}, {around(Kind::Para, {label})}}, {{}, {para("Helt andet")}}, {});
  const Element& struck = made.blocks.at(0).content.at(0);
  ASSERT_EQ(shown(struck), "Tabel 1|");
  EXPECT_FALSE(struck.content.at(0).attr().has_class("seq"));
}

TEST(MarkedChanges, FrontMatterIsThatOfTheNewState) {
  const auto head = [](const std::string& text) {
    Element div = around(Kind::Div, {para(text)});
    div.more().attr.classes = {"side"};
    return div;
  };
  const Document marked = marked_changes({{}, {head("1. marts"), para("Tekst")}},
                                         {{}, {head("2. april"), para("Tekst")}}, {"", ""});
  EXPECT_EQ(shown(marked.blocks), "2. april|Tekst|");
}

TEST(MarkedChanges, AcceptedAndRefusedAreTheTwoStatesWhateverChanged) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"udvalget", "mødes", "og", "beslutter", "budgettet",
                                          "for",      "byen",  "i",  "år"};
  const auto text = [&] {
    std::string all;
    for (auto left = 3 + random() % 12; left > 0; --left)
      all += (all.empty() ? "" : " ") + words[random() % words.size()];
    return all;
  };
  const auto some = [&] {
    std::vector<Element> blocks;
    for (auto left = 1 + random() % 6; left > 0; --left) {
      switch (random() % 4) {
        case 0:
          blocks.push_back(around(Kind::BulletList, {around(Kind::Item, {para(text())}),
                                                     around(Kind::Item, {para(text()), para(text())})}));
          break;
        case 1:
          blocks.push_back(table({row({text(), text()}), row({text(), text()})}));
          break;
        default:
          blocks.push_back(para(text()));
      }
    }
    return blocks;
  };
  for (int turn = 0; turn < 200; ++turn) {
    const auto before = some();
    auto after = random() % 3 == 0 ? some() : before;
    for (auto edits = random() % 4; edits > 0; --edits) {
      const std::size_t at = random() % after.size();
      switch (random() % 3) {
        case 0:
          after[at] = para(text());
          break;
        case 1:
          after.insert(after.begin() + static_cast<std::ptrdiff_t>(at), para(text()));
          break;
        default:
          if (after.size() > 1) after.erase(after.begin() + static_cast<std::ptrdiff_t>(at));
      }
    }
    shown(before, after);
    if (HasFailure()) FAIL() << "turn " << turn;
  }
}

}  // namespace
}  // namespace kancelli
