#include "pipeline/write/pandoc.h"

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/danish.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string how_to_get() {
  return tr("install it: apt-get install pandoc (2.17 or later), or run scripts/setup");
}

std::vector<int> numbers(std::string_view text) {
  std::vector<int> result;
  for (const std::string_view part : split(text, '.'))
    if (const auto number = read_count(part)) result.push_back(static_cast<int>(*number));
  return result;
}

}  // namespace

Pandoc::Pandoc(ProcessRunner& processes) : processes_(processes) {
  if (!find_program("pandoc")) throw Error(tr("Pandoc is not installed"), how_to_get());
  const ProcessResult version = processes_.run({"pandoc", {"--version"}, {}, {}, std::chrono::seconds(20)});
  const auto words = split(version.out);
  if (version.status != 0 || words.size() < 2)
    throw Error(tr("pandoc --version does not answer"), how_to_get());
  version_text_ = words[1];
  version_ = numbers(version_text_);
  if (!at_least(2, 17)) throw Error(tr("Pandoc {0} is too old", {version_text_}), how_to_get());
  const ProcessResult empty =
      processes_.run({"pandoc", {"-f", "native", "-t", "json"}, "[]", {}, std::chrono::seconds(20)});
  if (empty.status != 0) throw Error(tr("Pandoc does not work: {0}", {trim(empty.err)}), how_to_get());
  ast::from_json(empty.out, api_version_);
}

bool Pandoc::at_least(int major, int minor) const {
  const int first = version_.empty() ? 0 : version_[0], second = version_.size() < 2 ? 0 : version_[1];
  return first > major || (first == major && second >= minor);
}

std::string Pandoc::run(const ast::Document& document, std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"-f", "json", "--fail-if-warnings"});
  // SOURCE_DATE_EPOCH: the same bytes whenever it runs; the finishers write the paper's own date.
  const ProcessResult result = processes_.run({"pandoc",
                                               std::move(arguments),
                                               ast::to_json(document, api_version_),
                                               {{"SOURCE_DATE_EPOCH", "0"}},
                                               std::chrono::seconds(60)});
  if (result.timed_out) throw Error(tr("Pandoc did not finish within a minute"));
  if (result.status != 0) throw Error(tr("Pandoc failed: {0}", {trim(result.err)}));
  return result.out;
}

std::string Pandoc::docx(const ast::Document& document, const std::string& reference_docx,
                         const std::string& folder) const {
  return run(document,
             {"-t", "docx", "-o", "-", "--reference-doc=" + reference_docx, "--resource-path=" + folder});
}

std::string Pandoc::html(const ast::Document& document, const std::string& page_template,
                         const std::string& folder) const {
  std::vector<std::string> arguments = {
      "-t",          "html5",         "--template=" + page_template, "--resource-path=" + folder,
      "--wrap=none", "--section-divs"};
  arguments.emplace_back(at_least(2, 19) ? "--embed-resources" : "--self-contained");
  arguments.emplace_back("--standalone");
  std::string page = run(document, std::move(arguments));
  // A role of Pandoc's footnotes that ARIA no longer has.
  constexpr std::string_view role = " role=\"doc-endnote\"";
  for (std::size_t at = 0; (at = page.find(role, at)) != std::string::npos;) page.erase(at, role.size());
  return page;
}

}  // namespace kancelli
