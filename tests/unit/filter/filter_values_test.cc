// Values of a filter: attributes, lists, letters. How Pandoc does it was seen in tests/conformance/filters.
#include <gtest/gtest.h>

#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

TEST(FilterAttributes, AreDeletedByTheirNumber) {
  EXPECT_EQ(value_of("local s = pandoc.Span('x', { '', {}, { { 'a', '1' }, { 'b', '2' }, { 'c', '3' } } }) "
                     "for i = #s.attributes, 1, -1 do if i ~= 2 then s.attributes[i] = nil end end "
                     "s.attributes.d = '4' return s.attributes[1][1] .. s.attributes[2][1] .. #s.attributes"),
            "bd2");
  const Document doc =
      run("function Para() local s = pandoc.Span('x', { '', {}, { { 'a', '1' }, { 'b', '2' } } }) "
          "s.attributes[1] = nil return pandoc.Para { s } end");
  const ast::Attr& attr = doc.blocks[0].content[0].attr();
  ASSERT_EQ(attr.attributes.size(), 1u);
  EXPECT_EQ(attr.attributes[0].first, "b");
}

TEST(FilterAttributes, OfAnElementThatIsMadeAreItsOwn) {
  EXPECT_EQ(value_of("local attr = pandoc.Attr('a') local one = pandoc.Span('x', attr) attr.identifier = 'b' "
                     "local two = pandoc.Span('x', one.attr) one.identifier = 'c' return one.identifier .. "
                     "two.identifier"),
            "ca");
}

TEST(FilterValues, ElementsAreNoLists) {
  EXPECT_EQ(value_of("local n = 0 for _ in ipairs(pandoc.Para 'a b') do n = n + 1 end "
                     "for _ in ipairs(pandoc.Para('a b').content) do n = n + 10 end return n"),
            "30");
  EXPECT_EQ(value_of("return pcall(function() return pandoc.Inlines 'a' .. pandoc.Str 'b' end)"), "false");
}

TEST(FilterLists, RefuseAPlaceThatIsNotThere) {
  EXPECT_EQ(value_of("return pcall(function() pandoc.List { 1 }:insert(5, 'x') end)"), "false");
  EXPECT_EQ(value_of("return pcall(function() pandoc.List { 1 }:remove(5) end)"), "false");
  EXPECT_EQ(value_of("local l = pandoc.List {} l:insert(1, 'x') l:insert(2, 'y') return l:remove(1) .. #l"),
            "x1");
  EXPECT_EQ(value_of("return select(2, pandoc.List { 3, 1, 3 }:find(3, -2))"), "3");
}

TEST(FilterText, HasCapitalsThatAreSeveralLetters) {
  EXPECT_EQ(value_of("return require 'text'.upper 'straße ﬁn æøå ǆ'"), "STRASSE FIN ÆØÅ Ǆ");
  EXPECT_EQ(value_of("return require 'text'.lower 'ÆØÅ İ ΣΣ ǅ'"), "æøå i̇ σσ ǆ");
}

TEST(FilterSections, GoByTheVersionOfPandoc) {
  const std::string code =
      "function Pandoc(doc) local made = pandoc.utils.make_sections(true, 2, { pandoc.Header(1, 'a'), "
      "pandoc.Header(3, 'b') }) return pandoc.Pandoc(tostring(made[1].content[2].content[1].level)) end";
  FilterOptions three;
  three.pandoc_version = {3, 9};
  EXPECT_EQ(words(code), "3");
  EXPECT_EQ(ast::stringify(FilterHost(three).apply(hello(), "test.lua", code).blocks), "4");
}

}  // namespace
}  // namespace kancelli
