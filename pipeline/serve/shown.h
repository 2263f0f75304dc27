// What the preview shows at a moment: the pages of the last state without faults, and what is wrong now.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"

namespace kancelli {

struct ShownFinding {
  Severity severity = Severity::error;
  std::string paper;  // its id; "" for what is found elsewhere
  std::string text;   // as the terminal shows it: place, message, line, hints
};

struct Shown {
  std::map<std::string, std::string> files;  // path below the site's root -> bytes
  // Files that are made when somebody asks for them: path -> the paper's id and the format.
  std::map<std::string, std::pair<std::string, std::string>> on_demand;
  std::map<std::string, std::string> papers;  // the project's: file -> id
  std::vector<ShownFinding> findings;         // in the order of the terminal
  std::string problem;  // why nothing could be made, when the program could not work; else ""

  bool has_errors() const;
};

// What was found, sorted. `papers`: as in Shown.
std::vector<ShownFinding> shown_findings(const Diagnostics& found, const SourceMap& sources,
                                         const std::map<std::string, std::string>& papers);

// Paths of what belongs to the preview itself and is no part of the site.
inline constexpr std::string_view faults_path = "fejl/", events_path = "kancelli-vis/events",
                                  script_path = "kancelli-vis/preview.js",
                                  style_path = "kancelli-vis/preview.css";

// The file of the site behind a path ("" and "x/" mean their index.html); nullptr where there is none.
const std::string* find_file(const Shown& shown, std::string_view path);

// The page as the preview gives it: with the script that loads it again, and below it what is wrong.
std::string preview_page(const Shown& shown, std::string_view path, std::string_view page);
// All that is wrong; a page of its own.
std::string faults_page(const Shown& shown);
// The page for a path that is not there.
std::string missing_page(const Shown& shown, std::string_view path);

// Why a file could not be made.
std::string failure_page(const std::string& problem);

// Changes when the page at the path looks otherwise than before: a page with an old mark is loaded again.
std::string mark_of(const Shown& shown, std::string_view path);

}  // namespace kancelli
