#include "pipeline/site/compressed.h"

#include <Poco/InflatingStream.h>
#include <gtest/gtest.h>

#include <iterator>
#include <sstream>

namespace kancelli::site {
namespace {

std::string plain(const std::string& bytes) {
  std::istringstream in(bytes);
  Poco::InflatingInputStream inflate(in, Poco::InflatingStreamBuf::STREAM_GZIP);
  return {std::istreambuf_iterator<char>(inflate), {}};
}

TEST(Compressed, LiesBesideATextAndHoldsTheSame) {
  const std::string text(5000, 'a');
  SiteFiles files = {{"index.html", text}, {"assets/site.css", text}, {"oparl/system.json", text}};
  add_compressed(files);
  ASSERT_EQ(files.size(), 6u);
  EXPECT_EQ(files.at("index.html"), text);
  EXPECT_EQ(plain(files.at("index.html.gz")), text);
  EXPECT_LT(files.at("index.html.gz").size(), 200u);
}

TEST(Compressed, IsNothingThatIsShortOrPackedOrNotWorthIt) {
  std::string noise;
  for (unsigned state = 1; noise.size() < 5000; state = state * 1664525 + 1013904223)
    noise += static_cast<char>(state >> 24);
  SiteFiles files = {{"kort.html", "kort"}, {"a.pdf", std::string(5000, 'a')}, {"stoej.txt", noise}};
  add_compressed(files);
  EXPECT_EQ(files.size(), 3u);
}

TEST(Compressed, HasNoTimeAndNoNameInIt) {
  SiteFiles files = {{"index.html", std::string(5000, 'a')}}, again = files;
  add_compressed(files);
  add_compressed(again);
  EXPECT_EQ(files, again);
  const std::string& bytes = files.at("index.html.gz");
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

}  // namespace
}  // namespace kancelli::site
