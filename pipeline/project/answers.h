// What filters ask of the project (docs/tree.md, the module `kancelli`), with every question noted: a paper
// is made again when an answer it got has changed, and only then.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

// The answer as JSON text; "null" for a thing that does not exist. Throws Error for a question that there is
// none of, or with too few arguments.
std::string answer(const Project& project, const Paper& paper, std::string_view question,
                   const std::vector<std::string>& arguments);

// A question and its arguments as one text, and back: the form in which the build keeps them.
std::string question_key(std::string_view question, const std::vector<std::string>& arguments);
// As a person reads it: "fact(ks-ansatte)", of a printed element too.
std::string question_shown(std::string_view key);
std::string answer_key(const Project& project, const Paper& paper, std::string_view key);

// Whether the answer to that question depends on more than its arguments.
bool about_project(std::string_view key);

// The answers for filters/lib/kancelli.lua, which reads them where Pandoc runs the filters: one JSON object.
// What was asked, and every body, fact, law and paper as of the paper's date.
std::string answers_file(const Project& project, const Paper& paper,
                         const std::map<std::string, std::string>& asked);

// Answers and keeps what was asked.
class Answerer {
 public:
  Answerer(const Project& project, const Paper& paper) : project_(project), paper_(paper) {}
  std::string ask(std::string_view question, const std::vector<std::string>& arguments);
  const std::map<std::string, std::string>& asked() const { return asked_; }  // key -> answer

 private:
  const Project& project_;
  const Paper& paper_;
  std::map<std::string, std::string> asked_;
};

}  // namespace kancelli
