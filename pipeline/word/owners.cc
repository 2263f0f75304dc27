// Which words of a Word file are within which of our bookmarks.
#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

#include "pipeline/word/carried.h"

namespace kancelli::word {
namespace {

// The words of an element, or a text that the program added, in one paragraph; after an edit, in several.
struct Range {
  Owner owner;
  Place begin, end;
};

// "_k12", "_g3"; "_k12_2" for the next paragraph of the same element, "_k12_Copy_1" as LibreOffice makes it.
std::optional<Owner> owner_of(std::string_view name) {
  using Kind = Owner::Kind;
  if (!name.starts_with("_k") && !name.starts_with("_g")) return std::nullopt;
  Owner owner{name[1] == 'k' ? Kind::element : Kind::added, 0};
  const char* last = name.data() + name.size();
  const auto [end, error] = std::from_chars(name.data() + 2, last, owner.key);
  if (error != std::errc() || owner.key == 0 || (end != last && *end != '_')) return std::nullopt;
  return owner;
}

// LibreOffice renames what it has read twice, and what somebody copied: only the latter stands beside what it
// is a copy of, and that is new text.
bool is_copied(const std::string& name, const std::set<std::string_view>& names) {
  const auto copy = name.find("_Copy_");
  return copy != std::string::npos && names.contains(std::string_view(name).substr(0, copy));
}

// Elements of a source lie in each other some levels deep, not hundreds: marks beyond that somebody has made
// to keep us busy, and none of them counts.
bool lie_on_each_other(const std::vector<Range>& ranges, const std::vector<const Paragraph*>& paragraphs) {
  constexpr std::ptrdiff_t deepest = 150;
  constexpr std::size_t most = 4'000'000;  // runs within ranges, one for each of these
  std::vector<std::size_t> before{0};      // how many runs stand before a paragraph
  for (const Paragraph* paragraph : paragraphs) before.push_back(before.back() + paragraph->runs.size() + 1);
  std::vector<std::ptrdiff_t> opened(before.back() + 1);
  for (const Range& range : ranges) {
    ++opened[before[range.begin.paragraph - 1] +
             std::min<std::size_t>(range.begin.run, paragraphs[range.begin.paragraph - 1]->runs.size())];
    --opened[before[range.end.paragraph - 1] + range.end.run];
  }
  std::ptrdiff_t depth = 0;
  std::size_t all = 0;
  for (const std::ptrdiff_t each : opened) {
    depth += each;
    all += static_cast<std::size_t>(depth);
    if (depth > deepest || all > most) return true;
  }
  return false;
}

std::vector<Range> ranges_of(const Document& document, const std::vector<const Paragraph*>& paragraphs) {
  std::vector<Range> ranges;
  std::set<std::string_view> names;
  for (const Bookmark& bookmark : document.bookmarks) names.insert(bookmark.name);
  for (const Bookmark& bookmark : document.bookmarks) {
    const auto owner = owner_of(bookmark.name);
    if (!owner || bookmark.begin.paragraph == 0 || bookmark.begin.paragraph > paragraphs.size()) continue;
    if (is_copied(bookmark.name, names)) continue;
    Range range{*owner, bookmark.begin, bookmark.end};
    range.end.paragraph = std::min(range.end.paragraph, static_cast<std::uint32_t>(paragraphs.size()));
    if (range.end < range.begin) continue;
    const auto runs = static_cast<std::uint32_t>(paragraphs[range.end.paragraph - 1]->runs.size());
    range.end.run = std::min(range.end.run, runs);
    ranges.push_back(range);
  }
  return lie_on_each_other(ranges, paragraphs) ? std::vector<Range>() : ranges;
}

// All runs, with the ranges around each.
class Cover {
 public:
  explicit Cover(const Document& document)
      : paragraphs_(document.paragraphs()), ranges_(ranges_of(document, paragraphs_)) {
    for (const Paragraph* paragraph : paragraphs_) around_.emplace_back(paragraph->runs.size());
    for (std::size_t at = 0; at < ranges_.size(); ++at)
      each_run(ranges_[at], [&](auto p, auto r) { around_[p][r].push_back(at); });
  }

  const std::vector<const Paragraph*>& paragraphs() const { return paragraphs_; }
  const std::vector<Range>& ranges() const { return ranges_; }

  Owner owner(std::size_t paragraph, std::size_t run) const {
    const Range* innermost = nullptr;
    for (const std::size_t at : around_[paragraph][run])
      if (innermost == nullptr || is_within(ranges_[at], *innermost)) innermost = &ranges_[at];
    return innermost == nullptr ? Owner() : innermost->owner;
  }

  // What the ranges of one owner hold: of an element without what the program added in it.
  std::string text(const std::vector<std::size_t>& ranges, View view) const {
    std::string result;
    for (const std::size_t at : ranges)
      each_run(ranges_[at], [&](std::size_t p, std::size_t r) {
        const Run& run = paragraphs_[p]->runs[r];
        const Owner innermost = owner(p, r);
        const bool counts = ranges_[at].owner.kind == Owner::Kind::added
                                ? innermost == ranges_[at].owner
                                : innermost.kind != Owner::Kind::added;
        if (counts && run.kind == Run::Kind::text && !run.hidden && shows(view, run.revision))
          result += run.text;
      });
    return result;
  }

  // The ranges of each owner, in order.
  std::map<std::uint32_t, std::vector<std::size_t>> by_key(Owner::Kind kind) const {
    std::map<std::uint32_t, std::vector<std::size_t>> result;
    for (std::size_t at = 0; at < ranges_.size(); ++at)
      if (ranges_[at].owner.kind == kind) result[ranges_[at].owner.key].push_back(at);
    return result;
  }

  // Lets ranges end where their words are those that were sent, if that is near.
  void heal(const Carried& carried) {
    for (const auto kind : {Owner::Kind::element, Owner::Kind::added}) {
      const auto& hashes = kind == Owner::Kind::element ? carried.hashes : carried.added;
      for (const auto& [key, ranges] : by_key(kind))
        if (const auto hash = hashes.find(key); hash != hashes.end()) heal(ranges, hash->second);
    }
  }

 private:
  template <class Visit>
  void each_run(const Range& range, Visit visit) const {
    for (std::uint32_t p = range.begin.paragraph; p <= range.end.paragraph; ++p) {
      const std::size_t first = p == range.begin.paragraph ? range.begin.run : 0;
      const std::size_t end = p == range.end.paragraph ? range.end.run : paragraphs_[p - 1]->runs.size();
      for (std::size_t r = first; r < end; ++r) visit(p - 1, r);
    }
  }

  // An element stands after the one around it in the structure.
  static bool is_within(const Range& inner, const Range& outer) {
    if (inner.begin != outer.begin) return inner.begin > outer.begin;
    if (inner.end != outer.end) return inner.end < outer.end;
    if (inner.owner.kind != outer.owner.kind) return inner.owner.kind == Owner::Kind::element;
    return inner.owner.key > outer.owner.key;
  }

  void heal(const std::vector<std::size_t>& ranges, const std::string& hash) {
    const auto as_sent = [&] {
      return element_hash(text(ranges, View::before)) == hash ||
             element_hash(text(ranges, View::after)) == hash;
    };
    if (as_sent()) return;
    constexpr std::uint32_t near = 3;  // runs
    const std::size_t last = ranges.back();
    const Place before = ranges_[last].end;
    const std::vector<Run>& runs = paragraphs_[before.paragraph - 1]->runs;
    for (std::uint32_t more = 1; more <= near && before.run + more <= runs.size(); ++more) {
      const std::uint32_t run = before.run + more - 1;
      around_[before.paragraph - 1][run].push_back(last);
      ranges_[last].end.run = run + 1;
      if (as_sent()) return;
    }
    for (std::uint32_t run = before.run; run < ranges_[last].end.run; ++run)
      around_[before.paragraph - 1][run].pop_back();
    ranges_[last].end = before;
  }

  std::vector<const Paragraph*> paragraphs_;
  std::vector<Range> ranges_;
  std::vector<std::vector<std::vector<std::size_t>>> around_;  // by paragraph and run
};

}  // namespace

std::map<std::uint32_t, std::vector<std::uint32_t>> keys_by_paragraph(const Document& document,
                                                                      Owner::Kind kind) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> result;
  std::set<std::pair<std::uint32_t, std::uint32_t>> known;
  const auto paragraphs = document.paragraphs();
  for (const Range& range : ranges_of(document, paragraphs)) {
    if (range.owner.kind != kind) continue;
    for (std::uint32_t p = range.begin.paragraph; p <= range.end.paragraph; ++p) {
      const bool touches = p == range.begin.paragraph || p != range.end.paragraph || range.end.run > 0;
      if (touches && known.insert({p, range.owner.key}).second) result[p].push_back(range.owner.key);
    }
  }
  return result;
}

std::vector<std::vector<Owner>> owners(const Document& document, const Carried& carried) {
  Cover cover(document);
  cover.heal(carried);
  std::vector<std::vector<Owner>> result;
  for (std::size_t p = 0; p < cover.paragraphs().size(); ++p) {
    result.emplace_back();
    for (std::size_t r = 0; r < cover.paragraphs()[p]->runs.size(); ++r)
      result.back().push_back(cover.owner(p, r));
  }
  return result;
}

std::map<std::uint32_t, std::string> words_by_key(const Document& document, const Carried& carried,
                                                  View view) {
  Cover cover(document);
  cover.heal(carried);
  std::map<std::uint32_t, std::string> result;
  for (const auto& [key, ranges] : cover.by_key(Owner::Kind::element)) result[key] = cover.text(ranges, view);
  return result;
}

}  // namespace kancelli::word
