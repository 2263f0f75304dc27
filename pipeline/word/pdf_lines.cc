#include "pipeline/word/pdf_lines.h"

#include <map>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/plain_lines.h"

namespace kancelli::word {
namespace {

constexpr std::size_t bytes_most = 200u << 20;
// A small PDF may draw the same words without end, or unpack to a huge one.
constexpr std::size_t words_most = 50u << 20, memory_most = std::size_t{4} << 30;

// Lines of running text that stand side by side, with blanks between them at one place.
bool has_columns(std::string_view page) {
  static constexpr std::size_t letters_least = 20, lines_least = 6;
  std::map<std::size_t, std::size_t> beginnings;  // of second columns
  std::size_t lines = 0;
  for (const PlainLine& line : lines_of(page).lines) {
    ++lines;
    const std::vector<PlainCell> cells = cells_of(line);
    if (cells.size() != 2) continue;
    const bool wide =
        cells[0].end - cells[0].begin >= letters_least && cells[1].end - cells[1].begin >= letters_least;
    if (wide) ++beginnings[cells[1].begin];
  }
  for (const auto& [column, count] : beginnings) {
    const auto next = beginnings.find(column + 1);
    const std::size_t all = count + (next == beginnings.end() ? 0 : next->second);
    if (all >= lines_least && all * 3 >= lines) return true;
  }
  return false;
}

std::string run(ProcessRunner& processes, std::string_view pdf, bool layout) {
  std::vector<std::string> arguments{"-enc", "UTF-8", "-", "-"};
  if (layout) arguments.insert(arguments.begin(), "-layout");
  Command command{"pdftotext", arguments, std::string(pdf), {}, std::chrono::seconds(120)};
  command.output = words_most;
  command.memory = memory_most;
  const ProcessResult result = processes.run(command);
  if (result.too_much) throw Error(tr("it holds more than {0} MB of words", {"50"}));
  if (result.timed_out) throw Error(tr("it takes longer than {0} seconds", {"120"}));
  if (result.status != 0) throw Error(std::string(trim(result.err)));
  return result.out;
}

// Pages of two columns in the order in which they are read.
std::string in_reading_order(ProcessRunner& processes, std::string_view pdf, std::string laid_out) {
  const std::vector<std::string_view> pages = split(laid_out, '\f');
  bool columns = false;
  for (const std::string_view page : pages) columns = columns || has_columns(page);
  if (!columns) return laid_out;
  const std::string read = run(processes, pdf, false);
  const std::vector<std::string_view> others = split(read, '\f');
  if (others.size() != pages.size()) return laid_out;
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < pages.size(); ++i)
    chosen.emplace_back(has_columns(pages[i]) ? others[i] : pages[i]);
  return join(chosen, "\f");
}

}  // namespace

std::optional<std::string> text_of_pdf(ProcessRunner& processes, std::string_view pdf, Span file,
                                       Diagnostics& diagnostics) {
  const auto refuse = [&](const std::string& why) {
    diagnostics.error("pdf-unreadable", file, tr("the PDF cannot be read: {0}", {why}),
                      {tr("open it in a PDF reader, and print or save it as a new PDF without a password")});
    return std::nullopt;
  };
  if (pdf.size() > bytes_most) return refuse(tr("it is larger than {0} MB", {"200"}));
  if (!find_program("pdftotext"))
    throw Error(tr("pdftotext, which reads PDFs, is not on this machine"),
                tr("install the package poppler-utils"));
  std::string text;
  try {
    text = in_reading_order(processes, pdf, run(processes, pdf, true));
  } catch (const Error& error) {
    return refuse(error.what());
  }
  if (trim(text).find_first_not_of("\f \n\r\t") != std::string_view::npos) return text;
  diagnostics.error(
      "pdf-without-text", file, tr("the PDF has no words, only pictures of pages"),
      {tr("let a program for reading scanned pages (OCR) put a text layer into it, or ask for the "
          "file that it was made from")});
  return std::nullopt;
}

}  // namespace kancelli::word
