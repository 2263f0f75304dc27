#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/speller.h"
#include "pipeline/core/text.h"
#include "pipeline/site/search.h"

namespace kancelli::site {
namespace {

// Shorter words have no two parts that are words.
constexpr std::size_t shortest_compound = 6;

// All that a body or a law is called.
std::vector<std::vector<std::string>> all_names(const Registers& registers) {
  std::vector<std::vector<std::string>> groups;
  for (const auto& [id, body] : registers.bodies) {
    std::vector<std::string> names;
    for (const BodyName& name : body.names)
      for (const std::string& text : {name.name, name.abbreviation})
        if (!text.empty()) names.push_back(text);
    groups.push_back(std::move(names));
  }
  for (const auto& [id, law] : registers.laws) {
    std::vector<std::string> names;
    for (const std::string& text : {law.short_name, law.title})
      if (!text.empty()) names.push_back(text);
    groups.push_back(std::move(names));
  }
  return groups;
}

// The words of a text, in lower case.
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_letter(c) || is_digit(c)) append_utf8(word, lower(c));
    if (!word.empty() && (at == text.size() || !(is_letter(c) || is_digit(c)))) {
      words.insert(std::move(word));
      word.clear();
    }
  }
  return words;
}

// The other names of whatever the text names.
void add_names(const Project& project, std::string_view text, std::set<std::string>& terms) {
  const auto groups = all_names(project.registers);
  // An abbreviation may be borne by two bodies, one after the other.
  std::map<std::string, std::set<std::size_t>> bearers;
  Lexicon lexicon;
  std::vector<std::string> phrases;
  for (std::size_t group = 0; group < groups.size(); ++group)
    for (const std::string& name : groups[group]) {
      if (bearers[name].empty()) {
        lexicon.add(name, Phrase::Kind::name, static_cast<std::uint32_t>(phrases.size()));
        phrases.push_back(name);
      }
      bearers[name].insert(group);
    }
  std::set<std::string> said;
  std::set<std::size_t> named;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (word_end(text, at) == at || within_word(text, at)) continue;
    std::size_t length = 0;
    const Phrase* phrase = lexicon.longest(text, at, length);
    if (phrase == nullptr) continue;
    said.insert(phrases[phrase->index]);
    named.merge(std::set<std::size_t>(bearers[phrases[phrase->index]]));
    at += length - 1;
  }
  for (const std::size_t group : named)
    for (const std::string& name : groups[group])
      if (!said.contains(name)) terms.insert(name);
}

}  // namespace

std::vector<std::string> search_terms(std::string_view word) {
  // Reading the dictionary takes some tenths of a second, and papers use the same words again and again.
  static Speller speller;
  static std::mutex asked;
  static std::unordered_map<std::string, std::vector<std::string>> known;
  const std::lock_guard<std::mutex> lock(asked);
  const auto [place, is_new] = known.try_emplace(std::string(word));
  if (is_new) place->second = speller.parts(word);
  return place->second;
}

std::vector<std::string> page_terms(const Project& project, std::string_view text) {
  const std::set<std::string> words = words_of(text);
  std::set<std::string> terms;
  for (const std::string& word : words)
    if (code_point_count(word) >= shortest_compound)
      for (std::string& part : search_terms(word))
        if (!words.contains(part)) terms.insert(std::move(part));
  add_names(project, text, terms);
  return {terms.begin(), terms.end()};
}

}  // namespace kancelli::site
