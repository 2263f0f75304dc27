#include "pipeline/word/grammar_paths.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

void gather_titles(const Schema& schema, const std::string& element, std::vector<std::string>& titles,
                   int depth) {
  const ElementRule* rule = schema.element(element);
  if (rule == nullptr || depth > 4) return;
  for (const std::string& child : rule->children) {
    const ElementRule* own = schema.element(child);
    if (own == nullptr || !own->section) continue;
    if (own->heading) titles.push_back(title_words(own->title));
    gather_titles(schema, child, titles, depth + 1);
  }
}

}  // namespace

void GrammarPaths::search(const std::string& parent, const std::string& words, std::vector<std::string>& path,
                          std::vector<SectionPath>& found) const {
  const ElementRule* known = making_.rule(parent);
  if (known == nullptr || path.size() > 3) return;
  for (const std::string& child : known->children) {
    const ElementRule* own = making_.rule(child);
    if (own == nullptr || !own->section || std::find(path.begin(), path.end(), child) != path.end()) continue;
    path.push_back(child);
    const std::string title = title_words(own->title);
    if (own->heading && title == words) found.push_back({path, true});
    if (own->heading && words.starts_with(title + " ")) found.push_back({path, false});
    search(child, words, path, found);
    path.pop_back();
  }
}

SectionPath GrammarPaths::section_named(const std::string& parent, const Part& heading) const {
  const std::string words = title_words(heading.words);
  std::vector<std::string> path;
  std::vector<SectionPath> found;
  search(parent, words, path, found);
  // Right here rather than deeper, the same words rather than those that go on.
  std::stable_sort(found.begin(), found.end(), [](const SectionPath& a, const SectionPath& b) {
    return std::pair(!a.exact, a.path.size()) < std::pair(!b.exact, b.path.size());
  });
  if (!found.empty()) return found.front();
  std::vector<std::string_view> titles;
  std::vector<std::string> kept;
  for (const std::string& child : making_.rule(parent)->children)
    if (const ElementRule* own = making_.rule(child); own != nullptr && own->section && own->heading)
      kept.push_back(title_words(own->title));
  for (const std::string& title : kept) titles.push_back(title);
  const std::string_view near = nearest(words, titles);
  if (near.empty()) return {};
  for (const std::string& child : making_.rule(parent)->children)
    if (const ElementRule* own = making_.rule(child);
        own != nullptr && own->section && own->heading && title_words(own->title) == near)
      return {{child}, false};
  return {};
}

std::string GrammarPaths::titled_child(const std::string& parent) const {
  for (const std::string& child : making_.rule(parent)->children) {
    const ElementRule* own = making_.rule(child);
    if (own != nullptr && !own->section && child != "section" && child != "meta" &&
        making_.may(child, "title"))
      return child;
  }
  return {};
}

std::string GrammarPaths::child_of_body(const std::string& parent) const {
  for (const std::string& child : making_.rule(parent)->children)
    if (const ElementRule* own = making_.rule(child); own != nullptr && !own->children.empty() &&
                                                      !own->section &&
                                                      making_.has_attribute(child, "body", true))
      return child;
  return {};
}

std::string GrammarPaths::unheaded_holder(const std::string& parent) const {
  for (const std::string& child : making_.rule(parent)->children)
    if (const ElementRule* own = making_.rule(child);
        own != nullptr && own->section && !own->heading && !titled_child(child).empty())
      return child;
  return {};
}

std::vector<std::string> grammar_titles(const Schema& schema) {
  std::vector<std::string> titles;
  gather_titles(schema, schema.root(), titles, 0);
  return titles;
}

}  // namespace kancelli::word
