#include "pipeline/ast/ast.h"

#include <gtest/gtest.h>

namespace kancelli::ast {
namespace {

Element str(const char* text) {
  return {Kind::Str, text};
}

Element nested(int depth) {
  Element element = str("bund");
  for (int i = 0; i < depth; ++i) {
    Element outer(Kind::Emph);
    outer.content.push_back(std::move(element));
    element = std::move(outer);
  }
  return element;
}

TEST(AstElement, CopiesComparesAndDestroysADeepTree) {
  const Element deep = nested(200'000);
  const Element copy = deep;
  EXPECT_TRUE(copy == deep);
  EXPECT_FALSE(copy == nested(199'999));
}

TEST(AstElement, CopiesEverythingItHolds) {
  Element link(Kind::Link, "https://example.org");
  link.more().title = "Titel";
  link.more().attr.classes = {"ref"};
  link.content.push_back(str("her"));
  Element copy = link;
  EXPECT_TRUE(copy == link);
  copy.content[0].text = "der";
  EXPECT_FALSE(copy == link);
  link = copy;
  EXPECT_EQ(link.content[0].text, "der");
  link = link.content[0];  // from within itself
  EXPECT_TRUE(link == str("der"));
}

TEST(AstElement, EqualsOneWhoseValuesAreAllTheDefault) {
  Element with = str("x");
  with.more();
  EXPECT_TRUE(with == str("x"));
}

TEST(AstAttr, FindsClassesAndAttributes) {
  const Attr attr{"id", {"a", "b"}, {{"k", "v"}, {"k", "w"}}};
  EXPECT_TRUE(attr.has_class("b"));
  EXPECT_FALSE(attr.has_class("k"));
  EXPECT_EQ(*attr.find("k"), "v");
  EXPECT_EQ(attr.find("id"), nullptr);
}

TEST(AstMeta, KeepsItsKeysInOrder) {
  Meta meta;
  meta.set("b", Meta::of("to"));
  meta.set("a", Meta::of(true));
  meta.set("b", Meta::of("tre"));
  ASSERT_EQ(meta.entries.size(), 2u);
  EXPECT_EQ(meta.entries[0].first, "a");
  EXPECT_EQ(meta.find("b")->string, "tre");
  EXPECT_EQ(meta.find("c"), nullptr);
}

TEST(AstStringify, SaysWhatAReaderWouldSay) {
  Element quoted(Kind::Quoted, {str("ord")});
  quoted.more().format = "DoubleQuote";
  Element note(Kind::Note, {Element(Kind::Para, {str("skjult")})});
  const Element para(Kind::Para,
                     {str("Et"), Element(Kind::SoftBreak), quoted, note, Element(Kind::Space), str("til")});
  EXPECT_EQ(stringify(para), "Et »ord« til");
  EXPECT_EQ(stringify({para, para}), "Et »ord« til Et »ord« til");
}

TEST(AstStringify, ReadsADeepTree) {
  EXPECT_EQ(stringify(nested(100'000)), "bund");
}

TEST(AstKind, TellsInlinesFromBlocksAndParts) {
  EXPECT_TRUE(is_inline(Kind::Span));
  EXPECT_FALSE(is_block(Kind::Span));
  EXPECT_TRUE(is_block(Kind::Null));
  EXPECT_FALSE(is_block(Kind::Line));
  EXPECT_EQ(name(Kind::Cell), "Cell");
  EXPECT_EQ(name(Kind::Div), "Div");
}

}  // namespace
}  // namespace kancelli::ast
