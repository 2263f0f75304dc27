#include "pipeline/core/source.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli {

SourceId SourceMap::add(std::string name, std::string text) {
  files_.push_back({std::move(name), std::move(text), {}});
  return static_cast<SourceId>(files_.size());
}

const SourceMap::File& SourceMap::file(SourceId id) const {
  static const File nowhere;
  const auto index = static_cast<std::size_t>(id);
  return index == 0 || index > files_.size() ? nowhere : files_[index - 1];
}

const std::vector<std::uint32_t>& SourceMap::lines(const File& file) {
  if (file.line_starts.empty()) {
    file.line_starts.push_back(0);
    for (std::size_t i = 0; i < file.text.size(); ++i)
      if (file.text[i] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return file.line_starts;
}

std::string_view SourceMap::name(SourceId id) const {
  return file(id).name;
}
std::string_view SourceMap::text(SourceId id) const {
  return file(id).text;
}

Position SourceMap::position(SourceId id, std::uint32_t offset) const {
  const File& f = file(id);
  const auto& starts = lines(f);
  offset = std::min(offset, static_cast<std::uint32_t>(f.text.size()));
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const std::uint32_t start = *std::prev(after);
  const std::string_view before(f.text.data() + start, offset - start);
  return {static_cast<std::uint32_t>(after - starts.begin()),
          static_cast<std::uint32_t>(code_point_count(before) + 1)};
}

std::string_view SourceMap::line(SourceId id, std::uint32_t line) const {
  const File& f = file(id);
  const auto& starts = lines(f);
  if (line == 0 || line > starts.size()) return {};
  std::string_view text = f.text;
  text = text.substr(starts[line - 1]);
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string SourceMap::where(Span span) const {
  if (span.nowhere()) return {};
  const Position at = position(span.source, span.begin);
  return std::string(name(span.source)) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace kancelli
