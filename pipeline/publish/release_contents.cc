#include "pipeline/publish/release_contents.h"

#include <algorithm>

#include "pipeline/check/cpr.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool is_letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(static_cast<unsigned char>(text[at]));
}

// As people write them, not pieces of a hash. Ten digits in a row only where people write.
void take_numbers(const FileText::Text& text, std::vector<CprDigits>& numbers) {
  for (const CprHit& hit : find_cpr_numbers(text.text)) {
    const std::string_view number = std::string_view(text.text).substr(hit.begin, hit.end - hit.begin);
    const bool within =
        (hit.begin > 0 && is_letter_at(text.text, hit.begin - 1)) || is_letter_at(text.text, hit.end);
    const bool in_a_row = number.size() == 10;
    if (within ||
        (in_a_row && (!text.plain || is_labelled_as_other(std::string_view(text.text).substr(0, hit.begin)))))
      continue;
    numbers.push_back(cpr_digits(number));
  }
}

// What people wrote of a file's text: all files of a format have the rest. Of its own words, that is values
// and strings of several words.
std::string written_by_people(const FileText::Text& text) {
  if (text.of == FileText::Text::Of::drawing) return {};
  if (text.of == FileText::Text::Of::people) return text.text + "\n";
  std::string written;
  for (const std::string_view line : split(text.text, '\n'))
    for (const std::string_view piece : split(line, '"'))
      if (!piece.ends_with('=') && piece.find(' ') != std::string_view::npos &&
          piece.find("://") == std::string_view::npos)
        written += std::string(piece) + "\n";
  return written;
}

std::vector<Content> grouped(const std::map<std::string, std::string>& files) {
  std::vector<Content> contents;
  std::map<std::string_view, std::size_t> known;
  for (const auto& [path, bytes] : files) {
    const auto [at, is_new] = known.emplace(bytes, contents.size());
    if (is_new) contents.push_back({{}, &bytes, {}, {}, {}, {}, false});
    contents[at->second].paths.push_back(path);
  }
  return contents;
}

void read(Content& content, const ClosedTexts& closed, const Project& project, ProcessRunner& processes) {
  FileText text = text_of(content.paths.front(), *content.bytes, processes);
  for (const std::string& path : content.paths) text.texts.push_back({path, true});
  std::vector<Words> words;
  for (const FileText::Text& each : text.texts) {
    words.push_back(compared_words(each.text));
    take_numbers(each, content.numbers);
    content.names_the_project |= project.root.size() > 1 && each.text.find(project.root) != std::string::npos;
  }
  content.leaks = closed.in(words);
  std::sort(content.numbers.begin(), content.numbers.end());
  content.numbers.erase(std::unique(content.numbers.begin(), content.numbers.end()), content.numbers.end());
  content.authors = std::move(text.authors);
  content.oddities = std::move(text.oddities);
}

}  // namespace

CprDigits cpr_digits(std::string_view number) {
  CprDigits digits;
  for (const char c : number)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

std::vector<Content> read_contents(const std::map<std::string, std::string>& files, const ClosedTexts& closed,
                                   const Project& project, ProcessRunner& processes) {
  std::vector<Content> contents = grouped(files);
  for_each_index(contents.size(), processors(),
                 [&](std::size_t i) { read(contents[i], closed, project, processes); });
  return contents;
}

std::string words_by_people(std::string_view name, std::string_view bytes, ProcessRunner& processes) {
  std::string words;
  for (const FileText::Text& text : text_of(name, bytes, processes).texts) words += written_by_people(text);
  return words;
}

}  // namespace kancelli
