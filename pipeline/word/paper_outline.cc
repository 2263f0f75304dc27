#include "pipeline/word/paper_outline.h"

#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

using Kind = Part::Kind;

bool has_control(const Part& part, std::string_view tag) {
  if (part.paragraph == nullptr) return false;
  const auto& around = part.paragraph->controls;
  if (std::find(around.begin(), around.end(), tag) != around.end()) return true;
  return std::any_of(part.paragraph->runs.begin(), part.paragraph->runs.end(), [&](const Run& run) {
    return !run.hidden && std::find(run.controls.begin(), run.controls.end(), tag) != run.controls.end();
  });
}

// The city's name, those of bodies and of the type, labels, and what a stamp says stand above a title.
bool stands_above(const Making& making, const Part& part) {
  static constexpr auto known = std::to_array<std::string_view>({"udkast", "fortroligt", "lukket"});
  static constexpr auto labels = std::to_array<std::string_view>(
      {"mødedato", "mødested", "sagsnr", "sagsnummer", "dokumentnr", "dokumentnummer", "dato:", "til:"});
  const std::string words = lower(part.words);
  if (std::find(known.begin(), known.end(), words) != known.end() ||
      std::any_of(labels.begin(), labels.end(),
                  [&](std::string_view label) { return words.starts_with(label); }))
    return true;
  if (body_named(making.project, part.words, std::nullopt).body != nullptr) return true;
  std::string city = "Københavns Kommune";
  for (const Node* each : making.project.policies("city")) city = each->get("name");
  return words == lower(city) || words == lower(making.rule(making.schema.root())->title);
}

// The part that is the paper's title; nullptr when none is.
const Part* title_of(Making& making, const std::vector<Part>& parts) {
  for (const Part& part : parts)
    if (has_control(part, "title") || has_control(part, "meta:title")) return &part;
  for (const Part& part : parts)
    if (part.paragraph != nullptr && lower(part.paragraph->style) == "title") return &part;
  // The first heading, where it is the only one of its level and none stands higher.
  const Part* first = nullptr;
  bool alone = true;
  for (const Part& part : parts) {
    if (part.kind != Kind::heading || !part.sure) continue;
    if (first == nullptr)
      first = &part;
    else if (part.level <= first->level)
      alone = false;
  }
  if (first != nullptr && alone) return first;
  // The first line that looks like one: before all headings, or the first heading of a text without styles.
  for (const Part& part : parts) {
    const bool sure = part.kind == Kind::heading && part.sure;
    if (part.known || (sure && (part.paragraph->node != nullptr || !part.paragraph->numbering.text.empty())))
      break;
    const bool line = (part.kind == Kind::text || part.kind == Kind::heading) && !part.paragraph->boxed &&
                      part.words.size() <= 150 && !part.words.ends_with(".") && !part.words.ends_with(":");
    if (!line || part.words.find_first_of("0123456789") == 0 || stands_above(making, part)) continue;
    making.tell(Finding::Kind::placed, Finding::Certainty::likely, making.span(part), part.words, "<title>",
                tr("no style says so; it is the first line that can be the title"));
    return &part;
  }
  return nullptr;
}

// The sections from `at` on that stand deeper than `above`.
void sections(std::vector<const Part*>& parts, std::size_t& at, int above, OutlineSection& into) {
  while (at < parts.size()) {
    const Part& part = *parts[at];
    if (part.kind != Kind::heading) {
      into.parts.push_back(&part);
      ++at;
      continue;
    }
    if (part.level <= above) return;
    OutlineSection& section = into.sections.emplace_back();
    section.heading = &part;
    const int level = part.level;
    ++at;
    sections(parts, at, level, section);
  }
}

}  // namespace

OutlineSection sections_of(const std::vector<const Part*>& parts) {
  OutlineSection whole;
  std::vector<const Part*> all = parts;
  std::size_t at = 0;
  sections(all, at, 0, whole);
  return whole;
}

std::vector<const Part*> parts_within(const OutlineSection& section) {
  std::vector<const Part*> all;
  if (section.heading != nullptr) all.push_back(section.heading);
  all.insert(all.end(), section.parts.begin(), section.parts.end());
  for (const OutlineSection& each : section.sections) {
    const std::vector<const Part*> more = parts_within(each);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

Outline outline_of(Making& making, const std::vector<Part>& parts) {
  Outline outline;
  outline.title = title_of(making, parts);
  const auto title =
      std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return &p == outline.title; });
  std::vector<const Part*> rest;
  bool before_title = outline.title != nullptr, before_section = true;
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    if (part == title) {
      before_title = false;
      continue;
    }
    if (before_title && part->paragraph != nullptr && stands_above(making, *part)) {
      outline.lines.push_back(&*part);
      continue;
    }
    before_section = before_section && part->kind != Kind::heading;
    const bool line = part->kind == Kind::head || (part->kind == Kind::text && before_title);
    const bool margin = part->paragraph != nullptr && part->paragraph->boxed && before_section;
    const bool controlled = part->paragraph != nullptr && before_section &&
                            std::any_of(part->paragraph->controls.begin(), part->paragraph->controls.end(),
                                        [](const std::string& tag) { return tag.starts_with("meta:"); });
    if ((before_section && (line || margin)) || controlled)
      outline.lines.push_back(&*part);
    else
      rest.push_back(&*part);
  }
  outline.body = sections_of(rest);
  return outline;
}

}  // namespace kancelli::word
