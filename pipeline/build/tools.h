// What papers are made with: the house, Pandoc and Typst, started once for all of them.
#pragma once

#include <string>

#include "pipeline/build/paper_maker.h"

namespace kancelli {

// The nearest folder that both lie in; "" for the root of the disk.
std::string common_folder(const std::string& a, const std::string& b);
PandocHouse pandoc_house(const House& house, const std::string& project_root);
TypstHouse typst_house(const House& house, const std::string& typst_root);

class Tools {
 public:
  // `house`: root of filters/ and styles/. `threads`: papers that are made at a time. Throws Error when a
  // tool is missing.
  Tools(const Project& project, Files& files, ProcessRunner& processes, const std::string& house,
        std::size_t threads);

  const Workshop& workshop() const { return workshop_; }

 private:
  House house_;
  Pandoc pandoc_;
  std::string typst_root_;
  Typst typst_;
  Workshop workshop_;
};

}  // namespace kancelli
