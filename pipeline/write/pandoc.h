// Pandoc, the external program: what it is, and what it writes. One process writes many documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/system/conversations.h"

namespace kancelli {

// What Pandoc is given for every document.
struct PandocHouse {
  std::string reference_docx;  // a path
  std::string page_template;   // a path
  std::string page_style;      // CSS, for the template's variable `style`
  std::string pictures;        // the folder they are looked up in
};

// Used by several threads, once the version is known.
class Pandoc {
 public:
  // Starts the first process without waiting for it; there may be `most`. Throws Error, with what to install,
  // when there is no Pandoc.
  Pandoc(ProcessRunner& processes, const PandocHouse& house, std::size_t most);

  // Asks the installed Pandoc. Throws Error when it does not answer or is older than 2.17. To be called
  // before the others.
  void learn_version();
  const std::string& version_text() const { return version_text_; }  // "2.17.1.1"
  const std::vector<int>& version() const { return version_; }
  const ast::ApiVersion& api_version() const { return api_version_; }

  // Both throw Error with Pandoc's own words when it fails or warns that it left something out.
  std::string docx(const ast::Document& document);
  // A whole page by the template. Pictures stay links: see embed_pictures.
  std::string html(const ast::Document& document);

 private:
  std::string ask(const std::string& question);

  Conversations processes_;
  std::string version_text_;
  std::vector<int> version_;
  ast::ApiVersion api_version_;
};

}  // namespace kancelli
