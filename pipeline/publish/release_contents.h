// What is found in the bytes of a release's files, whoever they belong to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/publish/closed_texts.h"
#include "pipeline/publish/file_text.h"
#include "pipeline/system/process.h"

namespace kancelli {

using CprDigits = std::string;  // the ten of a CPR number
CprDigits cpr_digits(std::string_view number);

// What was found in the bytes of one or several equal files.
struct Content {
  std::vector<std::string> paths;
  const std::string* bytes = nullptr;
  std::vector<Found> leaks;
  std::vector<CprDigits> numbers;  // sorted
  std::vector<std::string> authors;
  std::vector<Oddity> oddities;
  bool names_the_project = false;  // its folder on this machine
};

// Equal files are read once; several at a time. `files`: path -> bytes, which the result points to.
std::vector<Content> read_contents(const std::map<std::string, std::string>& files, const ClosedTexts& closed,
                                   const Project& project, ProcessRunner& processes);

// The words that people wrote in a file: all files of a format have the rest.
std::string words_by_people(std::string_view name, std::string_view bytes, ProcessRunner& processes);

}  // namespace kancelli
