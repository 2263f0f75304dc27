// Text we read, and places in it.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// Identifies one file held by a SourceMap. The default value means "nowhere".
enum class SourceId : std::uint32_t { none = 0 };

// A stretch of a source's text, in bytes, end excluded. Cheap to copy; lines and columns are computed only
// when somebody prints them.
struct Span {
  SourceId source = SourceId::none;
  std::uint32_t begin = 0, end = 0;

  bool nowhere() const { return source == SourceId::none; }
  friend bool operator==(const Span&, const Span&) = default;
};

// 1-based; columns count Unicode code points (æ is one), a tab is one, a line ends at LF (a CR before it
// belongs to the line end).
struct Position {
  std::uint32_t line = 0, column = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

// Owns the text of every file read in a run; string_views into it live as long as it does.
class SourceMap {
 public:
  // `name` is the path shown to the author (relative to the project); a later text of the same name is a
  // source of its own.
  SourceId add(std::string name, std::string text);

  std::vector<SourceId> all() const;         // in the order in which they were added
  std::string_view name(SourceId id) const;  // "" for none
  std::string_view text(SourceId id) const;
  Position position(SourceId id, std::uint32_t offset) const;
  // The line's text without its line end; "" past the last line.
  std::string_view line(SourceId id, std::uint32_t line) const;
  // "name:line:column" of the span's beginning; "" for nowhere.
  std::string where(Span span) const;

 private:
  // Where lines begin, and how many code points stand before every 4096th byte: a text may be one long line.
  struct Index {
    std::vector<std::uint32_t> line_starts, counted;
  };
  struct File {
    std::string name, text;
    mutable std::once_flag asked;
    mutable Index index;  // filled at the first question, whichever thread asks it
  };
  const File& file(SourceId id) const;
  static const Index& index(const File& file);
  static std::size_t count_before(const File& file, std::size_t offset);

  std::deque<File> files_;  // a deque, so that texts stay where they are
};

}  // namespace kancelli
