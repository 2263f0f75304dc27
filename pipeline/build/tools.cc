#include "pipeline/build/tools.h"

#include <algorithm>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {

namespace {

// The nearest folder that both lie in; "" for the root of the disk.
std::string common_folder(const std::string& a, const std::string& b) {
  if (a == b) return a;
  const std::filesystem::path left(a), right(b);
  std::filesystem::path common;
  for (auto x = left.begin(), y = right.begin(); x != left.end() && y != right.end() && *x == *y; ++x, ++y)
    common /= *x;
  return common == "/" ? "" : common.string();
}

PandocHouse pandoc_house(const House& house, const std::string& project_root) {
  return {house.root + "/styles/generated/pandoc.docx", house.root + "/styles/web/page.html",
          house.text("styles/generated/tokens.css") + house.text("styles/web/paper.css") +
              house.text("styles/web/page.css"),
          project_root + "/content"};
}

TypstHouse typst_house(const House& house, const std::string& typst_root) {
  return {typst_root, {house.root + "/styles/fonts", "/usr/share/fonts/truetype/crosextra"}, house.root};
}

}  // namespace

std::size_t threads_of(int jobs) {
  return static_cast<std::size_t>(std::max(jobs, 1));
}

std::size_t setters_of(int jobs) {
  return (threads_of(jobs) + 1) / 2;
}

BuildTools::BuildTools(Files& files, ProcessRunner& processes, const std::string& project_root,
                       const std::string& house_root, int jobs)
    : house(load_house(files, house_root)),
      pandoc(processes, pandoc_house(house, project_root), threads_of(jobs)),
      typst_root(common_folder(house.root, project_root)),
      typst(processes, files, typst_house(house, typst_root), setters_of(jobs)) {}

void warm_up_for_pdf(BuildTools& tools) {
  if (!find_program("pdftotext"))
    throw Error(tr("pdftotext is not installed"),
                tr("install it: apt-get install poppler-utils, or run scripts/setup"));
  tools.typst.warm_up();
}

}  // namespace kancelli
