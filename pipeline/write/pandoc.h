// Pandoc, the external program: what it is, and what it writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/system/process.h"

namespace kancelli {

class Pandoc {
 public:
  // Asks the installed Pandoc. Throws Error, with what to install, when there is none or it is older
  // than 2.17.
  explicit Pandoc(ProcessRunner& processes);

  const std::string& version_text() const { return version_text_; }  // "2.17.1.1"
  const std::vector<int>& version() const { return version_; }
  const ast::ApiVersion& api_version() const { return api_version_; }

  // Pictures are looked up in `folder`. Both throw Error with Pandoc's own words when it fails or warns that
  // it left something out.
  std::string docx(const ast::Document& document, const std::string& reference_docx,
                   const std::string& folder) const;
  // A whole page by the template, pictures and styles within it.
  std::string html(const ast::Document& document, const std::string& page_template,
                   const std::string& folder) const;

  bool at_least(int major, int minor) const;

 private:
  std::string run(const ast::Document& document, std::vector<std::string> arguments) const;

  ProcessRunner& processes_;
  std::string version_text_;
  std::vector<int> version_;
  ast::ApiVersion api_version_;
};

}  // namespace kancelli
