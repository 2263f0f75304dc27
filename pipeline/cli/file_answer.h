// The answer to one file of a watched folder: worked out in a process of its own, and put beside the file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/cli/watched_folder.h"
#include "pipeline/cli/word_answer_page.h"
#include "pipeline/system/bounded_process.h"

namespace kancelli {

// What was worked out, before it lies anywhere.
struct FileAnswer {
  std::string pdf, checked, page;  // bytes; "" for none
  bool stopped = false;            // it is not worth anything
  std::string failure;             // the program could not work: nothing of it has to do with the file
};

// Runs `kancelli check` over the bytes. `options`: of watch-folder.
class FileAnswerer {
 public:
  FileAnswerer(const Options& options, std::string root, std::function<bool()> is_stopped);
  // `file`: its path in the folder.
  FileAnswer answer(const std::string& file, const std::string& bytes) const;

 private:
  BoundedResult check(const std::string& folder, const std::string& file, bool with_pdf) const;
  std::string as_read(const std::string& file) const;

  const Options& options_;
  std::string root_;
  std::function<bool()> is_stopped_;
};

// An answer for what no check is run over. In Danish, as the page.
FileAnswer without_check(const std::string& file, const std::string& trouble, const std::string& what_to_do);
// The same for a file of another kind than Word's.
FileAnswer not_word(const std::string& file);

// Puts the answer beside the file, and takes earlier answers away that it does not replace. What is
// remembered of the file is written before anything is put: whenever this is interrupted, the next run knows
// what is its own. `notes`: said on the page. Throws Error when nothing can be written.
void put_beside(WatchedFolder& folder, const std::string& file, const FileAnswer& answer,
                const FileState& state, const std::string& hash, const std::vector<std::string>& notes);

}  // namespace kancelli
