#include "pipeline/core/source.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli {

SourceId SourceMap::add(std::string name, std::string text) {
  File& added = files_.emplace_back();
  added.name = std::move(name);
  added.text = std::move(text);
  return static_cast<SourceId>(files_.size());
}

const SourceMap::File& SourceMap::file(SourceId id) const {
  static const File nowhere;
  const auto index = static_cast<std::size_t>(id);
  return index == 0 || index > files_.size() ? nowhere : files_[index - 1];
}

namespace {
constexpr std::size_t stride = 4096;
}

const SourceMap::Index& SourceMap::index(const File& file) {
  std::call_once(file.asked, [&] {
    file.index.line_starts.push_back(0);
    const std::string_view text = file.text;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
      file.index.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
    std::size_t count = 0;
    for (std::size_t at = 0; at <= text.size(); at += stride) {
      file.index.counted.push_back(static_cast<std::uint32_t>(count));
      count += code_point_count(text.substr(at, stride));
    }
  });
  return file.index;
}

std::size_t SourceMap::count_before(const File& file, std::size_t offset) {
  const std::size_t block = offset / stride;
  return index(file).counted[block] +
         code_point_count(std::string_view(file.text).substr(block * stride, offset - block * stride));
}

std::vector<SourceId> SourceMap::all() const {
  std::vector<SourceId> ids;
  for (std::size_t i = 1; i <= files_.size(); ++i) ids.push_back(static_cast<SourceId>(i));
  return ids;
}

std::string_view SourceMap::name(SourceId id) const {
  return file(id).name;
}
std::string_view SourceMap::text(SourceId id) const {
  return file(id).text;
}

Position SourceMap::position(SourceId id, std::uint32_t offset) const {
  const File& f = file(id);
  const auto& starts = index(f).line_starts;
  offset = std::min(offset, static_cast<std::uint32_t>(f.text.size()));
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const std::uint32_t start = *std::prev(after);
  const std::size_t before = offset - start < stride
                                 ? code_point_count(std::string_view(f.text).substr(start, offset - start))
                                 : count_before(f, offset) - count_before(f, start);
  return {static_cast<std::uint32_t>(after - starts.begin()), static_cast<std::uint32_t>(before + 1)};
}

std::string_view SourceMap::line(SourceId id, std::uint32_t line) const {
  const File& f = file(id);
  const auto& starts = index(f).line_starts;
  if (line == 0 || line > starts.size()) return {};
  const std::size_t end = line < starts.size() ? starts[line] - 1 : f.text.size();
  std::string_view text = std::string_view(f.text).substr(starts[line - 1], end - starts[line - 1]);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string SourceMap::where(Span span) const {
  if (span.nowhere()) return {};
  const Position at = position(span.source, span.begin);
  return std::string(name(span.source)) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace kancelli
