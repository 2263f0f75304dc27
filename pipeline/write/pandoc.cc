#include "pipeline/write/pandoc.h"

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/danish.h"
#include "pipeline/core/embedded.h"
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

Command command_for(const PandocHouse& house) {
  Command command;
  command.program = "pandoc";
  command.arguments = {"--from=commonmark",
                       "--to=html5",
                       "--standalone",
                       "--wrap=none",
                       "--section-divs",
                       "--template=" + house.page_template,
                       "--variable=style:" + house.page_style,
                       "--reference-doc=" + house.reference_docx,
                       "--resource-path=" + house.pictures,
                       "--lua-filter=/dev/fd/3",
                       "/dev/null"};
  // The same bytes whenever and wherever it runs: the finishers write the paper's own date, and arguments are
  // read by the locale. GHCRTS: a third of a document's time is collecting garbage, unless there is room.
  command.environment = {{"SOURCE_DATE_EPOCH", "0"}, {"LC_ALL", "C.UTF-8"}, {"GHCRTS", "-A64m"}};
  command.script = embedded("pipeline/write/pandoc_server.lua");
  return command;
}

std::string unescaped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escape = text[at] == '\\' && at + 1 < text.size();
    if (escape) ++at;
    plain += escape && text[at] == 'n' ? '\n' : text[at];
  }
  return plain;
}

}  // namespace

Pandoc::Pandoc(ProcessRunner& processes, const PandocHouse& house, std::size_t most)
    : processes_(processes, command_for(house), most) {
  if (!find_program("pandoc")) throw Error(tr("Pandoc is not installed"), how_to_get());
  processes_.warm_up();
}

void Pandoc::learn_version() {
  std::string answer;
  try {
    answer = ask("version");
  } catch (const Error& error) {
    throw Error(tr("Pandoc does not work: {0}", {error.what()}), how_to_get());
  }
  const auto words = split(answer);
  version_text_ = words.empty() ? "" : words[0];
  version_ = numbers(version_text_);
  if (version_ < std::vector<int>{2, 17})
    throw Error(tr("Pandoc {0} is too old", {version_text_}), how_to_get());
  api_version_ = words.size() < 2 ? ast::ApiVersion() : numbers(words[1]);
}

std::string Pandoc::ask(const std::string& question) {
  const Reply reply = processes_.ask(question);
  const std::string_view line = reply.line;
  const std::size_t space = std::min(line.find(' '), line.size());
  std::string rest = unescaped(line.substr(std::min(space + 1, line.size())));
  if (line.substr(0, space) != "ok" || !reply.complaints.empty())
    throw Error(tr("Pandoc failed: {0}", {trim(reply.complaints.empty() ? rest : reply.complaints)}));
  return rest;
}

std::string Pandoc::docx(const ast::Document& document) {
  return ask("docx " + ast::to_json(document, api_version_));
}

std::string Pandoc::html(const ast::Document& document) {
  std::string page = ask("html " + ast::to_json(document, api_version_));
  // A role of Pandoc's footnotes that ARIA no longer has.
  constexpr std::string_view role = " role=\"doc-endnote\"";
  for (std::size_t at = 0; (at = page.find(role, at)) != std::string::npos;) page.erase(at, role.size());
  return page;
}

}  // namespace kancelli
