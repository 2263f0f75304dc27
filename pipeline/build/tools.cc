#include "pipeline/build/tools.h"

#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {

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

Tools::Tools(const Project& project, Files& files, ProcessRunner& processes, const std::string& house,
             std::size_t threads)
    : house_(load_house(files, house)),
      pandoc_(processes, pandoc_house(house_, project.root), threads),
      typst_root_(common_folder(house_.root, project.root)),
      typst_(processes, files, typst_house(house_, typst_root_), (threads + 1) / 2),
      workshop_{project, house_, files, processes, pandoc_, typst_, typst_root_, "", false} {
  pandoc_.learn_version();
  if (!find_program("pdftotext"))
    throw Error(tr("pdftotext is not installed"),
                tr("install it: apt-get install poppler-utils, or run scripts/setup"));
  typst_.warm_up();
}

}  // namespace kancelli
