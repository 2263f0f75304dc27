// The page that answers a Word file: what it was read as, what was found, what it changes, what to do. In
// Danish, for people who have a browser and nothing else: it fetches nothing.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/cli/word_type.h"
#include "pipeline/core/diagnostic.h"

namespace kancelli {

struct AnswerFinding {
  Severity severity = Severity::error;
  std::string message, code;
  std::string where;                 // in words; "" for the whole file
  std::string before, words, after;  // as they stand in the file; "" for none
  std::vector<std::string> hints;
};

struct WordAnswer {
  std::string file;          // its name
  std::string paper, title;  // of the project, that it is a copy of; "" for none
  std::string type;          // as it is called: "Indstilling"; "" where nobody knows
  WordType::By by = WordType::By::nothing;
  std::string trouble, what_to_do;  // why it could not be checked
  std::vector<std::string> types;   // then, where nobody knows the type: those that there are
  std::vector<AnswerFinding> findings;
  std::string changes;              // part of a page; "": it was compared with nothing
  bool pdf = false;                 // it was asked for
  std::vector<std::string> no_pdf;  // why there is none

  std::size_t count(Severity severity) const;
};

std::string answer_page(const WordAnswer& answer);

// A name may be any bytes, a page is UTF-8.
std::string valid_utf8(std::string_view name);

// What a page made so says of itself, by name: "errors", "warnings", "notes"; "paper" where there is one,
// "not-checked" where there was trouble.
std::map<std::string, std::string> facts_of_page(std::string_view page);

// A file that lies beside the page.
struct AnswerFile {
  std::string name, what;  // what: "PDF", "kopi med kommentarer"
  std::string note;        // "" for none
};
// The page with its list of files, and words about the file itself ("Gemt 26. november 2026 kl. 13.02.").
std::string with_files(std::string page, const std::vector<AnswerFile>& files,
                       const std::vector<std::string>& notes);

}  // namespace kancelli
