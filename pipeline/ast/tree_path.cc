#include "pipeline/ast/tree_path.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::ast {
namespace {

// The children that have a name of their own among those of their parent; "" for the rest.
std::string_view part_name(Kind kind) {
  switch (kind) {
    case Kind::Citation:
      return ".citations";
    case Kind::Prefix:
      return ".prefix";
    case Kind::Suffix:
      return ".suffix";
    case Kind::Caption:
      return ".caption";
    case Kind::ShortCaption:
      return ".short";
    case Kind::TableHead:
    case Kind::IntermediateHead:
      return ".head";
    case Kind::TableBody:
      return ".bodies";
    case Kind::TableFoot:
      return ".foot";
    case Kind::Term:
      return "[1]";
    default:
      return {};
  }
}

// What the list of a parent's other children is called.
std::string_view list_name(Kind parent) {
  switch (parent) {
    case Kind::Image:
      return ".caption";
    case Kind::Caption:
      return ".long";
    case Kind::TableHead:
    case Kind::TableFoot:
      return ".rows";
    case Kind::TableBody:
      return ".body";
    case Kind::Row:
      return ".cells";
    case Kind::Cell:
      return ".contents";
    case Kind::Definition:
      return "[2]";
    case Kind::Line:
    case Kind::Item:
    case Kind::Term:
    case Kind::Prefix:
    case Kind::Suffix:
    case Kind::ShortCaption:
    case Kind::IntermediateHead:
      return {};
    default:
      return ".content";
  }
}

}  // namespace

std::string path_step(Kind parent, std::size_t child, const std::function<Kind(std::size_t)>& kind_of) {
  const Kind kind = kind_of(child);
  const std::string_view part = part_name(kind);
  if (!part.empty() && kind != Kind::Citation && kind != Kind::TableBody) return std::string(part);
  std::size_t first = 0;  // of those that are counted with it: named parts are few, and stand before the rest
  while (first < child && part_name(kind_of(first)) != part) ++first;
  return std::string(part.empty() ? list_name(parent) : part) + "[" + std::to_string(child - first + 1) + "]";
}

std::string joined_path(const std::string& top, const std::vector<std::string>& steps) {
  constexpr std::size_t most_steps = 20;
  std::string way = top;
  if (steps.size() > most_steps) way += "...";
  for (std::size_t i = steps.size() > most_steps ? steps.size() - most_steps : 0; i < steps.size(); ++i)
    way += steps[i];
  return way;
}

std::string shown_element(Kind kind, std::string_view words) {
  constexpr std::size_t most = 45;  // code points
  std::string shown(name(kind));
  const std::string plain =
      collapse_space(words.substr(0, std::min<std::size_t>(words.size(), 4 * most + 4)));
  if (plain.empty()) return shown;
  std::size_t end = 0;
  for (std::size_t i = 0; i < most && end < plain.size(); ++i) next_code_point(plain, end);
  if (end == plain.size() && words.size() <= 4 * most + 4) return shown + " \"" + plain + "\"";
  // Cut between words, where there are some.
  if (const std::size_t space = plain.rfind(' ', end); space != std::string::npos && space > most / 2)
    end = space;
  return shown + " \"" + plain.substr(0, end) + " ...\"";
}

std::string plain_place(std::string place) {
  const std::size_t at = place.find_last_of('@', place.find(';'));
  const std::size_t begin = at == std::string::npos ? 0 : at + 1;
  const std::size_t end = place.find('-', begin);
  if (end == std::string::npos || place.find_first_not_of("0123456789:", begin) != end) return place;
  place.resize(end);
  if (at != std::string::npos) place[at] = ':';
  return place;
}

}  // namespace kancelli::ast
