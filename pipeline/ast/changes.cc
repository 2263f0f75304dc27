#include "pipeline/ast/changes.h"

#include <iterator>

#include "pipeline/ast/comparison.h"
#include "pipeline/ast/outline.h"

namespace kancelli::ast {
namespace {

void add(std::vector<Change>& list, std::vector<Change> more) {
  list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::vector<std::string> shown(const Meta& meta) {
  switch (meta.kind) {
    case Meta::Kind::boolean:
      return {meta.boolean ? "true" : "false"};
    case Meta::Kind::string:
      return {shell(Element(Kind::Str, meta.string)).substr(4)};
    case Meta::Kind::inlines:
    case Meta::Kind::blocks: {
      std::vector<const Element*> elements;
      for (const Element& element : meta.content) elements.push_back(&element);
      if (elements.empty()) return {meta.kind == Meta::Kind::inlines ? "Inlines" : "Blocks"};
      return outline(elements);
    }
    default: {
      std::vector<std::string> lines;
      for (const auto& [key, value] : meta.entries) {
        std::vector<std::string> part = shown(value);
        lines.push_back((key.empty() ? "- " : key + ": ") + part[0]);
        for (std::size_t i = 1; i < part.size(); ++i) lines.push_back("  " + part[i]);
      }
      if (lines.empty()) lines.emplace_back(meta.kind == Meta::Kind::list ? "[]" : "{}");
      return lines;
    }
  }
}

void compare_meta(const Meta* before, const Meta* after, const std::string& path, std::vector<Change>& list) {
  if (before && after && *before == *after) return;
  if (before && after && before->kind == after->kind) {
    if (before->kind == Meta::Kind::inlines || before->kind == Meta::Kind::blocks)
      return add(list, compare(before->content, after->content, path));
    if (before->kind == Meta::Kind::map) {
      auto a = before->entries.begin(), b = after->entries.begin();
      while (a != before->entries.end() || b != after->entries.end()) {
        const bool has_a = a != before->entries.end(), has_b = b != after->entries.end();
        const bool take_a = has_a && (!has_b || a->first <= b->first);
        const bool take_b = has_b && (!has_a || b->first <= a->first);
        const std::string key = take_a ? a->first : b->first;
        compare_meta(take_a ? &a->second : nullptr, take_b ? &b->second : nullptr, path + "." + key, list);
        if (take_a) ++a;
        if (take_b) ++b;
      }
      return;
    }
  }
  Change change;
  change.kind = !before ? Change::Kind::added : !after ? Change::Kind::removed : Change::Kind::changed;
  change.place = path;
  if (before) change.before = shown(*before);
  if (after) change.after = shown(*after);
  list.push_back(std::move(change));
}

}  // namespace

Changes changes(const Document& before, const Document& after, std::size_t most) {
  Changes result;
  compare_meta(&before.meta, &after.meta, "meta", result.list);
  add(result.list, compare(before.blocks, after.blocks, "blocks"));
  if (result.list.size() > most) {
    result.more = result.list.size() - most;
    result.list.resize(most);
  }
  return result;
}

}  // namespace kancelli::ast
