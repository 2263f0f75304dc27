// From a valid paper to the bytes of its outputs, each read back and compared before anybody sees it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/build/house.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/project/answers.h"
#include "pipeline/project/project.h"
#include "pipeline/system/process.h"
#include "pipeline/write/pandoc.h"
#include "pipeline/write/typst.h"

namespace kancelli {

// A paper's final tree and what its outputs must say.
struct FinalTree {
  ast::Document document;                      // without the marks of the proof
  ast::Document marked;                        // with them: places in the source
  std::map<std::string, std::string> answers;  // what the filters asked, and got
  bool accessible = false;                     // our own checks found nothing
  // It says what the paper's source says. A DOCX of another tree carries nothing to come back to the source
  // with.
  bool of_source = true;
};

// What the makers of all papers share; used by several threads.
struct Workshop {
  const Project& project;
  const House& house;
  Files& files;
  ProcessRunner& processes;
  Pandoc& pandoc;
  Typst& typst;
  std::string typst_root;  // the folder that "/" means in Typst: house and project lie in it
  std::string trace;       // the name of a filter: what it changes is told; "": none
  bool profile = false;    // count and time what filters do
};

// Makes papers, one at a time; each thread has its own, for its Lua state.
class PaperMaker {
 public:
  explicit PaperMaker(const Workshop& workshop);
  ~PaperMaker();

  // Lowers the paper and runs the filters; proves that no text was lost. A filter's error is a diagnostic
  // (code `filter`), and nothing is returned.
  // `frozen`: answers that were given when the paper was sent, by question key; they hold still.
  std::unique_ptr<FinalTree> tree(const Paper& paper, Diagnostics& diagnostics,
                                  const std::map<std::string, std::string>& frozen = {});

  // The bytes of one format: "pdf", "docx", "html", "ast" (the final tree's JSON), "lowered" (the JSON of the
  // tree that filters get), "answers" (what filters that Pandoc runs over that one may ask), "asked" (what
  // they asked of the project, and got; check/frozen_answers.h). "" with a diagnostic when something is
  // wrong.
  std::string output(const Paper& paper, const FinalTree& tree, const std::string& format,
                     Diagnostics& diagnostics);

  // The tree as the writer for Typst gives it; "" with a diagnostic when it fails.
  std::string markup(const ast::Document& document, Diagnostics& diagnostics);
  // Words that pages carry besides the paper's text: running heads and feet, the draft's mark, the table of
  // contents, repeated table heads, letters in pictures.
  std::vector<std::string> furniture(const ast::Document& document, const Paper* paper) const;

  // What the traced filter has changed since the last call.
  std::string take_trace() { return std::exchange(trace_, {}); }
  const FilterProfile& profile() const { return profile_; }

 private:
  std::string docx(const Paper& paper, const FinalTree& tree, Diagnostics& diagnostics);
  std::string html(const Paper& paper, const FinalTree& tree, Diagnostics& diagnostics);
  std::string pdf(const Paper& paper, const FinalTree& tree, Diagnostics& diagnostics);
  bool has_filters_of_its_type(const Paper& paper, Diagnostics& diagnostics) const;
  ast::Document run_filters(ast::Document document, const Paper& paper, const std::string& format,
                            Diagnostics& diagnostics);
  ast::Document run_traced(ast::Document document, const std::vector<FilterFile>& files, std::size_t traced,
                           const std::string& heading);
  void report(const FilterError& error, const std::string& filter, Diagnostics& diagnostics) const;
  void report(const TypstWarning& warning, const TypstJob& job, const Paper& paper,
              Diagnostics& diagnostics) const;

  const Workshop& shop_;
  std::unique_ptr<FilterHost> host_;
  FilterProfile profile_;
  std::string trace_;
};

}  // namespace kancelli
