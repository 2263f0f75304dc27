// What papers are made with: the house, Pandoc and Typst, started once for all of them.
#pragma once

#include <string>

#include "pipeline/build/paper_maker.h"

namespace kancelli {

// How many papers are made at a time, and how many PDFs. Typst works while its thread waits: a process for
// every two threads keeps both busy.
std::size_t threads_of(int jobs);
std::size_t setters_of(int jobs);

struct BuildTools {
  BuildTools(Files& files, ProcessRunner& processes, const std::string& project_root,
             const std::string& house_root, int jobs);

  House house;
  Pandoc pandoc;
  std::string typst_root;  // the folder that "/" means in Typst: house and project lie in it
  Typst typst;
};

// Makes ready for PDFs. Throws Error when a program that they need is missing.
void warm_up_for_pdf(BuildTools& tools);

}  // namespace kancelli
