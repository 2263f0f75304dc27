// Which paper a Word file is: one of the project's, and of which type.
#pragma once

#include <map>
#include <string>

#include "pipeline/project/project.h"
#include "pipeline/word/document.h"

namespace kancelli {

struct WordType {
  // What tells it, in the order in which they are asked.
  enum class By { nothing, user, paper, word_template, folder, beginning, name };
  std::string type;  // "" by nothing
  By by = By::nothing;
  bool guessed() const { return by >= By::folder; }
};

// "id=... version=... hash=...": which paper of ours the file was made of; "" for none.
std::string paper_named_in(const word::Document& document);

// `types`: document_types. Folders count as far as `file` names them: "notater/om parkering.docx".
WordType word_type(const Project& project, const std::map<std::string, std::string>& types,
                   const std::string& file, const word::Document& document);

// A name for it from the file's; one that no paper and no register has.
std::string free_id(const Project& project, const Files& files, const std::string& file,
                    const std::string& type);

}  // namespace kancelli
