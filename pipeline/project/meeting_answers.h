// What filters ask of meetings (docs/tree.md): agendas, the cases on them, and what was decided.
#pragma once

#include <string>

#include "pipeline/project/answer_object.h"
#include "pipeline/project/project.h"

namespace kancelli {

std::string agenda_answer(const Project& project, const Paper& paper, const Arguments& arguments);
std::string item_answer(const Project& project, const Paper& paper, const Arguments& arguments);
std::string matter_answer(const Project& project, const Paper& paper, const Arguments& arguments);
std::string earlier_answer(const Project& project, const Paper& paper, const Arguments& arguments);
std::string outcome_answer(const Project& project, const Paper& paper, const Arguments& arguments);

}  // namespace kancelli
