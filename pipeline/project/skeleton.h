// A new paper to fill in.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

// What stands in a skeleton where the author has to write something; `not-filled-in` finds what is left of
// it.
inline constexpr std::string_view placeholder = "…";
inline constexpr std::string_view placeholder_date = "1900-01-01";  // so old that no paper means it
inline constexpr std::string_view placeholder_name = "udfyldes";    // where the grammar wants a name

// A document that the type's grammar accepts, with every required element, and what belongs in a section, in
// the grammar's words, as a comment before it. Text to write is a placeholder; bodies are the first of their
// kind in the register. Throws Error for a type without a grammar.
std::string skeleton(const Project& project, const std::string& type, const std::string& id);

// The types of papers that people write, each with its title: "charter", "Kommissorium". Grammars that cannot
// be read are left out.
std::map<std::string, std::string> document_types(const Project& project, const Files& files);

// Throw Error for what new_paper refuses: a type that is none, an id that is none or is taken.
void refuse_new_paper(const Project& project, const Files& files, const std::string& type,
                      const std::string& id);
// The same, where the paper is not to be one of the project: its id may be taken.
void refuse_new_text(const Project& project, const Files& files, const std::string& type,
                     const std::string& id);

// Writes it, or `text` where one is given, to content/papers/TYPE/ID.xml and adds it to content/project.xml;
// both or neither. Gives the file's path in the project. Throws Error when the type is none, a paper or a
// register's entry has that id already, or the id is not one (small letters, digits, hyphens, at most 100).
std::string new_paper(const Project& project, Files& files, const std::string& type, const std::string& id,
                      const std::string& text = {});

// The grammar of a document type of which papers can be begun. Throws Error for another word, with those that
// there are, or the one that was meant.
std::unique_ptr<Schema> document_grammar(const Project& project, const Files& files, const std::string& type);

}  // namespace kancelli
