// answers.json of a sent version: what the registers and the project's papers said when it was sent.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/project/sent_version.h"

namespace kancelli {

using FrozenAnswers = std::map<std::string, std::string>;  // question key (project/answers.h) -> answer

std::string answers_json(const FrozenAnswers& answers);
// Throws Error for text that is none.
FrozenAnswers read_answers(std::string_view json);

// One that is different today.
struct ChangedAnswer {
  std::string question;   // "fact(opkald)"
  std::string then, now;  // in a few words
};

// The same questions, answered today. `paper`: as it was sent.
FrozenAnswers answers_today(const Project& project, const Paper& paper, const FrozenAnswers& then);
// What a register or another paper says otherwise, by question. The state and the access of another paper
// are not printed, and do not count.
std::vector<ChangedAnswer> changed_answers(const FrozenAnswers& then, const FrozenAnswers& now);

}  // namespace kancelli
