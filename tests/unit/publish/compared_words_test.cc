#include "pipeline/publish/compared_words.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

TEST(ComparedWords, DoNotDependOnHowAWordIsWritten) {
  const auto words = compared_words("Københavns erhvervs-område får 12.500 kr.");
  EXPECT_EQ(words.size(), 5u);
  for (const char* other : {"KØBENHAVNS erhvervsområde, får 12500 kr",
                            "Køben\u00ADhavns erhvervs\u2011område får\u00A012.500 kr.",
                            "Københavns erhvervs-\nområde fa\u030Ar 12.500\nkr.",
                            "København\u200Bs erhvervs-område f\u00E5r 12.500 kr"})
    EXPECT_EQ(compared_words(other), words) << other;
  EXPECT_EQ(compared_words("fisk \uFB01sk"), compared_words("fisk fisk"));
  EXPECT_NE(compared_words("fem sager"), compared_words("femsager"));
}

}  // namespace
}  // namespace kancelli
