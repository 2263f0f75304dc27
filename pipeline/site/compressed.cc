#include "pipeline/site/compressed.h"

#include <Poco/DeflatingStream.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "pipeline/core/parallel.h"

namespace kancelli::site {
namespace {

// A packet of the network holds less than that: nothing is won.
constexpr std::size_t least_bytes = 1400;

bool is_text(std::string_view path) {
  constexpr std::string_view endings[] = {".html", ".css", ".js",  ".json", ".jsonld",
                                          ".svg",  ".xml", ".txt", ".ics"};
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

// Without a time and a name in its head.
std::string compressed(const std::string& bytes) {
  constexpr int best = 9;
  std::ostringstream out;
  Poco::DeflatingOutputStream deflate(out, Poco::DeflatingStreamBuf::STREAM_GZIP, best);
  deflate.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  deflate.close();
  return out.str();
}

}  // namespace

void add_compressed(SiteFiles& files) {
  std::vector<const SiteFiles::value_type*> texts;
  for (const auto& file : files)
    if (file.second.size() >= least_bytes && is_text(file.first)) texts.push_back(&file);
  std::vector<std::string> made(texts.size());
  for_each_index(texts.size(), processors(), [&](std::size_t i) { made[i] = compressed(texts[i]->second); });
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (made[i].size() <= texts[i]->second.size() / 5 * 4)
      files.emplace(texts[i]->first + ".gz", std::move(made[i]));
}

}  // namespace kancelli::site
