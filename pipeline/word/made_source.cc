#include "pipeline/word/made_source.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

bool is_inline_name(std::string_view name) {
  static constexpr auto names =
      std::to_array<std::string_view>({"em", "strong", "foreign", "link", "footnote", "term", "body", "fact",
                                       "amount", "date", "ref", "law", "count"});
  return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

class Writer {
 public:
  MadeText write(const Made& root) {
    text_.xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?xml-model href=\"../../schema/" + root.name +
                ".rng\" type=\"application/xml\" schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n";
    block(root, 0);
    return std::move(text_);
  }

 private:
  void block(const Made& made, std::size_t depth) {
    const std::string indent(2 * depth, ' ');
    text_.xml += indent;
    if (made.name.starts_with("?")) {
      text_.xml += "<" + made.name + " " + made.words + "?>\n";
      return;
    }
    const bool mixed = std::all_of(made.children.begin(), made.children.end(),
                                   [](const Made& child) { return is_inline_name(child.name); });
    if (mixed) {
      in_line(made);
      text_.xml += '\n';
      return;
    }
    text_.xml += "<" + made.name + attributes(made) + ">\n";
    for (const Made& child : made.children) {
      // Sections of the paper stand apart.
      if (depth == 0 && &child != &made.children.front()) text_.xml += '\n';
      block(child, depth + 1);
    }
    text_.xml += indent + "</" + made.name + ">\n";
  }

  void in_line(const Made& made) {
    if (made.is_words()) {
      const auto begin = static_cast<std::uint32_t>(text_.xml.size());
      text_.xml += xml_escape(made.words);
      if (!made.place.nowhere() && !made.words.empty())
        text_.origins.push_back({begin, static_cast<std::uint32_t>(text_.xml.size()), made.place});
      return;
    }
    const auto begin = static_cast<std::uint32_t>(text_.xml.size());
    text_.xml += "<" + made.name + attributes(made);
    if (made.children.empty()) {
      text_.xml += "/>";
      if (!made.place.nowhere())
        text_.origins.push_back({begin, static_cast<std::uint32_t>(text_.xml.size()), made.place});
      return;
    }
    text_.xml += '>';
    for (const Made& child : made.children) in_line(child);
    text_.xml += "</" + made.name + ">";
  }

  static std::string attributes(const Made& made) {
    std::string all;
    for (const auto& [name, value] : made.attributes) all += " " + name + "=\"" + xml_escape(value) + "\"";
    return all;
  }

  MadeText text_;
};

// How many bytes of the file's words the first `bytes` of a stretch of the source are: a reference (&amp;) is
// one.
std::uint32_t words_before(std::string_view xml, std::uint32_t bytes) {
  std::uint32_t words = 0;
  for (std::uint32_t i = 0; i < bytes && i < xml.size(); ++words) {
    const std::size_t end = xml[i] == '&' ? xml.find(';', i) : i;
    i = end == std::string_view::npos ? i + 1 : static_cast<std::uint32_t>(end) + 1;
  }
  return words;
}

// The part [begin, end) of an origin, as one of its own; both are bytes of the source.
Origin part_of(const std::string& xml, const Origin& origin, std::uint32_t begin, std::uint32_t end) {
  Origin part{begin, end, origin.place};
  // What an element was made of stays whole, and so does a character that stands for another.
  if (xml[origin.begin] == '<' || (begin == origin.begin && end == origin.end)) return part;
  const std::string_view all = std::string_view(xml).substr(origin.begin, origin.end - origin.begin);
  part.place.begin = origin.place.begin + words_before(all, begin - origin.begin);
  part.place.end = origin.place.begin + words_before(all, end - origin.begin);
  return part;
}

}  // namespace

Made& Made::set(const std::string& attribute, const std::string& value) {
  for (auto& [key, old] : attributes)
    if (key == attribute) {
      old = value;
      return *this;
    }
  attributes.emplace_back(attribute, value);
  return *this;
}

std::string Made::get(std::string_view attribute) const {
  for (const auto& [key, value] : attributes)
    if (key == attribute) return value;
  return {};
}

const Made* Made::child(std::string_view child_name) const {
  for (const Made& each : children)
    if (each.name == child_name) return &each;
  return nullptr;
}

std::string Made::content() const {
  std::string all = is_words() ? words : std::string();
  for (const Made& child : children) all += child.content();
  return all;
}

MadeText written(const Made& root) {
  return Writer().write(root);
}

Span place_in_file(const MadeText& source, std::uint32_t begin, std::uint32_t end) {
  Span place;
  const auto first =
      std::lower_bound(source.origins.begin(), source.origins.end(), begin,
                       [](const Origin& origin, std::uint32_t at) { return origin.end <= at; });
  for (auto at = first; at != source.origins.end() && at->begin < end; ++at) {
    const Origin& origin = *at;
    const Origin part = part_of(source.xml, origin, std::max(begin, origin.begin), std::min(end, origin.end));
    if (place.nowhere()) {
      place = part.place;
      continue;
    }
    place.begin = std::min(place.begin, part.place.begin);
    place.end = std::max(place.end, part.place.end);
  }
  return place;
}

MadeText changed(const MadeText& source, const std::vector<Change>& changes) {
  MadeText result;
  std::size_t next_origin = 0;
  std::uint32_t at = 0;
  // What stands between two changes, and where it comes from.
  const auto keep = [&](std::uint32_t to) {
    const auto shift = static_cast<std::int64_t>(result.xml.size()) - at;
    while (next_origin < source.origins.size() && source.origins[next_origin].end <= at) ++next_origin;
    for (std::size_t i = next_origin; i < source.origins.size() && source.origins[i].begin < to; ++i) {
      const Origin& origin = source.origins[i];
      Origin part = part_of(source.xml, origin, std::max(at, origin.begin), std::min(to, origin.end));
      if (part.begin >= part.end) continue;
      part.begin = static_cast<std::uint32_t>(part.begin + shift);
      part.end = static_cast<std::uint32_t>(part.end + shift);
      result.origins.push_back(part);
    }
    result.xml.append(source.xml, at, to - at);
    at = to;
  };
  for (const Change& change : changes) {
    keep(change.begin);
    const auto begin = static_cast<std::uint32_t>(result.xml.size());
    result.xml += change.text;
    if (const Span place = place_in_file(source, change.begin, change.end); !place.nowhere())
      result.origins.push_back({begin, static_cast<std::uint32_t>(result.xml.size()), place});
    at = change.end;
  }
  keep(static_cast<std::uint32_t>(source.xml.size()));
  return result;
}

MadeText wrapped(const MadeText& source) {
  constexpr std::size_t width = 120;
  std::vector<Change> breaks;
  const std::string& xml = source.xml;
  std::size_t line = xml.find("?>\n", xml.find("<?xml-model"));
  for (line = line == std::string::npos ? 0 : line + 3; line < xml.size();) {
    std::size_t end = xml.find('\n', line);
    if (end == std::string::npos) end = xml.size();
    std::size_t begin = line;
    const std::size_t words = xml.find_first_not_of(' ', line);
    const std::string indent(std::min(words, end) - line, ' ');
    bool in_tag = false;
    std::size_t last_space = std::string::npos, columns = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if ((static_cast<unsigned char>(xml[i]) & 0xC0u) != 0x80u) ++columns;
      if (xml[i] == '<') in_tag = true;
      if (xml[i] == '>') in_tag = false;
      if (xml[i] == ' ' && !in_tag && i > words) last_space = i;
      if (columns <= width || last_space == std::string::npos) continue;
      breaks.push_back({static_cast<std::uint32_t>(last_space), static_cast<std::uint32_t>(last_space) + 1,
                        "\n" + indent});
      columns =
          indent.size() + code_point_count(std::string_view(xml).substr(last_space + 1, i - last_space));
      last_space = std::string::npos;
    }
    line = end + 1;
  }
  return changed(source, breaks);
}

}  // namespace kancelli::word
