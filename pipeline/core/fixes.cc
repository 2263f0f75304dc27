#include "pipeline/core/fixes.h"

#include <algorithm>
#include <map>

namespace kancelli {
namespace {

struct Repairs {
  std::vector<Edit> edits;  // by place, none overlapping
  std::size_t fixes = 0;
};

using RepairsBySource = std::map<SourceId, Repairs>;

// An insertion overlaps what it touches, too: the order of the two would be a guess.
bool overlap(const Span& a, const Span& b) {
  const bool insertion = a.begin == a.end || b.begin == b.end;
  return insertion ? a.begin <= b.end && b.begin <= a.end : a.begin < b.end && b.begin < a.end;
}

bool fits(const std::vector<Edit>& fix, const RepairsBySource& repairs) {
  return std::all_of(fix.begin(), fix.end(), [&](const Edit& edit) {
    const auto found = repairs.find(edit.span.source);
    return found == repairs.end() ||
           std::none_of(found->second.edits.begin(), found->second.edits.end(),
                        [&](const Edit& other) { return overlap(edit.span, other.span); });
  });
}

void take(const std::vector<Edit>& fix, RepairsBySource& repairs) {
  for (const Edit& edit : fix) repairs[edit.span.source].edits.push_back(edit);
  ++repairs[fix.front().span.source].fixes;
}

// The text [begin, end) with the edits that lie in it.
std::string edited(std::string_view text, std::size_t begin, std::size_t end, const Edit* first,
                   const Edit* last) {
  std::string result;
  for (; first != last; ++first) {
    result.append(text.substr(begin, first->span.begin - begin));
    result += first->text;
    begin = first->span.end;
  }
  return result.append(text.substr(begin, end - begin));
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t newline = text.find('\n', at);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

// Lines with a sign before each; a last one without its end is told of, as diff does.
std::string signed_lines(char sign, std::string_view lines) {
  std::string result;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = line_end(lines, at);
    (result += sign).append(lines.substr(at, end - at));
    at = end;
  }
  if (!lines.empty() && lines.back() != '\n') result += "\n\\ No newline at end of file\n";
  return result;
}

std::string range(std::size_t first, std::string_view lines) {
  const auto count = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')) +
                     (lines.empty() || lines.back() == '\n' ? 0 : 1);
  return std::to_string(count == 0 ? first - 1 : first) + "," + std::to_string(count);
}

std::string diff_of(std::string_view name, std::string_view text, const std::vector<Edit>& edits) {
  std::string diff = "--- " + std::string(name) + "\n+++ " + std::string(name) + "\n";
  std::ptrdiff_t shift = 0;  // lines that stand before in the new text and not in the old
  for (const Edit* edit = edits.data(); edit != edits.data() + edits.size();) {
    const std::size_t begin = line_begin(text, edit->span.begin);
    std::size_t end = line_end(text, edit->span.end);
    const Edit* last = edit + 1;
    while (last != edits.data() + edits.size() && last->span.begin < end)
      end = std::max(end, line_end(text, (last++)->span.end));
    const std::string_view before = text.substr(begin, end - begin);
    const std::string after = edited(text, begin, end, edit, last);
    const auto line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + begin, '\n')) + 1;
    diff += "@@ -" + range(line, before) + " +" + range(line + static_cast<std::size_t>(shift), after) +
            " @@\n" + signed_lines('-', before) + signed_lines('+', after);
    shift += std::count(after.begin(), after.end(), '\n') - std::count(before.begin(), before.end(), '\n');
    edit = last;
  }
  return diff;
}

}  // namespace

std::vector<FixedSource> make_fixes(const Diagnostics& diagnostics, const SourceMap& sources) {
  RepairsBySource repairs;
  for (const Diagnostic& diagnostic : diagnostics.list())
    if (!diagnostic.fix.empty() && fits(diagnostic.fix, repairs)) take(diagnostic.fix, repairs);
  std::vector<FixedSource> fixed;
  for (auto& [source, of_source] : repairs) {
    auto& edits = of_source.edits;
    std::sort(edits.begin(), edits.end(),
              [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
    const std::string_view text = sources.text(source);
    fixed.push_back({source, edited(text, 0, text.size(), edits.data(), edits.data() + edits.size()),
                     diff_of(sources.name(source), text, edits), of_source.fixes});
  }
  return fixed;
}

}  // namespace kancelli
