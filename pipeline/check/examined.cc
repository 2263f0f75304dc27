#include "pipeline/check/examined.h"

#include <algorithm>

namespace kancelli {

ExaminedPaper::ExaminedPaper(const Paper& examined, const ProjectIndex& project_index)
    : paper(examined),
      index(project_index),
      project(project_index.project),
      context(project_index.context),
      text(examined.root()),
      matches(find_matches(text, project_index)),
      endings(find_endings(text.text(), project_index.endings())),
      numbers(written_numbers(text.text())),
      references(text) {
  for (const Node& node : paper.xml->nodes)
    if (node.kind == Node::Kind::element) by_name_[node.name].push_back(&node);
}

const std::vector<const Node*>& ExaminedPaper::elements(std::string_view name) const {
  static const std::vector<const Node*> none;
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? none : found->second;
}

std::optional<StatedDate> ExaminedPaper::stated_date(std::size_t at) const {
  const std::string_view all = text.text();
  if (at >= all.size()) return std::nullopt;
  if (all.substr(at).starts_with(RunningText::computed_mark)) {
    const Node* node = text.computed(at);
    const auto date = node != nullptr && node->is("date") ? Date::parse(node->get("value")) : std::nullopt;
    if (!date) return std::nullopt;
    return StatedDate{*date, at, at + RunningText::computed_mark.size(), node};
  }
  std::size_t length = 0;
  const auto date = within_word(all, at) ? std::nullopt : read_period(all.substr(at, 60), length);
  if (!date || word_end(all, at + length) != at + length) return std::nullopt;
  return StatedDate{*date, at, at + length, nullptr};
}

const Attribute* ExaminedPaper::meta(std::string_view element, std::string_view attribute) const {
  const Node* meta_node = paper.root().child("meta");
  const Node* node = meta_node == nullptr ? nullptr : meta_node->child(element);
  return node == nullptr ? nullptr : node->find(attribute);
}

const TextMatch* ExaminedPaper::match_at(std::size_t at) const {
  const auto after = std::upper_bound(matches.begin(), matches.end(), at,
                                      [](std::size_t a, const TextMatch& match) { return a < match.begin; });
  return after == matches.begin() || (after - 1)->end <= at ? nullptr : &*(after - 1);
}

const Node* ExaminedPaper::numbered(NumberedReference::Kind kind, std::int64_t number) const {
  const auto& nodes = elements(kind == NumberedReference::Kind::attachment ? "attachment"
                               : kind == NumberedReference::Kind::table    ? "table"
                                                                           : "figure");
  for (const Node* node : nodes)
    if ((kind == NumberedReference::Kind::attachment || node->child("caption") != nullptr) && --number == 0)
      return node;
  return nullptr;
}

const LawPlace* ExaminedPaper::place_in(const TextMatch& law) const {
  const auto& places = references.laws;
  auto after = std::lower_bound(places.begin(), places.end(), law.begin,
                                [](const LawPlace& place, std::size_t at) { return place.begin < at; });
  if (law.genitive)
    return after != places.end() && after->begin == law.end + 1 && text.text()[law.end] == ' ' ? &*after
                                                                                               : nullptr;
  if (after == places.begin()) return nullptr;
  const LawPlace& before = *--after;
  if (before.end >= law.begin) return nullptr;
  const std::string_view between = text.text().substr(before.end, law.begin - before.end);
  return between == " i " || between == ", i " ? &before : nullptr;
}

std::optional<Edit> ExaminedPaper::edit(std::size_t begin, std::size_t end, std::string_view with) const {
  Span place = begin == end ? span(begin - 1, begin) : span(begin, end);
  if (begin == end) place.begin = place.end;
  // White space in the source may be longer than the one space that it reads as.
  if (begin != end && text.text()[end - 1] == ' ') place.end = span(end, end + 1).begin;
  const std::string_view source = project.sources.text(place.source);
  if (place.end < place.begin ||
      source.substr(place.begin, place.end - place.begin).find('<') != std::string_view::npos)
    return std::nullopt;
  return Edit{place, std::string(with)};
}

}  // namespace kancelli
