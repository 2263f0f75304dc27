#include "pipeline/write/pictures.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "tests/support/memory_files.h"

namespace kancelli {
namespace {

ast::Document page_with(const std::string& picture) {
  ast::Document document;
  document.blocks.emplace_back(
      ast::Kind::Div, std::vector{ast::Element(ast::Kind::Para, {ast::Element(ast::Kind::Image, picture)})});
  return document;
}

std::string embedded_in(ast::Document document) {
  MemoryFiles files;
  files.files["/content/figures/a.svg"] = "<svg/>";
  embed_pictures(document, files, "/content");
  return document.blocks[0].content[0].content[0].text;
}

TEST(EmbedPictures, PutsTheBytesInThePlaceOfTheName) {
  EXPECT_EQ(embedded_in(page_with("figures/a.svg")), "data:image/svg+xml;base64,PHN2Zy8+");
}

TEST(EmbedPictures, RefusesWhatAPageCannotShow) {
  EXPECT_THROW(embedded_in(page_with("figures/none.svg")), Error);
  EXPECT_THROW(embedded_in(page_with("figures/a.tiff")), Error);
}

}  // namespace
}  // namespace kancelli
